//! Which clause of one notice answers which of another: the most alike first, each once.
//!
//! Clauses move between parts from year to year and from place to place, so an alignment that keeps
//! their order (Needleman and Wunsch 1970) loses a tenth of the pairs; the greatest sum of
//! likenesses (Kuhn 1955) forces what is left into pairs. docs/precedents.md#whole-notices has the
//! figures.

use crate::precedent::notices::likeness::{LEAST, Likenesses};

/// A clause of the baseline and the clause of the other notice that answers it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::precedent) struct Pair {
    /// Which clause of the baseline.
    pub(in crate::precedent) old: usize,
    /// Which clause of the other notice.
    pub(in crate::precedent) new: usize,
}

/// Pairs the clauses of two notices; of equally like ones those go together that stand at the same
/// place of their notices.
pub(in crate::precedent) fn align(likenesses: &Likenesses) -> Vec<Pair> {
    let (old_size, new_size) = likenesses.sizes();
    let apart = |(old, new): (usize, usize)| {
        (old as f32 / old_size.max(1) as f32 - new as f32 / new_size.max(1) as f32).abs()
    };
    let mut candidates: Vec<(usize, usize)> = likenesses.at_least(LEAST).collect();
    candidates.sort_by(|one, two| {
        let by_likeness = likenesses.at(two.0, two.1).total_cmp(&likenesses.at(one.0, one.1));
        by_likeness.then(apart(*one).total_cmp(&apart(*two))).then(one.cmp(two))
    });
    let (mut old_taken, mut new_taken) = (vec![false; old_size], vec![false; new_size]);
    let mut pairs = Vec::new();
    for (old, new) in candidates {
        if !old_taken[old] && !new_taken[new] {
            (old_taken[old], new_taken[new]) = (true, true);
            pairs.push(Pair { old, new });
        }
    }
    pairs.sort_by_key(|pair| pair.new);
    pairs
}
