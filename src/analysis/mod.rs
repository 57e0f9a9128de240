//! How Chinese text becomes terms: the same way for what is indexed and for what is asked.
//!
//! Two streams are made of one text. The stream of *words* holds the words of a dictionary and
//! their sub-words; it ranks. The stream of *grams* holds every single character and every pair
//! of neighbours; it finds any quoted text wherever it stands, also where the words were cut
//! differently. A position is the number of visible characters before a term, so blanks and line
//! ends inside a sentence do not part a phrase, while punctuation leaves a hole.
//!
//! This room imports nothing of ours and reads no file; dictionaries come in as text.

pub mod dictionary;
mod entity;
pub mod fold;
pub mod phrase;
mod segment;
pub mod sentence;
pub mod slots;
pub mod token;

use std::ops::Range;
use std::sync::Arc;

use crate::analysis::dictionary::Dictionary;
use crate::analysis::entity::EntityFinder;
use crate::analysis::fold::{Class, FoldedText};
use crate::analysis::segment::Segmenter;
use crate::analysis::slots::SlotWriter;
use crate::analysis::token::Token;

/// Raised whenever the terms of the same text change, so that old indexes are rebuilt.
const VERSION: u32 = 1;

/// Turns text into terms.
///
/// Cloning is cheap: all clones share one segmenter.
#[derive(Clone, Debug)]
pub struct Analyzer {
    segmenter: Arc<Segmenter>,
    entities: Arc<EntityFinder>,
    dictionary: Arc<Dictionary>,
}

/// One text in both streams, in the form that every engine indexes.
///
/// See [`slots`] for the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EncodedText {
    /// Words and sub-words.
    pub words: String,
    /// Single characters and pairs of neighbours.
    pub grams: String,
    /// Visible characters of the text: the position at which a text put behind it begins.
    pub length: u32,
}

impl Analyzer {
    /// Makes an analyser of a dictionary; loading takes about a tenth of a second.
    pub fn new(dictionary: Dictionary) -> Self {
        Self {
            segmenter: Arc::new(Segmenter::new(&dictionary)),
            entities: Arc::new(EntityFinder::new(&dictionary)),
            dictionary: Arc::new(dictionary),
        }
    }

    /// Returns a mark of everything that decides which terms a text has.
    ///
    /// An index made under another mark must not be searched.
    pub fn fingerprint(dictionary: &Dictionary) -> String {
        format!("{VERSION}-{}", &dictionary.digest()[..16])
    }

    /// Returns the words of a text with their sub-words, each whole word before its parts.
    ///
    /// Stop words and single characters are left out; their positions stay empty.
    /// Example: 完善政务公开 gives 完善, 政务公开, 政务, 公开.
    pub fn words(&self, text: &str) -> Vec<Token> {
        self.words_of(&FoldedText::new(text))
    }

    /// Returns every character of a text and every pair of neighbours, by position.
    ///
    /// Example: 政务公开 gives 政, 政务, 务, 务公, 公, 公开, 开.
    pub fn grams(&self, text: &str) -> Vec<Token> {
        let text = FoldedText::new(text);
        let mut grams = Vec::with_capacity(text.len() * 2);
        for at in 0..text.len() {
            if text.class(at) != Class::Text {
                continue;
            }
            grams.push(text.token(at, 1));
            if at + 1 < text.len() && text.class(at + 1) == Class::Text {
                grams.push(text.token(at, 2));
            }
        }
        grams
    }

    /// Returns the fewest grams that cover a text: found at these distances, they are the text.
    ///
    /// Positions count from the first letter, digit or 汉字. Empty for a text that has none.
    pub fn phrase(&self, text: &str) -> Vec<Token> {
        let text = FoldedText::new(text);
        let is_text = |at: usize| at < text.len() && text.class(at) == Class::Text;
        let mut cover: Vec<Token> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            if !is_text(at) {
                at += 1;
            } else if is_text(at + 1) {
                cover.push(text.token(at, 2));
                at += if is_text(at + 2) && !is_text(at + 3) { 1 } else { 2 };
            } else {
                let covered = cover
                    .last()
                    .is_some_and(|last| last.position as usize + 2 > at && last.length == 2);
                if !covered {
                    cover.push(text.token(at, 1));
                }
                at += 1;
            }
        }
        let first = cover.first().map_or(0, |token| token.position);
        for token in &mut cover {
            token.position -= first;
        }
        cover
    }

    /// Returns the words of a text that a searcher asks for: whole words, stop words left out,
    /// and runs that the dictionary does not know.
    ///
    /// Example: 政务公开的办法 asks for 政务公开 and 办法.
    pub fn asked_words(&self, text: &str) -> Vec<String> {
        let folded = FoldedText::new(text);
        let mut asked: Vec<String> = Vec::new();
        let mut from = 0;
        for token in self.words_of(&folded) {
            let (start, end) = (token.position as usize, (token.position + token.length) as usize);
            if start < from {
                continue;
            }
            self.push_unknown(&folded, from, start, &mut asked);
            asked.push(token.term);
            from = end;
        }
        self.push_unknown(&folded, from, folded.len(), &mut asked);
        if asked.is_empty() {
            let rest: String =
                folded.as_str().chars().filter(|c| fold::classify(*c) == Class::Text).collect();
            if !rest.is_empty() && !self.dictionary.is_stop_word(&rest) {
                asked.push(rest);
            }
        }
        asked
    }

    /// Adds the runs of characters between two words that are no stop words and that not only
    /// function characters make up; a single character left between words says too little.
    fn push_unknown(&self, text: &FoldedText<'_>, from: usize, to: usize, asked: &mut Vec<String>) {
        let mut at = from;
        while at < to {
            if text.class(at) != Class::Text || self.is_function(text.slice(at, at + 1)) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < to
                && text.class(end) == Class::Text
                && !text.breaks_before(end)
                && !self.is_function(text.slice(end, end + 1))
            {
                end += 1;
            }
            let run = text.slice(at, end);
            if end - at > 1 && !self.dictionary.is_stop_word(run) {
                asked.push(run.to_owned());
            }
            at = end;
        }
    }

    fn is_function(&self, character: &str) -> bool {
        character.chars().all(|character| self.dictionary.is_function_character(character))
    }

    /// Returns a text in both streams, ready for an engine.
    pub fn encode(&self, text: &str) -> EncodedText {
        let folded = FoldedText::new(text);
        let mut words = SlotWriter::new(folded.len() * 4);
        for token in self.words_of(&folded) {
            words.push(token.position, &token.term);
        }
        EncodedText {
            words: words.finish(),
            grams: encode_grams(&folded),
            length: u32::try_from(folded.len()).unwrap_or(u32::MAX),
        }
    }

    /// Tells whether a pair of characters says too little to search for: both are function
    /// characters (在哪, 的是).
    pub fn is_function_pair(&self, pair: &str) -> bool {
        pair.chars().all(|character| self.dictionary.is_function_character(character))
    }

    /// Returns where the words of a text stand, in bytes, in order: whole words of two and more
    /// characters, stop words left out.
    pub fn whole_words(&self, text: &str) -> Vec<Range<usize>> {
        let folded = FoldedText::new(text);
        let mut whole: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        for token in self.words_of(&folded) {
            let (start, end) = (token.position as usize, (token.position + token.length) as usize);
            if start >= from {
                whole.push(folded.original_range(start, end));
                from = end;
            }
        }
        whole
    }

    /// Tells whether a word is in the dictionary.
    pub fn knows(&self, word: &str) -> bool {
        self.segmenter.knows(word)
    }

    fn words_of(&self, text: &FoldedText<'_>) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 2);
        let mut from = 0;
        for entity in self.entities.find(text) {
            self.words_of_run(text, from, entity.start, &mut tokens);
            entity.push_tokens(text, &mut tokens);
            from = entity.end;
        }
        self.words_of_run(text, from, text.len(), &mut tokens);
        tokens
    }

    /// Adds the words of the characters from `from` to `to`, run by run between marks.
    fn words_of_run(&self, text: &FoldedText<'_>, from: usize, to: usize, tokens: &mut Vec<Token>) {
        let mut at = from;
        while at < to {
            if text.class(at) != Class::Text {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < to && text.class(end) == Class::Text && !text.breaks_before(end) {
                end += 1;
            }
            for (start, length) in self.segmenter.cut(text.slice(at, end)) {
                let token = text.token(at + start, length);
                if length > 1 && !self.dictionary.is_stop_word(&token.term) {
                    tokens.push(token);
                }
            }
            at = end;
        }
    }
}

fn encode_grams(text: &FoldedText<'_>) -> String {
    let mut slots = SlotWriter::new(text.len() * 12);
    for at in 0..text.len() {
        if text.class(at) != Class::Text {
            continue;
        }
        let position = u32::try_from(at).unwrap_or(u32::MAX);
        slots.push(position, text.slice(at, at + 1));
        if at + 1 < text.len() && text.class(at + 1) == Class::Text {
            slots.push(position, text.slice(at, at + 2));
        }
    }
    slots.finish()
}

#[cfg(test)]
mod tests;
