//! How many notices of a library hold a word, a character, a pair of neighbours.

use foldhash::{HashMap, HashMapExt as _};

/// What a word counts that no notice holds, in notices.
const ABSENT: f32 = 0.5;

/// The least share of the notices with the rarer character that a pair is taken to stand in: words
/// that never met may still meet in a question.
const SELDOM: f32 = 0.0025;

/// The share of notices that makes a pair familiar.
const FAMILIAR: f32 = 0.01;

/// What stands before a character that is no pair.
const ALONE: char = '\0';

/// The counts of one library.
#[derive(Debug)]
pub(super) struct Statistics {
    notices: f32,
    /// Words of letters and digits, and what of grams is longer than a pair; other words are in
    /// `Words`.
    codes: HashMap<Box<str>, u64>,
    /// Characters, with nothing before them, and pairs.
    grams: HashMap<(char, char), u32>,
}

impl Statistics {
    pub(super) fn new(notices: u64, words: &[(String, u64)], grams: &[(String, u64)]) -> Self {
        let mut held: HashMap<(char, char), u32> = HashMap::with_capacity(grams.len());
        let mut codes: HashMap<Box<str>, u64> = HashMap::new();
        for (term, count) in grams {
            match gram(term) {
                Some(gram) => _ = held.insert(gram, u32::try_from(*count).unwrap_or(u32::MAX)),
                None => _ = codes.insert(term.as_str().into(), *count),
            }
        }
        let words = words.iter().filter(|(word, _)| word.is_ascii());
        codes.extend(words.map(|(word, count)| (word.as_str().into(), *count)));
        Self { notices: notices.max(1) as f32, codes, grams: held }
    }

    /// Tells how many notices hold a word of letters, a character or a pair.
    pub(super) fn count(&self, term: &str) -> u64 {
        let code = self.codes.get(term).copied();
        code.or_else(|| gram(term).map(|gram| self.holding(gram))).unwrap_or(0)
    }

    fn holding(&self, gram: (char, char)) -> u64 {
        self.grams.get(&gram).copied().unwrap_or(0).into()
    }

    /// Returns the share of a text's pairs of 汉字 that at least one of a hundred notices holds.
    pub(super) fn familiarity(&self, text: &str) -> f32 {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let (mut pairs, mut familiar) = (0.0_f32, 0.0);
        for pair in characters.windows(2) {
            let (from, one) = pair[0];
            let (at, two) = pair[1];
            let end = at + two.len_utf8();
            if is_read(one) && is_read(two) {
                pairs += 1.0;
                if self.count(&text[from..end]) as f32 >= FAMILIAR * self.notices {
                    familiar += 1.0;
                }
            }
        }
        familiar / pairs.max(1.0)
    }

    /// Returns the logarithm of the share of notices that hold what so many hold.
    pub(super) fn rarity(&self, count: u64) -> f32 {
        ((count as f32).max(ABSENT) / self.notices).min(1.0).ln()
    }

    /// Returns the logarithm of how often two 汉字 adjoin where the rarer of them stands; nothing
    /// for other characters.
    pub(super) fn junction(&self, one: char, two: char) -> f32 {
        if !is_read(one) || !is_read(two) {
            return 0.0;
        }
        let rarer = self.holding((ALONE, one)).min(self.holding((ALONE, two))).max(1);
        (self.holding((one, two)) as f32 / rarer as f32).clamp(SELDOM, 1.0).ln()
    }
}

/// Returns the key of a character or a pair; `None` where a term is longer.
fn gram(term: &str) -> Option<(char, char)> {
    let mut characters = term.chars();
    let (first, second) = (characters.next()?, characters.next());
    let gram = second.map_or((ALONE, first), |second| (first, second));
    characters.next().is_none().then_some(gram)
}

/// Tells whether a character is a 汉字, for what people type.
pub(super) fn is_read(character: char) -> bool {
    character.is_alphabetic() && !character.is_ascii()
}
