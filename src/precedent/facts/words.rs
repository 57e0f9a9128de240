//! The words of a question that a value must be near.

use crate::precedent::facts::asked::Asked;
use crate::precedent::facts::distinction::{Mention, names};
use crate::precedent::features::{Counts, Rarities};
use crate::query::plan::Stream;

/// What a case counts among the words of a question: as a word that one clause in ninety holds.
const CASE: f32 = 4.5;

/// What a word counts at most: rarer ones are often said in other words.
const RAREST: f32 = 5.5;

/// What a word counts that only the title holds.
const IN_TITLE: f32 = 0.6;

/// What a word counts of which only the pairs are held.
const IN_PAIRS: f32 = 0.8;

/// The words of a question, each with how rare it is in the library.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<(String, f32)>,
    cases: Vec<Mention>,
    total: f32,
}

impl Words {
    /// Takes the words of counted features, without those that only name the value; the cases
    /// that the question tells apart come beside them, since other words name them as well.
    pub(super) fn new(counts: &Counts, rarities: &Rarities, cases: &[Mention]) -> Self {
        let words: Vec<(String, f32)> = counts
            .keys()
            .filter(|(stream, word)| {
                *stream == Stream::Words && word.chars().count() > 1 && !Asked::is_name(word)
            })
            .map(|feature| (feature.1.clone(), rarities.of(feature).min(RAREST)))
            .collect();
        let mut kinds: Vec<Mention> = Vec::new();
        for mention in cases {
            if kinds.iter().all(|known| known.of != mention.of) {
                kinds.push(mention.clone());
            }
        }
        let rarities: f32 = words.iter().map(|(_, rarity)| rarity).sum();
        let total = (rarities + CASE * kinds.len() as f32).max(1.0);
        Self { words, cases: kinds, total }
    }

    /// Returns the share of the words that neither text holds.
    pub(super) fn missing(&self, near: &str, title: &str, asked: &[Mention]) -> f32 {
        let missing = |(word, rarity): &(String, f32)| {
            rarity * (1.0 - held(word, near).max(IN_TITLE * held(word, title)))
        };
        let unnamed = self.cases.iter().filter(|case| !names(near, asked, &case.of)).count();
        (self.words.iter().map(missing).sum::<f32>() + CASE * unnamed as f32) / self.total
    }
}

fn held(word: &str, text: &str) -> f32 {
    if text.contains(word) {
        return 1.0;
    }
    let characters: Vec<char> = word.chars().collect();
    if characters.len() < 3 {
        return 0.0;
    }
    let pairs = characters.windows(2).map(|pair| pair.iter().collect::<String>());
    let count = pairs.filter(|pair| text.contains(pair.as_str())).count();
    IN_PAIRS * count as f32 / (characters.len() - 1) as f32
}
