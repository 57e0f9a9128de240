//! What is offered beside results and while typing, made once for each publication and day.

use std::sync::Arc;

use jiff::civil::Date;
use tokio::sync::Mutex;

use crate::engine::Engine;
use crate::search::error::SearchError;
use crate::search::suggest::Suggestions;
use crate::search::terms::Terms;
use crate::search::world::World;

/// The terms of a publication on a day, and everything that can be suggested.
#[derive(Debug)]
pub(super) struct Offers {
    pub(super) terms: Terms,
    pub(super) suggestions: Suggestions,
    generation: u64,
    today: Date,
}

/// Keeps the offers of what is searched.
#[derive(Debug, Default)]
pub(super) struct HeldOffers {
    held: Mutex<Option<Arc<Offers>>>,
}

impl HeldOffers {
    /// Returns the offers of the publication of a world on a day.
    pub(super) async fn of(
        &self,
        world: &World,
        engine: &dyn Engine,
        today: Date,
    ) -> Result<Arc<Offers>, SearchError> {
        let mut held = self.held.lock().await;
        let is_same =
            |offers: &&Arc<Offers>| offers.generation == world.generation && offers.today == today;
        if let Some(offers) = held.as_ref().filter(is_same) {
            return Ok(Arc::clone(offers));
        }
        let vocabulary = engine.vocabulary(today).await?;
        let terms = Terms::new(&vocabulary.phrases, &world.analyzer, &world.lexicon.blocked);
        let suggestions = Suggestions::new(&vocabulary, &terms, &world.lexicon);
        let offers = Arc::new(Offers { terms, suggestions, generation: world.generation, today });
        *held = Some(Arc::clone(&offers));
        Ok(offers)
    }
}
