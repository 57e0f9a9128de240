//! The words of passages, and how alike passages are by them among their like.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::Analyzer;
use crate::analysis::fold::{Class, classify, fold};

/// A number, whose value decides no wording.
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9]+(?:\.[0-9]+)?").expect("a literal pattern"));

/// Returns the words of a text and its pairs of neighbouring words, each once; a mark between two
/// words parts them.
pub(super) fn terms(text: &str, analyzer: &Analyzer) -> BTreeSet<String> {
    let folded = fold(text);
    let text = NUMBER.replace_all(&folded, "0");
    let mut terms = BTreeSet::new();
    let mut before: Option<Range<usize>> = None;
    for range in analyzer.whole_words(&text) {
        if let Some(before) = &before
            && text[before.end..range.start]
                .chars()
                .all(|sign| sign != '\n' && classify(sign) != Class::Mark)
        {
            terms.insert(text[before.start..range.end].to_owned());
        }
        terms.insert(text[range.clone()].to_owned());
        before = Some(range);
    }
    terms
}

/// Passages as vectors of their terms, rarer ones longer, seen from the middle of the first of
/// them: what all have in common makes no two of them alike.
#[derive(Debug)]
pub(super) struct Vectors {
    vectors: Vec<BTreeMap<usize, f64>>,
    /// Product of each vector with the middle.
    with_middle: Vec<f64>,
    /// Product of the middle with itself.
    of_middle: f64,
}

impl Vectors {
    /// Makes vectors of passages; the first `core` of them give the middle.
    pub(super) fn of(passages: &[BTreeSet<String>], core: usize) -> Self {
        let mut holding: BTreeMap<&str, usize> = BTreeMap::new();
        for term in passages.iter().flatten() {
            *holding.entry(term).or_default() += 1;
        }
        let all = passages.len() as f64;
        let numbered: BTreeMap<&str, (usize, f64)> = holding
            .into_iter()
            .filter(|(_, holding)| *holding > 1)
            .enumerate()
            .map(|(number, (term, holding))| (term, (number, (1.0 + all / holding as f64).ln())))
            .collect();
        let vectors: Vec<BTreeMap<usize, f64>> = passages
            .iter()
            .map(|terms| {
                terms.iter().filter_map(|term| numbered.get(term.as_str())).copied().collect()
            })
            .collect();
        let core = core.min(vectors.len());
        let mut middle = BTreeMap::new();
        for (term, length) in vectors[..core].iter().flatten() {
            *middle.entry(*term).or_default() += length / core as f64;
        }
        let with_middle = vectors.iter().map(|vector| product(vector, &middle)).collect();
        let of_middle = product(&middle, &middle);
        Self { vectors, with_middle, of_middle }
    }

    /// Returns how alike two passages are, 0 to 1 (cosine).
    pub(super) fn likeness(&self, one: usize, two: usize) -> f64 {
        let from_middle = |a: usize, b: usize| {
            product(&self.vectors[a], &self.vectors[b]) - self.with_middle[a] - self.with_middle[b]
                + self.of_middle
        };
        let lengths = (from_middle(one, one) * from_middle(two, two)).sqrt();
        let cosine = if lengths > 0.0 { from_middle(one, two) / lengths } else { 0.0 };
        f64::midpoint(1.0, cosine.clamp(-1.0, 1.0))
    }
}

/// Returns the share of terms that two passages have in common, 0 to 1 (Dice).
pub(super) fn dice(one: &BTreeSet<String>, two: &BTreeSet<String>) -> f64 {
    let common = one.intersection(two).count();
    2.0 * common as f64 / (one.len() + two.len()).max(1) as f64
}

fn product(one: &BTreeMap<usize, f64>, two: &BTreeMap<usize, f64>) -> f64 {
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    short.iter().filter_map(|(term, length)| Some(length * long.get(term)?)).sum()
}
