//! Which words the letters and slips of a query stand for, judged by what the library holds.
//!
//! Everything here is a path through a lattice of words that the library has (the method of input
//! methods and of noisy-channel spelling correction, Kernighan, Church and Gale 1990): a word
//! costs its rarity, two neighbours cost how seldom they adjoin, a slip costs how seldom it is made.

pub mod correct;
mod lattice;
mod pinyin;
mod statistics;
mod words;

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::lexicon::Lexicon;
use crate::lexicon::readings::Readings;
use crate::lexicon::readings::syllable::Syllables;
use crate::query::spelling::correct::Slip;
use crate::query::spelling::statistics::Statistics;
use crate::query::spelling::words::Words;

/// What spelling knows of one library.
#[derive(Debug)]
pub struct Spelling {
    statistics: Statistics,
    words: Words,
    syllables: Syllables,
}

impl Spelling {
    /// Learns from the terms of a library: how many notices hold each word, character and pair.
    pub fn new(
        notices: u64,
        words: &[(String, u64)],
        grams: &[(String, u64)],
        readings: &Readings,
    ) -> Self {
        let (statistics, words) = rayon::join(
            || Statistics::new(notices, words, grams),
            || Words::new(words, grams, readings),
        );
        Self { statistics, words, syllables: Syllables::built_in() }
    }

    /// Tells in how many notices a word stands.
    pub fn count(&self, word: &str) -> u64 {
        self.statistics.count(word)
    }

    /// Returns the slips of a folded run with what was meant; stretches of `protected` stay.
    pub fn slips(
        &self,
        run: &str,
        protected: &[Range<usize>],
        lexicon: &Lexicon,
        analyzer: &Analyzer,
    ) -> Vec<Slip> {
        correct::slips(self, run, protected, lexicon, analyzer)
    }

    /// Returns the share of a text's pairs of neighbours that the library is familiar with: near 1
    /// for the language of its notices, low for how people talk.
    pub fn familiarity(&self, text: &str) -> f32 {
        self.statistics.familiarity(text)
    }

    /// Returns the 汉字 that typed letters most likely stand for, after a character.
    pub fn read_letters(&self, letters: &str, before: Option<char>) -> Option<String> {
        pinyin::decode(self, letters, before)
    }
}
