//! What came of a run: counts, failures with their reasons, warnings by kind.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::corpus::error::CorpusError;
use crate::corpus::walk::Walk;
use crate::lexicon::renewal::RefusedTable;
use crate::notice::Notice;
use crate::notice::id::NoticeId;

/// Counts of notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoticeCounts {
    /// Not there before.
    pub added: u64,
    /// There before with other words.
    pub updated: u64,
    /// As before.
    pub unchanged: u64,
    /// No longer under the paths.
    pub removed: u64,
    /// Files, or lines of imports, that could not be read.
    pub failed: u64,
}

/// A file that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Its path as given.
    pub file: String,
    /// Why, and what to do.
    pub reason: String,
}

impl Failure {
    /// Says that another file of the library has a notice of this key, too.
    pub(super) fn twice(path: &Path, id: &NoticeId) -> Self {
        Self {
            file: path.to_string_lossy().into_owned(),
            reason: format!("the key `{id}` stands twice in the library"),
        }
    }
}

impl From<&CorpusError> for Failure {
    fn from(error: &CorpusError) -> Self {
        let file = error.path.to_string_lossy().into_owned();
        Self { file, reason: error.reason.to_string() }
    }
}

/// The report of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct IngestReport {
    /// Counts of notices.
    pub notices: NoticeCounts,
    /// Clauses that the index holds now.
    pub clauses: u64,
    /// Files that were not read.
    pub failures: Vec<Failure>,
    /// What was not understood in the notices read in this run, by kind.
    pub warnings: BTreeMap<&'static str, u64>,
    /// Number of the publication.
    pub generation: u64,
    /// Whether all was read again because words, tables or the program had changed.
    pub rebuilt: bool,
    /// The operator's tables that were not taken up; always empty where a slip stops the run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused_tables: Vec<RefusedTable>,
    /// How long it took, in milliseconds; filled in by whoever has a clock.
    pub took_ms: u64,
}

impl IngestReport {
    /// Begins a report with what the walk could not use.
    pub(super) fn new(walk: &Walk, rebuilt: bool) -> Self {
        let failures: Vec<Failure> = walk.failures.iter().map(Failure::from).collect();
        let notices = NoticeCounts { failed: failures.len() as u64, ..NoticeCounts::default() };
        Self { notices, failures, rebuilt, ..Self::default() }
    }

    /// Notes what was not read.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.notices.failed += 1;
        self.failures.push(failure);
    }

    /// Counts the warnings of a notice.
    pub(super) fn count(&mut self, notice: &Notice) {
        for warning in &notice.warnings {
            *self.warnings.entry(warning.kind.name()).or_default() += 1;
        }
    }

    /// Tells whether every file was read.
    pub fn is_complete(&self) -> bool {
        self.failures.is_empty()
    }
}
