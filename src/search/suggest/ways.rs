//! The ways in which an entry fits what was typed, and what each counts.

use crate::search::suggest::keys::Found;
use crate::search::suggest::sounds::{Sounds, begins};
use crate::search::suggest::{Scores, SuggestionKind, Suggestions};

/// Entries looked at where each has to be compared character by character.
const COMPARED: usize = 320;

/// How ways of matching weigh against each other, as factors of the count of notices.
mod weight {
    /// It begins with what was typed.
    pub(super) const BEGINS: f32 = 1.0;
    /// It is what was typed.
    pub(super) const IS: f32 = 4.0;
    /// A word inside begins with it.
    pub(super) const WORD: f32 = 0.5;
    /// It stands inside, at no beginning of a word: a further factor.
    pub(super) const INSIDE: f32 = 0.5;
    /// Its first letters begin so; as many letters as it has characters make it likelier.
    pub(super) const INITIALS: f32 = 0.5;
    /// It is only what people say for a term: there are many sayings, and few are meant.
    pub(super) const PLAIN: f32 = 0.2;
    /// Syllables, parts of syllables and 汉字 mixed.
    pub(super) const MIXED: f32 = 0.4;
}

impl Suggestions {
    /// Adds what holds the characters that were typed.
    pub(super) fn add_written(&self, typed: &str, most: usize, scores: &mut Scores) {
        let range = self.written.beginning_with(typed);
        for found in self.written.best(&range, most) {
            let entry = &self.entries[found.entry as usize];
            let at = entry.key()[..found.start].chars().count();
            let at_word = entry.words().any(|word| word == at);
            self.score(&found, typed, if at_word { 1.0 } else { weight::INSIDE }, scores);
        }
    }

    /// Adds what is spelled so, or whose first letters are these.
    pub(super) fn add_spelled(&self, typed: &str, most: usize, scores: &mut Scores) {
        for (keys, factor) in [(&self.spelled, 1.0), (&self.initials, weight::INITIALS)] {
            let range = keys.beginning_with(typed);
            for found in keys.best(&range, most) {
                self.score(&found, typed, factor, scores);
            }
        }
    }

    /// Adds what sounds like what was typed; returns the entries that sound just so as a whole.
    pub(super) fn add_heard(
        &self,
        typed: &str,
        ways: &[Vec<&str>],
        most: usize,
        scores: &mut Scores,
    ) -> Vec<u32> {
        let mut whole = Vec::new();
        let mut heard: Vec<String> = Vec::new();
        if typed.bytes().all(|byte| byte.is_ascii_lowercase()) {
            heard.extend(ways.iter().map(|way| Sounds::heard_way(way)));
        } else {
            let readings = &self.lexicon.readings;
            heard.push(Sounds::heard_text(typed, readings));
        }
        heard.sort();
        heard.dedup();
        for sound in heard {
            let range = self.heard.beginning_with(&sound);
            for found in self.heard.best(&range, most) {
                self.score(&found, &sound, 1.0, scores);
                if found.start == 0 && found.suffix.len() == sound.len() {
                    whole.push(found.entry);
                }
            }
        }
        whole
    }

    /// Adds what mixes 汉字, syllables and first letters: 政务gk, zhengwgk.
    pub(super) fn add_mixed(&self, typed: &str, ways: &[Vec<&str>], scores: &mut Scores) {
        let runs = runs(typed);
        let written = runs.iter().filter(|run| !run.starts_with(|c: char| c.is_ascii_lowercase()));
        if let Some(anchor) = written.max_by_key(|run| run.len()) {
            let range = self.written.beginning_with(anchor);
            for found in self.written.best(&range, COMPARED) {
                self.compare(found.entry, &runs, scores);
            }
            return;
        }
        for way in ways {
            let initials: String = way.iter().filter_map(|piece| piece.chars().next()).collect();
            let range = self.initials.beginning_with(&initials);
            for found in self.initials.best(&range, COMPARED / 8) {
                let reading = &self.readings[found.entry as usize];
                if begins(way, reading.get(found.start..).unwrap_or(&[]), &self.sounds) {
                    let factor = if found.start == 0 { 1.0 } else { weight::WORD };
                    let count = self.count(found.entry);
                    let is = found.suffix.len() == way.len() && found.start == 0;
                    let factor = if is { factor * weight::IS } else { factor };
                    scores.take(found.entry, count * weight::MIXED * factor);
                }
            }
        }
    }

    /// Takes an entry that begins with runs of 汉字 and of letters.
    fn compare(&self, number: u32, runs: &[&str], scores: &mut Scores) {
        let entry = &self.entries[number as usize];
        let reading = &self.readings[number as usize];
        let characters: Vec<char> = entry.key().chars().take(reading.len()).collect();
        for at in entry.words() {
            if let Some(end) = self.follow(&characters, reading, at, runs) {
                let begins = if at == 0 { weight::BEGINS } else { weight::WORD };
                let is = at == 0 && end == entry.key().chars().count();
                let factor = if is { begins * weight::IS } else { begins };
                scores.take(number, self.count(number) * weight::MIXED * factor);
                return;
            }
        }
    }

    /// Follows runs through the characters of an entry; returns where they end.
    fn follow(
        &self,
        characters: &[char],
        reading: &[u16],
        at: usize,
        runs: &[&str],
    ) -> Option<usize> {
        let Some((run, rest)) = runs.split_first() else { return Some(at) };
        if run.is_empty() {
            return self.follow(characters, reading, at, rest);
        }
        let first = run.chars().next()?;
        let own = *characters.get(at)?;
        if !first.is_ascii_lowercase() || own == first {
            let mut left = vec![&run[first.len_utf8()..]];
            left.extend(rest);
            return (own == first)
                .then(|| self.follow(characters, reading, at + 1, &left))
                .flatten();
        }
        let letters = self.sounds.letters(reading[at]);
        let shared = letters.bytes().zip(run.bytes()).take_while(|(one, two)| one == two).count();
        (1..=shared).rev().find_map(|length| {
            let mut left = vec![&run[length..]];
            left.extend(rest);
            self.follow(characters, reading, at + 1, &left)
        })
    }

    pub(super) fn count(&self, entry: u32) -> f32 {
        self.entries[entry as usize].count as f32
    }

    /// Scores what was found: by where it was entered, by whether it is just what was typed.
    fn score(&self, found: &Found<'_>, typed: &str, factor: f32, scores: &mut Scores) {
        let place = match (found.start, found.suffix.len() == typed.len()) {
            (0, true) => weight::IS,
            (0, false) => weight::BEGINS,
            _ => weight::WORD,
        };
        let kind = match self.entries[found.entry as usize].kind {
            SuggestionKind::Plain if place < weight::IS => weight::PLAIN,
            _ => 1.0,
        };
        scores.take(found.entry, self.count(found.entry) * place * kind * factor);
    }
}

/// Parts what was typed into runs of letters and of others.
fn runs(typed: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut from = 0;
    let mut before = None;
    for (at, character) in typed.char_indices() {
        let is_letter = character.is_ascii_lowercase();
        if before.is_some_and(|before| before != is_letter) {
            runs.push(&typed[from..at]);
            from = at;
        }
        before = Some(is_letter);
    }
    if from < typed.len() {
        runs.push(&typed[from..]);
    }
    runs
}
