//! What can go wrong with an index, named for what the caller can do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why an engine could not do what was asked.
#[derive(Debug, Error)]
pub enum EngineError {
    /// There is no index yet.
    #[error("no index at `{}`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The index was made by another version of the program, with other fields.
    #[error("the index at `{}` was made by another version of the program", path.display())]
    Outdated {
        /// Where the index is.
        path: PathBuf,
        /// The paths that it was made from, to make it again.
        library: Vec<String>,
    },
    /// Another process is writing.
    #[error("the index at `{}` is being written by another process", path.display())]
    Locked {
        /// Where the index is.
        path: PathBuf,
    },
    /// What is there is no index, or is damaged.
    #[error("the index at `{}` cannot be used: {reason}", path.display())]
    Damaged {
        /// Where the index is.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// More searches wait than can be answered in time.
    #[error("too much waits for an answer; try again in a moment")]
    Busy,
    /// Nobody waited for the answer any more.
    #[error("the search was stopped, since nobody waits for it")]
    Stopped,
    /// The disk refused.
    #[error("cannot write to `{}`: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No node of the cluster answers.
    #[error("no node of the cluster at `{at}` answers: {reason}")]
    Unreachable {
        /// The addresses of its nodes.
        at: String,
        /// What the last one that was tried failed with.
        reason: String,
    },
    /// The cluster does not let these credentials in, or not that far.
    #[error("the cluster at `{at}` refuses these credentials: {reason}")]
    Denied {
        /// The addresses of its nodes.
        at: String,
        /// What it says.
        reason: String,
    },
    /// The certificate of the cluster's nodes is not one that is trusted.
    #[error("the certificate of the cluster at `{at}` is not trusted: {reason}")]
    Untrusted {
        /// The addresses of its nodes.
        at: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What answers is no cluster that can be used.
    #[error("what answers at `{at}` cannot be used: {reason}")]
    Foreign {
        /// The addresses of its nodes.
        at: String,
        /// Why not.
        reason: String,
    },
    /// Parts of the index are on no node that answers.
    #[error("the index on the cluster at `{at}` is incomplete: {reason}")]
    Incomplete {
        /// The addresses of its nodes.
        at: String,
        /// What it says.
        reason: String,
    },
    /// What the cluster is to be asked with cannot be used.
    #[error("the cluster cannot be asked: {reason}")]
    Unusable {
        /// What cannot be used.
        reason: String,
    },
    /// A fault inside the engine.
    #[error("the engine failed: {0}")]
    Internal(String),
}

impl EngineError {
    /// Tells whether the index is on a cluster that cannot be asked for it now.
    pub fn is_of_cluster(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Denied { .. }
                | Self::Untrusted { .. }
                | Self::Foreign { .. }
                | Self::Incomplete { .. }
        )
    }

    /// Tells whether the same may go well later though nobody changes the question or the options: the
    /// cluster is away, lacks nodes, or has too much to do.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Busy | Self::Unreachable { .. } | Self::Incomplete { .. })
    }
}
