//! Tells terms from chance meetings of words.
//!
//! Two measures of terminology extraction, both from counts alone. *Unithood*: the words stand
//! together far more often than chance would bring them together (pointwise mutual information,
//! Church and Hanks 1990), at each place where the phrase can be parted. *Termhood*: a phrase that
//! stands almost only inside a longer one gives way to it (after C-value, Frantzi, Ananiadou and
//! Mima 2000).

use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

use crate::analysis::Analyzer;
use crate::analysis::phrase::Role;
use crate::engine::phrases::{PhraseCount, PhraseCounts, WORD_SEPARATOR};

/// Bits by which the parts of a phrase must draw each other: below, 政务公开 工作 and
/// 推进 城中村改造 pass, whose one part stands beside anything.
const COHESION: f32 = 3.0;

/// Bits where the first or last word says what is done (加快 建设, 政策 支持).
const COHESION_OF_DEEDS: f32 = 6.0;

/// Bits where the phrase stands free nowhere.
const COHESION_WITHIN: f32 = 4.0;

/// Notices that must hold a phrase whose first or last word says what is done.
const NOTICES_OF_DEEDS: u32 = 3;

/// Clauses of one notice that must hold a phrase that no other notice has.
const CLAUSES_OF_ONE_NOTICE: u32 = 2;

/// The most words of a phrase of one notice: longer ones are pieces of its sentences.
const WORDS_OF_ONE_NOTICE: usize = 3;

/// Clauses that must hold a phrase that stands free nowhere.
const CLAUSES_WITHIN: u32 = 4;

/// The most characters of a term.
const LONGEST: usize = 10;

/// The share of its places that a longer phrase takes up, from which a phrase gives way to it.
const NESTED: f32 = 0.8;

/// The share of notices from which a word of doing, such as 推进, is nobody's search.
const COMMON_DEED: f32 = 0.1;

/// The share of notices from which a word of two characters, such as 工作, says too little.
const COMMON_WORD: f32 = 0.5;

/// Tells terms from chance meetings of words.
pub(super) struct Termhood<'a> {
    counts: &'a PhraseCounts,
    analyzer: &'a Analyzer,
    words: HashMap<&'a str, Word>,
    phrases: HashMap<&'a str, Phrase>,
}

/// What is known of a word.
#[derive(Clone, Copy)]
struct Word {
    clauses: u64,
    role: Role,
}

/// What is known of a phrase.
#[derive(Clone, Copy)]
struct Phrase {
    clauses: u32,
    /// How often the most frequent longer phrase around it stands.
    around: u32,
}

impl<'a> Termhood<'a> {
    pub(super) fn new(counts: &'a PhraseCounts, analyzer: &'a Analyzer) -> Self {
        let words: HashMap<&str, Word> = counts
            .in_clauses
            .par_iter()
            .map(|(word, clauses)| {
                (word.as_str(), Word { clauses: *clauses, role: analyzer.role(word) })
            })
            .collect();
        let mut phrases = HashMap::with_capacity(counts.phrases.len());
        for PhraseCount { words, clauses, .. } in &counts.phrases {
            phrases.insert(words.as_str(), Phrase { clauses: *clauses, around: 0 });
        }
        // What is done with a thing (全面推行 林长制) is no longer name of it.
        for phrase in counts.phrases.iter().filter(|phrase| !does(&phrase.words, &words)) {
            for part in parts(&phrase.words) {
                if let Some(Phrase { around, .. }) = phrases.get_mut(part) {
                    *around = (*around).max(frequency(phrase));
                }
            }
        }
        Self { counts, analyzer, words, phrases }
    }

    /// Returns how many clauses hold a phrase, where notices tell of it.
    pub(super) fn clauses_of(&self, phrase: &str) -> Option<u32> {
        self.phrases.get(phrase).map(|known| known.clauses)
    }

    /// Tells whether a word is a term by itself.
    pub(super) fn admits_word(&self, word: &str, notices: u32) -> bool {
        let share = notices as f32 / self.counts.notices.max(1) as f32;
        self.analyzer.knows(word)
            && match self.analyzer.role(word) {
                Role::Tying => false,
                Role::Doing => share < COMMON_DEED,
                Role::Person | Role::Describing | Role::Naming => {
                    share < COMMON_WORD || word.chars().count() > 2
                }
            }
    }

    /// Tells whether a phrase of several words is a term.
    pub(super) fn admits_phrase(&self, phrase: &PhraseCount) -> bool {
        let words: Vec<&str> = phrase.words.split(WORD_SEPARATOR).collect();
        let characters = phrase.words.chars().filter(|c| *c != WORD_SEPARATOR).count();
        if words.len() < 2 || characters > LONGEST || self.is_nested(phrase) {
            return false;
        }
        let does = does(&phrase.words, &self.words);
        if does && phrase.notices < NOTICES_OF_DEEDS {
            return false;
        }
        if phrase.notices == 1
            && (phrase.clauses < CLAUSES_OF_ONE_NOTICE || words.len() > WORDS_OF_ONE_NOTICE)
        {
            return false;
        }
        let wanted = match (does, phrase.free) {
            (true, _) => COHESION_OF_DEEDS,
            (false, 0) => COHESION_WITHIN,
            (false, _) => COHESION,
        };
        (phrase.free > 0 || phrase.clauses.max(phrase.notices * 2) >= CLAUSES_WITHIN)
            && self.cohesion(phrase) >= wanted
    }

    /// Tells whether a phrase stands almost only inside a longer one.
    fn is_nested(&self, phrase: &PhraseCount) -> bool {
        let around = self.phrases.get(phrase.words.as_str()).map_or(0, |known| known.around);
        around as f32 >= NESTED * frequency(phrase) as f32 && phrase.free * 2 < phrase.notices
    }

    /// Returns the least bits by which two parts of a phrase draw each other.
    fn cohesion(&self, phrase: &PhraseCount) -> f32 {
        let both = frequency(phrase).max(1);
        let all = self.counts.clauses.max(1) as f32;
        phrase
            .words
            .match_indices(WORD_SEPARATOR)
            .map(|(at, _)| {
                let one = self.clauses_with(&phrase.words[..at], both);
                let two = self.clauses_with(&phrase.words[at + 1..], both);
                (both as f32 * all / (one * two)).log2()
            })
            .fold(f32::INFINITY, f32::min)
    }

    /// Returns how many clauses hold a part; at least those that hold the whole.
    fn clauses_with(&self, part: &str, whole: u32) -> f32 {
        let held = match self.words.get(part) {
            Some(word) => word.clauses as f32,
            None => self.phrases.get(part).map_or(0, |known| known.clauses) as f32,
        };
        held.max(whole as f32)
    }
}

/// Returns how often a phrase stands: in clauses, or in titles alone.
fn frequency(phrase: &PhraseCount) -> u32 {
    phrase.clauses.max(phrase.notices)
}

/// Tells whether a phrase begins or ends by saying what is done.
fn does(phrase: &str, words: &HashMap<&str, Word>) -> bool {
    let ends = [phrase.split(WORD_SEPARATOR).next(), phrase.rsplit(WORD_SEPARATOR).next()];
    ends.into_iter()
        .flatten()
        .any(|word| words.get(word).is_some_and(|known| known.role == Role::Doing))
}

/// Returns the shorter phrases inside a phrase.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = words.match_indices(WORD_SEPARATOR).map(|(at, _)| at).collect();
    let starts: Vec<usize> = std::iter::once(0).chain(ends.iter().map(|at| at + 1)).collect();
    let ends: Vec<usize> = ends.into_iter().chain([words.len()]).collect();
    let count = starts.len();
    (0..count).flat_map(move |from| {
        let (start, ends) = (starts[from], ends.clone());
        (from..count).filter(move |to| to + 1 - from < count).map(move |to| &words[start..ends[to]])
    })
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn parts_are_shorter_phrases() {
        assert_eq!(
            parts("水上 灯会 票").collect::<Vec<_>>(),
            ["水上", "水上 灯会", "灯会", "灯会 票", "票"]
        );
        assert_eq!(parts("房票").count(), 0);
    }
}
