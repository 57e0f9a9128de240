//! Why a notice is not taken in or taken back.

use std::io;

use thiserror::Error;

use crate::corpus::error::Reason;
use crate::engine::error::EngineError;
use crate::notice::status::Openness;
use crate::received::error::StoreError;
use crate::search::error::SearchError;

/// Why a notice is not taken in or taken back; what the library held stays as it was.
#[derive(Debug, Error)]
pub enum Refusal {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key is that of a notice which an operator laid in the library.
    #[error(
        "the key is that of a notice in the library's own file `{file}`, which is not written over"
    )]
    Taken {
        /// The file, as the index names it.
        file: String,
    },
    /// The reader finds no notice in it.
    #[error("the reader finds no notice in it: {0}")]
    Unread(Reason),
    /// The notice is not open to everyone.
    #[error("the notice says {}; this server takes what is 主动公开 or says nothing", .0.name())]
    NotOpen(Openness),
    /// The library cannot be looked at now.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The notice was kept, and the log of it could not be written.
    #[error("the notice was kept and the log of it not written: {0}")]
    Unlogged(#[source] io::Error),
    /// Too many notices wait already.
    #[error("too many notices are waiting; try again in a moment")]
    Busy,
    /// A fault of the program.
    #[error("the notice was not received by a fault of the program, which is in its log")]
    Fault,
}

impl From<EngineError> for Refusal {
    fn from(error: EngineError) -> Self {
        Self::Search(error.into())
    }
}

impl Refusal {
    /// Returns the name in logs, such as `version`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Store(StoreError::Conflict(_)) => "version",
            Self::Store(StoreError::Absent) => "absent",
            Self::Store(StoreError::Foreign { .. }) | Self::Taken { .. } => "key_taken",
            Self::Store(StoreError::Locked) => "locked",
            Self::Store(StoreError::Full(_)) => "disk_full",
            Self::Store(StoreError::Unwritable(_)) => "not_writable",
            Self::Unread(_) => "unread",
            Self::NotOpen(_) => "not_open",
            Self::Search(_) => "no_index",
            Self::Unlogged(_) => "unlogged",
            Self::Busy => "busy",
            Self::Fault => "fault",
        }
    }
}
