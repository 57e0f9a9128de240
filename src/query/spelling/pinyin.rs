//! Letters that stand for 汉字: whole syllables, the last perhaps begun, or initials.

use crate::lexicon::readings::Syllable;
use crate::lexicon::readings::syllable::{self, sound};
use crate::query::spelling::Spelling;
use crate::query::spelling::lattice::Lattice;
use crate::query::spelling::words::LONGEST;

/// The most letters that are read.
const MOST_LETTERS: usize = 64;

/// What a syllable costs that only sounds like the written one.
const ALIKE: f32 = -3.5;

/// What a last syllable costs that is only begun.
const BEGUN: f32 = -1.5;

/// What an initial costs.
const INITIAL: f32 = -1.5;

/// The least score a character of what is accepted.
const LEAST: f32 = -4.5;

/// A syllable of what was typed, with what may be meant.
struct Typed<'a> {
    letters: &'a str,
    is_begun: bool,
}

/// Returns the 汉字 that letters most likely stand for.
pub(super) fn decode(spelling: &Spelling, letters: &str, before: Option<char>) -> Option<String> {
    let is_readable = (2..=MOST_LETTERS).contains(&letters.len())
        && letters.bytes().all(|letter| letter.is_ascii_lowercase());
    if !is_readable {
        return None;
    }
    let mut lattice = Lattice::new(letters.len(), before);
    for from in 0..letters.len() {
        if lattice.reaches(from) {
            let mut walk = Walk { spelling, letters, from, lattice: &mut lattice };
            walk.syllables(from, "", &mut Vec::new());
            walk.initials();
        }
    }
    let best = lattice.best()?;
    let text = best.text();
    let average = best.score / text.chars().count() as f32;
    (average >= LEAST).then_some(text)
}

/// Words that begin at one place of the letters.
struct Walk<'a> {
    spelling: &'a Spelling,
    letters: &'a str,
    from: usize,
    lattice: &'a mut Lattice,
}

impl<'a> Walk<'a> {
    /// Steps along every word whose syllables go on with those typed so far.
    fn syllables(&mut self, at: usize, key: &str, typed: &mut Vec<Typed<'a>>) {
        if typed.len() == LONGEST {
            return;
        }
        let letters = self.letters;
        for to in at + 1..=letters.len().min(at + syllable::LONGEST) {
            let piece = &letters[at..to];
            if !self.spelling.syllables.like(piece).is_empty() {
                typed.push(Typed { letters: piece, is_begun: false });
                self.sounds(to, &format!("{key}{} ", sound(piece)), typed);
                typed.pop();
            }
            if to == letters.len() && (to > at + 1 || !typed.is_empty()) {
                let mut sounds: Vec<String> =
                    self.spelling.syllables.beginning_with(piece).map(sound).collect();
                sounds.sort_unstable();
                sounds.dedup();
                typed.push(Typed { letters: piece, is_begun: true });
                for sound in sounds {
                    self.sounds(to, &format!("{key}{sound} "), typed);
                }
                typed.pop();
            }
        }
    }

    fn sounds(&mut self, to: usize, key: &str, typed: &mut Vec<Typed<'a>>) {
        let spelling = self.spelling;
        let (readings, goes_on) = spelling.words.sounding(key);
        for reading in readings {
            if let Some(cost) = cost(typed, &reading.syllables) {
                self.step(to, reading.word, cost);
            }
        }
        if goes_on && to < self.letters.len() {
            self.syllables(to, key, typed);
        }
    }

    /// Steps along every word whose initials come next.
    fn initials(&mut self) {
        let spelling = self.spelling;
        for length in 2..=LONGEST.min(self.letters.len() - self.from) {
            let initials = &self.letters[self.from..self.from + length];
            for word in spelling.words.with_initials(initials) {
                self.step(self.from + length, word, INITIAL * length as f32);
            }
        }
    }

    fn step(&mut self, to: usize, word: u32, cost: f32) {
        let word = &self.spelling.words.words[word as usize];
        let score = self.spelling.statistics.rarity(word.count) + cost;
        self.lattice.step(self.from, to, &word.text, score, self.spelling);
    }
}

/// Returns what it costs that syllables were meant by what was typed; `None` where they were not.
fn cost(typed: &[Typed<'_>], meant: &[Syllable]) -> Option<f32> {
    let mut cost = 0.0;
    for (typed, meant) in typed.iter().zip(meant) {
        if typed.is_begun {
            if !meant.starts_with(typed.letters) {
                return None;
            }
            cost += BEGUN;
        } else if typed.letters != *meant {
            cost += ALIKE;
        }
    }
    Some(cost)
}
