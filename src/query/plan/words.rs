//! What a query's own words add to its plan: what must occur, what scores, what stands together.

use std::collections::BTreeSet;

use crate::analysis::Analyzer;
use crate::query::boost::Weights;
use crate::query::plan::preference::Preference;
use crate::query::plan::{
    Closeness, Expansion, MOST_WORDS, Phrase, ScoredTerm, Stream, concepts, phrase,
};
use crate::query::understand::Understanding;
use crate::query::understand::run::{Meaning, Run};

/// The most pairs of words whose closeness counts.
const MOST_PAIRS: usize = 8;

/// The most terms that score. By hand: more than the concepts that a query resembles have together.
const MOST_TERMS: usize = 1024;

/// The words of the runs, and what stands for some of them.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) words: Vec<Phrase>,
    pub(super) expansions: Vec<Expansion>,
    pub(super) preferences: Vec<Preference>,
}

impl Asked {
    pub(super) fn add_run(&mut self, run: &Run, analyzer: &Analyzer, weights: &Weights) {
        for part in &run.parts {
            let covers = match &part.meaning {
                Some(Meaning::Preference { searched: false, .. }) => 0,
                _ => self.add_words(&part.text, analyzer),
            };
            match &part.meaning {
                Some(Meaning::Preference { field, values, .. }) => {
                    self.preferences.push(Preference {
                        field: *field,
                        values: values.iter().cloned().collect(),
                        weight: weights.preference(*field),
                        covers,
                    });
                }
                Some(Meaning::Plain) | None => {}
            }
        }
    }

    /// Adds the words of a text; returns their bits.
    fn add_words(&mut self, text: &str, analyzer: &Analyzer) -> u32 {
        let mut bits = 0;
        for phrase in analyzer.asked_words(text).iter().filter_map(|word| phrase(word, analyzer)) {
            let at = self.words.iter().position(|held| *held == phrase).unwrap_or(self.words.len());
            if at == self.words.len() {
                if at == MOST_WORDS {
                    break;
                }
                self.words.push(phrase);
            }
            bits |= 1 << at;
        }
        bits
    }
}

/// Returns the terms that score: words, pairs of neighbours, single characters, each once.
pub(super) fn terms(
    understanding: &Understanding,
    analyzer: &Analyzer,
    weights: &Weights,
) -> Vec<ScoredTerm> {
    let mut seen = BTreeSet::new();
    let mut terms = Vec::new();
    let mut add = |stream: Stream, term: String, weight: f32, is_asked: bool| {
        if weight > 0.0 && terms.len() < MOST_TERMS && seen.insert((stream, term.clone())) {
            terms.push(ScoredTerm { stream, term, weight, is_asked });
        }
    };
    let numbers: Vec<String> = understanding.numbers.iter().map(ToString::to_string).collect();
    let runs: Vec<String> = understanding.words.iter().map(searched).collect();
    for text in runs.iter().chain(&understanding.phrases).chain(&numbers) {
        for token in analyzer.words(text) {
            add(Stream::Words, token.term, weights.words, true);
        }
        for token in analyzer.grams(text) {
            if analyzer.is_function_pair(&token.term) {
                continue;
            }
            let weight = if token.length == 2 { weights.pairs } else { weights.singles };
            add(Stream::Grams, token.term, weight, true);
        }
    }
    for ((stream, term), share) in concepts::words(understanding, analyzer, weights) {
        add(stream, term, weights.concept_words * share, false);
    }
    terms
}

/// Returns the text of a run without what only prefers (今年).
fn searched(run: &Run) -> String {
    let parts = run.parts.iter();
    parts
        .filter(|part| !matches!(part.meaning, Some(Meaning::Preference { searched: false, .. })))
        .map(|part| part.text.as_str())
        .collect()
}

/// Returns what stands together in the query: all of it, and each two words that follow.
pub(super) fn closeness(understanding: &Understanding, analyzer: &Analyzer) -> Closeness {
    let runs: Vec<String> = understanding.words.iter().map(searched).collect();
    let words: Vec<String> = runs.iter().flat_map(|run| analyzer.asked_words(run)).collect();
    let pairs = words
        .windows(2)
        .take(MOST_PAIRS)
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .filter(|(one, two)| analyzer.knows(one) && analyzer.knows(two))
        .collect();
    let whole = phrase(&runs.concat(), analyzer);
    Closeness { whole: whole.filter(|whole| words.len() > 1 && whole.grams.len() > 1), pairs }
}
