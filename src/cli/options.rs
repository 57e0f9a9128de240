//! Options that several commands share, and what they open.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use crate::engine::Engine;
use crate::engine::open::{self, EngineOptions};
use crate::search::Searcher;

/// Where the index is.
#[derive(Clone, Debug, Args)]
pub(super) struct IndexOption {
    /// Folder of the index.
    #[arg(long, value_name = "DIR", default_value = "index", env = "ZHENGSOU_INDEX")]
    pub(super) index: PathBuf,
}

impl IndexOption {
    /// Opens the engine on this index.
    pub(super) fn engine(&self) -> anyhow::Result<Arc<dyn Engine>> {
        Ok(open::open(&EngineOptions::at(&self.index))?)
    }

    /// Makes a searcher over this index.
    pub(super) fn searcher(&self) -> anyhow::Result<Searcher> {
        Ok(Searcher::new(self.engine()?))
    }
}
