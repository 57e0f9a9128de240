//! The folder of received notices: reads what is there, decides, and brings what changes to the disk.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use crate::corpus::received::{Attached, FILES, FOLDER};
use crate::durable::{Disk, Readers, system};
use crate::received::error::StoreError;
use crate::received::files;
use crate::received::key::ReceivedKey;
use crate::received::record::{Record, State};
use crate::received::version::{Change, Wanted, decide};

/// Name of the file that the server which writes holds a lock on.
const LOCK: &str = ".lock";

/// The received notices of a library.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
    /// Held from the first write on: one server writes into a library.
    lock: Option<File>,
}

/// Who writes, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writer<'a> {
    /// Id of the key.
    pub key: &'a str,
    /// When.
    pub at: Timestamp,
}

/// A change that was decided on and not made yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What comes of it.
    pub change: Change,
    /// What is to be kept.
    pub record: Record,
    /// Files of versions that are over, which nobody needs any more.
    over: Vec<Attached>,
}

impl Store {
    /// Makes a store in a folder of notices; the folder inside it is made by the first write.
    pub fn new(library: &Path, disk: Arc<dyn Disk>) -> Self {
        Self { folder: library.join(FOLDER), disk, lock: None }
    }

    /// Tells whether anything was received before.
    pub fn exists(&self) -> bool {
        self.folder.is_dir()
    }

    /// Returns the path of the file of a key.
    pub fn file_of(&self, key: &ReceivedKey) -> PathBuf {
        self.folder.join(key.file_name())
    }

    /// Returns what is kept under a key.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is none of a received notice of this key.
    pub fn get(&self, key: &ReceivedKey) -> Result<Option<Record>, StoreError> {
        let bytes = match fs::read(self.file_of(key)) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(StoreError::disk(error)),
        };
        let record = Record::parse(&bytes).filter(|record| record.key == *key);
        record
            .map(Some)
            .ok_or_else(|| StoreError::Foreign { file: format!("{FOLDER}/{}", key.file_name()) })
    }

    /// Says what would come of keeping something under a key, or of taking it back.
    ///
    /// # Errors
    ///
    /// As [`decide`] and [`Store::get`]; there is nothing to take back.
    pub fn plan(
        &self,
        key: &ReceivedKey,
        wanted: Wanted<'_>,
        version: Option<u64>,
        writer: Writer<'_>,
    ) -> Result<Planned, StoreError> {
        let before = self.get(key)?;
        if before.is_none() && version.is_none() && wanted == Wanted::Nothing {
            return Err(StoreError::Absent);
        }
        let (change, version) = decide(before.as_ref(), wanted, version)?;
        let state = match wanted {
            Wanted::Content(content) => State::Present(content.clone()),
            Wanted::Nothing => State::Deleted,
        };
        let mut record = Record {
            key: key.clone(),
            version,
            received_at: writer.at,
            written_by: writer.key.to_owned(),
            state,
            before: None,
        };
        let over = before.map(|before| succeed(&mut record, &before)).unwrap_or_default();
        Ok(Planned { change, record, over })
    }

    /// Makes a change; when this returns, the disk has it. `bytes` are those of the file that the
    /// notice came as, where it came as one.
    ///
    /// # Errors
    ///
    /// The disk refused, or another server writes into this library. What was there is there.
    pub fn make(&mut self, planned: &Planned, bytes: Option<&[u8]>) -> Result<(), StoreError> {
        self.make_ready()?;
        let Planned { change, record, over } = planned;
        let path = self.file_of(&record.key);
        let file = record.file().map(|file| file.path(&path));
        let made = self.bring(&path, planned, file.as_deref().zip(bytes));
        if made.is_err()
            && let Some(file) = file
        {
            // On a full disk it would take the room of what is tried next.
            let _ = files::remove_unnamed(&path, &file);
        }
        made.map_err(StoreError::disk)?;
        if *change == Change::Unchanged {
            return Ok(());
        }
        // What is left here is swept away by the next server.
        for file in over {
            let _ = fs::remove_file(file.path(&path));
        }
        Ok(())
    }

    /// Brings a change to the disk: the file of a notice before the record that names it.
    fn bring(
        &self,
        path: &Path,
        planned: &Planned,
        file: Option<(&Path, &[u8])>,
    ) -> io::Result<()> {
        if let Some((file, bytes)) = file {
            self.disk.make_folder(&self.folder.join(FILES))?;
            self.disk.replace(file, bytes, Readers::Usual)?;
        }
        if planned.change == Change::Unchanged {
            // The change that brought it may have failed at its last step, and the writer tries again.
            return self.disk.settle(&self.folder);
        }
        self.disk.replace(path, &planned.record.to_bytes(), Readers::Usual)
    }

    /// Makes the folder, takes the lock and clears away what a crash left, once.
    fn make_ready(&mut self) -> Result<(), StoreError> {
        if self.lock.is_some() && self.folder.is_dir() {
            return Ok(());
        }
        self.disk.make_folder(&self.folder).map_err(StoreError::disk)?;
        let options = File::options().create(true).truncate(false).write(true).to_owned();
        let lock = options.open(self.folder.join(LOCK)).map_err(StoreError::disk)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked),
            Err(TryLockError::Error(error)) => return Err(StoreError::disk(error)),
        }
        system::sweep(&self.folder).map_err(StoreError::disk)?;
        files::sweep(&self.folder).map_err(StoreError::disk)?;
        self.disk.settle(&self.folder).map_err(StoreError::disk)?;
        self.lock = Some(lock);
        Ok(())
    }
}

/// Has a record follow another, whose file stays beside it for once; returns the files that do not.
fn succeed(record: &mut Record, before: &Record) -> Vec<Attached> {
    let held = [before.file(), before.before.as_ref()].into_iter().flatten().cloned();
    if record.state != State::Deleted {
        record.before = before.file().cloned();
    }
    let kept = [record.file(), record.before.as_ref()];
    held.filter(|file| !kept.contains(&Some(file))).collect()
}
