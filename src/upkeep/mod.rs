//! Keeps a served library true while it is served: takes notices in, and publishes what changed.
//!
//! `Reception` takes a notice from its writer to the disk, `Publisher` makes an index hold what the
//! library holds. Both have a thread of their own, so that no request and no search waits for a disk.

mod clerk;
pub mod publisher;
pub mod reception;
pub mod refusal;

use std::sync::Arc;

use jiff::ZonedDateTime;

use crate::engine::Engine;
use crate::ingest::report::IngestReport;
use crate::ingest::{IngestOptions, Silent, ingest};

/// Makes the index hold what its library holds now, which the paths of the last run name.
///
/// # Errors
///
/// As [`ingest`], and where no work can be waited for; in words.
pub fn publish(engine: &Arc<dyn Engine>, now: &ZonedDateTime) -> Result<IngestReport, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let options = IngestOptions { now: Some(now.timestamp()), ..IngestOptions::default() };
    let report = runtime.block_on(ingest(&**engine, &options, &Silent));
    report.map_err(|error| error.to_string())
}
