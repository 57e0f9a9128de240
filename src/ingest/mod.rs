//! Makes an index hold what is under some paths: reads what changed, takes out what is gone.

pub mod differences;
mod plan;
pub mod report;
mod run;

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use thiserror::Error;

use crate::corpus::READER;
use crate::corpus::error::CorpusError;
use crate::corpus::walk::walk;
use crate::engine::error::EngineError;
use crate::engine::{Engine, Publication, Status};
use crate::ingest::plan::Plan;
use crate::ingest::report::IngestReport;
use crate::ingest::run::Run;
use crate::lexicon::Lexicon;
use crate::lexicon::overlay::{FOLDER, Overlay, OverlayError};
use crate::lexicon::renewal::{Renewed, renew};
use crate::lexicon::table::TableError;

/// What to index, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IngestOptions {
    /// The whole library; the paths of the last run when empty.
    pub paths: Vec<PathBuf>,
    /// Whether to make a new generation even where changes would do.
    pub rebuild: bool,
    /// When this is done, where the index is to say so.
    pub now: Option<Timestamp>,
    /// Whether the operator's tables of the last publication stand in for those that cannot be used
    /// now; else such a table stops the run.
    pub keeps_tables: bool,
}

/// Why nothing was indexed; what was published before stays as it was.
#[derive(Debug, Error)]
pub enum IngestError {
    /// No path was given, and none is known from before.
    #[error("no paths were given and this index has none from before")]
    NoPaths,
    /// A path is not there or cannot be read.
    #[error(transparent)]
    Path(#[from] CorpusError),
    /// An operator's table cannot be read from disk.
    #[error(transparent)]
    Overlay(#[from] OverlayError),
    /// An operator's table has a line that cannot be used.
    #[error("in the folder {FOLDER}: {0}")]
    Table(#[from] TableError),
    /// The engine refused.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Hears how far the work is.
pub trait Progress: Sync {
    /// So many files are to be looked at.
    fn begin(&self, files: u64);
    /// One more has been looked at.
    fn advance(&self, files: u64);
    /// The changes are being published.
    fn publishing(&self);
}

/// Hears nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _files: u64) {}
    fn advance(&self, _files: u64) {}
    fn publishing(&self) {}
}

/// Makes an index hold what is under the paths, and publishes it.
///
/// Sources are compared by the digest of their bytes. A file that cannot be read is named in the
/// report and stops nothing; what was indexed of it before
/// stays, unless everything is read again.
///
/// # Errors
///
/// A path that is not there, tables that cannot be used, an engine that refuses. Nothing is
/// published then.
pub async fn ingest(
    engine: &dyn Engine,
    options: &IngestOptions,
    progress: &dyn Progress,
) -> Result<IngestReport, IngestError> {
    let before = Before::of(engine, options).await?;
    let paths = before.paths(options)?;
    let found = walk(&paths)?;
    let Renewed { overlay, lexicon, refused } = before.tables(&paths, options)?;
    let publication = Publication {
        paths: paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
        fingerprint: lexicon.fingerprint(),
        reader: READER,
        imports: BTreeMap::new(),
        made_at: options.now,
        overlay,
    };
    let outdated = before.is_outdated(&publication);
    let before = before.status;
    let rebuild = options.rebuild || outdated || before.is_none();
    let indexed = if rebuild { Vec::new() } else { engine.sources().await? };
    progress.begin(found.sources.len() as u64);
    let imports =
        before.as_ref().filter(|_| !rebuild).map(|status| status.publication.imports.clone());
    let plan = Plan::new(&found.sources, &indexed, imports.unwrap_or_default());
    let mut run = Run::new(engine, &lexicon, rebuild, IngestReport::new(&found, outdated));
    run.read(&found, &plan, progress).await?;
    run.remove(&found, &plan).await?;
    let report = run.publish(publication, before, progress).await?;
    Ok(IngestReport { refused_tables: refused, ..report })
}

/// What an index held before a run.
struct Before {
    /// What was published, where it can be searched.
    status: Option<Status>,
    /// The paths that were the whole library.
    known_paths: Vec<String>,
}

impl Before {
    /// Looks at an index; a damaged one is passed over where all is read again from given paths.
    async fn of(engine: &dyn Engine, options: &IngestOptions) -> Result<Self, EngineError> {
        match engine.status().await {
            Ok(status) => {
                Ok(Self { known_paths: status.publication.paths.clone(), status: Some(status) })
            }
            Err(EngineError::Missing { .. }) => Ok(Self { status: None, known_paths: Vec::new() }),
            Err(EngineError::Outdated { library, .. }) => {
                Ok(Self { status: None, known_paths: library })
            }
            Err(EngineError::Damaged { .. }) if options.rebuild && !options.paths.is_empty() => {
                Ok(Self { status: None, known_paths: Vec::new() })
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the paths given, else those of the last run.
    fn paths(&self, options: &IngestOptions) -> Result<Vec<PathBuf>, IngestError> {
        if !options.paths.is_empty() {
            return Ok(options.paths.clone());
        }
        if self.known_paths.is_empty() {
            return Err(IngestError::NoPaths);
        }
        Ok(self.known_paths.iter().map(PathBuf::from).collect())
    }

    /// Takes the operator's tables up, as the options say.
    fn tables(&self, paths: &[PathBuf], options: &IngestOptions) -> Result<Renewed, IngestError> {
        let now = Overlay::of_libraries(paths);
        if let Some(status) = self.status.as_ref().filter(|_| options.keeps_tables) {
            return Ok(renew(now, &status.publication.overlay)?);
        }
        let overlay = now?;
        let lexicon = Lexicon::shared(&overlay)?;
        Ok(Renewed { overlay, lexicon, refused: Vec::new() })
    }

    /// Tells whether an index is there that this program and its tables did not make.
    fn is_outdated(&self, now: &Publication) -> bool {
        match &self.status {
            Some(status) => {
                let held = &status.publication;
                (&held.fingerprint, held.reader) != (&now.fingerprint, now.reader)
            }
            None => !self.known_paths.is_empty(),
        }
    }
}
