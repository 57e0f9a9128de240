//! Which publication is searched: the latest, one until it is told to turn, or one for good.

use std::sync::Arc;

use futures_util::future::{join, try_join};
use jiff::civil::Date;

use crate::engine::Engine;
use crate::engine::turning::Turning;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::search::world::Worlds;

impl Searcher {
    /// Makes a searcher that goes on searching one publication until it is told to turn.
    pub fn turning(engine: Arc<dyn Engine>) -> Self {
        let turning = Arc::new(Turning::of(engine));
        let engine: Arc<dyn Engine> = Arc::<Turning>::clone(&turning);
        Self { turning: Some(turning), ..Self::new(engine) }
    }

    /// Makes everything ready that what was published last is searched with on a day, and turns to it
    /// then; returns whether there was anything to turn to.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`]; what was searched is searched still.
    pub async fn turn(&self, today: Date) -> Result<bool, SearchError> {
        let Some(turning) = &self.turning else { return Ok(false) };
        let _turn = self.turn.lock().await;
        let Some(next) = turning.next().await? else { return Ok(false) };
        let status = next.status().await?;
        // An engine reads on threads of its own, while words and tables are loaded here.
        let vocabulary = async { Ok(next.vocabulary(today).await?) };
        let (vocabulary, world) = try_join(vocabulary, self.worlds.of(&status, &*next)).await?;
        let offers = self.offers.made_of(&world, today, async || Ok(vocabulary)).await?;
        // Nothing is asked of it but to find where the terms stand.
        let found = next.company(&[], &offers.terms.list, today);
        let prepared = async {
            rayon::join(
                || offers.suggestions(&world.lexicon),
                || world.lexicon.colloquial.prepare(&world.lexicon.shells, &world.analyzer),
            );
        };
        join(found, prepared).await.0?;
        turning.turn_to(next);
        Ok(true)
    }

    /// Returns a searcher that goes on answering over what is published now, whatever is published
    /// after.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn held(&self) -> Result<Self, SearchError> {
        let held = Self::new(self.engine.held().await?);
        let status = held.engine.status().await?;
        let world = self.worlds.of(&status, &*held.engine).await?;
        Ok(Self { worlds: Worlds::holding(world), ..held })
    }
}
