//! How many notices of a library hold a word, a character, a pair of neighbours.

use std::collections::HashMap;

/// What a pair counts that no notice holds, in notices.
const UNSEEN: f32 = 0.02;

/// The counts of one library.
#[derive(Debug)]
pub(super) struct Statistics {
    notices: f32,
    /// Words of letters and digits; others are in `Words`.
    codes: HashMap<Box<str>, u64>,
    grams: HashMap<Box<str>, u64>,
}

impl Statistics {
    pub(super) fn new(notices: u64, words: &[(String, u64)], grams: &[(String, u64)]) -> Self {
        let codes = words.iter().filter(|(word, _)| word.is_ascii());
        Self {
            notices: notices.max(1) as f32,
            codes: codes.map(|(word, count)| (word.as_str().into(), *count)).collect(),
            grams: grams.iter().map(|(gram, count)| (gram.as_str().into(), *count)).collect(),
        }
    }

    /// Tells how many notices hold a word of letters, a character or a pair.
    pub(super) fn count(&self, term: &str) -> u64 {
        self.codes.get(term).or_else(|| self.grams.get(term)).copied().unwrap_or(0)
    }

    /// Returns the logarithm of the share of notices that hold what so many hold.
    pub(super) fn rarity(&self, count: u64) -> f32 {
        (count as f32 / self.notices).min(1.0).ln()
    }

    /// Returns the logarithm of how often two characters adjoin where the rarer of them stands.
    pub(super) fn junction(&self, one: char, two: char) -> f32 {
        let mut pair = [0; 8];
        let length = one.encode_utf8(&mut pair).len();
        let end = length + two.encode_utf8(&mut pair[length..]).len();
        let pair = std::str::from_utf8(&pair[..end]).unwrap_or("");
        let rarer = self.count(&pair[..length]).min(self.count(&pair[length..])).max(1);
        ((self.count(pair) as f32).max(UNSEEN) / rarer as f32).min(1.0).ln()
    }
}
