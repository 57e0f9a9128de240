//! Restores paragraphs: parts texts that came in one line, joins lines that end inside a sentence.

mod flat;
mod run_on;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::metadata::line::is_pair;
use crate::corpus::parse::numbering::label;
use crate::corpus::parse::reflow::flat::part_flat;
use crate::corpus::parse::run_on_table;
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::parse_date;
use crate::notice::doc_number::DocNumber;

/// A line longer than this holds several paragraphs if it holds several numbers.
const FLAT: usize = 250;

/// Marks that end a sentence or a part of one.
const ENDS: &[char] = &[
    '。', '；', ';', '！', '!', '？', '?', '：', ':', '∶', '”', '）', ')', '】', '〕', ']', '」',
    '》', '…',
];

/// Parts and joins the lines of a page into paragraphs.
pub(super) fn reflow(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut parted: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match piece {
            Piece::Line(line) if line.len() > FLAT => {
                let gap = line.gap;
                let table = run_on_table::find(&line.text);
                let text = table.as_ref().map_or(line.text.as_str(), |(before, _)| before);
                for (index, text) in part_flat(text).into_iter().enumerate() {
                    let gap = if index == 0 { gap } else { 1 };
                    parted.push(Piece::Line(Line { text, gap }));
                }
                parted.extend(table.map(|(_, table)| Piece::Table(table)));
            }
            Piece::Line(line) => {
                let mut gap = line.gap;
                for text in run_on::part(&line.text) {
                    let gap = std::mem::replace(&mut gap, 1);
                    parted.push(Piece::Line(Line { text: text.to_owned(), gap }));
                }
            }
            Piece::Table(_) => parted.push(piece),
        }
    }
    join_broken(parted)
}

/// Joins a line to the one before when that one ends inside a sentence or a bracket.
fn join_broken(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let (Piece::Line(line), Some(Piece::Line(last))) = (&piece, joined.last_mut()) {
            if is_order(last, line) {
                last.text.push_str(line.text.trim_matches(['（', '）', '(', ')']));
                continue;
            }
            if goes_on(last, line) {
                last.text.push_str(&line.text);
                continue;
            }
        }
        joined.push(piece);
    }
    joined
}

/// Tells the two lines of an order's head: 清泽市人民政府令, 第12号.
fn is_order(last: &Line, line: &Line) -> bool {
    static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[（(]?第\s*\d{1,4}\s*号[）)]?$").expect("a literal pattern")
    });
    (4..=24).contains(&last.len())
        && line.gap <= 2
        && last.text.ends_with('令')
        && SEQUENCE.is_match(&line.text)
}

fn goes_on(last: &Line, line: &Line) -> bool {
    if line.gap > 0
        || last.text.ends_with(['。', '；', ';', '！', '？', '：', ':', '∶'])
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
    let is_sentence = last.text.contains(['，', ',', '。', '；', ';', '、']) && last.len() >= 18;
    let numbered = label(&last.text).is_some();
    let is_heading = numbered
        && !last.text.contains('。')
        && !last.text.ends_with(['，', ',', '、'])
        && last.len() < 40;
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
