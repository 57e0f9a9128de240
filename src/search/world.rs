//! The words and tables that a publication was read with, loaded when first needed.

use std::sync::Arc;

use jiff::civil::Date;
use tokio::sync::Mutex;

use crate::analysis::Analyzer;
use crate::engine::{Engine, Status};
use crate::lexicon::Lexicon;
use crate::lexicon::overlay::Overlay;
use crate::query::spelling::Spelling;
use crate::query::understand::Knowledge;
use crate::search::error::SearchError;

/// What a publication is searched with.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) analyzer: Arc<Analyzer>,
    spelling: Spelling,
    overlay: Overlay,
    fingerprint: String,
    pub(super) generation: u64,
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

/// Keeps the world of the publication that is searched.
#[derive(Debug, Default)]
pub(super) struct Worlds {
    held: Mutex<Option<Arc<World>>>,
}

impl Worlds {
    /// Keeps a world that is known already.
    pub(super) fn holding(world: Arc<World>) -> Self {
        Self { held: Mutex::new(Some(world)) }
    }

    /// Returns the world of what was published last; refuses one that other words or another
    /// version made.
    pub(super) async fn of(
        &self,
        status: &Status,
        engine: &dyn Engine,
    ) -> Result<Arc<World>, SearchError> {
        let mut held = self.held.lock().await;
        if let Some(world) = held.as_ref().filter(|world| world.generation == status.generation) {
            return Ok(Arc::clone(world));
        }
        let publication = &status.publication;
        let earlier = held.as_ref().filter(|world| {
            world.fingerprint == publication.fingerprint && world.overlay == publication.overlay
        });
        let (lexicon, analyzer) = if let Some(world) = earlier {
            (Arc::clone(&world.lexicon), Arc::clone(&world.analyzer))
        } else {
            let lexicon = Arc::new(Lexicon::new(&publication.overlay)?);
            let analyzer = lexicon.analyzer();
            (lexicon, analyzer)
        };
        let fingerprint = lexicon.fingerprint();
        if fingerprint != publication.fingerprint {
            return Err(SearchError::Outdated {
                found: publication.fingerprint.clone(),
                expected: fingerprint,
            });
        }
        let terms = engine.terms().await?;
        let spelling = Spelling::new(terms.notices, &terms.words, &terms.grams, &lexicon.readings);
        let world = Arc::new(World {
            lexicon,
            analyzer,
            spelling,
            overlay: publication.overlay.clone(),
            fingerprint,
            generation: status.generation,
        });
        *held = Some(Arc::clone(&world));
        Ok(world)
    }
}
