//! Syllables in typed letters: which can stand where, and which sound alike to many speakers.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::lexicon::readings::{CHARACTERS, Syllable};
use crate::lexicon::table::rows;

/// The longest syllable, in letters: zhuang.
pub const LONGEST: usize = 6;

/// All syllables, by letters and by sound.
#[derive(Debug)]
pub struct Syllables {
    all: BTreeSet<Syllable>,
    by_sound: BTreeMap<String, Vec<Syllable>>,
}

impl Syllables {
    /// Reads the syllables of the built-in table.
    pub fn built_in() -> Self {
        let all: BTreeSet<Syllable> = rows(CHARACTERS).map(|(_, fields)| fields[0]).collect();
        let mut by_sound: BTreeMap<String, Vec<Syllable>> = BTreeMap::new();
        for syllable in &all {
            by_sound.entry(sound(syllable)).or_default().push(syllable);
        }
        Self { all, by_sound }
    }

    /// Returns the syllables that letters stand for or sound like, the written one first; none
    /// for letters that are no syllable.
    pub fn like(&self, letters: &str) -> Vec<Syllable> {
        let written = self.all.get(letters).copied();
        let is_written = written.is_some() || letters.contains('v');
        let alike = self.by_sound.get(&sound(letters)).filter(|_| is_written);
        let alike = alike.into_iter().flatten().copied();
        written.into_iter().chain(alike.filter(|syllable| Some(*syllable) != written)).collect()
    }

    /// Returns the syllables that begin with letters.
    pub fn beginning_with<'a>(&'a self, letters: &'a str) -> impl Iterator<Item = Syllable> + 'a {
        let from = (Bound::Included(letters), Bound::Unbounded);
        self.all.range::<str, _>(from).copied().take_while(move |one| one.starts_with(letters))
    }
}

/// Returns a syllable as speakers hear it who do not tell n from l, zh from z, in from ing; ü is
/// u, as often typed.
pub fn sound(syllable: &str) -> String {
    let mut sound = syllable.replace('v', "u");
    for (flat, plain) in [("zh", "z"), ("ch", "c"), ("sh", "s")] {
        if let Some(rest) = sound.strip_prefix(flat) {
            sound = format!("{plain}{rest}");
        }
    }
    if let Some(rest) = sound.strip_prefix('n') {
        sound = format!("l{rest}");
    }
    for nasal in ["ang", "eng", "ing"] {
        if sound.ends_with(nasal) {
            sound.pop();
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::Syllables;

    #[test]
    fn what_sounds_alike_is_found() {
        let syllables = Syllables::built_in();
        assert_eq!(syllables.like("zang"), ["zang", "zan", "zhan", "zhang"]);
        assert_eq!(syllables.like("lin"), ["lin", "ling", "nin", "ning"]);
        assert_eq!(syllables.like("jv"), ["ju"]);
        assert!(syllables.like("lu").contains(&"lv"));
        assert!(syllables.like("zw").is_empty());
    }
}
