//! Tells headings that stray among items: where few of the numbers in a row seem to have one, the
//! sentence that one of them begins with is none.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound;

use crate::corpus::parse::heading::{self, Heading};
use crate::corpus::parse::line::Piece;
use crate::corpus::parse::numbering::{Style, label};

/// The least numbers in a row that are judged by each other.
const LEAST: usize = 4;

/// Of how many numbers one at least has a heading where any has.
const SHARE: usize = 3;

/// What is as short as this, in characters, is a heading also where no other number has one.
const SHORT: usize = 10;

/// Numbers of one style in a row, and how many seem to have a heading.
#[derive(Default)]
struct Row<'a> {
    numbers: usize,
    headings: usize,
    /// The places of those that are sentences rather than names.
    long: Vec<usize>,
    /// The last number and its line.
    last: Option<(u32, &'a str)>,
    /// Whether a wider number came since the last one.
    is_left: bool,
}

impl Row<'_> {
    /// Adds what is told of another row, to be judged with it.
    fn extend(&mut self, other: Self) {
        self.numbers += other.numbers;
        self.headings += other.headings;
        self.long.extend(other.long);
    }
}

/// Returns the places of numbered lines that seem to have a heading while most of their row have
/// none.
///
/// A row that goes on behind a wider number (二、…（四）…) is one. One that begins again is
/// another; short ones that follow each other are judged together.
pub(super) fn strays(pieces: &[Piece]) -> HashSet<usize> {
    let mut strays = HashSet::new();
    let mut rows: BTreeMap<Style, Row<'_>> = BTreeMap::new();
    let mut short: BTreeMap<Style, Row<'_>> = BTreeMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Line(line) = piece else { continue };
        let Some(number) = label(&line.text) else { continue };
        let narrower = (Bound::Excluded(number.style), Bound::Unbounded);
        for (_, row) in rows.range_mut(narrower) {
            row.is_left = true;
        }
        for (_, row) in short.range_mut(narrower) {
            judge(std::mem::take(row), &mut strays);
        }
        let row = rows.entry(number.style).or_default();
        let is_next = row.last.is_some_and(|(last, _)| number.number == last + 1);
        if row.last.is_some() && !is_next && (row.is_left || number.number == 1) {
            let ended = std::mem::take(row);
            if ended.is_left || ended.numbers >= LEAST {
                judge(ended, &mut strays);
            } else {
                short.entry(number.style).or_default().extend(ended);
            }
        }
        let before = row.last.filter(|_| !row.is_left).map(|(_, line)| line);
        if let Heading::Line(words) | Heading::RunIn(words) =
            heading::of(&number, before, &pieces[at + 1..])
        {
            row.headings += 1;
            row.long.extend(Some(at).filter(|_| words.chars().count() > SHORT));
        }
        row.numbers += 1;
        row.last = Some((number.number, &line.text));
        row.is_left = false;
    }
    for (style, row) in rows {
        let mut others = short.remove(&style).unwrap_or_default();
        if row.numbers < LEAST {
            others.extend(row);
        } else {
            judge(row, &mut strays);
        }
        judge(others, &mut strays);
    }
    strays
}

fn judge(row: Row<'_>, strays: &mut HashSet<usize>) {
    if row.numbers >= LEAST && row.headings * SHARE < row.numbers {
        strays.extend(row.long);
    }
}
