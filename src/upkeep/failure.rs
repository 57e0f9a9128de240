//! Why a publish failed: in one word for whoever watches a site, in a sentence for its log.

use std::fmt;

use serde::Serialize;

use crate::engine::error::EngineError;
use crate::ingest::IngestError;

/// What stands in the way of a publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A path of the library is not there or cannot be read.
    Library,
    /// A table of the operator's lexicon cannot be used, and none of before can stand in.
    Lexicon,
    /// Another process writes the index.
    Locked,
    /// The disk of the index refused.
    Disk,
    /// The index is missing or damaged, or failed.
    Index,
    /// A fault of the program.
    Fault,
}

impl Cause {
    /// Returns the name in figures and answers, such as `disk`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Lexicon => "lexicon",
            Self::Locked => "locked",
            Self::Disk => "disk",
            Self::Index => "index",
            Self::Fault => "fault",
        }
    }
}

/// Why a publish failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What stands in the way.
    pub cause: Cause,
    /// What happened, with paths of this machine: for the log alone.
    pub reason: String,
}

impl Failure {
    /// Returns a fault of the program.
    pub(super) fn fault(reason: impl fmt::Display) -> Self {
        Self { cause: Cause::Fault, reason: reason.to_string() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Self {
        let cause = match &error {
            IngestError::NoPaths | IngestError::Path(_) => Cause::Library,
            IngestError::Overlay(_) | IngestError::Table(_) => Cause::Lexicon,
            IngestError::Engine(EngineError::Locked { .. }) => Cause::Locked,
            IngestError::Engine(EngineError::Disk { .. }) => Cause::Disk,
            IngestError::Engine(_) => Cause::Index,
        };
        Self { cause, reason: error.to_string() }
    }
}
