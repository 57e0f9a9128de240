//! The log of what was written and what was refused: one line each, on the disk with what it tells.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use crate::durable::{Disk, Readers};

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Keep a notice.
    Put,
    /// Take a notice back.
    Delete,
    /// Several of both in one request; said of one that was refused as a whole.
    Bulk,
}

/// One thing that was done or refused; it holds no secret and no text of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// The number of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
    /// Id of the key, where there is one of that id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What was asked for.
    pub action: Action,
    /// Key of the notice; empty for a request about several.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notice: String,
    /// Version that the notice has now, or that was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// What came of it: `created`, `updated`, `unchanged`, `deleted` or `refused`.
    pub outcome: &'static str,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

/// The log; its file is opened for every line, so that it may be moved away while the server runs.
#[derive(Clone, Debug)]
pub struct Audit {
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

impl Audit {
    /// Makes a log in a file, which may not be there yet.
    pub fn new(path: &Path, disk: Arc<dyn Disk>) -> Self {
        Self { path: path.to_owned(), disk }
    }

    /// Writes an entry; it is on the disk when this returns.
    ///
    /// # Errors
    ///
    /// The disk refused.
    pub fn write(&self, entry: &Entry) -> io::Result<()> {
        let line = serde_json::to_string(entry).map_err(io::Error::other)?;
        self.disk.append(&self.path, &line, Readers::Owner)
    }
}
