//! Drops tables of contents (目录): their lines stand again in the text as its headings.

use std::collections::HashSet;

use crate::analysis::fold::key;
use crate::corpus::parse::line::Piece;

/// The most tables of one page.
const MOST_TABLES: usize = 8;

/// The fewest entries of a table of contents.
const LEAST: usize = 3;

/// The most entries.
const MOST: usize = 300;

/// The longest entry, in characters.
const LONGEST: usize = 60;

/// Parts the pieces of a page from its tables of contents, which are returned second.
pub(super) fn drop_contents(mut pieces: Vec<Piece>) -> (Vec<Piece>, Vec<Piece>) {
    let keys: Vec<String> = pieces.iter().map(entry).collect();
    let mut dropped = Vec::new();
    let heads = (0..keys.len()).filter(|at| matches!(keys[*at].as_str(), "目录" | "目次"));
    let heads: Vec<usize> = heads.take(MOST_TABLES).collect();
    for at in heads.into_iter().rev() {
        if let Some(end) = end_of_contents(&keys, at) {
            dropped.splice(..0, pieces.drain(at..end));
        }
    }
    (pieces, dropped)
}

/// Returns where the text begins that a table of contents below `head` lists: with the first entry.
fn end_of_contents(keys: &[String], head: usize) -> Option<usize> {
    let first = keys.get(head + 1).filter(|key| !key.is_empty())?;
    let within = keys[head + 2..].iter().take(MOST);
    let end = head + 2 + within.take_while(|key| !key.is_empty()).position(|key| key == first)?;
    let entries = &keys[head + 1..end];
    if entries.len() < LEAST {
        return None;
    }
    let behind: HashSet<&str> = keys[end..].iter().map(String::as_str).collect();
    let again = entries.iter().filter(|entry| behind.contains(entry.as_str())).count();
    (again * 3 >= entries.len() * 2).then_some(end)
}

/// Returns the words of a line that may be an entry, without the number of a page behind them.
fn entry(piece: &Piece) -> String {
    match piece {
        Piece::Line(line) if line.len() <= LONGEST => {
            let words = line.text.trim_end_matches(|mark: char| {
                mark.is_ascii_digit() || mark.is_whitespace() || matches!(mark, '.' | '…' | '·')
            });
            key(words)
        }
        Piece::Line(_) | Piece::Table(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::drop_contents;
    use crate::corpus::parse::line::{Line, Piece};

    fn kept(lines: &[&str]) -> Vec<String> {
        let pieces = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
        drop_contents(pieces)
            .0
            .into_iter()
            .map(|piece| match piece {
                Piece::Line(line) => line.text,
                Piece::Table(_) => unreachable!("no table was given"),
            })
            .collect()
    }

    #[test]
    fn a_table_of_contents_is_dropped_and_its_headings_stay() {
        let text = ["1 总则", "坚持公开。", "1.1 目的", "为了公开。", "2 保障", "配齐人员。"];
        let lines = [&["应急预案", "目 录", "1 总则……1", "1.1 目的……2", "2 保障……3"], &text[..]];
        let expected = [&["应急预案"], &text[..]].concat();
        assert_eq!(kept(&lines.concat()), expected);
    }

    #[test]
    fn what_is_listed_and_not_carried_out_stays() {
        let lines = ["目录", "1.申请表", "2.承诺书", "3.名册", "请按时报送。"];
        assert_eq!(kept(&lines), lines);
    }
}
