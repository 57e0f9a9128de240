//! Which concepts a text speaks of, in whatever words.
//!
//! All sayings of a concept are one document, its features are characters and the dictionary words
//! in them, and documents are ranked by BM25 (Robertson and Zaragoza 2009), each feature by its
//! rarity and by how telling it was found to be (`telling`). A concept is told by many sayings
//! together better than by the one that is most like the text. The numbers are chosen on questions
//! held back from their concepts (docs/relevance.md#likeness).

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::lexicon::colloquial::telling::Telling;

/// Saturation of a feature that several sayings hold.
const K1: f32 = 1.2;

/// Normalisation by the number of features of a concept.
const B: f32 = 0.8;

/// What a character, or a pair of neighbours that is no word, counts beside a word.
const CHARACTERS: f32 = 0.6;

/// By what a difference of scores is divided for the odds of a concept: 12 to 25 on four collections
/// (docs/relevance.md#what-words-tell).
const FLATNESS: f32 = 15.0;

/// The longest word that is looked for, in characters.
const LONGEST_WORD: usize = 4;

/// A feature by its characters, with none behind its last.
pub(super) type Key = [char; LONGEST_WORD];

/// A concept that a text speaks of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Like {
    /// Its number.
    pub(super) concept: usize,
    /// Share of the most that it could score: 0 to 1.
    pub(super) likeness: f32,
    /// How likely it is beside the likeliest: 0 to 1.
    pub(super) odds: f32,
}

/// A concept that holds a feature, in the upper bits, and what its sayings that hold it count, in
/// the lower ones: each feature of each concept is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held(u32);

impl Held {
    /// Bits of the count.
    const COUNT: u32 = 12;

    /// The most that is counted.
    const MOST: u32 = (1 << Self::COUNT) - 1;

    /// So many concepts can be told; those behind are found by their forms alone.
    const MOST_CONCEPTS: usize = 1 << (u32::BITS - Self::COUNT);

    fn new(concept: u32, count: u32) -> Self {
        Self(concept << Self::COUNT | count.min(Self::MOST))
    }

    /// Returns the number of the concept.
    pub(super) fn concept(self) -> usize {
        (self.0 >> Self::COUNT) as usize
    }

    fn count(self) -> u32 {
        self.0 & Self::MOST
    }
}

/// Characters and words of the sayings of all concepts.
///
/// There are some hundred thousand features: each is held by its characters and not as a text of
/// its own, and the lists of all stand in one piece.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// Every feature, in order, with its weight and where its concepts end in `concepts`;
    /// they begin where those of the feature before end.
    postings: Box<[(Key, f32, u32)]>,
    /// Concepts that hold a feature, feature by feature.
    concepts: Box<[Held]>,
    /// Per concept, `k1 · (1 − b + b · features / average)`.
    norms: Box<[f32]>,
}

impl Features {
    /// Indexes the sayings of concepts by their numbers, each with what it counts; `knows` tells
    /// words of the dictionary.
    pub(super) fn new(
        concepts: &[Vec<(String, u32)>],
        telling: &Telling,
        knows: impl Fn(&str) -> bool + Sync,
    ) -> Self {
        let concepts = &concepts[..concepts.len().min(Held::MOST_CONCEPTS)];
        let counted: Vec<Vec<(Key, u32)>> =
            concepts.par_iter().map(|sayings| counted(sayings, &knows)).collect();
        let length = |counts: &Vec<(Key, u32)>| counts.iter().map(|(_, count)| *count as f32).sum();
        let lengths: Vec<f32> = counted.iter().map(length).collect();
        let mut held: Vec<(Key, u32, u32)> = (0_u32..)
            .zip(counted)
            .flat_map(|(number, counts)| {
                counts.into_iter().map(move |(feature, count)| (feature, number, count))
            })
            .collect();
        held.par_sort_unstable_by_key(|(feature, number, _)| (*feature, *number));
        let all = concepts.len() as f32;
        let mut end = 0;
        let postings = held.chunk_by(|(one, ..), (two, ..)| one == two).map(|same| {
            let holding = same.len() as f32;
            let rarity = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
            end += u32::try_from(same.len()).expect("concepts are numbered by them");
            (same[0].0, rarity * telling.of(&same[0].0), end)
        });
        let postings = postings.collect();
        let average = lengths.iter().sum::<f32>() / all.max(1.0);
        let norm = |length: &f32| K1 * (1.0 - B + B * length / average.max(1.0));
        Self {
            postings,
            concepts: held.iter().map(|(_, number, count)| Held::new(*number, *count)).collect(),
            norms: lengths.iter().map(norm).collect(),
        }
    }

    /// Returns the concepts that a text speaks of, so many at most, the likeliest first.
    pub(super) fn like(
        &self,
        text: &str,
        knows: impl Fn(&str) -> bool,
        wanted: usize,
    ) -> Vec<Like> {
        let mut scores = vec![0.0; self.concepts()];
        let unknown = (1.0 + (self.norms.len() as f32 + 0.5) / 0.5).ln();
        let mut most = 0.0;
        for (feature, counts) in features(text, &knows) {
            let Some(at) = self.find(&feature) else {
                most += counts * unknown * (K1 + 1.0);
                continue;
            };
            let weight = counts * self.weight(at);
            most += weight * (K1 + 1.0);
            for held in self.holding(at) {
                scores[held.concept()] += weight * self.saturated(*held, 0);
            }
        }
        let top = scores.iter().copied().fold(0.0, f32::max);
        let like = scores.into_iter().enumerate().filter(|(_, score)| *score > 0.0);
        let mut like: Vec<(f32, f32, usize)> =
            like.map(|(concept, score)| (score / most, score, concept)).collect();
        let likeliest_first = |one: &(f32, f32, usize), two: &(f32, f32, usize)| {
            two.0.total_cmp(&one.0).then(one.2.cmp(&two.2))
        };
        // A question shares a feature with most concepts; few are asked for.
        if wanted < like.len() {
            like.select_nth_unstable_by(wanted, likeliest_first);
            like.truncate(wanted);
        }
        like.sort_unstable_by(likeliest_first);
        let odds = |score: f32| ((score - top) / FLATNESS).exp();
        like.into_iter()
            .map(|(likeness, score, concept)| Like { concept, likeness, odds: odds(score) })
            .collect()
    }

    /// Returns how many concepts there are.
    pub(super) fn concepts(&self) -> usize {
        self.norms.len()
    }

    /// Returns every feature, in order.
    pub(super) fn all(&self) -> impl ExactSizeIterator<Item = &Key> {
        self.postings.iter().map(|(feature, ..)| feature)
    }

    /// Returns the place of a feature among all.
    pub(super) fn find(&self, feature: &Key) -> Option<usize> {
        self.postings.binary_search_by_key(feature, |(held, ..)| *held).ok()
    }

    /// Returns what a feature counts.
    pub(super) fn weight(&self, at: usize) -> f32 {
        self.postings[at].1
    }

    /// Returns the concepts that hold a feature.
    pub(super) fn holding(&self, at: usize) -> &[Held] {
        let start = at.checked_sub(1).map_or(0, |before| self.postings[before].2);
        &self.concepts[start as usize..self.postings[at].2 as usize]
    }

    /// Returns what a feature counts for a concept, saturated, with so many of its sayings left out.
    pub(super) fn saturated(&self, held: Held, less: u32) -> f32 {
        let count = held.count().saturating_sub(less) as f32;
        count * (K1 + 1.0) / (count + self.norms[held.concept()])
    }
}

/// Returns the features of a concept, in order, each with what the sayings that hold it count.
fn counted(sayings: &[(String, u32)], knows: &impl Fn(&str) -> bool) -> Vec<(Key, u32)> {
    let of_one = |(saying, weight): &(String, u32)| {
        let weight = *weight;
        features(saying, knows).into_keys().map(move |feature| (feature, weight))
    };
    let mut held: Vec<(Key, u32)> = sayings.iter().flat_map(of_one).collect();
    held.sort_by_key(|(feature, _)| *feature);
    let same = held.chunk_by(|(one, _), (two, _)| one == two);
    same.map(|held| (held[0].0, held.iter().map(|(_, weight)| weight).sum())).collect()
}

/// Returns the characters and pairs of a text and the words that stand in it, also inside others,
/// each with what it counts; in order, so that sums over them are the same every time.
pub(super) fn features(text: &str, knows: &impl Fn(&str) -> bool) -> BTreeMap<Key, f32> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut features = BTreeMap::new();
    for from in 0..starts.len().saturating_sub(1) {
        for length in 1..=LONGEST_WORD.min(starts.len() - 1 - from) {
            let piece = &text[starts[from]..starts[from + length]];
            if piece.contains(' ') {
                break;
            }
            if length > 1 && knows(piece) {
                features.insert(key(piece), 1.0);
            } else if length <= 2 {
                features.insert(key(piece), CHARACTERS);
            }
        }
    }
    features
}

/// Returns the feature that a text is.
pub(super) fn key(feature: &str) -> Key {
    let mut key = Key::default();
    key.iter_mut().zip(feature.chars()).for_each(|(held, character)| *held = character);
    key
}

#[cfg(test)]
mod tests {
    use super::Features;
    use crate::lexicon::colloquial::telling::Telling;

    #[test]
    fn a_concept_is_told_by_all_of_its_sayings() {
        let knows = |word: &str| ["养蜂", "补贴", "退休", "地铁", "蜂农"].contains(&word);
        let concepts = [
            vec![("养蜂补贴".to_owned(), 3), ("蜂农能领多少".to_owned(), 1)],
            vec![("退休金".to_owned(), 1)],
            vec![("补贴家用".to_owned(), 1), ("地铁".to_owned(), 1)],
        ];
        let features = Features::new(&concepts, &Telling::default(), knows);
        let like = features.like("养蜂能领多少补贴", knows, 2);
        assert_eq!((like[0].concept, like[0].odds), (0, 1.0));
        assert!(like[0].likeness > 0.2 && like[0].likeness > 2.0 * like[1].likeness, "{like:?}");
        assert!(like[1].odds < 1.0, "{like:?}");
        assert!(features.like("没有", knows, 2).is_empty());
    }
}
