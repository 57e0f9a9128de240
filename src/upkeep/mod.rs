//! Keeps a served library true while it is served: takes notices in, and publishes what changed.
//!
//! `Reception` takes a notice from its writer to the disk, `Publisher` makes an index hold what the
//! library holds, `Turner` turns searches to what was published. Each has a thread of its own, so that
//! no request and no search waits for a disk, or for the words of a publication.

mod clerk;
pub mod failure;
pub mod publisher;
pub mod reception;
pub mod refusal;
pub mod turner;
pub mod verify;
pub mod watch;

use std::sync::Arc;

use jiff::ZonedDateTime;

use crate::engine::Engine;
use crate::ingest::report::IngestReport;
use crate::ingest::{IngestOptions, Silent, ingest};
use crate::upkeep::failure::Failure;

/// Makes the index hold what its library holds now, which the paths of the last run name.
///
/// A table of the operator's lexicon that has a slip does not stop the notices: the one of before
/// stays in use, and the report names the slip.
///
/// # Errors
///
/// As [`ingest`], and where no work can be waited for.
pub fn publish(engine: &Arc<dyn Engine>, now: &ZonedDateTime) -> Result<IngestReport, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(Failure::fault)?;
    let options = IngestOptions {
        now: Some(now.timestamp()),
        keeps_tables: true,
        ..IngestOptions::default()
    };
    let report = runtime.block_on(ingest(&**engine, &options, &Silent));
    Ok(report?)
}
