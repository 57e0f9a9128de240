//! How suggestions are read aloud, and what typed letters can stand for.

use foldhash::{HashMap, HashMapExt as _};

use crate::lexicon::readings::syllable::{LONGEST, Syllables, sound};
use crate::lexicon::readings::{Readings, Syllable};

/// The most ways in which typed letters are parted into syllables.
const MOST_WAYS: usize = 24;

/// Syllables by number, so that a text of eight characters costs sixteen bytes.
#[derive(Debug)]
pub(super) struct Sounds {
    syllables: Syllables,
    table: Vec<Letters>,
    numbers: HashMap<Box<str>, u16>,
}

/// A syllable in letters.
#[derive(Debug)]
struct Letters {
    written: Box<str>,
    /// As speakers hear it who do not tell n from l.
    heard: Box<str>,
}

/// How the characters of a text are read, a number each.
pub(super) type Reading = Box<[u16]>;

impl Sounds {
    pub(super) fn new() -> Self {
        Self { syllables: Syllables::built_in(), table: Vec::new(), numbers: HashMap::new() }
    }

    /// Returns how a text is read: phrases first, then the usual reading of each character; letters
    /// and figures stand for themselves.
    pub(super) fn reading(&mut self, text: &str, readings: &Readings) -> Reading {
        let read = readings.alternatives(text);
        text.chars().zip(read).map(|(character, read)| self.number(character, &read)).collect()
    }

    /// Returns how a text is read by someone who reads it character by character.
    pub(super) fn usual_reading(&mut self, text: &str, readings: &Readings) -> Reading {
        text.chars().map(|character| self.number(character, readings.of_char(character))).collect()
    }

    fn number(&mut self, character: char, read: &[Syllable]) -> u16 {
        let mut letter = [0; 4];
        let written: &str = match read.first() {
            Some(syllable) => syllable,
            None => character.encode_utf8(&mut letter),
        };
        if let Some(number) = self.numbers.get(written) {
            return *number;
        }
        let number = u16::try_from(self.table.len()).unwrap_or(u16::MAX);
        self.table.push(Letters { written: written.into(), heard: sound(written).into() });
        self.numbers.insert(written.into(), number);
        number
    }

    /// Returns the letters of one character.
    pub(super) fn letters(&self, number: u16) -> &str {
        self.table.get(usize::from(number)).map_or("", |letters| &letters.written)
    }

    /// Returns all letters of a reading, and the bytes at which the characters begin.
    pub(super) fn joined(&self, reading: &[u16]) -> (String, Vec<usize>) {
        self.write(reading, |letters, joined| joined.push_str(&letters.written))
    }

    /// Returns the letters by which speakers hear a reading who do not tell n from l.
    pub(super) fn heard(&self, reading: &[u16]) -> (String, Vec<usize>) {
        self.write(reading, |letters, joined| joined.push_str(&letters.heard))
    }

    /// Returns the letters by which what was typed is heard.
    pub(super) fn heard_text(typed: &str, readings: &Readings) -> String {
        let mut heard = String::new();
        for (character, read) in typed.chars().zip(readings.alternatives(typed)) {
            match read.first() {
                Some(syllable) => heard.push_str(&sound(syllable)),
                None => heard.push(character),
            }
        }
        heard
    }

    /// Returns the first letters of a reading.
    pub(super) fn initials(&self, reading: &[u16]) -> (String, Vec<usize>) {
        self.write(reading, |letters, joined| joined.extend(letters.written.chars().next()))
    }

    fn write(
        &self,
        reading: &[u16],
        mut write: impl FnMut(&Letters, &mut String),
    ) -> (String, Vec<usize>) {
        let mut joined = String::new();
        let mut starts = Vec::with_capacity(reading.len());
        for number in reading {
            starts.push(joined.len());
            if let Some(letters) = self.table.get(usize::from(*number)) {
                write(letters, &mut joined);
            }
        }
        (joined, starts)
    }

    /// Parts letters into pieces each of which is a syllable or the beginning of one, those with
    /// the fewest pieces first.
    pub(super) fn ways<'t>(&self, letters: &'t str) -> Vec<Vec<&'t str>> {
        if !letters.is_ascii() {
            return Vec::new();
        }
        let mut ways = vec![(0, Vec::new())];
        let mut whole = Vec::new();
        // Breadth first: ways of fewer pieces are completed first.
        while !ways.is_empty() && whole.len() < MOST_WAYS {
            let mut longer: Vec<(usize, Vec<&str>)> = Vec::new();
            for (at, pieces) in ways {
                if at == letters.len() {
                    whole.push(pieces);
                    continue;
                }
                for length in (1..=LONGEST.min(letters.len() - at)).rev() {
                    let piece = &letters[at..at + length];
                    if self.syllables.beginning_with(piece).next().is_some() {
                        let mut pieces = pieces.clone();
                        pieces.push(piece);
                        longer.push((at + length, pieces));
                    }
                }
            }
            longer.truncate(MOST_WAYS * 2);
            ways = longer;
        }
        whole.truncate(MOST_WAYS);
        whole
    }

    /// Returns how a way of parting letters is heard; a last piece that only begins a syllable
    /// stays as it is.
    pub(super) fn heard_way(way: &[&str]) -> String {
        way.iter().map(|piece| sound(piece)).collect()
    }
}

/// Tells whether pieces are beginnings of the syllables of a reading, one each.
pub(super) fn begins(pieces: &[&str], reading: &[u16], sounds: &Sounds) -> bool {
    pieces.len() <= reading.len()
        && pieces.iter().zip(reading).all(|(piece, number)| {
            let letters = sounds.letters(*number);
            letters.starts_with(piece)
        })
}

#[cfg(test)]
mod tests {
    use super::{Sounds, begins};
    use crate::lexicon::readings::Readings;

    #[test]
    fn letters_are_parted_into_syllables() {
        let sounds = Sounds::new();
        let cases = [
            ("zhengwu", vec!["zheng", "wu"]),
            ("zwgk", vec!["z", "w", "g", "k"]),
            ("shuihuzi", vec!["shui", "hu", "zi"]),
        ];
        for (letters, wanted) in cases {
            assert!(sounds.ways(letters).contains(&wanted), "{letters}");
        }
        assert!(sounds.ways("政").is_empty());
    }

    #[test]
    fn a_reading_begins_with_syllables_and_parts_of_them() {
        let mut sounds = Sounds::new();
        let reading = sounds.reading("政务公开", &Readings::built_in());
        let cases = [
            (&["zheng", "w"][..], true),
            (&["z", "w", "g", "k"], true),
            (&["zeng", "w"], false),
            (&["z", "w", "g", "k", "k"], false),
        ];
        for (pieces, wanted) in cases {
            assert_eq!(begins(pieces, &reading, &sounds), wanted, "{pieces:?}");
        }
        assert_eq!(sounds.joined(&reading).0, "zhengwugongkai");
        assert_eq!(sounds.initials(&reading).0, "zwgk");
    }
}
