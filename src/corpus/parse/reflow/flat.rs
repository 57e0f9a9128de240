//! Parts texts that came in one line: head, numbered paragraphs, signature.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::parts::form::is_addressees;
use crate::corpus::parse::reflow::ENDS;
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::find_dates;
use crate::notice::doc_number::DocNumber;

/// The longest title that is held together between 《》, in characters.
const LONGEST_TITLE: usize = 80;

/// Parts a text without line ends; a text that holds no numbering stays whole.
pub(super) fn part_flat(text: &str) -> Vec<String> {
    let blanks = text.matches(' ').count();
    let by_blanks: Vec<&str> = if blanks >= 4 { at_blanks(text) } else { vec![text] };
    let mut parts = Vec::new();
    for piece in by_blanks {
        part_head(piece, &mut parts);
    }
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        for line in part_at_numbers(part).into_iter().flat_map(part_behind_heading) {
            lines.extend(part_at_signature(line).into_iter().map(str::to_owned));
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Parts a text at its blanks, but for those inside of 《》 and behind a number (1. …).
fn at_blanks(text: &str) -> Vec<&str> {
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("《[^《》。]{{1,{LONGEST_TITLE}}}》")).expect("a literal pattern")
    });
    let titles: Vec<_> = INSIDE.find_iter(text).map(|found| found.range()).collect();
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(' ') {
        let piece = &text[from..at];
        let number_alone = label(piece).is_some_and(|number| number.rest.is_empty());
        let behind = text[at + 1..].split(' ').next().unwrap_or_default();
        let before = piece.rsplit(' ').next().unwrap_or_default();
        let torn = [before, behind].iter().any(|part| is_torn(part));
        if !number_alone && !torn && !titles.iter().any(|title| title.contains(&at)) {
            pieces.push(piece);
            from = at + 1;
        }
    }
    pieces.push(&text[from..]);
    pieces
}

/// Tells what blanks tear out of a sentence: one character, a figure.
fn is_torn(piece: &str) -> bool {
    let is_figure = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    piece.chars().count() == 1 || !piece.is_empty() && is_figure(piece)
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
    } else if let Some(end) = addressees_end(text) {
        let (addressees, behind) = text.split_at(end);
        parts.push(addressees);
        rest = behind;
    }
    parts.push(rest);
}

/// Returns where the addressees that a text begins with end: 各乡镇、各单位：根据….
fn addressees_end(text: &str) -> Option<usize> {
    let (at, colon) = text.char_indices().take(220).find(|(_, c)| matches!(c, '：' | ':'))?;
    let end = at + colon.len_utf8();
    // 研究提出了办理意见：, 按4:3的比例: what stands before the colon is nobody.
    let whom = &text[..at];
    let is_nobody = whom.ends_with(|c: char| c.is_ascii_digit())
        || ["意见", "情况", "办法", "措施", "问题", "内容", "要求", "标准", "比例", "条件"]
            .iter()
            .any(|ending| whom.ends_with(ending));
    (end < text.len() && !is_nobody && is_addressees(&text[..end])).then_some(end)
}

/// Parts a text in front of each number that stands after the end of a sentence.
fn part_at_numbers(text: &str) -> Vec<&str> {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[。；;！？：:）)”\]】〕])\s*(第[一二三四五六七八九十百零]{1,5}[章条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、])",
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

/// Parts a heading from what runs into it without a sign: the first narrower number (二、基本
/// 原则（一）…), or the text where the heading is a customary one (一、指导思想以…).
pub(super) fn part_behind_heading(line: &str) -> Vec<&str> {
    // In many notices the bracketed numbers go on through all parts: 二、优化供给（十三）….
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("[（(][一二三四五六七八九十]{1,3}[）)]").expect("a literal pattern")
    });
    const CUSTOMARY: &[&str] = &[
        "指导思想",
        "总体要求",
        "总体目标",
        "总体思路",
        "基本原则",
        "工作原则",
        "工作目标",
        "主要目标",
        "发展目标",
        "目标任务",
        "主要任务",
        "重点任务",
        "工作任务",
        "工作内容",
        "工作重点",
        "工作安排",
        "工作步骤",
        "实施步骤",
        "工作要求",
        "有关要求",
        "保障措施",
        "组织领导",
        "组织保障",
        "适用范围",
        "编制目的",
        "编制依据",
    ];
    let Some(number) = label(line).filter(|label| label.style == Style::Chinese) else {
        return vec![line];
    };
    let offset = line.len() - number.rest.len();
    let refers = |at: &usize| {
        let words = &number.rest[..*at];
        words.ends_with(['第', '见', '和', '至', '按'])
            || words.contains('第') && words.ends_with(['条', '款', '项'])
    };
    let bracketed = BRACKETED.find(number.rest).map(|found| found.start());
    let narrower = ["1.", "1．", "1、"]
        .iter()
        .filter_map(|first| number.rest.find(first))
        .chain(bracketed.filter(|at| !refers(at)))
        .min()
        .filter(|at| {
            let words = &number.rest[..*at];
            (2..=40).contains(&words.chars().count())
                && !words.contains(['。', '：', '；', ':', ';'])
        });
    let customary =
        CUSTOMARY.iter().find(|words| number.rest.starts_with(**words)).map(|words| words.len());
    let opens_text = |at: &usize| {
        let rest = &number.rest[*at..];
        rest.chars().count() >= 20
            && !rest.starts_with(['和', '与', '及', '、', '。', '，', '：', ' ', '（', '('])
    };
    match narrower.or(customary.filter(opens_text)) {
        Some(at) => vec![&line[..offset + at], &line[offset + at..]],
        None => vec![line],
    }
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
    // 2024年10月25日(含)后，…: the bracket is part of a sentence.
    let goes_on = behind.split_once(['）', ')']).is_some_and(|(_, rest)| {
        rest.starts_with(['后', '前', '起', '以', '至', '的', '，', ',', '、'])
    });
    let is_bracket = behind.starts_with(['（', '(']) && !goes_on;
    let closes = behind.is_empty() || is_bracket || behind.starts_with("附件");
    let stands_alone = unit.trim().is_empty() && (!text.is_empty() || !behind.is_empty());
    if !closes || !(looks_like_unit(unit) || stands_alone) {
        return vec![line];
    }
    vec![text.trim(), unit.trim(), date, behind]
}
