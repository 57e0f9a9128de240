//! The file of keys: read whole, changed under a lock, replaced whole.

use std::fs::File;
use std::io;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::access::error::KeyringError;
use crate::access::key::{Key, NewKey};
use crate::access::token::Token;
use crate::durable::{Disk, Readers};

/// Number of the form of the file.
const VERSION: u32 = 1;

/// The longest name of a key, in characters.
const LONGEST_NAME: usize = 100;

/// All keys of a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyring {
    version: u32,
    keys: Vec<Key>,
}

impl Default for Keyring {
    fn default() -> Self {
        Self { version: VERSION, keys: Vec::new() }
    }
}

impl Keyring {
    /// Reads a file of keys; there are none where there is no file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is none that this version understands.
    pub fn read(path: &Path) -> Result<Self, KeyringError> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(source) => return Err(KeyringError::Unreadable { path: path.to_owned(), source }),
        };
        let damaged = |reason| KeyringError::Damaged { path: path.to_owned(), reason };
        let ring: Self =
            serde_json::from_slice(&bytes).map_err(|error| damaged(error.to_string()))?;
        if ring.version == VERSION {
            Ok(ring)
        } else {
            Err(damaged(format!("it has version {}, this program reads {VERSION}", ring.version)))
        }
    }

    /// Changes a file of keys; two programs that do so at once wait for each other.
    ///
    /// # Errors
    ///
    /// The change is refused, or the file cannot be read or written. Nothing has changed then.
    pub fn change<T>(
        path: &Path,
        disk: &dyn Disk,
        change: impl FnOnce(&mut Self) -> Result<T, KeyringError>,
    ) -> Result<T, KeyringError> {
        let unwritable = |source| KeyringError::Unwritable { path: path.to_owned(), source };
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            disk.make_folder(folder).map_err(unwritable)?;
        }
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.with_extension("lock"))
            .map_err(unwritable)?;
        lock.lock().map_err(unwritable)?;
        let mut ring = Self::read(path)?;
        let done = change(&mut ring)?;
        let mut text = serde_json::to_string_pretty(&ring)
            .map_err(|error| unwritable(io::Error::other(error)))?;
        text.push('\n');
        disk.replace(path, text.as_bytes(), Readers::Owner).map_err(unwritable)?;
        Ok(done)
    }

    /// Returns all keys, the oldest first.
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// Returns a key by its id.
    pub fn key(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// Makes a key and returns its text, which is kept nowhere.
    ///
    /// # Errors
    ///
    /// The name cannot be used, or the system has no random numbers.
    pub fn create(&mut self, new: NewKey, now: Timestamp) -> Result<Token, KeyringError> {
        check_name(&new.name)?;
        let id = loop {
            let id = Token::draw_id()?;
            if self.key(&id).is_none() {
                break id;
            }
        };
        let token = Token::draw(&id)?;
        self.keys.push(Key::new(new, &token, now));
        Ok(token)
    }

    /// Gives a key another secret; the one before is good for the grace given, if one is.
    ///
    /// # Errors
    ///
    /// There is no such key, or it was revoked.
    pub fn rotate(
        &mut self,
        id: &str,
        grace: Option<SignedDuration>,
        now: Timestamp,
    ) -> Result<Token, KeyringError> {
        let token = Token::draw(id)?;
        let key = self.find(id)?;
        if key.revoked_at.is_some() {
            return Err(KeyringError::Revoked(id.to_owned()));
        }
        let until = grace.map(|grace| now.saturating_add(grace)).transpose();
        key.renew(&token, until.ok().flatten(), now);
        Ok(token)
    }

    /// Ends a key for good; one that was revoked before stays as it was.
    ///
    /// # Errors
    ///
    /// There is no such key.
    pub fn revoke(&mut self, id: &str, now: Timestamp) -> Result<(), KeyringError> {
        self.find(id)?.revoked_at.get_or_insert(now);
        Ok(())
    }

    fn find(&mut self, id: &str) -> Result<&mut Key, KeyringError> {
        let found = self.keys.iter_mut().find(|key| key.id == id);
        found.ok_or_else(|| KeyringError::Unknown(id.to_owned()))
    }
}

fn check_name(name: &str) -> Result<(), KeyringError> {
    if name.trim().is_empty() {
        Err(KeyringError::Name("must not be empty"))
    } else if name.chars().count() > LONGEST_NAME {
        Err(KeyringError::Name("must not be longer than 100 characters"))
    } else if name.chars().any(char::is_control) {
        Err(KeyringError::Name("must be one line without control characters"))
    } else {
        Ok(())
    }
}
