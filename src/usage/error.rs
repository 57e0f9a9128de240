//! Why usage cannot be kept or read.

use std::path::PathBuf;

use thiserror::Error;

/// Why usage cannot be kept or read.
#[derive(Debug, Error)]
pub enum UsageError {
    /// There is no file yet.
    #[error("no usage is kept at `{}`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file was made by a later version of the program.
    #[error("the usage file `{}` was made by a later version of the program", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened, read or written, or is no usage file.
    #[error("the usage file `{}` cannot be used: {reason}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What the database said.
        reason: String,
    },
    /// The thread that writes cannot be started.
    #[error("the thread that writes usage cannot be started: {0}")]
    Thread(#[from] std::io::Error),
}
