//! Tells whether a line or a table is part of the block, and which values it gives.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::{Line, Piece, clean};
use crate::corpus::parse::metadata::label::{Field, field_of, field_of_key, label_key};
use crate::corpus::raw::Table;
use crate::notice::date::first_date;
use crate::notice::status::Openness;

/// Whether a line is part of the block, and what it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing of the block.
    No,
    /// Labels with their values; the last value may stand on the next line.
    Pairs(Vec<(Field, String)>),
}

/// Tells whether a line is a labelled value of a page's block.
pub(in crate::corpus::parse) fn is_pair(line: &str) -> bool {
    read_line(line, false) != Reading::No
}

/// Tells whether enough lines are bare labels that one of them is a label too.
pub(super) fn bare_labels(pieces: &[Piece]) -> bool {
    let count = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Line(line) if is_bare_label(&line.text)))
        .count();
    count >= 3
}

fn is_bare_label(text: &str) -> bool {
    let key = label_key(text);
    key.chars().count() >= 2
        && !text.contains([':', '：'])
        && field_of_key(&key).is_some_and(|field| field != Field::Other)
}

pub(super) fn read_line(text: &str, bare: bool) -> Reading {
    static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[\[【〔]\s*([^\[\]【】〔〕:：]{1,14})\s*[\]】〕]\s*[:：]?")
            .expect("a literal pattern")
    });
    static COLON: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"([A-Za-z\p{Han}][A-Za-z_\p{Han}\s]{0,14}?)\s*[:：]")
            .expect("a literal pattern")
    });
    let text = text.trim_start_matches(['•', '-', '*', '·', '|', ' ', '【']);
    if text.chars().count() > 400 {
        return Reading::No;
    }
    let bracketed = labels_at(text, &BRACKETED, true);
    if !bracketed.is_empty() && bracketed[0].1 == 0 {
        return Reading::Pairs(values_between(text, &bracketed));
    }
    if let Some(pairs) = blank_pairs(text) {
        return Reading::Pairs(pairs);
    }
    let colons = labels_at(text, &COLON, false);
    if let Some((first, start, _)) = colons.first() {
        let only_other = colons.iter().all(|(field, ..)| *field == Field::Other);
        let before = text[..*start].trim_matches([' ', '|', '　', '[', '【']);
        let glued = first_date(before).is_some() && before.chars().count() <= 24;
        if (before.is_empty() || glued)
            && !(only_other && *first == Field::Other && text.chars().count() > 60)
        {
            let mut pairs = values_between(text, &colons);
            if glued {
                pairs.push((Field::PublishedOn, before.to_owned()));
            }
            return Reading::Pairs(pairs);
        }
    }
    if let Some(pairs) = origin_and_time(text) {
        return Reading::Pairs(pairs);
    }
    if let Some(field) = field_of_key(&label_key(text)).filter(|_| bare && is_bare_label(text)) {
        return Reading::Pairs(vec![(field, String::new())]);
    }
    Reading::No
}

/// Reads labels that only blanks part from their values: 索引号 11/2024-3 文号 泽政发〔2024〕1号.
fn blank_pairs(text: &str) -> Option<Vec<(Field, String)>> {
    let words: Vec<&str> = text
        .split_inclusive([' ', ':', '：'])
        .map(|word| word.trim_end_matches([' ', ':', '：']))
        .filter(|word| !word.is_empty())
        .collect();
    let field = |word: &str| field_of(word).filter(|_| word.chars().count() >= 2);
    let opens = field(words.first()?).is_some_and(|first| first != Field::Other);
    let follows = words.get(1).is_some_and(|word| field(word).is_none());
    let begins = text.strip_prefix(words[0]).is_some_and(|rest| rest.starts_with(' '));
    let labels = words.iter().filter(|word| field(word).is_some()).count();
    if !(opens && follows && begins && labels >= 2) {
        return None;
    }
    let mut pairs: Vec<(Field, String)> = Vec::new();
    for word in words {
        match (field(word), pairs.last_mut()) {
            (Some(field), _) => pairs.push((field, String::new())),
            (None, Some((_, value))) => {
                if !value.is_empty() {
                    value.push(' ');
                }
                value.push_str(word);
            }
            (None, None) => return None,
        }
    }
    Some(pairs)
}

/// Reads who published and when, without labels: 岚川教育2023-05-0409:55发表于岚川.
pub(super) fn origin_and_time(text: &str) -> Option<Vec<(Field, String)>> {
    static STAMP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<origin>\D{2,30}?)\s*(?P<date>(?:19|20)\d{2}[-/年]\d{1,2}[-/月]\d{1,2}日?)\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:发表于\s*.{1,8})?$")
            .expect("a literal pattern")
    });
    let found = STAMP.captures(text)?;
    let value = |name: &str| found[name].trim().to_owned();
    Some(vec![(Field::Origin, value("origin")), (Field::PublishedOn, value("date"))])
}

/// Returns the known labels of a line with where they begin and where their values begin.
fn labels_at(text: &str, pattern: &Regex, bracketed: bool) -> Vec<(Field, usize, usize)> {
    let mut labels = Vec::new();
    let mut from = 0;
    while let Some(found) = pattern.captures_at(text, from) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { break };
        from = whole.end();
        let found = if bracketed {
            field_of(name.as_str()).map(|field| (field, whole.start()))
        } else {
            longest_label_at_end(name.as_str()).map(|(field, skip)| (field, name.start() + skip))
        };
        if let Some((field, start)) = found {
            labels.push((field, start, whole.end()));
        }
    }
    labels
}

/// Returns the longest known label that ends a run of words, with the bytes before it.
fn longest_label_at_end(words: &str) -> Option<(Field, usize)> {
    words
        .char_indices()
        .filter(|(at, _)| *at == 0 || words[..*at].ends_with(' ') || !words.contains(' '))
        .find_map(|(at, _)| field_of(&words[at..]).map(|field| (field, at)))
}

fn values_between(text: &str, labels: &[(Field, usize, usize)]) -> Vec<(Field, String)> {
    labels
        .iter()
        .enumerate()
        .map(|(index, (field, _, from))| {
            let to = labels.get(index + 1).map_or(text.len(), |(_, start, _)| *start);
            (*field, value_alone(&text[*from..to.max(*from)]).to_owned())
        })
        .collect()
}

/// Takes bullets and the marks of an empty value off.
pub(super) fn value_alone(text: &str) -> &str {
    let text = text.trim().trim_start_matches(['•', '*', '|']).trim_end_matches(['|', '　']).trim();
    if text.chars().all(|c| matches!(c, '-' | '—' | '无' | '/')) { "" } else { text }
}

pub(super) fn table_pairs(table: &Table) -> Option<Vec<(Field, String)>> {
    let mut pairs = Vec::new();
    let mut cells = 0;
    for row in &table.rows {
        let row: Vec<&str> =
            row.iter().filter(|cell| !cell.merged).map(|cell| cell.text.as_str()).collect();
        cells += row.len();
        let mut at = 0;
        while at < row.len() {
            if let Reading::Pairs(found) = read_line(row[at], false) {
                let empty = found.len() == 1 && found[0].1.is_empty();
                match row.get(at + 1).filter(|_| empty) {
                    Some(value) if !is_pair(value) => {
                        pairs.push((found[0].0, value_alone(&clean(value)).to_owned()));
                        at += 1;
                    }
                    _ => pairs.extend(found),
                }
            } else if let (Some(field), Some(value)) = (field_of(row[at]), row.get(at + 1)) {
                pairs.push((field, value_alone(&clean(value)).to_owned()));
                at += 1;
            }
            at += 1;
        }
    }
    (pairs.len() >= 2 && pairs.len() * 3 >= cells).then_some(pairs)
}

/// Reads a line at the foot that states openness or validity: 公开方式：主动公开.
pub(super) fn foot_pair(line: &Line) -> Option<(Field, String)> {
    if line.len() > 30 {
        return None;
    }
    let text = line.text.trim_matches(['（', '）', '(', ')']);
    match read_line(text, false) {
        Reading::Pairs(pairs) if pairs.len() == 1 => {
            pairs.into_iter().next().filter(|(field, value)| {
                *field == Field::Openness && Openness::stated(value).is_some()
            })
        }
        _ => None,
    }
}
