//! What the concepts that a query speaks of add to its plan: their official terms as wordings that
//! count once, and the words of these terms, below the query's own.

use std::collections::BTreeMap;

use crate::analysis::Analyzer;
use crate::lexicon::colloquial::Relation;
use crate::query::boost::Weights;
use crate::query::plan::words::Asked;
use crate::query::plan::{Expansion, MOST_WORDS, Stream, Wording, phrase};
use crate::query::understand::Understanding;
use crate::query::understand::concept::Sense;

/// The bit of what is no word of the query: a concept that it speaks of.
const CONCEPT: u32 = 1 << MOST_WORDS;

/// The most wordings of one concept that are searched; 8 to 16 measured alike
/// (docs/relevance.md#what-words-tell).
const MOST_WORDINGS: usize = 10;

/// The least odds, beside the likeliest concept, of one the words of whose provisions are searched
/// (docs/relevance.md#what-words-tell).
const LIKELY: f32 = 0.5;

/// The least odds of one that may stand for all words of a query; 0.1 to 0.3 measured alike
/// (docs/relevance.md#what-words-tell).
const WHOLLY: f32 = 0.3;

/// The most words of provisions on one concept that are searched; more of them cost time and bring
/// nothing (docs/relevance.md#provisions).
const MOST_PROVISIONS: usize = 8;

/// The longest form that counts by its length, in characters.
const LONGEST_LITERAL: usize = 6;

impl Asked {
    /// Adds a concept; it stands for the words that its form is made of.
    pub(super) fn add_concept(&mut self, sense: &Sense, analyzer: &Analyzer, weights: &Weights) {
        let strength = strength(sense, weights);
        let share = weights.share(sense.relation);
        let terms = sense.terms.iter().map(|term| (term, share, true));
        let siblings = sense.siblings.iter().map(|form| (form, share * weights.sibling, false));
        let wordings: Vec<Wording> = terms
            .chain(siblings)
            .filter(|(text, share, _)| *share > 0.0 && sense.form.as_ref() != Some(*text))
            .filter_map(|(text, share, is_official)| {
                Some(Wording { phrase: phrase(text, analyzer)?, share, is_official })
            })
            .take(MOST_WORDINGS)
            .collect();
        let length = sense
            .form
            .as_ref()
            .map_or(weights.usual_form, |form| form.chars().count().min(LONGEST_LITERAL) as f32);
        let literal = weights.words + weights.pairs * (length - 1.0) + weights.singles * length;
        let all = (1 << self.words.len()) - 1;
        let covers = match &sense.form {
            Some(form) => self.words_of(form),
            None if sense.likeness >= weights.wholly_alike && sense.odds >= WHOLLY => all,
            None => 0,
        };
        self.expansions.push(Expansion {
            form: sense.form.clone(),
            is_same: matches!(sense.relation, Relation::Same | Relation::Old),
            wordings,
            weight: weights.expansion * strength * literal,
            covers: covers | CONCEPT,
        });
    }

    /// Returns the bits of the words that a form is made of.
    fn words_of(&self, form: &str) -> u32 {
        let mut bits = 0;
        for (index, word) in self.words.iter().enumerate() {
            if word.grams.iter().all(|(_, gram)| form.contains(gram.as_str())) {
                bits |= 1 << index;
            }
        }
        bits
    }
}

/// Returns what a concept counts: less the less alike the query is, and the more official it is.
fn strength(sense: &Sense, weights: &Weights) -> f32 {
    if sense.form.is_some() {
        return 1.0_f32.max(weights.alike * sense.likeness);
    }
    let plainness = (1.0 - weights.official * sense.officialness).max(0.0);
    weights.alike * sense.likeness * sense.odds * plainness
}

/// Returns the words that the official terms of concepts are made of, each with the most that it
/// counts in any of them: in how many of its terms, damped by a root. Where clauses are searched
/// the words of provisions on the likeliest concepts are among them.
pub(super) fn words(
    understanding: &Understanding,
    analyzer: &Analyzer,
    weights: &Weights,
) -> BTreeMap<(Stream, String), f32> {
    let mut words: BTreeMap<(Stream, String), f32> = BTreeMap::new();
    let mut hold = |counts: BTreeMap<(Stream, String), f32>, one: f32| {
        for (word, count) in counts {
            let held = words.entry(word).or_default();
            *held = held.max(one * count.sqrt());
        }
    };
    for sense in &understanding.concepts {
        let strength = strength(sense, weights) * weights.share(sense.relation);
        let all = sense.terms.len().max(1) as f32;
        hold(counted(sense.terms.iter().map(String::as_str), analyzer), strength / all.sqrt());
        if weights.provisions > 0.0 && sense.odds >= LIKELY {
            let provisions = sense.provisions.iter().copied().take(MOST_PROVISIONS);
            hold(counted(provisions, analyzer), strength * weights.provisions);
        }
    }
    words
}

/// Counts the words and pairs of characters of some texts.
fn counted<'a>(
    texts: impl Iterator<Item = &'a str>,
    analyzer: &Analyzer,
) -> BTreeMap<(Stream, String), f32> {
    let mut counts: BTreeMap<(Stream, String), f32> = BTreeMap::new();
    for text in texts {
        let pairs = analyzer.grams(text).into_iter();
        let pairs = pairs
            .filter(|token| token.length == 2 && !analyzer.is_function_pair(&token.term))
            .map(|token| (Stream::Grams, token.term));
        let words = analyzer.words(text).into_iter().map(|token| (Stream::Words, token.term));
        for term in words.chain(pairs) {
            *counts.entry(term).or_default() += 1.0;
        }
    }
    counts
}
