//! What is in a backup: the list of its files with their sizes and digests, its last entry.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::backup::error::BackupError;
use crate::backup::name::EntryName;

/// What the list says that it is.
const FORMAT: &str = "zhengsou-backup";

/// Number of the form of backups.
const VERSION: u64 = 1;

/// The list of all that is in a backup, in the order of its files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    version: u64,
    /// Version of the program that made it.
    pub program: String,
    /// When it was begun.
    pub made_at: Timestamp,
    /// Its files.
    pub entries: Vec<Entry>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name.
    pub name: EntryName,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// The head of a list, which every version writes.
#[derive(Debug, Deserialize)]
struct Head {
    format: String,
    version: u64,
}

impl Manifest {
    /// Makes the list of some files.
    pub(super) fn new(made_at: Timestamp, entries: Vec<Entry>) -> Self {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        Self { format: FORMAT.to_owned(), version: VERSION, program, made_at, entries }
    }

    /// Reads a list.
    ///
    /// # Errors
    ///
    /// It is none, or of a later form.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, BackupError> {
        let damaged = |error: serde_json::Error| BackupError::Damaged(error.to_string());
        let head: Head = serde_json::from_slice(bytes).map_err(damaged)?;
        if head.format != FORMAT {
            return Err(BackupError::Damaged(format!("its list is no `{FORMAT}`")));
        }
        if head.version != VERSION {
            return Err(BackupError::Newer(head.version));
        }
        serde_json::from_slice(bytes).map_err(damaged)
    }

    /// Returns the sizes of all files together.
    pub fn bytes(&self) -> u64 {
        self.entries.iter().map(|entry| entry.bytes).sum()
    }
}
