//! The words and tables that a publication was read with, loaded when first needed.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::analysis::Analyzer;
use crate::engine::{Engine, Status};
use crate::lexicon::Lexicon;
use crate::query::spelling::Spelling;
use crate::query::understand::Knowledge;
use crate::search::error::SearchError;
use crate::search::latest::Latest;

/// Which publication it is. An index that is made anew counts its publications from 1 again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edition {
    pub(super) generation: u64,
    made_at: Option<Timestamp>,
}

impl Edition {
    /// Returns which publication a status is of.
    pub(super) fn of(status: &Status) -> Self {
        Self { generation: status.generation, made_at: status.publication.made_at }
    }

    /// Makes one of a number.
    #[cfg(test)]
    pub(super) fn numbered(generation: u64, made_at: Timestamp) -> Self {
        Self { generation, made_at: Some(made_at) }
    }
}

/// What a publication is searched with.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) analyzer: Arc<Analyzer>,
    spelling: Spelling,
    pub(super) edition: Edition,
}

impl World {
    /// Returns what queries are understood with on a day.
    pub(crate) fn knowledge(&self, today: Date) -> Knowledge<'_> {
        Knowledge {
            lexicon: &self.lexicon,
            analyzer: &self.analyzer,
            spelling: Some(&self.spelling),
            today,
        }
    }
}

/// Keeps the worlds of the publication that is searched and of the one that will be.
#[derive(Debug, Default)]
pub(super) struct Worlds {
    held: Latest<World>,
}

impl Worlds {
    /// Keeps a world that is known already.
    pub(super) fn holding(world: Arc<World>) -> Self {
        Self { held: Latest::holding(world) }
    }

    /// Returns the world of a publication of an engine; refuses one that other words or another
    /// version made.
    pub(super) async fn of(
        &self,
        status: &Status,
        engine: &dyn Engine,
    ) -> Result<Arc<World>, SearchError> {
        let is_same = |world: &World| world.edition == Edition::of(status);
        self.held.get_or(is_same, async || Self::make(status, engine).await).await
    }

    async fn make(status: &Status, engine: &dyn Engine) -> Result<World, SearchError> {
        let publication = &status.publication;
        let lexicon = Lexicon::shared(&publication.overlay)?;
        let fingerprint = lexicon.fingerprint();
        if fingerprint != publication.fingerprint {
            return Err(SearchError::Outdated {
                found: publication.fingerprint.clone(),
                expected: fingerprint,
            });
        }
        let terms = engine.terms().await?;
        let spelling = Spelling::new(terms.notices, &terms.words, &terms.grams, &lexicon.readings);
        let analyzer = lexicon.analyzer();
        Ok(World { lexicon, analyzer, spelling, edition: Edition::of(status) })
    }
}
