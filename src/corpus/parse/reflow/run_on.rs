//! Parts lines in which title, values, headings or the foot run on.

use crate::corpus::parse::metadata::line::is_pair;
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::parts::form::{is_addressees, is_mark};
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::parse_date;
use crate::notice::doc_number::DocNumber;
use crate::notice::kind::Kind;

/// Parts a line where its parts run on.
pub(super) fn part(text: &str) -> Vec<&str> {
    part_run_on(text).into_iter().flat_map(part_glued_heading).collect()
}

/// Parts a line of a head or foot whose parts only blanks tell apart: title, number and
/// addressees, or the end of the text, signature and date.
fn part_run_on(text: &str) -> Vec<&str> {
    if !text.contains(' ') || is_pair(text) {
        return vec![text];
    }
    part_bars(text)
        .or_else(|| part_labels(text))
        .or_else(|| part_foot(text))
        .or_else(|| part_signature(text))
        .or_else(|| part_title(text))
        .or_else(|| part_number(text))
        .unwrap_or_else(|| vec![text])
}

/// Parts 2023-08-25 00:00:00 | 清泽市教育局 | 关于做好资助工作的通知.
fn part_bars(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.split(" | ").map(str::trim).collect();
    let date = parts.first().and_then(|first| first.split(' ').next())?;
    (parts.len() >= 2 && parse_date(date).is_some()).then(|| {
        let rest = parts[1..].iter().copied();
        Some(date).into_iter().chain(rest).filter(|part| !part.is_empty()).collect()
    })
}

/// Parts a title from the labelled values behind it: …若干措施 \[主题分类\] 综合政务.
fn part_labels(text: &str) -> Option<Vec<&str>> {
    let at = text
        .match_indices([' '])
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].starts_with(['[', '【', '〔']) && is_pair(&text[at + 1..]))?;
    Some(vec![&text[..at], &text[at + 1..]])
}

/// Parts …的通知 泽政办发〔2024〕3号 各县（市、区）人民政府：.
fn part_title(text: &str) -> Option<Vec<&str>> {
    text.match_indices(' ').find_map(|(at, _)| {
        let (title, rest) = (&text[..at], text[at..].trim_start());
        let is_title = Kind::of_title(title).is_some()
            && ["关于", "印发"].iter().any(|word| title.contains(word));
        if !is_title {
            return None;
        }
        let number =
            DocNumber::find(rest).into_iter().next().filter(|found| found.range.start == 0);
        let (number, rest) = rest.split_at(number.map_or(0, |found| found.range.end));
        let rest = rest.trim_start();
        let parts = [title, number, rest].into_iter().filter(|part| !part.is_empty()).collect();
        let is_text = ["为", "根据", "按照", "依据", "现将", "现就"]
            .iter()
            .any(|words| rest.starts_with(words));
        let ends = is_addressees(rest) || is_text || rest.is_empty() && !number.is_empty();
        ends.then_some(parts)
    })
}

/// Parts 泽政办发〔2024〕3号 各县（市、区）人民政府：.
fn part_number(text: &str) -> Option<Vec<&str>> {
    let number = DocNumber::find(text).into_iter().next().filter(|found| found.range.start == 0)?;
    let (number, rest) = text.split_at(number.range.end);
    is_addressees(rest.trim_start()).then(|| vec![number, rest.trim_start()])
}

/// Parts …详见附件。 清泽市教育局 2024年5月1日, and 2024年5月1日 【相关解读】.
fn part_foot(text: &str) -> Option<Vec<&str>> {
    if let Some((date, bar)) = text.split_once(" 【")
        && parse_date(date).is_some()
    {
        return Some(vec![date, &text[text.len() - bar.len() - '【'.len_utf8()..]]);
    }
    let (before, date) = text.rsplit_once(' ')?;
    let (rest, unit) = before.trim_end().rsplit_once(' ')?;
    let rest = rest.trim_end();
    let closes = parse_date(date).is_some() && looks_like_unit(unit) && !looks_like_unit(rest);
    closes.then(|| vec![rest, unit, date])
}

/// Parts …认真落实。 清泽市教育局 2024年5月1日 （此件公开发布） 清泽市资助办法: a signature amid a line.
fn part_signature(text: &str) -> Option<Vec<&str>> {
    let mut from = text.match_indices("。 ").map(|(at, stop)| at + stop.len());
    from.find_map(|from| {
        let (unit, behind) = text[from..].split_once(' ')?;
        let (date, mut rest) = behind.split_once(' ')?;
        if parse_date(date).is_none() || !looks_like_unit(unit) {
            return None;
        }
        let mut parts = vec![text[..from].trim_end(), unit, date];
        // Marks and the title of what is issued stand before its text.
        while let Some((part, behind)) = rest.split_once(' ')
            && (is_mark(part) || Kind::of_title(part).is_some() && !part.contains('。'))
        {
            parts.push(part);
            rest = behind;
        }
        parts.push(rest);
        Some(parts)
    })
}

/// Parts a line where the next heading follows a full stop directly: …公开。二、完善平台.
fn part_glued_heading(text: &str) -> Vec<&str> {
    let cut = text.match_indices('。').map(|(at, stop)| at + stop.len()).find(|at| {
        label(&text[*at..]).is_some_and(|label| label.style == Style::Chinese && label.number > 1)
    });
    match cut {
        Some(at) => vec![&text[..at], &text[at..]],
        None => vec![text],
    }
}
