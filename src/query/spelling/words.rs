//! The words of a library by how they sound.

use std::hash::BuildHasher as _;

use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt as _};

use crate::lexicon::readings::syllable::sound;
use crate::lexicon::readings::{Readings, Syllable};

/// The longest word, in characters.
pub(super) const LONGEST: usize = 8;

/// The shortest word that is known without one of its characters: of shorter ones too little is
/// left to tell them.
const SHORTENED: usize = 4;

/// The most readings of a word that are kept.
const MOST_READINGS: usize = 4;

/// A word that the library holds.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    /// How many notices hold it.
    pub(super) count: u64,
}

/// A reading of a word.
#[derive(Debug)]
pub(super) struct Reading {
    /// The sounds of its syllables, a blank after each.
    key: Box<str>,
    pub(super) syllables: Box<[Syllable]>,
    pub(super) word: u32,
}

/// Words of 汉字, found by sound and by initials.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    /// In the order of their keys.
    readings: Vec<Reading>,
    /// Numbers of the words.
    by_text: HashMap<Box<str>, u32>,
    /// Long words by the digest of themselves without one character, in order.
    shortened: Vec<(u64, u32)>,
    /// First letters of the syllables with the word, in order.
    initials: Vec<(Box<str>, u32)>,
}

impl Words {
    pub(super) fn new(words: &[(String, u64)], grams: &[(String, u64)], table: &Readings) -> Self {
        let mut all = Self {
            words: Vec::new(),
            readings: Vec::new(),
            by_text: HashMap::new(),
            shortened: Vec::new(),
            initials: Vec::new(),
        };
        let singles = grams.iter().filter(|(gram, _)| gram.chars().nth(1).is_none());
        let several = words.iter().filter(|(word, _)| word.chars().nth(1).is_some());
        for (text, count) in singles.chain(several) {
            all.add(text, *count, table);
        }
        all.readings.sort_by(|one, two| one.key.cmp(&two.key).then(one.word.cmp(&two.word)));
        all.initials.sort();
        all.initials.dedup();
        all.shortened.sort_unstable();
        all
    }

    fn add(&mut self, text: &str, count: u64, table: &Readings) {
        let alternatives = table.alternatives(text);
        let is_word = !alternatives.is_empty()
            && alternatives.len() <= LONGEST
            && alternatives.iter().all(|readings| !readings.is_empty());
        if !is_word {
            return;
        }
        let word = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        for syllables in combined(&alternatives) {
            let initials: String =
                syllables.iter().filter_map(|syllable| syllable.chars().next()).collect();
            self.initials.push((initials.into(), word));
            let sounds: Vec<String> = syllables.iter().map(|syllable| sound(syllable)).collect();
            let key = sounds.join(" ") + " ";
            self.readings.push(Reading { key: key.into(), syllables: syllables.into(), word });
        }
        if alternatives.len() >= SHORTENED {
            for shorter in without_one(text) {
                self.shortened.push((digest(&shorter), word));
            }
        }
        self.by_text.insert(text.into(), word);
        self.words.push(Word { text: text.into(), count });
    }

    /// Returns the readings whose sounds are those of a key, and whether any goes on after it.
    pub(super) fn sounding(&self, key: &str) -> (&[Reading], bool) {
        let from = self.readings.partition_point(|reading| &*reading.key < key);
        let same = self.readings[from..].iter().take_while(|reading| &*reading.key == key).count();
        let next = self.readings.get(from + same);
        (&self.readings[from..from + same], next.is_some_and(|next| next.key.starts_with(key)))
    }

    /// Returns the word of a text.
    pub(super) fn find(&self, text: &str) -> Option<&Word> {
        self.by_text.get(text).map(|word| &self.words[*word as usize])
    }

    /// Returns the words that a text is without one of their characters.
    pub(super) fn longer_than(&self, text: &str) -> impl Iterator<Item = &Word> {
        let digest = digest(text);
        let from = self.shortened.partition_point(|(held, _)| *held < digest);
        let same = self.shortened[from..].iter().take_while(move |(held, _)| *held == digest);
        let words = same.map(|(_, word)| &self.words[*word as usize]);
        // Other texts may have the same digest.
        words.filter(move |word| without_one(&word.text).any(|shorter| shorter == text))
    }

    /// Returns the words with some initials.
    pub(super) fn with_initials<'a>(&'a self, initials: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = self.initials.partition_point(|(held, _)| &**held < initials);
        let same = self.initials[from..].iter().take_while(move |(held, _)| &**held == initials);
        same.map(|(_, word)| *word)
    }
}

/// Returns a number for a text that few others have, the same within a process.
fn digest(text: &str) -> u64 {
    FixedState::default().hash_one(text)
}

/// Returns a text without each of its characters.
pub(super) fn without_one(text: &str) -> impl Iterator<Item = String> {
    text.char_indices().map(|(at, one)| format!("{}{}", &text[..at], &text[at + one.len_utf8()..]))
}

/// Returns the ways to choose one of the readings of each character, the usual ones first.
fn combined(alternatives: &[Vec<Syllable>]) -> Vec<Vec<Syllable>> {
    let mut ways: Vec<Vec<Syllable>> = vec![Vec::new()];
    for readings in alternatives {
        let longer = readings.iter().flat_map(|reading| {
            ways.iter().map(move |way| way.iter().copied().chain([*reading]).collect())
        });
        ways = longer.take(MOST_READINGS).collect();
    }
    ways
}
