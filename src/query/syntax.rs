//! Reads the signs in what was typed: quotes, a leading minus, `field:value`.
//!
//! Nothing is an error: what cannot be used as a sign is searched as words, with a note.

use std::ops::Range;

use crate::query::facet::FacetField;

/// A piece of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it means.
    pub kind: PieceKind,
    /// Where it stands in what was typed, with its signs, in bytes.
    pub range: Range<usize>,
}

/// What a piece means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Words to search.
    Words(String),
    /// Words to find exactly: "站内检索".
    Quoted(String),
    /// Words that must not occur: -疫情.
    Excluded(String),
    /// A value of a dimension: 年份:2024.
    Filter(FacetField, String),
}

/// A piece of typed text could not be used as the sign that it looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyntaxNote {
    /// A quote without its partner.
    OpenQuote,
    /// A value that the dimension does not take.
    BadValue {
        /// The dimension.
        field: FacetField,
        /// As typed.
        value: String,
        /// What it takes.
        expected: String,
    },
}

/// Names by which dimensions can be written in a query.
const FIELD_NAMES: &[(FacetField, &[&str])] = &[
    (FacetField::Region, &["region", "地区", "区划", "区域"]),
    (FacetField::Year, &["year", "年份", "年度"]),
    (FacetField::Issuer, &["issuer", "机关", "发文机关", "发文单位"]),
    (FacetField::Department, &["department", "部门", "职能部门"]),
    (FacetField::Unit, &["unit", "单位", "责任单位"]),
    (FacetField::Kind, &["kind", "文种", "体裁"]),
    (FacetField::Topic, &["topic", "主题"]),
    (FacetField::Validity, &["validity", "有效性", "状态"]),
    (FacetField::Level, &["level", "层级"]),
    (FacetField::Openness, &["openness", "公开属性"]),
    (FacetField::Section, &["section", "章节"]),
    (FacetField::DeadlineMonth, &["deadline_month", "完成月份"]),
];

/// Pairs of quotes; straight ones close themselves.
const QUOTES: &[(char, char)] = &[('"', '"'), ('＂', '＂'), ('“', '”'), ('「', '」'), ('『', '』')];

/// Parts what was typed into pieces, in order.
pub fn parse(text: &str) -> (Vec<Piece>, Vec<SyntaxNote>) {
    let mut parser = Parser { text, at: 0, pieces: Vec::new(), notes: Vec::new() };
    while parser.at < text.len() {
        parser.step();
    }
    (parser.pieces, parser.notes)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    pieces: Vec<Piece>,
    notes: Vec<SyntaxNote>,
}

impl Parser<'_> {
    fn step(&mut self) {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return };
        if first.is_whitespace() {
            self.at += first.len_utf8();
            return;
        }
        if self.quoted(rest, 0) {
            return;
        }
        if matches!(first, '-' | '－' | '—' | '−') {
            let behind = &rest[first.len_utf8()..];
            if self.quoted(behind, first.len_utf8()) {
                return;
            }
            let word = until_blank(behind);
            if !word.is_empty() && word.starts_with(char::is_alphanumeric) {
                let length = first.len_utf8() + word.len();
                self.push(PieceKind::Excluded(word.to_owned()), length);
                return;
            }
        }
        let word = until_blank(rest);
        if self.filter(word) {
            return;
        }
        self.push(PieceKind::Words(word.to_owned()), word.len());
    }

    /// Takes a quoted piece, behind a sign of so many bytes; tells whether there was one. Curly
    /// quotes count only where they stand around a whole piece, since titles hold them inside
    /// (推进“互联网+政务服务”).
    fn quoted(&mut self, rest: &str, sign: usize) -> bool {
        let Some(open) = rest.chars().next() else { return false };
        let Some((_, close)) = QUOTES.iter().find(|(begin, _)| *begin == open) else {
            return false;
        };
        let inside = &rest[open.len_utf8()..];
        let Some(end) = inside.find(*close) else {
            if open == '"' {
                self.notes.push(SyntaxNote::OpenQuote);
                self.at += sign + open.len_utf8();
            }
            return open == '"';
        };
        let behind = &inside[end + close.len_utf8()..];
        let whole = open == '"' || behind.is_empty() || behind.starts_with(char::is_whitespace);
        if !whole {
            return false;
        }
        let length = sign + open.len_utf8() + end + close.len_utf8();
        match inside[..end].trim() {
            "" => self.at += length,
            words if sign > 0 => self.push(PieceKind::Excluded(words.to_owned()), length),
            words => self.push(PieceKind::Quoted(words.to_owned()), length),
        }
        true
    }

    fn filter(&mut self, word: &str) -> bool {
        let Some(colon) = word.find([':', '：']) else { return false };
        let name = word[..colon].to_lowercase();
        let after = &word[colon..];
        let value = after.trim_start_matches([':', '：']);
        let Some((field, _)) = FIELD_NAMES.iter().find(|(_, names)| names.contains(&name.as_str()))
        else {
            return false;
        };
        if value.is_empty() {
            return false;
        }
        let accepted = match field {
            FacetField::Validity if value == "any" || value == "不限" => Ok("any".to_owned()),
            FacetField::Year => field.value(value.trim_end_matches(['年', '度'])),
            FacetField::Region => Ok(value.to_owned()),
            _ => field.value(value),
        };
        match accepted {
            Ok(value) => {
                self.push(PieceKind::Filter(*field, value), word.len());
                true
            }
            Err(expected) => {
                self.notes.push(SyntaxNote::BadValue {
                    field: *field,
                    value: value.to_owned(),
                    expected,
                });
                false
            }
        }
    }

    fn push(&mut self, kind: PieceKind, length: usize) {
        self.pieces.push(Piece { kind, range: self.at..self.at + length });
        self.at += length;
    }
}

fn until_blank(text: &str) -> &str {
    let end = text.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(text.len());
    &text[..end.max(text.chars().next().map_or(0, char::len_utf8)).min(text.len())]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PieceKind, SyntaxNote, parse};
    use crate::query::facet::FacetField;

    fn kinds(text: &str) -> Vec<PieceKind> {
        parse(text).0.into_iter().map(|piece| piece.kind).collect()
    }

    #[test]
    fn signs_are_read() {
        use PieceKind::{Excluded, Filter, Quoted, Words};
        let words = |text: &str| Words(text.to_owned());
        let cases = [
            ("政务公开 检索", vec![words("政务公开"), words("检索")]),
            ("\"站内检索\" 拼音", vec![Quoted("站内检索".to_owned()), words("拼音")]),
            ("“站内检索”", vec![Quoted("站内检索".to_owned())]),
            ("推进“互联网+政务服务”的意见", vec![words("推进“互联网+政务服务”的意见")]),
            ("政务公开 -疫情", vec![words("政务公开"), Excluded("疫情".to_owned())]),
            ("政务公开 -\"疫情 防控\"", vec![words("政务公开"), Excluded("疫情 防控".to_owned())]),
            ("2020-32", vec![words("2020-32")]),
            ("公开 年份:2024年", vec![words("公开"), Filter(FacetField::Year, "2024".to_owned())]),
            ("部门：教育", vec![Filter(FacetField::Department, "教育".to_owned())]),
            ("时间:上午", vec![words("时间:上午")]),
            ("\"\"", vec![]),
            ("   ", vec![]),
        ];
        for (text, expected) in cases {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_noted_and_searched() {
        let (pieces, notes) = parse("\"站内检索");
        assert_eq!(notes, [SyntaxNote::OpenQuote]);
        assert_eq!(pieces.len(), 1);
        let (pieces, notes) = parse("年份:去年");
        assert!(matches!(notes[..], [SyntaxNote::BadValue { .. }]));
        assert_eq!(pieces[0].kind, PieceKind::Words("年份:去年".to_owned()));
    }

    proptest! {
        #[test]
        fn anything_can_be_parsed(text in "[\"“”「」\\-:： a公开年份20]{0,40}|\\PC{0,40}") {
            let _ = parse(&text);
        }
    }
}
