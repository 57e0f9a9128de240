//! The words and tables that a publication was read with, loaded when first needed.

use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::Analyzer;
use crate::engine::Publication;
use crate::lexicon::Lexicon;
use crate::search::error::SearchError;

/// Lexicon and analyser of a publication.
#[derive(Debug)]
pub(super) struct World {
    pub(super) lexicon: Lexicon,
    pub(super) analyzer: Arc<Analyzer>,
    fingerprint: String,
}

/// Keeps the world of the publication that is searched.
#[derive(Debug, Default)]
pub(super) struct Worlds {
    held: Mutex<Option<Arc<World>>>,
}

impl Worlds {
    /// Returns the world of a publication; refuses one that other words or another version made.
    pub(super) fn of(&self, publication: &Publication) -> Result<Arc<World>, SearchError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(world) =
            held.as_ref().filter(|world| world.fingerprint == publication.fingerprint)
        {
            return Ok(Arc::clone(world));
        }
        let lexicon = Lexicon::new(&publication.overlay)?;
        let fingerprint = lexicon.fingerprint();
        if fingerprint != publication.fingerprint {
            return Err(SearchError::Outdated {
                found: publication.fingerprint.clone(),
                expected: fingerprint,
            });
        }
        let world = Arc::new(World { analyzer: lexicon.analyzer(), lexicon, fingerprint });
        *held = Some(Arc::clone(&world));
        Ok(world)
    }
}
