//! Reads a backup that may be damaged or made to do harm: files alone, by sound names, of a size in
//! proportion.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

use tar::{Archive, EntryType};
use zstd::Decoder;

use crate::backup::error::BackupError;
use crate::backup::manifest::{Entry, Manifest};
use crate::backup::name::{Belongs, EntryName, LONGEST};
use crate::backup::packing::Hashing;

/// How many times larger than the backup its files may be: texts become some five times smaller,
/// logs some thirty times.
const MOST_PACKED: u64 = 200;

/// How large the files of any backup may be together, in bytes: enough for a site that has just
/// begun, whose log and database are nearly empty.
const ALWAYS_TAKEN: u64 = 64 << 20;

/// Logarithm of the window that unpacking may take in memory: 128 MiB, what zstd packs with at most
/// unless it is told otherwise.
const WINDOW: u32 = 27;

/// Begins the name of an entry whose own name is too long for its head.
type LongName = Option<Vec<u8>>;

/// A backup that is read.
#[derive(Debug)]
pub(super) struct Backup {
    file: File,
    /// The most bytes that are unpacked.
    limit: u64,
}

impl Backup {
    pub(super) fn open(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(BackupError::file(path))?;
        let bytes = file.metadata().map_err(BackupError::file(path))?.len();
        let limit = bytes.saturating_mul(MOST_PACKED).max(ALWAYS_TAKEN);
        Ok(Self { file, limit })
    }

    /// Reads everything, and compares it with the list at its end.
    pub(super) fn check(&mut self) -> Result<Manifest, BackupError> {
        let mut entries = Vec::new();
        let mut manifest = None;
        self.each(|name, content| {
            if manifest.is_some() {
                return Err(BackupError::Damaged("something stands behind its list".to_owned()));
            }
            if name.belongs() == Belongs::Manifest {
                let mut text = Vec::new();
                content.read_to_end(&mut text)?;
                manifest = Some(Manifest::read(&text)?);
            } else {
                let mut hashing = Hashing::new(content);
                io::copy(&mut hashing, &mut io::sink())?;
                let (bytes, sha256) = hashing.finish();
                entries.push(Entry { name: name.clone(), bytes, sha256 });
            }
            Ok(())
        })?;
        let manifest = manifest.ok_or_else(|| {
            BackupError::Damaged("its list is not there: it ends early".to_owned())
        })?;
        match first_difference(&manifest.entries, &entries) {
            None => Ok(manifest),
            Some(name) => Err(BackupError::Damaged(format!("`{name}` is not what its list says"))),
        }
    }

    /// Hands every file to `take`, in order.
    pub(super) fn each(
        &mut self,
        mut take: impl FnMut(&EntryName, &mut dyn Read) -> Result<(), BackupError>,
    ) -> Result<(), BackupError> {
        self.file.rewind()?;
        let mut decoder = Decoder::new(BufReader::new(&self.file)).map_err(damaged)?;
        decoder.window_log_max(WINDOW)?;
        let mut archive = Archive::new(Limited { from: decoder, left: self.limit });
        let mut names = BTreeSet::new();
        let mut long_name: LongName = None;
        for entry in archive.entries().map_err(damaged)?.raw(true) {
            let mut entry = entry.map_err(damaged)?;
            match entry.header().entry_type() {
                EntryType::GNULongName if long_name.is_none() => {
                    long_name = Some(read_name(&mut entry)?);
                }
                EntryType::Regular => {
                    let name = long_name.take().unwrap_or_else(|| entry.path_bytes().into_owned());
                    let name = sound(&name)?;
                    if !names.insert(name.clone()) {
                        return Err(BackupError::Hostile(format!("`{name}` stands in it twice")));
                    }
                    take(&name, &mut entry).map_err(told_apart)?;
                }
                kind => {
                    let what = format!("it holds a {kind:?}, and files alone are taken");
                    return Err(BackupError::Hostile(what));
                }
            }
        }
        // What stands behind the end of the tar file is read, too: its checksum is at the very end.
        io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(damaged)?;
        Ok(())
    }
}

/// Reads the name of the entry that follows.
fn read_name(entry: &mut impl Read) -> Result<Vec<u8>, BackupError> {
    let mut name = Vec::new();
    entry.take(LONGEST as u64 + 2).read_to_end(&mut name).map_err(damaged)?;
    if name.last() == Some(&0) {
        name.pop();
    }
    Ok(name)
}

fn sound(name: &[u8]) -> Result<EntryName, BackupError> {
    let text = std::str::from_utf8(name).ok();
    text.and_then(EntryName::new).ok_or_else(|| {
        let shown: String = String::from_utf8_lossy(name).chars().take(80).collect();
        BackupError::Hostile(format!("{shown:?} is no name of a file in a backup"))
    })
}

/// Says of the bytes of a backup that they cannot be read.
#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn damaged(error: io::Error) -> BackupError {
    if error.get_ref().is_some_and(|inner| inner.downcast_ref::<TooMuch>().is_some()) {
        BackupError::Hostile(error.to_string())
    } else {
        BackupError::Damaged(error.to_string())
    }
}

/// Tells faults of the backup from those of the disk that it is put on.
fn told_apart(error: BackupError) -> BackupError {
    match error {
        BackupError::Io(error) => damaged(error),
        error => error,
    }
}

/// Returns the first name that stands in one list and not so in the other.
fn first_difference<'e>(said: &'e [Entry], there: &'e [Entry]) -> Option<&'e EntryName> {
    let differ = said.iter().zip(there).find(|(said, there)| said != there);
    let shorter = said.len().min(there.len());
    let longer = if said.len() > there.len() { said } else { there };
    differ.map(|(said, _)| said).or(longer.get(shorter)).map(|entry| &entry.name)
}

/// Refuses to unpack more than a limit.
struct Limited<R> {
    from: R,
    left: u64,
}

/// More is unpacked than files pack.
#[derive(Debug, thiserror::Error)]
#[error("it unpacks to more than any site packs into a file of its size")]
struct TooMuch;

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| io::Error::other(TooMuch))?;
        Ok(read)
    }
}
