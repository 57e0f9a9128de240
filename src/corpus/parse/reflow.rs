//! Restores paragraphs: parts texts that came in one line, joins lines that end inside a sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::metadata::line::is_pair;
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::{find_dates, parse_date};
use crate::notice::doc_number::DocNumber;

/// A line longer than this holds several paragraphs if it holds several numbers.
const FLAT: usize = 250;

/// Marks that end a sentence or a part of one.
const ENDS: &[char] =
    &['。', '；', ';', '！', '!', '？', '?', '：', ':', '”', '）', ')', '】', '」', '》', '…'];

/// Parts and joins the lines of a page into paragraphs.
pub(super) fn reflow(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut parted: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Line(line) if line.len() > FLAT => {
                let gap = line.gap;
                for (index, text) in part_flat(&line.text).into_iter().enumerate() {
                    let gap = if index == 0 { gap } else { 1 };
                    parted.push(Piece::Line(Line { text, gap }));
                }
            }
            other => parted.push(other),
        }
    }
    join_broken(parted)
}

/// Parts a text without line ends; a text that holds no numbering stays whole.
fn part_flat(text: &str) -> Vec<String> {
    let blanks = text.matches(' ').count();
    let by_blanks: Vec<&str> = if blanks >= 4 { text.split(' ').collect() } else { vec![text] };
    let mut parts = Vec::new();
    for piece in by_blanks {
        part_head(piece, &mut parts);
    }
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        for line in part_at_numbers(part) {
            lines.extend(part_at_signature(line).into_iter().map(str::to_owned));
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Parts title, number and addressees that run together at the head.
fn part_head<'a>(text: &'a str, parts: &mut Vec<&'a str>) {
    static ADDRESSEES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^[^。；]{0,40}?(?:各|人民政府|单位|部门|委员会|局|公司|机构)[^。；！]{0,220}?[：:]",
        )
        .expect("a literal pattern")
    });
    let head_end = text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
    let mut rest = text;
    let number = DocNumber::find(&text[..head_end]).into_iter().next();
    if let Some(found) =
        number.filter(|found| !text[..found.range.start].contains(['《', '（', '。', '：']))
    {
        let (title, behind) = text.split_at(found.range.start);
        let (number, behind) = behind.split_at(found.range.len());
        parts.extend([title.trim_end_matches(['（', '(']), number]);
        rest = behind.trim_start_matches(['）', ')']);
        if let Some(addressees) = ADDRESSEES.find(rest) {
            parts.push(&rest[..addressees.end()]);
            rest = &rest[addressees.end()..];
        }
    }
    parts.push(rest);
}

/// Parts a text in front of each number that stands after the end of a sentence.
fn part_at_numbers(text: &str) -> Vec<&str> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[。；;！？：:）)”\]】])\s*(第[一二三四五六七八九十百零]{1,5}[章条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])",
        )
        .expect("a literal pattern")
    });
    let mut cuts: Vec<usize> = NUMBER
        .captures_iter(text)
        .filter_map(|found| found.get(1))
        .filter(|number| {
            label(&text[number.start()..])
                .is_some_and(|label| opens_paragraph(label.style, text, number.start()))
        })
        .map(|number| number.start())
        .filter(|at| *at > 0)
        .collect();
    cuts.push(text.len());
    let mut from = 0;
    let mut lines = Vec::with_capacity(cuts.len());
    for cut in cuts {
        lines.push(text[from..cut].trim());
        from = cut;
    }
    lines
}

/// Tells a number that opens a paragraph from one that only refers: 见第三条, （一）、（二）项.
fn opens_paragraph(style: Style, text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    match style {
        Style::ArabicBracketed | Style::Circled | Style::Decimal(_) => false,
        Style::Arabic => !before.ends_with(['）', ')']) || text[at..].chars().count() > 6,
        _ => true,
    }
}

/// Parts a signature with its date, and what stands behind it, from the last sentence.
fn part_at_signature(line: &str) -> Vec<&str> {
    let Some(date) = find_dates(line).pop() else { return vec![line] };
    let (before, rest) = line.split_at(date.range.start);
    let (date, behind) = rest.split_at(date.range.len());
    let from = before
        .rfind(ENDS)
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let (text, unit) = before.split_at(from);
    let behind = behind.trim();
    let closes = behind.is_empty() || behind.starts_with(['（', '(']) || behind.starts_with("附件");
    if !closes || !(looks_like_unit(unit) || unit.trim().is_empty() && !text.is_empty()) {
        return vec![line];
    }
    vec![text.trim(), unit.trim(), date, behind]
}

/// Joins a line to the one before when that one ends inside a sentence or a bracket.
fn join_broken(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let (Piece::Line(line), Some(Piece::Line(last))) = (&piece, joined.last_mut())
            && goes_on(last, line)
        {
            last.text.push_str(&line.text);
            continue;
        }
        joined.push(piece);
    }
    joined
}

fn goes_on(last: &Line, line: &Line) -> bool {
    if line.gap > 0
        || last.text.ends_with(['。', '；', ';', '！', '？', '：', ':'])
            && !holds_open_bracket(&last.text)
    {
        return false;
    }
    let apart = label(&line.text).is_some()
        || is_pair(&line.text)
        || parse_date(&line.text).is_some()
        || line.text.starts_with(['（', '(', '《', '★', '【', '[', '附'])
        || DocNumber::parse(&line.text).is_some();
    if apart || is_pair(&last.text) {
        return false;
    }
    if holds_open_bracket(&last.text) {
        return true;
    }
    if last.text.ends_with(ENDS)
        || looks_like_unit(&line.text) && !last.text.ends_with(['、', '，', ','])
    {
        return false;
    }
    let is_sentence = last.text.contains(['，', ',', '。', '；', '、']) && last.len() >= 18;
    let numbered = label(&last.text).is_some();
    let is_heading = numbered && !last.text.contains('。') && last.len() < 40;
    let ends_one = line.text.ends_with(['。', '；', ';', '：', ':', '）', ')', '，', ',', '、']);
    is_sentence && !is_heading && (ends_one || line.len() >= 18)
}

/// Tells whether a round or square bracket near the end of a line is still open.
fn holds_open_bracket(text: &str) -> bool {
    let near = text.char_indices().rev().nth(160).map_or(text, |(at, _)| &text[at..]);
    let count = |marks: &[char]| near.chars().filter(|c| marks.contains(c)).count();
    count(&['（', '(', '〔', '[', '《']) > count(&['）', ')', '〕', ']', '》'])
        && near.chars().count() >= 12
}

#[cfg(test)]
mod tests {
    use super::{part_flat, reflow};
    use crate::corpus::parse::line::{Line, Piece};

    fn flow(lines: &[&str]) -> Vec<String> {
        reflow(lines.iter().map(|line| Piece::Line(Line::new(*line))).collect())
            .into_iter()
            .map(|piece| match piece {
                Piece::Line(line) => line.text,
                Piece::Table(_) => unreachable!("no table was given"),
            })
            .collect()
    }

    #[test]
    fn a_text_in_one_line_is_parted_at_its_numbers() {
        let text = "清泽市人民政府办公室关于做好某项工作的通知泽政办发〔2024〕3号各县（市、区）人民政府，市政府各部门：现就有关事项通知如下。一、总体要求坚持公开。（一）基本原则。依法办理，见第三条。二、工作安排按期完成。清泽市人民政府办公室2024年5月1日（此件公开发布）";
        let parts = part_flat(text);
        assert_eq!(
            parts,
            [
                "清泽市人民政府办公室关于做好某项工作的通知",
                "泽政办发〔2024〕3号",
                "各县（市、区）人民政府，市政府各部门：",
                "现就有关事项通知如下。",
                "一、总体要求坚持公开。",
                "（一）基本原则。依法办理，见第三条。",
                "二、工作安排按期完成。",
                "清泽市人民政府办公室",
                "2024年5月1日",
                "（此件公开发布）",
            ]
        );
    }

    #[test]
    fn lines_that_end_inside_a_sentence_are_joined() {
        let cases: &[(&[&str], &[&str])] = &[
            (
                &["对首次贷款购房的职工，额度标准提高到每月", "一千六百元。"],
                &["对首次贷款购房的职工，额度标准提高到每月一千六百元。"],
            ),
            (
                &[
                    "（一）提高额度。把奖补标准印成挂历，发放不少于2万份。（牵头单位：县林业局；责任单",
                    "位：县财政局）",
                ],
                &[
                    "（一）提高额度。把奖补标准印成挂历，发放不少于2万份。（牵头单位：县林业局；责任单位：县财政局）",
                ],
            ),
            (
                &["一、提高租房提取额度", "租住商品房申请提取的，按月发放。"],
                &["一、提高租房提取额度", "租住商品房申请提取的，按月发放。"],
            ),
            (
                &["请各单位认真贯彻执行。", "清泽市教育局"],
                &["请各单位认真贯彻执行。", "清泽市教育局"],
            ),
        ];
        for (lines, expected) in cases {
            assert_eq!(&flow(lines), expected);
        }
    }
}
