//! How characters are read aloud (拼音), without tones: 政务 is zheng wu, 会计 is kuai ji.
//!
//! A phrase settles the readings of its characters; others have their usual reading and, where
//! the language has one, a second. Syllables are written in letters, ü as v.

pub mod syllable;

use foldhash::{HashMap, HashMapExt as _};

use crate::lexicon::table::rows;

/// The readings of characters.
const CHARACTERS: &str = include_str!("../../../data/readings.tsv");

/// The readings of phrases.
const PHRASES: &str = include_str!("../../../data/phrase_readings.tsv");

/// A syllable in letters.
pub type Syllable = &'static str;

/// The readings of characters and phrases.
#[derive(Debug)]
pub struct Readings {
    characters: HashMap<char, Vec<Syllable>>,
    phrases: HashMap<&'static str, Vec<Syllable>>,
    /// How many characters the longest phrase has that begins with a character.
    longest: HashMap<char, usize>,
}

impl Readings {
    /// Reads the built-in tables.
    pub fn built_in() -> Self {
        let mut characters: HashMap<char, Vec<Syllable>> = HashMap::new();
        for column in [1, 2] {
            for (_, fields) in rows(CHARACTERS) {
                for character in fields.get(column).copied().unwrap_or("").chars() {
                    characters.entry(character).or_default().push(fields[0]);
                }
            }
        }
        let phrases: HashMap<&str, Vec<Syllable>> = rows(PHRASES)
            .filter_map(|(_, fields)| Some((fields[0], fields.get(1)?.split(' ').collect())))
            .collect();
        let mut longest: HashMap<char, usize> = HashMap::new();
        for (phrase, read) in &phrases {
            let known = longest.entry(phrase.chars().next().unwrap_or_default()).or_default();
            *known = (*known).max(read.len());
        }
        Self { characters, phrases, longest }
    }

    /// Returns the readings of a character, the usual one first; empty for what is no 汉字.
    pub fn of_char(&self, character: char) -> &[Syllable] {
        self.characters.get(&character).map_or(&[], Vec::as_slice)
    }

    /// Returns the possible readings of each character of a text: one where a phrase settles it.
    /// A character that is not read aloud has none.
    pub fn alternatives(&self, text: &str) -> Vec<Vec<Syllable>> {
        self.read(text, <[Syllable]>::to_vec)
    }

    /// Returns the syllables of a text; `None` where a character has no reading.
    pub fn syllables(&self, text: &str) -> Option<Vec<Syllable>> {
        let usual = |readings: &[Syllable]| readings.iter().take(1).copied().collect();
        self.read(text, usual).into_iter().map(|readings| readings.first().copied()).collect()
    }

    fn read(
        &self,
        text: &str,
        of_char: impl Fn(&[Syllable]) -> Vec<Syllable>,
    ) -> Vec<Vec<Syllable>> {
        let starts: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let count = starts.len() - 1;
        let mut readings = Vec::with_capacity(count);
        while readings.len() < count {
            let from = readings.len();
            let character = text[starts[from]..].chars().next();
            let longest = character.and_then(|one| self.longest.get(&one)).copied().unwrap_or(0);
            let longest = longest.min(count - from);
            let phrase = (2..=longest)
                .rev()
                .find_map(|length| self.phrases.get(&text[starts[from]..starts[from + length]]));
            if let Some(phrase) = phrase {
                readings.extend(phrase.iter().map(|syllable| vec![*syllable]));
            } else {
                readings.push(of_char(character.map_or(&[], |one| self.of_char(one))));
            }
        }
        readings
    }
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS, PHRASES, Readings};
    use crate::lexicon::table::rows;

    #[test]
    fn phrases_settle_readings() {
        let readings = Readings::built_in();
        let cases = [
            ("政务公开", "zheng wu gong kai"),
            ("会计师", "kuai ji shi"),
            ("商业银行", "shang ye yin hang"),
            ("执行", "zhi xing"),
            ("林长制", "lin zhang zhi"),
            ("没收", "mo shou"),
            ("绿化", "lv hua"),
        ];
        for (text, wanted) in cases {
            assert_eq!(
                readings.syllables(text).map(|read| read.join(" ")).as_deref(),
                Some(wanted)
            );
        }
        assert_eq!(readings.syllables("A股"), None);
    }

    #[test]
    fn every_phrase_has_a_known_syllable_a_character() {
        let known: Vec<&str> = rows(CHARACTERS).map(|(_, fields)| fields[0]).collect();
        for (line, fields) in rows(PHRASES) {
            let syllables: Vec<&str> = fields[1].split(' ').collect();
            assert_eq!(syllables.len(), fields[0].chars().count(), "line {line}");
            assert!(syllables.iter().all(|syllable| known.contains(syllable)), "line {line}");
        }
    }
}
