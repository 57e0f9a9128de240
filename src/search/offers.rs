//! What is offered beside results and while typing, made once for each publication and day.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::civil::Date;

use crate::engine::phrases::PhraseCounts;
use crate::engine::{Engine, Vocabulary};
use crate::lexicon::Lexicon;
use crate::search::error::SearchError;
use crate::search::latest::Latest;
use crate::search::suggest::Suggestions;
use crate::search::terms::Terms;
use crate::search::world::{Edition, World};

/// The terms of a publication on a day, and everything that can be suggested.
#[derive(Debug)]
pub(super) struct Offers {
    pub(super) terms: Terms,
    /// What suggestions are made of, until they are.
    vocabulary: Mutex<Vocabulary>,
    suggestions: OnceLock<Suggestions>,
    edition: Edition,
    today: Date,
}

impl Offers {
    /// Returns everything that can be suggested; made when it is first asked for.
    pub(super) fn suggestions(&self, lexicon: &Arc<Lexicon>) -> &Suggestions {
        self.suggestions.get_or_init(|| {
            let mut held = self.vocabulary.lock().unwrap_or_else(PoisonError::into_inner);
            Suggestions::new(&std::mem::take(&mut *held), &self.terms, lexicon)
        })
    }
}

/// Keeps the offers of what is searched and of what will be.
#[derive(Debug, Default)]
pub(super) struct HeldOffers {
    held: Latest<Offers>,
}

impl HeldOffers {
    /// Returns the offers of the publication of a world on a day.
    pub(super) async fn of(
        &self,
        world: &World,
        engine: &dyn Engine,
        today: Date,
    ) -> Result<Arc<Offers>, SearchError> {
        self.made_of(world, today, async || Ok(engine.vocabulary(today).await?)).await
    }

    /// Returns the offers of the publication of a world on a day, made of what can be suggested
    /// where they are not held.
    pub(super) async fn made_of(
        &self,
        world: &World,
        today: Date,
        vocabulary: impl AsyncFnOnce() -> Result<Vocabulary, SearchError>,
    ) -> Result<Arc<Offers>, SearchError> {
        let is_same = |offers: &Offers| offers.edition == world.edition && offers.today == today;
        let make = async || {
            let mut vocabulary = vocabulary().await?;
            let terms = Terms::new(&vocabulary.phrases, &world.analyzer, &world.lexicon.blocked);
            vocabulary.phrases = PhraseCounts::default();
            let (edition, vocabulary) = (world.edition, Mutex::new(vocabulary));
            let suggestions = OnceLock::new();
            Ok(Offers { terms, vocabulary, suggestions, edition, today })
        };
        self.held.get_or(is_same, make).await
    }
}
