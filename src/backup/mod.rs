//! Keeps everything of a library that cannot be made again in one file, and puts it back.
//!
//! What is kept: the files of the library with those received over HTTP, the operator's tables,
//! usage, keys and the log of what was written. The index is not: it is made of the library. A
//! backup is a tar file packed by zstd, so that it can be opened without this program; its last
//! entry, the [`manifest`], names every other with its size and SHA-256.

pub mod error;
mod found;
pub mod manifest;
pub mod name;
mod packing;
mod placing;
mod reading;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::backup::error::BackupError;
use crate::backup::found::Found;
use crate::backup::manifest::Manifest;
use crate::backup::packing::Packing;
use crate::backup::placing::Placing;
use crate::backup::reading::Backup;
use crate::durable::Readers;
use crate::durable::system;

/// Where a site keeps what cannot be made again; a file that is not there is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The paths that are the whole library.
    pub paths: Vec<PathBuf>,
    /// The folder of the index, left out where it lies in the library.
    pub index: PathBuf,
    /// The usage file.
    pub usage: Option<PathBuf>,
    /// The keys.
    pub keys: PathBuf,
    /// The log of what was written.
    pub audit: PathBuf,
}

/// Where what a backup holds is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Targets {
    /// The folder that becomes the library.
    pub folder: PathBuf,
    /// The usage file; it is left out where there is none.
    pub usage: Option<PathBuf>,
    /// The keys.
    pub keys: PathBuf,
    /// The log of what was written.
    pub audit: PathBuf,
    /// Whether files that are there already are replaced; else nothing may be there.
    pub replaces: bool,
}

/// Keeps a site in a file, which is there whole or not at all.
///
/// It may be served meanwhile: every notice that was acknowledged before is in it, each file is as it
/// was at one moment, and usage as after one transaction.
///
/// # Errors
///
/// Something of the site cannot be read, or the file not written.
pub fn back_up(file: &Path, kept: &Kept, made_at: Timestamp) -> Result<Manifest, BackupError> {
    let found = Found::of(kept, file)?;
    system::replace_by(file, Readers::Owner, |out| {
        let mut packing = Packing::begin(out, made_at)?;
        for source in &found.sources {
            packing.put(source)?;
        }
        packing.finish()
    })
}

/// Checks a backup: every file of it is there, whole, and as it was.
///
/// # Errors
///
/// The file cannot be read, is no backup, is damaged, or was made to do harm.
pub fn check(file: &Path) -> Result<Manifest, BackupError> {
    Backup::open(file)?.check()
}

/// Puts what a backup holds in its place, after all of it was checked.
///
/// # Errors
///
/// As [`check`], and where something is there already or cannot be written. Nothing is put in its
/// place before everything is on the disk.
pub fn restore(file: &Path, targets: &Targets) -> Result<Manifest, BackupError> {
    let placing = Placing::begin(targets)?;
    let mut backup = Backup::open(file)?;
    let manifest = backup.check()?;
    placing.place(&mut backup, &manifest)?;
    Ok(manifest)
}
