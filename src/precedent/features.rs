//! The words and pairs of characters that a text is told by, with how rare they are in the library.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analyzer;
use crate::engine::error::EngineError;
use crate::engine::{Engine, Frequencies};
use crate::query::plan::Stream;

/// A word or a pair of neighbouring characters.
pub(super) type Feature = (Stream, String);

/// How often each feature stands in a text.
pub(super) type Counts = BTreeMap<Feature, f32>;

/// Counts the words, their sub-words and the pairs of neighbours of a text.
pub(super) fn count(text: &str, analyzer: &Analyzer) -> Counts {
    let mut counts = Counts::new();
    for token in analyzer.words(text) {
        *counts.entry((Stream::Words, token.term)).or_default() += 1.0;
    }
    for token in analyzer.grams(text) {
        if token.length == 2 && !analyzer.is_function_pair(&token.term) {
            *counts.entry((Stream::Grams, token.term)).or_default() += 1.0;
        }
    }
    counts
}

/// In a library of so many clauses, features that many of them hold cost time …
const LARGE: u64 = 60_000;

/// … and those that are no rarer than this, which a twelfth of all clauses hold, tell nothing.
const COMMONEST: f32 = 2.5;

/// How rare features are among the clauses of the library.
#[derive(Debug, Default)]
pub(super) struct Rarities {
    values: BTreeMap<Feature, f32>,
    /// Clauses that are counted.
    clauses: u64,
}

impl Rarities {
    /// Asks for the features that are not known yet.
    pub(super) async fn learn<'f>(
        &mut self,
        engine: &dyn Engine,
        features: impl Iterator<Item = &'f Feature>,
    ) -> Result<(), EngineError> {
        let new: BTreeSet<&Feature> =
            features.filter(|feature| !self.values.contains_key(*feature)).collect();
        let new: Vec<Feature> = new.into_iter().cloned().collect();
        let Frequencies { clauses, holding } = engine.frequencies(&new).await?;
        self.clauses = clauses;
        for (feature, holding) in new.into_iter().zip(holding) {
            self.values.insert(feature, rarity(holding, clauses));
        }
        Ok(())
    }

    /// Returns how rare a feature is that a single clause holds.
    pub(super) fn most(&self) -> f32 {
        rarity(1, self.clauses)
    }

    /// Returns how rare a feature is; 0 where no clause holds it.
    pub(super) fn of(&self, feature: &Feature) -> f32 {
        self.values.get(feature).copied().unwrap_or(0.0)
    }

    /// Tells whether a feature is so common that asking for it only costs time.
    pub(super) fn is_common(&self, feature: &Feature) -> bool {
        self.clauses > LARGE && self.of(feature) < COMMONEST
    }
}

/// Returns the rarity of a feature that `holding` of `all` clauses hold, as BM25 has it (Robertson
/// and Zaragoza 2009); what none holds says nothing.
fn rarity(holding: u64, all: u64) -> f32 {
    if holding == 0 {
        return 0.0;
    }
    let (holding, all) = (holding as f32, all.max(holding) as f32);
    (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln()
}
