//! Learns from the best rows how the matter is put, and takes the best value of each notice.

use std::collections::{BTreeMap, BTreeSet};

use crate::precedent::facts::score::Found;

/// The most rows that are learnt from, each with a sentence of its own.
const LESSONS: usize = 10;

/// The most pairs of characters that are learnt.
const PAIRS: usize = 60;

/// What is learnt counts beside the question: chosen between 0 and 1 (docs/precedents.md#facts).
const SHARE: f32 = 0.6;

/// What a pair counts near the value; the rest counts anywhere in the sentence.
const NEAR: f32 = 0.7;

/// Returns the best value of each notice, the surest first; of copies of a notice the surest where
/// `folds_copies`.
///
/// Pairs that stand near the values of at least two of the best rows weigh by how rare they are
/// among the texts of all clauses found (pseudo-relevance feedback).
pub(super) fn best<'a>(
    mut found: Vec<Found<'a>>,
    texts: &[&str],
    folds_copies: bool,
) -> Vec<Found<'a>> {
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    let learnt = learn(&found, texts);
    let whole: f32 = learnt.iter().map(|(_, weight)| weight).sum();
    if whole > 0.0 {
        for value in &mut found {
            let share = |text: &str| -> f32 {
                let held = learnt.iter().filter(|(pair, _)| text.contains(pair.as_str()));
                held.map(|(_, weight)| weight).sum::<f32>() / whole
            };
            let alike = NEAR * share(&value.window) + (1.0 - NEAR) * share(&value.folded);
            value.score = (value.score + SHARE * alike) / (1.0 + SHARE);
        }
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
    }
    let mut notices = BTreeSet::new();
    found.retain(|value| {
        let notice = &value.candidate.notice;
        let is_copy = folds_copies && notice.also_at.iter().any(|copy| notices.contains(copy));
        !is_copy && notices.insert(&notice.id)
    });
    found
}

/// Returns pairs of characters with their weights, the heaviest first.
fn learn(found: &[Found<'_>], texts: &[&str]) -> Vec<(String, f32)> {
    let mut notices = BTreeSet::new();
    let mut sentences = BTreeSet::new();
    let lessons: Vec<&Found<'_>> = found
        .iter()
        .filter(|value| value.score > 0.0 && notices.insert(&value.candidate.notice.id))
        .filter(|value| sentences.insert(value.folded.as_str()))
        .take(LESSONS)
        .collect();
    let mut weights: BTreeMap<String, (usize, f32)> = BTreeMap::new();
    for lesson in lessons {
        for pair in pairs(&lesson.window) {
            let (count, weight) = weights.entry(pair).or_default();
            *count += 1;
            *weight += lesson.score;
        }
    }
    weights.retain(|_, (count, _)| *count > 1);
    let all = (texts.len() + 1) as f32;
    let mut learnt: Vec<(String, f32)> = weights
        .into_iter()
        .map(|(pair, (_, weight))| {
            let holding = texts.iter().filter(|text| text.contains(pair.as_str())).count() as f32;
            (pair, weight * (1.0 + all / (1.0 + holding)).ln())
        })
        .collect();
    learnt.sort_by(|(one, a), (two, b)| b.total_cmp(a).then(one.cmp(two)));
    learnt.truncate(PAIRS);
    learnt
}

fn pairs(text: &str) -> BTreeSet<String> {
    let characters: Vec<char> = text.chars().collect();
    let pairs = characters.windows(2).filter(|pair| pair.iter().all(|c| c.is_alphanumeric()));
    pairs.map(|pair| pair.iter().collect()).collect()
}
