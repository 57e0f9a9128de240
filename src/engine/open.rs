//! Opens the engine that the options name; nothing else knows which engines there are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::engine::Engine;
use crate::engine::embedded::{EmbeddedEngine, examine};
use crate::engine::error::EngineError;
use crate::engine::opensearch::OpenSearchEngine;
use crate::engine::opensearch::options::ClusterOptions;
use crate::engine::soundness::Soundness;

/// Which engine, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineOptions {
    /// Folder of the embedded engine's generations.
    pub index: PathBuf,
    /// Threads that answer searches; the number of cores by default.
    pub threads: usize,
    /// Searches that may wait for a thread before further ones are refused.
    pub queue: usize,
    /// The cluster that answers in place of the embedded engine.
    pub cluster: Option<ClusterOptions>,
}

impl EngineOptions {
    /// Searches that may wait for each thread: at some 3 ms each the last waits a fifth of a
    /// second.
    const WAITING_PER_THREAD: usize = 64;

    /// Makes options for an index folder, with a thread a core.
    pub fn at(index: impl Into<PathBuf>) -> Self {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let queue = threads * Self::WAITING_PER_THREAD;
        Self { index: index.into(), threads, queue, cluster: None }
    }

    /// Makes options for a cluster.
    pub fn on(cluster: ClusterOptions) -> Self {
        Self { cluster: Some(cluster), ..Self::at(PathBuf::new()) }
    }
}

/// Opens an engine; the folder may still be empty, the cluster is not asked yet.
///
/// # Errors
///
/// The folder cannot be used, or what is in it is damaged; certificates or credentials of the
/// cluster cannot be used.
pub fn open(options: &EngineOptions) -> Result<Arc<dyn Engine>, EngineError> {
    Ok(match &options.cluster {
        Some(cluster) => Arc::new(OpenSearchEngine::open(cluster.clone())?),
        None => Arc::new(EmbeddedEngine::open(options)?),
    })
}

/// Reads all of an index again and finds what is damaged; changes nothing, and waits for nobody.
///
/// # Errors
///
/// There is no index, another version of the program made it, or another process does not cease to
/// publish into it.
pub fn examine(index: &Path) -> Result<Soundness, EngineError> {
    examine::examine(index)
}
