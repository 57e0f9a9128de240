//! How like the clauses of two notices are: the cosine of their words and pairs of characters, each
//! weighed by how few clauses of these two notices hold it.
//!
//! Rarity is counted in the two notices alone, as sentences of two texts are aligned by their own
//! frequencies (Nelken and Shieber 2006): the words of the matter (政务公开) stand in every clause of
//! both and tell none from another, however rare they are in the library.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::Analyzer;
use crate::analysis::sentence::sentences;
use crate::lexicon::divisions::Divisions;
use crate::notice::clause::{Clause, ClauseKind};
use crate::precedent::common::common;
use crate::precedent::features::{Counts, Feature, count};
use crate::query::plan::Stream;

/// What a feature of a clause's own heading counts beside one of its text.
const HEADLINE: f32 = 4.0;

/// What a feature of the heading above it counts.
const HEADING: f32 = 0.5;

/// What it counts that a paragraph stands before the first heading: it says why and for whom.
const OPENING: f32 = 3.0;

/// The feature of such a paragraph; no text holds it.
const OPENS: &str = "\u{1}";

/// The least likeness of two clauses that answer each other.
pub(super) const LEAST: f32 = 0.12;

/// The share of the likeness between a clause and its answer from which a third one is near to it:
/// parts of what one notice says in a single clause. Of sixteen read above it twelve were.
const NEAR: f32 = 0.5;

/// The longest first sentence that is a heading, in characters.
const LONGEST_HEADLINE: usize = 30;

/// The number of an item or a heading.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let number = "[0-9０-９一二三四五六七八九十百零〇]+";
    Regex::new(&format!("^\\s*(?:第{number}[条章节]|[（(]{number}[）)]|{number}[、.．])\\s*"))
        .expect("a literal pattern")
});

/// Returns a text without the number that it begins with: 加强领导 of （一）加强领导.
pub(in crate::precedent) fn without_label(text: &str) -> &str {
    LABEL.find(text).map_or(text, |label| &text[label.end()..])
}

/// Returns what a clause is told by, each feature with its weight in the clause.
pub(in crate::precedent) fn features(
    clause: &Clause,
    analyzer: &Analyzer,
    divisions: &Divisions,
) -> Counts {
    let text = without_label(&clause.text);
    let counted = |text: &str| count(&common(text, divisions), analyzer);
    let mut features = counted(text);
    for weight in features.values_mut() {
        *weight = 1.0 + weight.ln();
    }
    let above = clause.path.last().map_or("", |heading| without_label(heading));
    for (heading, weight) in [(headline(text), HEADLINE), (above, HEADING)] {
        for feature in counted(heading).into_keys() {
            *features.entry(feature).or_default() += weight;
        }
    }
    if is_opening(clause) {
        features.insert((Stream::Words, OPENS.to_owned()), OPENING);
    }
    features
}

/// Tells whether a clause is a paragraph before the first heading.
pub(in crate::precedent) fn is_opening(clause: &Clause) -> bool {
    clause.path.is_empty() && clause.kind == ClauseKind::Paragraph
}

/// Returns the heading that a clause opens with; empty where its first sentence is none.
fn headline(text: &str) -> &str {
    let first = sentences(text).into_iter().next().map_or("", |range| &text[range]);
    let is_all = first.len() == text.trim_end().len();
    let is_short = first.chars().count() <= LONGEST_HEADLINE;
    if is_short && !is_all { first } else { "" }
}

/// How like each clause of one notice is to each of another.
#[derive(Debug)]
pub(in crate::precedent) struct Likenesses {
    /// By clause of the first and clause of the second, 0 to 1.
    values: Vec<Vec<f32>>,
}

impl Likenesses {
    /// Measures the clauses of two notices.
    pub(in crate::precedent) fn of(one: &[Counts], two: &[Counts]) -> Self {
        let mut holding: BTreeMap<&Feature, (usize, f32)> = BTreeMap::new();
        for feature in one.iter().chain(two).flat_map(|counts| counts.keys()) {
            let number = holding.len();
            holding.entry(feature).or_insert((number, 0.0)).1 += 1.0;
        }
        let all = (one.len() + two.len()) as f32;
        let weighed = |counts: &Counts| -> Vec<(usize, f32)> {
            let weights = counts.iter().map(|(feature, weight)| {
                let (number, holding) = holding[feature];
                (number, weight * (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln())
            });
            normalised(weights.collect())
        };
        let mut postings: Vec<Vec<(usize, f32)>> = vec![Vec::new(); holding.len()];
        for (at, counts) in two.iter().enumerate() {
            for (number, weight) in weighed(counts) {
                postings[number].push((at, weight));
            }
        }
        let row = |counts: &Counts| {
            let mut row = vec![0.0; two.len()];
            for (number, weight) in weighed(counts) {
                for (at, other) in &postings[number] {
                    row[*at] += weight * other;
                }
            }
            row
        };
        Self { values: one.iter().map(row).collect() }
    }

    /// Returns how like two clauses are.
    pub(in crate::precedent) fn at(&self, one: usize, two: usize) -> f32 {
        self.values[one][two]
    }

    /// Returns every two clauses that are at least so like.
    pub(super) fn at_least(&self, least: f32) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.values.iter().enumerate();
        rows.flat_map(move |(one, row)| {
            let alike = row.iter().enumerate().filter(move |(_, value)| **value >= least);
            alike.map(move |(two, _)| (one, two))
        })
    }

    /// Returns the clause of the second notice that a clause of the first is near to, which has no
    /// answer of its own.
    pub(super) fn near_of_second(&self, one: usize) -> Option<usize> {
        let (two, value) = most(self.values[one].iter().copied())?;
        let (_, best) = most(self.values.iter().map(|row| row[two]))?;
        is_near(value, best).then_some(two)
    }

    /// Returns the clause of the first notice that a clause of the second is near to, which has no
    /// answer of its own.
    pub(super) fn near_of_first(&self, two: usize) -> Option<usize> {
        let (one, value) = most(self.values.iter().map(|row| row[two]))?;
        let (_, best) = most(self.values[one].iter().copied())?;
        is_near(value, best).then_some(one)
    }

    /// Returns how many clauses the notices have.
    pub(super) fn sizes(&self) -> (usize, usize) {
        (self.values.len(), self.values.first().map_or(0, Vec::len))
    }
}

/// Tells whether a clause is near to one that is `best` like its own answer.
fn is_near(likeness: f32, best: f32) -> bool {
    likeness >= LEAST && likeness >= NEAR * best
}

/// Returns the first of the greatest values, with its place.
fn most(values: impl Iterator<Item = f32>) -> Option<(usize, f32)> {
    values.enumerate().reduce(|best, next| if next.1 > best.1 { next } else { best })
}

fn normalised(mut weights: Vec<(usize, f32)>) -> Vec<(usize, f32)> {
    let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    for (_, weight) in &mut weights {
        *weight /= length.max(f32::MIN_POSITIVE);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::{headline, without_label};

    #[test]
    fn numbers_in_front_are_no_words() {
        for (text, expected) in [
            ("（一）加强领导。", "加强领导。"),
            ("(十二)加强领导", "加强领导"),
            ("三、加强领导", "加强领导"),
            ("41.加强领导", "加强领导"),
            ("第二十条 加强领导", "加强领导"),
            ("三方协议", "三方协议"),
            ("2024年起", "2024年起"),
        ] {
            assert_eq!(without_label(text), expected, "{text}");
        }
    }

    #[test]
    fn a_short_first_sentence_is_a_heading() {
        for (text, expected) in [
            ("加强领导。各单位要重视。", "加强领导。"),
            ("浮桥每日巡查两次。", ""),
            (
                "各单位要把浮桥巡查列入年度计划，明确专人负责，每季度向市政府报告一次。其他从略。",
                "",
            ),
        ] {
            assert_eq!(headline(text), expected, "{text}");
        }
    }
}
