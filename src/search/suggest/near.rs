//! Suggestions for what was typed with one slip: a character or letter wrong, missing, too many, or
//! two swapped (Damerau 1964: four of five slips are one of these).

use std::ops::Range;

use crate::search::suggest::keys::Keys;
use crate::search::suggest::{Scores, Suggestions};

/// The fewest characters in which a slip can be told: of two, one slip leaves too little.
const FEWEST_CHARACTERS: usize = 3;

/// The fewest letters in which a slip can be told.
const FEWEST_LETTERS: usize = 5;

/// The most different characters that are tried at one place.
const MOST_TRIED: usize = 400;

/// Adds what is one slip away from what was typed, its first letter right.
pub(super) fn add(all: &Suggestions, typed: &str, most: usize, scores: &mut Scores) {
    let characters: Vec<char> = typed.chars().collect();
    let is_letters = typed.bytes().all(|byte| byte.is_ascii_lowercase());
    let (keys, fewest) =
        if is_letters { (&all.spelled, FEWEST_LETTERS) } else { (&all.written, FEWEST_CHARACTERS) };
    if characters.len() < fewest {
        return;
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut range = keys.beginning_with("");
    let mut prefix = String::new();
    for at in 0..characters.len() {
        if at > 0 {
            slips(keys, &range, &prefix, &characters[at..], &mut ranges);
        }
        prefix.push(characters[at]);
        range = keys.within(range, &prefix);
        if range.is_empty() {
            break;
        }
    }
    if !is_letters {
        ranges.push(keys.beginning_with(&characters[1..].iter().collect::<String>()));
    }
    for range in ranges {
        for found in keys.best(&range, most) {
            let counts = if is_letters || found.start <= typed.len() { 1.0 } else { 0.5 };
            scores.take(found.entry, all.count(found.entry) * counts);
        }
    }
}

/// Adds the ranges of what begins with a prefix and then has one slip before the rest.
fn slips(
    keys: &Keys,
    range: &Range<usize>,
    prefix: &str,
    rest: &[char],
    ranges: &mut Vec<Range<usize>>,
) {
    let mut look = |text: String| {
        let found = keys.within(range.clone(), &text);
        if !found.is_empty() {
            ranges.push(found);
        }
    };
    let after = |from: usize| rest[from..].iter().collect::<String>();
    if rest.len() > 1 {
        look(format!("{prefix}{}", after(1)));
        look(format!("{prefix}{}{}{}", rest[1], rest[0], after(2)));
    }
    let mut at = range.start;
    for _ in 0..MOST_TRIED {
        if at >= range.end {
            break;
        }
        let Some(other) = keys.found(at).suffix[prefix.len()..].chars().next() else {
            at += 1;
            continue;
        };
        let longer = format!("{prefix}{other}");
        if other != rest[0] {
            look(format!("{longer}{}", after(1)));
            look(format!("{longer}{}", after(0)));
        }
        at = keys.within(at..range.end, &longer).end;
    }
}
