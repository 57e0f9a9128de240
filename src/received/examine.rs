//! Whether the received notices of a library are as they were written, told without a change.

use std::fs;
use std::io;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use crate::corpus::received::{Attached, FIELD, FOLDER};
use crate::received::record::{Record, State};

/// What is there of received notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Notices.
    pub notices: u64,
    /// Files that some of them came as.
    pub files: u64,
    /// Records of notices that were taken back.
    pub taken_back: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.notices += other.notices;
        self.files += other.files;
        self.taken_back += other.taken_back;
    }
}

/// A file that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads the records in a folder of notices and the files that they name.
///
/// What an operator laid beside them is no record, and nothing is said of it; so is what a crash left
/// unfinished, which the next server takes away.
///
/// # Errors
///
/// The folder cannot be listed.
pub fn examine(library: &Path) -> io::Result<(Counts, Vec<Fault>)> {
    let mut counts = Counts::default();
    let mut faults = Vec::new();
    let entries = match fs::read_dir(library.join(FOLDER)) {
        Ok(entries) => entries,
        Err(error) if is_absent(&error) => return Ok((counts, faults)),
        Err(error) => return Err(error),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
        let is_record = path.extension().is_some_and(|ending| ending == "json");
        if is_record && !is_hidden {
            paths.push(path);
        }
    }
    paths.sort();
    for path in paths {
        match one(&path) {
            Ok(Some(record)) => count(&record, &mut counts),
            Ok(None) => {}
            Err(fault) => faults.push(fault),
        }
    }
    Ok((counts, faults))
}

fn count(record: &Record, counts: &mut Counts) {
    counts.files += u64::from(record.file().is_some());
    match record.state {
        State::Present(_) => counts.notices += 1,
        State::Deleted => counts.taken_back += 1,
    }
}

/// Reads a record and its file; `None` for what is none, or is gone since it was listed.
fn one(path: &Path) -> Result<Option<Record>, Fault> {
    let fault = |reason: String| Fault { path: path.to_owned(), reason };
    loop {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(format!("cannot be read: {error}"))),
        };
        let Some(record) = record(&bytes).map_err(fault)? else { return Ok(None) };
        let name = path.file_name().unwrap_or_default();
        if *name != *record.key.file_name() {
            return Err(fault(format!("is the record of another key, `{}`", record.key)));
        }
        let Some(file) = record.file() else { return Ok(Some(record)) };
        let wrong = compare(file, &file.path(path));
        // A later version may have come meanwhile, which takes files away.
        match wrong {
            Some(_) if fs::read(path).ok().as_deref() != Some(&bytes) => {}
            Some(fault) => return Err(fault),
            None => return Ok(Some(record)),
        }
    }
}

/// Reads a record; `None` for what an operator laid there, which says nothing of a receipt.
fn record(bytes: &[u8]) -> Result<Option<Record>, String> {
    if let Some(record) = Record::parse(bytes) {
        return Ok(Some(record));
    }
    match serde_json::from_slice::<Value>(bytes) {
        Err(error) => Err(format!("is no record that can be read: {error}")),
        Ok(value) if value.get(FIELD).is_some() => {
            Err(format!("is a damaged record: what it says under `{FIELD}` or its fields is wrong"))
        }
        Ok(_) => Ok(None),
    }
}

/// Compares a file with what its record says of it.
fn compare(attached: &Attached, path: &Path) -> Option<Fault> {
    let reason = match fs::read(path) {
        Ok(bytes) if *attached.digest == *blake3::hash(&bytes).to_hex() => return None,
        Ok(_) => "is not as it was written: its digest is another".to_owned(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            "is missing, and a record names it".to_owned()
        }
        Err(error) => format!("cannot be read: {error}"),
    };
    Some(Fault { path: path.to_owned(), reason })
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
