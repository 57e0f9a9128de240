//! The phrases by which the sentences of notices are told: what they name first, up to five words
//! long.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analyzer;
use crate::analysis::fold::key;
use crate::analysis::phrase::Role;
use crate::analysis::sentence::sentences;
use crate::lexicon::divisions::Divisions;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::precedent::common::common;
use crate::precedent::notices::likeness::without_label;

/// The most words of a phrase.
const MOST_WORDS: usize = 5;

/// The fewest and most characters of a phrase: 专区 names nothing by itself.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=12;

/// A sentence of another notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Holder {
    /// Which notice.
    pub(super) notice: usize,
    /// Which of its clauses.
    pub(super) clause: usize,
    /// Which sentence of the clause.
    pub(super) sentence: usize,
}

/// A phrase with the sentences that hold it.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    /// Its words.
    pub(super) words: Vec<String>,
    /// The sentences that name it first.
    pub(super) holders: BTreeSet<Holder>,
    /// Whether it stands at the end of what they name: 案例库 and not 案例 of 建设案例库.
    pub(super) is_whole: bool,
}

/// Finds the phrases of some notices that another one lacks, each under how it reads.
pub(super) fn lacking(
    others: &[Vec<&Clause>],
    base: &Notice,
    analyzer: &Analyzer,
    divisions: &Divisions,
) -> BTreeMap<String, Held> {
    let texts = base.clauses.iter().map(|clause| key(&clause.text));
    let headings = base.outline.iter().map(|section| key(&section.heading));
    let title = base.title.iter().map(|title| key(title));
    let base = title.chain(headings).chain(texts).collect::<Vec<_>>().join("\n");
    let mut found: BTreeMap<String, Held> = BTreeMap::new();
    for (notice, clauses) in others.iter().enumerate() {
        for (at, clause) in clauses.iter().enumerate() {
            let text = common(without_label(&clause.text), divisions);
            for (sentence, range) in sentences(&text).into_iter().enumerate() {
                for (words, is_whole) in named_first(&text[range], analyzer) {
                    let held = found.entry(words.concat()).or_default();
                    held.words = words;
                    held.holders.insert(Holder { notice, clause: at, sentence });
                    held.is_whole |= is_whole;
                }
            }
        }
    }
    found.retain(|phrase, _| !base.contains(phrase.as_str()));
    found
}

/// Returns the phrases of what a sentence names first, and whether each ends it: they hold no word
/// that says what is done, and end in one that names something.
fn named_first(sentence: &str, analyzer: &Analyzer) -> Vec<(Vec<String>, bool)> {
    let run = analyzer.content_runs(sentence).into_iter().next().unwrap_or_default();
    let roles: Vec<Role> = run.iter().map(|word| analyzer.role(word)).collect();
    let mut found = Vec::new();
    for from in 0..run.len() {
        for to in from + 1..=run.len().min(from + MOST_WORDS) {
            if !matches!(roles[to - 1], Role::Naming | Role::Describing) {
                break;
            }
            let length: usize = run[from..to].iter().map(|word| word.chars().count()).sum();
            if roles[to - 1] == Role::Naming && LENGTHS.contains(&length) {
                found.push((run[from..to].to_vec(), to == run.len()));
            }
        }
    }
    found
}
