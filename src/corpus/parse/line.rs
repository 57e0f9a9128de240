//! Cleans lines: stray entities, invisible characters, runs of blanks.

use crate::corpus::raw::{Block, Table};

/// A piece of a page, cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A line that is not empty.
    Line(Line),
    /// A table whose cells are known.
    Table(Table),
}

/// A cleaned line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, without blanks at its ends.
    pub(super) text: String,
    /// Blank lines between the line before and this one.
    pub(super) gap: usize,
}

impl Line {
    /// Makes a line that follows the one before directly.
    #[cfg(test)]
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), gap: 0 }
    }

    /// Returns the number of characters.
    pub(super) fn len(&self) -> usize {
        self.text.chars().count()
    }
}

/// Cleans the blocks of a page; blank lines are counted, not kept.
pub(super) fn clean_blocks(blocks: Vec<Block>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(blocks.len());
    let mut gap = 0;
    for block in blocks {
        match block {
            Block::Line(line) => {
                let visible = visible(&line);
                let parts = parts_of(&visible);
                if parts.is_empty() {
                    gap += 1;
                }
                for text in parts {
                    pieces.push(Piece::Line(Line { text, gap: std::mem::take(&mut gap) }));
                }
            }
            Block::Table(mut table) => {
                for cell in table.rows.iter_mut().flatten() {
                    cell.text = cell.text.lines().map(clean).collect::<Vec<_>>().join("\n");
                }
                pieces.push(Piece::Table(table));
                gap = 0;
            }
        }
    }
    pieces
}

/// Cleans one text into one line: no entities, no invisible characters, single blanks.
pub(super) fn clean(text: &str) -> String {
    squeeze(&visible(text))
}

/// Decodes entities left in a text and drops characters that cannot be seen.
fn visible(text: &str) -> String {
    let decoded = if text.contains('&') && text.contains(';') {
        html_escape::decode_html_entities(text)
    } else {
        text.into()
    };
    decoded
        .chars()
        .filter(|character| !is_invisible(*character))
        .map(|character| match character {
            '\u{A0}' | '\u{2002}'..='\u{200A}' | '\t' | '\u{202F}' | '\u{205F}' => ' ',
            other => other,
        })
        .collect()
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFFC}' | '\u{AD}' | '\u{E000}'..='\u{F8FF}')
        || (character.is_control() && character != '\t')
}

/// Parts a line that holds several, told by wide blanks between them.
///
/// Example: 　　第三章　目录管理　　第十五条　政务数据… is two lines. Blanks inside a heading such as
/// 总　　则 part nothing, since what they would cut off is too short to be a line.
fn parts_of(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for piece in wide_blanks(line) {
        let text = squeeze(piece);
        let short = text.chars().count() < 4;
        match parts.last_mut() {
            Some(last) if short || last.chars().count() < 4 => {
                if !text.is_empty() {
                    if !text.starts_with('的') {
                        last.push(' ');
                    }
                    last.push_str(&text);
                }
            }
            _ if text.is_empty() => {}
            _ => parts.push(text),
        }
    }
    parts
}

/// Splits at runs of two or more ideographic blanks, the mark of a new paragraph.
fn wide_blanks(line: &str) -> impl Iterator<Item = &str> {
    line.split("\u{3000}\u{3000}")
}

/// Trims a text and makes every run of blanks one.
fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::{Line, Piece, clean, clean_blocks};
    use crate::corpus::raw::Block;

    #[test]
    fn entities_and_invisible_characters_go() {
        let cases = [
            ("总&nbsp;&nbsp;则", "总 则"),
            ("&lt;办法&gt;&amp;", "<办法>&"),
            ("政\u{200B}务\u{E5E5}公开\u{FEFF}", "政务公开"),
            ("  国务院      \u{3000}", "国务院"),
            ("A&B公司", "A&B公司"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn wide_blanks_part_paragraphs_but_not_headings() {
        let lines = |text: &str| -> Vec<String> {
            clean_blocks(vec![Block::Line(text.to_owned())])
                .into_iter()
                .map(|piece| match piece {
                    Piece::Line(line) => line.text,
                    Piece::Table(_) => unreachable!("no table was given"),
                })
                .collect()
        };
        assert_eq!(
            lines("　第三章　目录管理　　第十五条 　政务数据资源目录"),
            ["第三章 目录管理", "第十五条 政务数据资源目录"]
        );
        assert_eq!(lines("第一章　总　　则"), ["第一章 总 则"]);
        assert_eq!(lines("　　一、总体要求"), ["一、总体要求"]);
    }

    #[test]
    fn blank_lines_are_counted() {
        let blocks = ["甲", "", " ", "乙"].map(|line| Block::Line(line.to_owned())).to_vec();
        let pieces = clean_blocks(blocks);
        assert_eq!(pieces[1], Piece::Line(Line { text: "乙".to_owned(), gap: 2 }));
    }
}
