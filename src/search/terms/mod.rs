//! The terms of a library: which of its words and phrases are worth offering, and how many
//! notices in force hold each.

mod termhood;

use rayon::prelude::*;

use crate::analysis::Analyzer;
use crate::engine::phrases::{PhraseCounts, PhraseList, WORD_SEPARATOR};
use crate::lexicon::blocked::Blocked;
use crate::search::terms::termhood::Termhood;

/// A term of the library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// As it is read, folded, letters as capitals: 世界文化遗产, 5G基站.
    pub(super) text: Box<str>,
    /// How many characters each of its words has.
    pub(super) words: Box<[u8]>,
}

/// How much of the library holds a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    /// Notices in force.
    pub(super) notices: u32,
    /// Clauses of these, as far as notices tell their phrases.
    pub(super) clauses: u32,
}

/// The terms of one publication on one day.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// In the order of their words.
    pub(super) all: Vec<Term>,
    /// How much holds each, in the same order: thousands are looked at beside every search, by
    /// these figures alone.
    pub(super) holding: Vec<Holding>,
    /// What engines call them, in the same order.
    pub(super) list: PhraseList,
    /// Their numbers in the order of their texts.
    by_text: Vec<u32>,
    /// Notices in all.
    pub(super) notices: u64,
    /// Clauses in all.
    pub(super) clauses: u64,
}

impl Terms {
    /// Chooses the terms of a library.
    pub(super) fn new(counts: &PhraseCounts, analyzer: &Analyzer, blocked: &Blocked) -> Self {
        let termhood = Termhood::new(counts, analyzer);
        let mut terms =
            Self { notices: counts.notices, clauses: counts.clauses, ..Self::default() };
        let words = counts.words.par_iter();
        let words = words.filter(|(word, notices)| termhood.admits_word(word, *notices));
        for (word, notices) in words.collect::<Vec<_>>() {
            let clauses = termhood.clauses_of(word).unwrap_or(*notices);
            terms.add(word, *notices, clauses, blocked);
        }
        let phrases = counts.phrases.par_iter();
        for phrase in phrases.filter(|phrase| termhood.admits_phrase(phrase)).collect::<Vec<_>>() {
            terms.add(&phrase.words, phrase.notices, phrase.clauses, blocked);
        }
        terms.all.shrink_to_fit();
        terms.holding.shrink_to_fit();
        terms.list = PhraseList::new(terms.all.iter().map(Term::key));
        terms.by_text = (0..).zip(&terms.all).map(|(number, _)| number).collect();
        terms.by_text.sort_by_key(|number| &*terms.all[*number as usize].text);
        terms
    }

    fn add(&mut self, words: &str, notices: u32, clauses: u32, blocked: &Blocked) {
        let text = words.chars().filter(|c| *c != WORD_SEPARATOR).map(|c| c.to_ascii_uppercase());
        let text: String = text.collect();
        if blocked.holds(&text) {
            return;
        }
        let lengths = words.split(WORD_SEPARATOR).map(|word| word.chars().count());
        let words = lengths.map(|length| u8::try_from(length).unwrap_or(u8::MAX)).collect();
        self.all.push(Term { text: text.into(), words });
        self.holding.push(Holding { notices, clauses: clauses.max(1) });
    }

    /// Returns the number of the term that reads so.
    pub(super) fn of_text(&self, text: &str) -> Option<usize> {
        let text = text.to_ascii_uppercase();
        let held = |number: &u32| &self.all[*number as usize].text;
        let behind = self.by_text.partition_point(|number| **held(number) <= *text);
        let last = self.by_text[..behind].last();
        last.filter(|number| **held(number) == *text).map(|number| *number as usize)
    }
}

impl Term {
    /// Returns the words as engines write them.
    fn key(&self) -> String {
        let mut key = String::with_capacity(self.text.len() + self.words.len());
        let mut characters = self.text.chars().map(|c| c.to_ascii_lowercase());
        for length in &*self.words {
            if !key.is_empty() {
                key.push(WORD_SEPARATOR);
            }
            key.extend(characters.by_ref().take(usize::from(*length)));
        }
        key
    }
}
