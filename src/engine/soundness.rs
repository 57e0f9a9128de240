//! What an index is found to be when all of it is read again.

use std::path::{Path, PathBuf};

use crate::engine::{IndexedNotice, Publication};

/// A file of an index that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

/// What an index is found to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Soundness {
    /// Number of the publication; 0 where it cannot be told.
    pub generation: u64,
    /// Notices that can be found.
    pub notices: u64,
    /// Clauses that can be found.
    pub clauses: u64,
    /// What was said of the publication; `None` where it cannot be read.
    pub publication: Option<Publication>,
    /// What the files of the library looked like; without those in damaged files.
    pub sources: Vec<IndexedNotice>,
    /// What is damaged.
    pub damages: Vec<Damage>,
}

impl Soundness {
    /// Notes what is wrong with a file.
    pub(super) fn damage(&mut self, path: &Path, reason: &impl ToString) {
        self.damages.push(Damage { path: path.to_owned(), reason: reason.to_string() });
    }
}
