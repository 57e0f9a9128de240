//! A clause as answers are looked for in it: folded, without blanks, cut into sentences.

use std::ops::Range;

use crate::analysis::fold::FoldedText;
use crate::analysis::sentence::ENDS;

/// Signs that part a sentence.
pub(crate) const COMMAS: &[char] = &[',', ':'];

/// Returns the bytes of the parts of a sentence that commas set off.
pub(crate) fn segments(sentence: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let signs = |c: char| COMMAS.contains(&c) || ENDS.contains(&c);
    for (at, sign) in sentence.match_indices(signs) {
        found.push(from..at);
        from = at + sign.len();
    }
    found.push(from..sentence.len());
    found.retain(|range| !range.is_empty());
    found
}

/// Returns the bytes of the items of a list that 、, 和 or 及 parts; the list begins `at` some byte.
pub(crate) fn listed(list: &str, at: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (end, sign) in list.match_indices(['、', '和', '及']) {
        found.push(at + from..at + end);
        from = end + sign.len();
    }
    found.push(at + from..at + list.len());
    found.retain(|range| !range.is_empty());
    found
}

/// Returns a stretch of the folded text as the original writes it.
pub(crate) fn as_written<'a>(
    folded: &FoldedText<'a>,
    original: &'a str,
    range: &Range<usize>,
) -> &'a str {
    let from = folded.position_of(range.start);
    let to = folded.position_of(range.end);
    original[folded.original_range(from, to)].trim()
}

/// Returns the last characters of a text, at most `count`.
pub(crate) fn tail(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).map_or(text, |(at, _)| &text[at..])
}

/// Returns the first characters of a text, at most `count`.
pub(crate) fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}
