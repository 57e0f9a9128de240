//! The keys of a running server: read again when their file changes, so that revoking needs no
//! restart.

use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::access::error::KeyringError;
use crate::access::keyring::Keyring;

/// Keys that follow their file.
#[derive(Debug)]
pub(super) struct LiveKeyring {
    path: PathBuf,
    held: Mutex<Option<Held>>,
}

/// Keys, and how their file looked when they were read.
#[derive(Debug)]
struct Held {
    look: Option<Look>,
    ring: Arc<Keyring>,
}

/// What changes when a file is replaced, told by the system without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Look {
    modified: Option<SystemTime>,
    length: u64,
    number: u64,
}

impl LiveKeyring {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), held: Mutex::default() }
    }

    /// Returns the keys as their file has them now.
    ///
    /// # Errors
    ///
    /// The file cannot be read: no key that was known before is good then, since it may have been
    /// revoked.
    pub(super) fn now(&self) -> Result<Arc<Keyring>, KeyringError> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at before it is read: a file that is replaced in between is read again next time.
        let look = self.look()?;
        if let Some(held) = held.as_ref().filter(|held| held.look == look) {
            return Ok(Arc::clone(&held.ring));
        }
        *held = None;
        let ring = Arc::new(Keyring::read(&self.path)?);
        *held = Some(Held { look, ring: Arc::clone(&ring) });
        Ok(ring)
    }

    fn look(&self) -> Result<Option<Look>, KeyringError> {
        match fs::metadata(&self.path) {
            Ok(metadata) => Ok(Some(Look {
                modified: metadata.modified().ok(),
                length: metadata.len(),
                number: number_of(&metadata),
            })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(KeyringError::Unreadable { path: self.path.clone(), source }),
        }
    }
}

#[cfg(unix)]
fn number_of(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number_of(_metadata: &Metadata) -> u64 {
    0
}
