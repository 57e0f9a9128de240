//! Why keys cannot be kept, read or changed.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why keys cannot be kept, read or changed.
#[derive(Debug, Error)]
pub enum KeyringError {
    /// The file cannot be read.
    #[error("the file of keys `{}` cannot be read: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file holds no keys that this version understands.
    #[error("the file of keys `{}` cannot be used: {reason}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file cannot be written; the keys are as they were.
    #[error("the file of keys `{}` cannot be written: {source}", path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No key has this id.
    #[error("there is no key `{0}`")]
    Unknown(String),
    /// The key was revoked and stays so.
    #[error("the key `{0}` was revoked")]
    Revoked(String),
    /// The name cannot be used.
    #[error("the name of a key {0}")]
    Name(&'static str),
    /// The system has no random numbers.
    #[error("the system gives no random numbers: {0}")]
    NoRandomness(String),
}
