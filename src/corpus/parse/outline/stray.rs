//! Tells headings that stray among items: where few of the numbers in a row seem to have one, the
//! sentence that one of them begins with is none.

use std::collections::HashSet;

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
struct Row<'a> {
    style: Style,
    numbers: usize,
    headings: usize,
    /// The places of those that are sentences rather than names.
    long: Vec<usize>,
    last: &'a str,
}

/// Returns the places of numbered lines that seem to have a heading while most of their row have
/// none.
pub(super) fn strays(pieces: &[Piece]) -> HashSet<usize> {
    let mut strays = HashSet::new();
    let mut open: Vec<Row<'_>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Line(line) = piece else { continue };
        let Some(number) = label(&line.text) else { continue };
        while let Some(row) = open.pop_if(|row| row.style > number.style) {
            close(row, &mut strays);
        }
        if open.last().is_none_or(|row| row.style != number.style) {
            open.push(Row {
                style: number.style,
                numbers: 0,
                headings: 0,
                long: Vec::new(),
                last: "",
            });
        }
        let Some(row) = open.last_mut() else { continue };
        let before = Some(row.last).filter(|last| !last.is_empty());
        if let Heading::Line(words) | Heading::RunIn(words) =
            heading::of(&number, before, &pieces[at + 1..])
        {
            row.headings += 1;
            row.long.extend(Some(at).filter(|_| words.chars().count() > SHORT));
        }
        row.numbers += 1;
        row.last = &line.text;
    }
    for row in open {
        close(row, &mut strays);
    }
    strays
}

fn close(row: Row<'_>, strays: &mut HashSet<usize>) {
    if row.numbers >= LEAST && row.headings * SHARE < row.numbers {
        strays.extend(row.long);
    }
}
