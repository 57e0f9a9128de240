//! Slips in typed 汉字: a character that sounds or looks like the one meant, one too few, one
//! twice, two swapped.

use std::ops::Range;

use crate::analysis::Analyzer;
use crate::lexicon::Lexicon;
use crate::lexicon::readings::syllable::sound;
use crate::query::spelling::Spelling;
use crate::query::spelling::lattice::{Lattice, Path};
use crate::query::spelling::statistics::is_read;
use crate::query::spelling::words::{LONGEST, Word};

/// What a character costs that is written for one of the same sound.
const SAME_SOUND: f32 = -4.0;

/// What a character costs that was typed twice.
const TWICE: f32 = -3.0;

/// What any other slip costs.
const SLIP: f32 = -5.0;

/// The least share of notices that a word of the general dictionary is taken to have: a word that
/// people know is no slip because a library lacks it.
const KNOWN: f32 = 0.02;

/// Stretches of fewer characters resemble words by chance.
const SHORT: usize = 4;

/// What a short stretch costs for it.
const CHANCE: f32 = -1.5;

/// How much likelier what is meant must be than what was typed.
const MARGIN: f32 = 2.0;

/// The most characters of a run that is looked at.
const MOST_CHARACTERS: usize = 40;

/// A stretch of a run and what was meant by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// Where it stands, in bytes of the run.
    pub range: Range<usize>,
    /// What was meant.
    pub meant: String,
}

/// Returns the slips of a folded run; stretches of `protected` stay.
pub(super) fn slips(
    spelling: &Spelling,
    run: &str,
    protected: &[Range<usize>],
    lexicon: &Lexicon,
    analyzer: &Analyzer,
) -> Vec<Slip> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    let count = starts.len() - 1;
    if !(2..=MOST_CHARACTERS).contains(&count) {
        return Vec::new();
    }
    let typed = Typed { spelling, run, starts, protected, lexicon, analyzer };
    let Some(literal) = typed.best(false) else { return Vec::new() };
    let Some(meant) = typed.best(true) else { return Vec::new() };
    if meant.score < literal.score + MARGIN {
        return Vec::new();
    }
    let slips = meant.steps.into_iter().filter_map(|step| {
        let range = typed.starts[step.from]..typed.starts[step.to];
        (run[range.clone()] != step.word).then_some(Slip { range, meant: step.word })
    });
    slips.collect()
}

/// A typed run with what is known of it.
struct Typed<'a> {
    spelling: &'a Spelling,
    run: &'a str,
    /// Where each character begins, and the end.
    starts: Vec<usize>,
    protected: &'a [Range<usize>],
    lexicon: &'a Lexicon,
    analyzer: &'a Analyzer,
}

impl Typed<'_> {
    /// Returns the best path through the run, as typed or with slips undone.
    fn best(&self, with_slips: bool) -> Option<Path> {
        let count = self.starts.len() - 1;
        let mut lattice = Lattice::new(count, None);
        for from in 0..count {
            for to in from + 1..=count.min(from + LONGEST) {
                self.literal(from, to, &mut lattice);
                if with_slips && !self.is_protected(from, to) {
                    self.altered(from, to, &mut lattice);
                }
            }
        }
        lattice.best()
    }

    fn text(&self, from: usize, to: usize) -> &str {
        &self.run[self.starts[from]..self.starts[to]]
    }

    fn is_protected(&self, from: usize, to: usize) -> bool {
        let (start, end) = (self.starts[from], self.starts[to]);
        !self.text(from, to).chars().all(is_read)
            || self.protected.iter().any(|range| range.start < end && start < range.end)
    }

    fn literal(&self, from: usize, to: usize, lattice: &mut Lattice) {
        let text = self.text(from, to);
        let word = self.spelling.words.find(text);
        let count = word.map_or(0, |word| word.count);
        let rarity = self.spelling.statistics.rarity(count);
        if to == from + 1 {
            let score = if text.chars().all(is_read) { rarity } else { 0.0 };
            lattice.step(from, to, text, score, self.spelling);
        } else if self.analyzer.knows(text) {
            lattice.step(from, to, text, rarity.max(KNOWN.ln()), self.spelling);
        } else if word.is_some() {
            lattice.step(from, to, text, rarity, self.spelling);
        }
    }

    /// Steps along the words that may have been meant by a stretch.
    fn altered(&self, from: usize, to: usize, lattice: &mut Lattice) {
        let typed = self.text(from, to);
        let mut step = |word: &Word, slip: f32| {
            let short = if to - from < SHORT { CHANCE } else { 0.0 };
            let score = self.spelling.statistics.rarity(word.count) + slip + short;
            lattice.step(from, to, &word.text, score, self.spelling);
        };
        if to > from + 1 {
            self.alike(typed, &mut step);
        }
        if to > from + 2 {
            self.disordered(typed, &mut step);
        }
    }

    /// Finds words with one character that sounds or looks like the typed one.
    fn alike(&self, typed: &str, step: &mut impl FnMut(&Word, f32)) {
        let words = &self.spelling.words;
        if let Some(syllables) = self.lexicon.readings.syllables(typed) {
            let sounds: Vec<String> = syllables.iter().map(|syllable| sound(syllable)).collect();
            for reading in words.sounding(&(sounds.join(" ") + " ")).0 {
                let word = &words.words[reading.word as usize];
                let same = reading.syllables.iter().eq(syllables.iter());
                if differing(typed, &word.text) == 1 {
                    step(word, if same { SAME_SOUND } else { SLIP });
                }
            }
        }
        for (at, one) in typed.char_indices() {
            for other in self.lexicon.look_alikes.of(one) {
                let meant = format!("{}{other}{}", &typed[..at], &typed[at + one.len_utf8()..]);
                if let Some(word) = words.find(&meant) {
                    step(word, SLIP);
                }
            }
        }
    }

    /// Finds words with a character more, with one that was typed twice, or with two swapped.
    fn disordered(&self, typed: &str, step: &mut impl FnMut(&Word, f32)) {
        let words = &self.spelling.words;
        for word in words.longer_than(typed) {
            step(word, SLIP);
        }
        let characters: Vec<char> = typed.chars().collect();
        for at in 1..characters.len() {
            let mut meant = characters.clone();
            let is_twice = meant[at - 1] == meant[at];
            if is_twice {
                meant.remove(at);
            } else {
                meant.swap(at - 1, at);
            }
            if let Some(word) = words.find(&meant.into_iter().collect::<String>()) {
                step(word, if is_twice { TWICE } else { SLIP });
            }
        }
    }
}

/// Counts the characters in which two texts of one length differ.
fn differing(one: &str, other: &str) -> usize {
    one.chars().zip(other.chars()).filter(|(one, other)| one != other).count()
}
