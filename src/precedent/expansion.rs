//! Learns from the first clauses found in which other words the same requirement is put.
//!
//! The sentences of the best clause of each notice that is found first are likely to put the same
//! requirement; their rare features find further wordings of it that share few words with the
//! passage (pseudo-relevance feedback after Rocchio 1971, by sentences instead of documents).

use std::collections::BTreeSet;

use crate::analysis::Analyzer;
use crate::analysis::sentence::sentences;
use crate::engine::hits::Hit;
use crate::precedent::features::{Counts, Rarities, count};

/// The most notices that are learnt from, one clause of each.
const NOTICES: usize = 16;

/// How much is learnt; the numbers are chosen on the precedent benchmark (docs/precedents.md#figures).
#[derive(Clone, Copy, Debug)]
pub(super) struct Teaching {
    /// The most features.
    features: usize,
    /// What they count in all beside the passage itself.
    share: f32,
}

/// What the nearest clauses are found by.
pub(super) const NEAR: Teaching = Teaching { features: 100, share: 2.5 };

/// What further clauses are found by.
pub(super) const FAR: Teaching = Teaching { features: 400, share: 4.0 };

/// The power of rarity by which features are chosen.
const RARITY: f32 = 1.5;

/// Characters below which a sentence says nothing by itself.
pub(super) const SHORTEST: usize = 5;

/// A sentence of a clause that was found, with the score of the clause.
pub(super) struct Lesson {
    /// Its features.
    pub(super) features: Counts,
    /// Score of its clause.
    pub(super) score: f32,
}

/// Returns the features of each sentence of a text.
pub(super) fn by_sentence(text: &str, analyzer: &Analyzer) -> Vec<Counts> {
    let mut counted: Vec<Counts> = sentences(text)
        .into_iter()
        .map(|range| &text[range])
        .filter(|sentence| sentence.chars().count() >= SHORTEST)
        .map(|sentence| count(sentence, analyzer))
        .collect();
    if counted.is_empty() {
        counted.push(count(text, analyzer));
    }
    counted
}

/// Returns the sentence that shares most with the passage for its length.
pub(super) fn nearest(sentences: Vec<Counts>, focus: &Counts, rarities: &Rarities) -> Counts {
    let shared = |sentence: &Counts| -> f32 {
        let held = sentence.keys().filter(|feature| focus.contains_key(*feature));
        let sum: f32 = held.map(|feature| rarities.of(feature).powf(RARITY)).sum();
        sum / size(sentence).max(1.0).sqrt()
    };
    sentences
        .into_iter()
        .map(|sentence| (shared(&sentence), sentence))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, sentence)| sentence)
        .unwrap_or_default()
}

/// Returns the weights of a passage with what the lessons teach.
pub(super) fn taught(
    weights: &Counts,
    lessons: &[Lesson],
    rarities: &Rarities,
    Teaching { features, share }: Teaching,
) -> Counts {
    let mut learnt = Counts::new();
    for lesson in lessons {
        let length = (size(&lesson.features) + 5.0).sqrt();
        for feature in lesson.features.keys() {
            let weight = lesson.score * rarities.of(feature).powf(RARITY) / length;
            *learnt.entry(feature.clone()).or_default() += weight;
        }
    }
    let mut order: Vec<(&_, f32)> =
        learnt.iter().map(|(feature, weight)| (feature, *weight)).collect();
    order.sort_by(|(one, a), (two, b)| b.total_cmp(a).then(one.cmp(two)));
    order.truncate(features);
    let whole: f32 = order.iter().map(|(feature, weight)| weight * rarities.of(feature)).sum();
    let kept: BTreeSet<_> = order.into_iter().map(|(feature, _)| feature.clone()).collect();
    let mut weights = weights.clone();
    for feature in kept {
        let weight = share * learnt[&feature] / whole.max(f32::MIN_POSITIVE);
        *weights.entry(feature).or_default() += weight;
    }
    weights
}

/// Returns the first hit of each of the first notices, which are learnt from.
pub(super) fn one_a_notice(hits: &[Hit]) -> Vec<&Hit> {
    let mut seen = BTreeSet::new();
    hits.iter().filter(|hit| seen.insert(&hit.notice.id)).take(NOTICES).collect()
}

fn size(counts: &Counts) -> f32 {
    counts.values().sum()
}
