//! Which sentences of a clause are nearest to a passage.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::analysis::sentence::sentences;
use crate::lexicon::divisions::Divisions;
use crate::precedent::common::common;
use crate::precedent::features::{Counts, Rarities, count};

/// The most sentences of a clause that are looked at.
const MOST_SENTENCES: usize = 40;

/// Returns the bytes of the run of sentences whose features are most those of the passage (Dice,
/// each feature by its rarity); the whole text where no sentence shares any.
pub(super) fn nearest_run(
    text: &str,
    focus: &Counts,
    rarities: &Rarities,
    analyzer: &Analyzer,
    divisions: &Divisions,
) -> Range<usize> {
    let ranges = sentences(text);
    let wanted: f32 = focus.keys().map(|feature| rarities.of(feature)).sum();
    let measured: Vec<(f32, f32)> = ranges
        .iter()
        .take(MOST_SENTENCES)
        .map(|range| {
            let counts = count(&common(&text[range.clone()], divisions), analyzer);
            let sum = |shared: bool| -> f32 {
                let held = counts.keys().filter(|feature| !shared || focus.contains_key(*feature));
                held.map(|feature| rarities.of(feature)).sum()
            };
            (sum(true), sum(false))
        })
        .collect();
    let mut best = (0.0, 0..text.len());
    for from in 0..measured.len() {
        let (mut shared, mut size) = (0.0, 0.0);
        for (to, (share, own)) in measured.iter().enumerate().skip(from) {
            shared += share;
            size += own;
            let dice = 2.0 * shared.min(wanted) / (size + wanted).max(f32::MIN_POSITIVE);
            if dice > best.0 {
                best = (dice, ranges[from].start..ranges[to].end);
            }
        }
    }
    best.1
}
