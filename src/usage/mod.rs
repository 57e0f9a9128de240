//! What readers ask: how often, on which days, and with what success; never who.
//!
//! The web hands every typed search to a [`Recorder`], which counts in memory and writes sums by
//! day and text to one `SQLite` file. From the sums come the popular searches that readers are
//! shown and the list of what found nothing that the operator is shown. `docs/usage.md` says what
//! is kept, for how long, and why.

pub mod answered;
pub mod error;
pub mod lists;
mod personal;
pub mod popular;
pub mod recorder;
pub mod store;
pub mod summary;
mod tally;
pub mod visitor;
mod wording;
mod writer;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::usage::error::UsageError;
use crate::usage::popular::PopularSearches;
use crate::usage::recorder::Recorder;
use crate::usage::store::{Row, Store};

/// Name of the file inside the folder of an index where no other is named.
///
/// Generations come and go beside it: cleaning up removes folders of generations only.
pub const FILE: &str = "usage.sqlite";

/// Days that sums are kept, today among them: a quarter, so that an operator can look back on one
/// season of notices; nothing that is shown needs more.
pub const RETENTION_DAYS: i32 = 92;

/// Days that popular searches are read from: a month, after which [`summary::HALF_LIFE_DAYS`]
/// leaves a day less than a twentieth of its weight.
pub const WINDOW_DAYS: i32 = 30;

/// Counts what is asked and tells what is popular.
#[derive(Debug)]
pub struct Usage {
    /// Counts searches.
    pub recorder: Recorder,
    /// Lists what is popular.
    pub popular: PopularSearches,
    file: PathBuf,
}

impl Usage {
    /// Opens the file that keeps usage, and begins to count.
    ///
    /// # Errors
    ///
    /// As [`Recorder::open`].
    pub fn open(path: &Path, today: Date) -> Result<Self, UsageError> {
        let recorder = Recorder::open(path, today)?;
        Ok(Self { recorder, popular: PopularSearches::default(), file: path.to_owned() })
    }

    /// Returns what was counted on the last days, what is asked this moment with it; waits for the
    /// disk.
    ///
    /// # Errors
    ///
    /// As [`Store::rows`].
    pub fn rows(&self, today: Date, days: i32) -> Result<Vec<Row>, UsageError> {
        self.recorder.settle();
        Store::open_to_read(&self.file)?.rows(today, days)
    }
}
