//! Why a site is not kept in a backup, or not put back from one.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::corpus::error::CorpusError;
use crate::usage::error::UsageError;

/// Why a site is not kept in a backup, or not put back from one.
#[derive(Debug, Error)]
pub enum BackupError {
    /// A path of the library cannot be read.
    #[error(transparent)]
    Library(#[from] CorpusError),
    /// The usage file cannot be copied.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// A file cannot be read or written.
    #[error("`{}`: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file became shorter while it was read.
    #[error("`{}` became shorter while it was read", .0.display())]
    Shrank(PathBuf),
    /// The name of a file cannot stand in a backup.
    #[error("the name of `{}` cannot stand in a backup", .0.display())]
    Name(PathBuf),
    /// Two files would have one name.
    #[error("two files of the library would be `{0}` in the backup")]
    Twice(String),
    /// The backup cannot be written or read to its end.
    #[error("the backup cannot be read or written: {0}")]
    Io(#[from] io::Error),
    /// The file is no backup, or not whole.
    #[error("the backup is damaged or is none: {0}")]
    Damaged(String),
    /// The file was made to do harm, or by another program.
    #[error("the backup is refused: {0}")]
    Hostile(String),
    /// The backup was made by a later version of the program.
    #[error("the backup has the form {0}, which this version of the program does not know")]
    Newer(u64),
    /// Something is there already.
    #[error("`{}` is there already", .0.display())]
    Occupied(PathBuf),
}

impl BackupError {
    /// Makes an error about a file.
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
