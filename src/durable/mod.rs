//! How a file is written so that it is whole after a crash: the ground for all that must not be lost.
//!
//! A caller that has its `Ok` may promise that what it wrote will be there after a crash. The trait
//! exists so that tests can stand in for a disk that is full or read-only.

pub mod system;

use std::path::Path;
use std::{fmt, io};

/// Who may read a file, where the system can tell (Unix).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever may read files of this user.
    Usual,
    /// This user alone: mode 0600.
    Owner,
}

/// Writes files that must not be lost.
pub trait Disk: fmt::Debug + Send + Sync {
    /// Makes a file hold these bytes and nothing else; who reads sees the old file or the new one.
    ///
    /// # Errors
    ///
    /// The system refused; the file is as it was.
    fn replace(&self, path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()>;

    /// Adds a line to a file, which is made where it is not there. A line that an earlier crash
    /// left unfinished is ended first.
    ///
    /// # Errors
    ///
    /// The system refused; the file is as it was.
    fn append(&self, path: &Path, line: &str, readers: Readers) -> io::Result<()>;

    /// Makes a folder with those above it, where it is not there.
    ///
    /// # Errors
    ///
    /// The system refused.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Brings the names in a folder to the disk once more, where an earlier change may have failed
    /// at that.
    ///
    /// # Errors
    ///
    /// The system refused.
    fn settle(&self, folder: &Path) -> io::Result<()>;
}
