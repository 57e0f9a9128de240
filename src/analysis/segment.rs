//! Cuts runs of characters into words; the only place that knows jieba.

#![expect(clippy::disallowed_types, reason = "this file is the wall's other side")]

use std::cmp::Reverse;

use jieba_rs::Jieba;

use crate::analysis::dictionary::Dictionary;

/// The longest part of a word that jieba's search mode gives by itself, in characters.
const LONGEST_SUB_WORD: usize = 3;

/// Cuts text into words and their sub-words.
///
/// One is loaded for the whole process and shared: a copy costs 43 MB.
#[derive(Debug)]
pub(super) struct Segmenter {
    jieba: Jieba,
}

impl Segmenter {
    /// Loads the general dictionary and adds the words of the domain.
    ///
    /// A word given without a frequency is made frequent enough to win over the cut that the
    /// general dictionary would make of it.
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        let mut jieba = Jieba::new();
        for word in dictionary.words() {
            let frequency = jieba.suggest_freq(&word.text).max(word.frequency.unwrap_or(0));
            jieba.add_word(&word.text, Some(frequency), None);
        }
        Self { jieba }
    }

    /// Returns the words of a run as first character and length, each whole word before the
    /// shorter words inside it.
    ///
    /// New words are not guessed: what the dictionary does not know is left to the grams, so a
    /// word is cut alike in a query and in a text wherever its neighbours allow.
    pub(super) fn cut(&self, run: &str) -> Vec<(usize, usize)> {
        let cut = self.jieba.cut_for_search(run, false);
        let mut words: Vec<(usize, usize)> = Vec::with_capacity(cut.len());
        for word in cut {
            let length = word.end - word.start;
            words.push((word.start, length));
            if length > LONGEST_SUB_WORD + 1 {
                self.push_long_parts(word.word, word.start, length, &mut words);
            }
        }
        words.sort_by_key(|(start, length)| (*start, Reverse(*length)));
        words
    }

    /// Adds the words of four and more characters inside a longer one: 医疗保险 in 基本医疗保险.
    fn push_long_parts(
        &self,
        word: &str,
        start: usize,
        length: usize,
        words: &mut Vec<(usize, usize)>,
    ) {
        let bytes: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        for from in 0..length - LONGEST_SUB_WORD {
            for to in from + LONGEST_SUB_WORD + 1..=length {
                if to - from < length && self.jieba.has_word(&word[bytes[from]..bytes[to]]) {
                    words.push((start + from, to - from));
                }
            }
        }
    }

    /// Returns the whole words of a run in order, single characters among them, each with the tag
    /// of its part of speech; the words of the domain have an empty tag.
    pub(super) fn tagged<'a>(&'a self, run: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.jieba.tag(run, false).into_iter().map(|word| (word.word, word.tag))
    }

    /// Tells whether a word is in the dictionary.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }
}
