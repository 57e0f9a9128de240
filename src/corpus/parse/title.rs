//! Finds the title of a notice among the lines before its text.

use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::fold::key;
use crate::corpus::parse::furniture::is_bar;
use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::metadata::line::is_pair;
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::first_date;
use crate::notice::doc_number::DocNumber;
use crate::notice::kind::Kind;

/// The most lines that a title is broken over.
const MOST_LINES: usize = 6;

/// The longest title seen on real notices, in characters, with some to spare.
const LONGEST: usize = 160;

/// A title and the lines that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// The title in one line, without a number glued to it.
    pub(super) text: String,
    /// A number glued to it.
    pub(super) doc_number: Option<DocNumber>,
    /// The piece on which it begins.
    pub(super) start: usize,
    /// The piece behind it.
    pub(super) end: usize,
}

/// Finds the title among the pieces before `body`.
///
/// Candidates are lines, joined where a title is broken, that end in a kind of notice; the best
/// is the one that says 关于 or 印发, agrees with a title given elsewhere and stands near the text.
pub(super) fn find(pieces: &[Piece], body: usize, given: Option<&str>) -> Option<Title> {
    let given_key = given.map(key);
    let mut best: Option<(i32, Title)> = None;
    for start in 0..body {
        let Some(first) = line_at(pieces, start) else { continue };
        if !may_begin(first) {
            continue;
        }
        let mut text = String::new();
        for end in start..body.min(start + MOST_LINES) {
            let Some(line) = line_at(pieces, end) else { break };
            if end > start && !may_continue(&text, line) {
                break;
            }
            join(&mut text, &line.text);
            if text.chars().count() > LONGEST {
                break;
            }
            let Some(candidate) = candidate(&text, start, end + 1) else { continue };
            let is_given = given_key.as_deref().is_some_and(|given| given == key(&candidate.text));
            if end > start && !says_what_it_is(&candidate.text) && !is_given {
                continue;
            }
            let score = score(&candidate, given_key.as_deref(), end + 1 - start, body - start);
            if best.as_ref().is_none_or(|(held, _)| score > *held) {
                best = Some((score, candidate));
            }
        }
    }
    best.map(|(_, title)| match given {
        Some(given) => completed(title, given, pieces, body),
        None => title,
    })
}

/// Takes the title that is given where what was found breaks off before its end: …监督管理制度 of
/// …监督管理制度重大事项审核制度的指导意见.
fn completed(title: Title, given: &str, pieces: &[Piece], body: usize) -> Title {
    let whole = key(given);
    let breaks_off = |text: &str| {
        let found = key(text);
        whole.len() > found.len() && whole.starts_with(&found)
    };
    if !breaks_off(&title.text) || Kind::of_title(given).is_none() {
        return title;
    }
    let mut text = title.text.clone();
    let mut end = title.end;
    while let Some(line) = line_at(pieces, end).filter(|_| end < body) {
        text.push_str(&line.text);
        if !whole.starts_with(&key(&text)) {
            break;
        }
        end += 1;
    }
    Title { text: given.to_owned(), end, ..title }
}

/// Finds a title by its place alone: a short line without a full stop just before the text.
pub(super) fn find_plain(pieces: &[Piece], body: usize) -> Option<Title> {
    (0..body).rev().find_map(|at| {
        let line = line_at(pieces, at)?;
        let plain = may_begin(line)
            && label(&line.text).is_none()
            && !line.text.starts_with("关注")
            && (6..=60).contains(&line.len())
            && !line.text.ends_with(['：', ':', '。', '，', ',', '；'])
            && first_date(&line.text).is_none()
            && !breaks_off(&line.text)
            && !looks_like_unit(&line.text);
        plain.then(|| Title { text: line.text.clone(), doc_number: None, start: at, end: at + 1 })
    })
}

/// Tells a line that is torn out of a sentence: …电（记者, …的决定》修正.
fn breaks_off(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    [('（', '）'), ('(', ')'), ('《', '》'), ('“', '”')]
        .iter()
        .any(|(opening, closing)| count(*opening) != count(*closing))
}

/// Makes a title of a text that stands beside the page, such as an import's field.
pub(super) fn given(text: &str) -> Option<(String, Option<DocNumber>)> {
    let (text, number) = without_number(text.trim());
    let text = text.trim().trim_start_matches('《').trim_end_matches('》');
    (!text.is_empty()).then(|| (text.to_owned(), number))
}

fn line_at(pieces: &[Piece], at: usize) -> Option<&Line> {
    match pieces.get(at)? {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    }
}

fn may_begin(line: &Line) -> bool {
    let text = &line.text;
    !is_bar(text)
        && !is_pair(text)
        && !text.ends_with(['：', ':', '。'])
        && !text.starts_with(['【', '·', '•', '→'])
        && DocNumber::parse(text).is_none()
        && !label(text).is_some_and(|label| {
            matches!(label.style, Style::Chinese | Style::Article | Style::Chapter)
        })
}

fn may_continue(title: &str, line: &Line) -> bool {
    may_begin(line)
        && line.gap <= 2
        && (line.text.starts_with('的')
            || Kind::of_title(title).is_none()
            || !title.contains("关于"))
        && first_date(&line.text).is_none_or(|_| line.len() > 24)
        && (!line.text.starts_with(['（', '(']) || is_span(&line.text))
}

/// Tells the years of a plan on a line of their own: （2023—2025年）.
fn is_span(text: &str) -> bool {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[（(]20\d{2}年?[-—－–~～至]+(?:20\d{2}|\d{2})年?[）)]$")
            .expect("a literal pattern")
    });
    SPAN.is_match(text)
}

/// Joins the lines of a broken title; a blank stays only between issuers.
fn join(title: &mut String, line: &str) {
    if line.starts_with(title.as_str()) {
        title.clear();
    } else if looks_like_unit(title)
        && (begins_with_body(line) || looks_like_unit(line) && !title.ends_with("总局"))
    {
        title.push(' ');
    }
    title.push_str(line);
}

fn candidate(text: &str, start: usize, end: usize) -> Option<Title> {
    let (title, doc_number) = without_number(text);
    let title = once(title);
    let length = title.chars().count();
    let kind = Kind::of_title(title)?;
    let is_title = (7..=LONGEST).contains(&length)
        && !title.contains(['。', '；'])
        && kind.name() != title
        && !title.starts_with("附件");
    is_title.then(|| Title { text: title.to_owned(), doc_number, start, end })
}

/// Returns a title that stands twice on its line once.
fn once(title: &str) -> &str {
    title
        .match_indices(' ')
        .map(|(at, _)| (&title[..at], &title[at + 1..]))
        .find(|(first, second)| first == second)
        .map_or(title, |(first, _)| first)
}

/// Tells a broken title from menu entries that happen to end in a kind.
fn says_what_it_is(title: &str) -> bool {
    ["关于", "印发", "转发", "年"].iter().any(|word| title.contains(word))
}

fn score(title: &Title, given: Option<&str>, lines: usize, distance: usize) -> i32 {
    let text = &title.text;
    let mut score = 0;
    if text.contains("关于") || text.contains("印发") || text.contains("转发") {
        score += 30;
    }
    if text.contains("印发") && text.ends_with("通知") {
        score += 6;
    }
    if begins_with_body(text) {
        score += 12 + joint_issuers(text);
    }
    let title_key = key(text);
    if given.is_some_and(|given| given == title_key) {
        score += 60;
    } else if given.is_some_and(|given| given.contains(&title_key)) {
        score += 10;
    }
    if text.starts_with(['《', '“']) {
        score -= 20;
    }
    if text.contains("解读") {
        score -= 40;
    }
    score - i32::try_from(lines).unwrap_or(0) * 2 - i32::try_from(distance.min(40)).unwrap_or(0) / 8
}

/// Counts the issuers that a title begins with, parted by blanks; one that stands twice is of two
/// copies of the title.
fn joint_issuers(title: &str) -> i32 {
    let before = title.split("关于").next().unwrap_or("");
    let names: Vec<&str> = before.split(' ').collect();
    let (leading, last) = names.split_at(names.len() - 1);
    if leading.iter().any(|name| last.contains(name) || !looks_like_unit(name)) {
        return 0;
    }
    let repeated = (1..leading.len()).any(|at| leading[at..].contains(&leading[at - 1]));
    if repeated { -20 } else { 4 * i32::try_from(leading.len()).unwrap_or(0) }
}

/// Tells whether a title begins with the body that issues it: 清泽市人民政府办公室关于….
fn begins_with_body(title: &str) -> bool {
    let before = title.split("关于").next().unwrap_or("");
    before.len() < title.len()
        && looks_like_unit(before.split([' ', '、']).next_back().unwrap_or(before))
}

/// Takes a document number off the end of a title: …若干意见泽建规\[2023\]4号, …（泽府〔2023〕14号）.
fn without_number(text: &str) -> (&str, Option<DocNumber>) {
    let trimmed = text.trim_end_matches(['）', ')', ' ', '★']);
    match DocNumber::find(text).pop() {
        Some(found) if found.range.end >= trimmed.len() && found.range.start > 0 => {
            let title = text[..found.range.start].trim_end_matches(['（', '(', ' ', '—', '-']);
            if title.chars().count() >= 7 {
                return (title, Some(found.number));
            }
            (text, None)
        }
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::corpus::parse::line::{Line, Piece};

    fn title(lines: &[&str], given: Option<&str>) -> Option<String> {
        let pieces: Vec<Piece> = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
        find(&pieces, pieces.len(), given).map(|title| title.text)
    }

    #[test]
    fn a_title_is_found_whole() {
        let whole = "清泽市人民政府办公室关于印发2024年清泽市政务公开工作要点的通知";
        let cases: &[&[&str]] = &[
            &["首页 > 政务公开", whole],
            &["清泽市人民政府办公室", "关于印发2024年清泽市政务公开工作要点的通知"],
            &["清泽市人民政府办公室关于印发", "2024年清泽市政务公开工作要点", "的通知"],
            &[
                whole,
                "字号:",
                "清泽市人民政府办公室",
                "关于印发2024年清泽市政务公开工作要点的通知",
                "泽政办发〔2024〕3号",
            ],
            &["政务公开", "2024年清泽市政务公开工作要点解读", whole],
        ];
        for lines in cases {
            assert_eq!(title(lines, None).as_deref(), Some(whole), "{lines:?}");
        }
    }

    #[test]
    fn joint_issuers_above_a_title_belong_to_it() {
        let lines = ["清泽市教育局", "清泽市财政局关于做好资助工作的通知"];
        assert_eq!(
            title(&lines, None).as_deref(),
            Some("清泽市教育局 清泽市财政局关于做好资助工作的通知")
        );
        let lines = ["清泽市教育局", "清泽市财政局", "清泽市民政局关于做好资助工作的通知"];
        assert_eq!(
            title(&lines, None).as_deref(),
            Some("清泽市教育局 清泽市财政局 清泽市民政局关于做好资助工作的通知")
        );
        let lines = ["清泽市教育局", "清泽市教育局关于做好资助工作的通知"];
        assert_eq!(title(&lines, None).as_deref(), Some("清泽市教育局关于做好资助工作的通知"));
        let answer = "清泽市教育局对市人大第12号建议的答复";
        let lines = ["清泽市教育局对市人大", "第12号建议的答复"];
        assert_eq!(title(&lines, Some(answer)).as_deref(), Some(answer));
    }

    #[test]
    fn a_title_that_stands_twice_on_its_line_is_taken_once() {
        let whole = "清泽市教育局关于做好资助工作的通知";
        assert_eq!(title(&[&format!("{whole} {whole}")], None).as_deref(), Some(whole));
    }

    #[test]
    fn a_number_glued_to_the_title_is_taken_off() {
        for line in [
            "清泽市关于进一步促进养老服务发展的若干意见泽民规[2023]4号",
            "清泽市关于进一步促进养老服务发展的若干意见（泽民规〔2023〕4号）",
        ] {
            let found = title(&[line], None);
            assert_eq!(found.as_deref(), Some("清泽市关于进一步促进养老服务发展的若干意见"));
        }
    }

    #[test]
    fn a_title_that_breaks_off_at_a_kind_is_completed_by_the_given_one() {
        let whole = "清泽市教育局关于推行公示制度审核制度的指导意见";
        let lines = ["清泽市教育局关于推行公示制度", "审核制度的指导意见"];
        assert_eq!(title(&lines, Some(whole)).as_deref(), Some(whole));
        let other = "清泽市教育局关于推行公示制度的解释";
        assert_eq!(
            title(&lines[..1], Some(other)).as_deref(),
            Some("清泽市教育局关于推行公示制度")
        );
    }

    #[test]
    fn what_is_no_title_is_not_taken() {
        assert_eq!(title(&["用户登录", "政务公开", "政策文件", "通知"], None), None);
    }
}
