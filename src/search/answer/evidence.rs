//! How much of a question stands around a span: its character pairs, weighted by rarity.

use std::collections::BTreeMap;

use crate::analysis::fold::fold;
use crate::search::world::World;

/// A character or pair of a question, with what else says it.
#[derive(Clone, Debug)]
pub(crate) struct Feature {
    /// The characters.
    pub(crate) gram: String,
    /// Whole words of the same meaning.
    pub(crate) others: Vec<String>,
    /// What it counts: rarer ones more.
    pub(crate) weight: f32,
}

/// What a single character counts beside a pair, as in ranking.
const SINGLE: f32 = 0.3;

/// What a feature counts near the question word: what is asked for stands there.
const NEAR_QUESTION: f32 = 1.6;

/// What a feature counts that no clause found holds, of the weight that its rarity alone would give
/// it: it may be rare, or only said in other words.
const UNSEEN: f32 = 0.5;

/// What another word for it counts beside the very characters.
const BY_OTHER: f32 = 0.8;

/// The fewest clauses that rarity is told by.
const LEAST_POOL: usize = 20;

impl Feature {
    /// Returns how well a text says it: 1 for its characters, less for another word, 0 for neither.
    pub(crate) fn in_text(&self, text: &str) -> f32 {
        if text.contains(&self.gram) {
            1.0
        } else if self.others.iter().any(|other| text.contains(other)) {
            BY_OTHER
        } else {
            0.0
        }
    }
}

/// Returns the features of a question's words; `\0` parts what does not stand together.
pub(crate) fn features(content: &str, focus: &str, world: &World) -> Vec<Feature> {
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let lexicon = &world.lexicon;
    let mut add = |form: &str, words: &[String]| {
        if form.chars().count() < 2 {
            return;
        }
        let words: Vec<String> =
            words.iter().map(|word| fold(word)).filter(|word| word != form).collect();
        for (gram, _) in grams(form) {
            others.entry(gram).or_default().extend(words.iter().cloned());
        }
    };
    for mention in lexicon.colloquial.find(content) {
        add(&content[mention.range], &mention.concept.official);
    }
    for (range, set) in lexicon.colloquial.everyday(content, &lexicon.shells, &world.analyzer) {
        add(&content[range], set);
    }
    let near = grams(focus);
    let feature = |(gram, weight): (String, f32)| Feature {
        weight: if near.contains_key(&gram) { weight * NEAR_QUESTION } else { weight },
        others: others.get(&gram).cloned().unwrap_or_default(),
        gram,
    };
    grams(content).into_iter().map(feature).collect()
}

/// Returns the characters and pairs of a text, each with its weight.
fn grams(text: &str) -> BTreeMap<String, f32> {
    let characters: Vec<char> = text.chars().collect();
    let is_word = |c: &char| c.is_alphanumeric();
    let singles = characters.iter().filter(|c| is_word(c)).map(|c| (c.to_string(), SINGLE));
    let pairs = characters.windows(2).filter(|pair| pair.iter().all(is_word));
    let pairs = pairs.map(|pair| (pair.iter().collect(), 1.0));
    singles.chain(pairs).collect()
}

/// Weighs features by how few of the texts hold them.
pub(crate) fn weigh(features: &mut [Feature], texts: &[&str]) {
    let count = (texts.len() + 1).max(LEAST_POOL) as f32;
    for feature in features {
        let holding = texts.iter().filter(|text| feature.in_text(text) > 0.0).count();
        feature.weight *= if holding == 0 {
            UNSEEN * (1.0 + count).ln()
        } else {
            (1.0 + count / (holding as f32 + 1.0)).ln()
        };
    }
}
