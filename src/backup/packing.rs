//! Writes a backup: files into tar, tar into zstd, and the list of all of them at its end.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tar::{Builder, EntryType, Header};
use zstd::Encoder;

use crate::backup::error::BackupError;
use crate::backup::found::Source;
use crate::backup::manifest::{Entry, Manifest};
use crate::backup::name::{EntryName, MANIFEST};
use crate::corpus::received::{FILES, attached};

/// How hard files are packed: what zstd takes by itself.
const LEVEL: i32 = 3;

/// Files up to this size are read whole before they are written, so that one which grows or shrinks
/// meanwhile is kept as it was at one moment; notices have at most 12 MiB.
const READ_WHOLE: u64 = 16 << 20;

/// A backup that is being written.
pub(super) struct Packing<'f> {
    tar: Builder<Encoder<'static, BufWriter<&'f mut File>>>,
    made_at: Timestamp,
    entries: Vec<Entry>,
}

impl<'f> Packing<'f> {
    pub(super) fn begin(out: &'f mut File, made_at: Timestamp) -> io::Result<Self> {
        let mut encoder = Encoder::new(BufWriter::new(out), LEVEL)?;
        encoder.include_checksum(true)?;
        Ok(Self { tar: Builder::new(encoder), made_at, entries: Vec::new() })
    }

    /// Puts a file in; one that was taken away since it was found is no longer of the site.
    pub(super) fn put(&mut self, source: &Source) -> Result<(), BackupError> {
        if source.is_record {
            return self.put_record(source);
        }
        let failed = || BackupError::file(&source.path);
        let file = match File::open(&source.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            opened => opened.map_err(failed())?,
        };
        let bytes = file.metadata().map_err(failed())?.len();
        let mut file = file.take(bytes);
        if bytes <= READ_WHOLE {
            let mut whole = Vec::new();
            file.read_to_end(&mut whole).map_err(failed())?;
            return self.put_bytes(&source.name, &whole).map_err(failed());
        }
        let entry = self.add(&source.name, bytes, &mut file).map_err(failed())?;
        self.entries.push(entry.ok_or_else(|| BackupError::Shrank(source.path.clone()))?);
        Ok(())
    }

    /// Puts in a record of a received notice, and the file that the notice came as right behind it: the
    /// two belong together, though another version may come while they are read.
    fn put_record(&mut self, source: &Source) -> Result<(), BackupError> {
        let failed = || BackupError::file(&source.path);
        let mut before = None;
        loop {
            let record = match fs::read(&source.path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                read => read.map_err(failed())?,
            };
            let path = attached(&record).map(|attached| attached.path(&source.path));
            match path.map(|path| (fs::read(&path), path)) {
                Some((Err(error), _)) if error.kind() == io::ErrorKind::NotFound => {
                    // Two versions came since the record was read, and there is another record now;
                    // or the library itself has lost the file.
                    if before.as_ref() == Some(&record) {
                        return self.put_bytes(&source.name, &record).map_err(failed());
                    }
                    before = Some(record);
                }
                Some((read, path)) => {
                    let file = read.map_err(BackupError::file(&path))?;
                    let name = path.file_name().and_then(|name| name.to_str());
                    let name = name.and_then(|name| source.name.beside(FILES, name));
                    let name = name.ok_or_else(|| BackupError::Name(path.clone()))?;
                    self.put_bytes(&source.name, &record).map_err(failed())?;
                    return self.put_bytes(&name, &file).map_err(BackupError::file(&path));
                }
                None => return self.put_bytes(&source.name, &record).map_err(failed()),
            }
        }
    }

    fn put_bytes(&mut self, name: &EntryName, bytes: &[u8]) -> io::Result<()> {
        let entry = self.add(name, bytes.len() as u64, &mut &*bytes)?;
        self.entries.extend(entry);
        Ok(())
    }

    /// Writes the list, and everything to the file.
    pub(super) fn finish(mut self) -> Result<Manifest, BackupError> {
        let manifest = Manifest::new(self.made_at, std::mem::take(&mut self.entries));
        let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::from)?;
        if let Some(name) = EntryName::new(MANIFEST) {
            self.add(&name, text.len() as u64, &mut text.as_slice())?;
        }
        let encoder = self.tar.into_inner()?;
        encoder.finish()?.flush()?;
        Ok(manifest)
    }

    /// Adds an entry; `None` where there were fewer bytes than was said.
    fn add(
        &mut self,
        name: &EntryName,
        bytes: u64,
        from: &mut dyn Read,
    ) -> io::Result<Option<Entry>> {
        let mut header = Header::new_gnu();
        header.set_entry_type(EntryType::Regular);
        header.set_size(bytes);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.made_at.as_second()).unwrap_or(0));
        let mut hashing = Hashing::new(from);
        self.tar.append_data(&mut header, name.as_str(), &mut hashing)?;
        let (read, sha256) = hashing.finish();
        Ok((read == bytes).then(|| Entry { name: name.clone(), bytes, sha256 }))
    }
}

/// Takes the digest of what is read through it.
pub(super) struct Hashing<R> {
    from: R,
    hasher: Sha256,
    bytes: u64,
}

impl<R: Read> Hashing<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, hasher: Sha256::new(), bytes: 0 }
    }

    /// Returns how many bytes were read, and their digest.
    pub(super) fn finish(self) -> (u64, String) {
        (self.bytes, hex(&self.hasher.finalize()))
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.hasher.update(&into[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write;
    digest.iter().fold(String::with_capacity(digest.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
