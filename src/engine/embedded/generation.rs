//! Generations on disk: folders, the file that names the current one, the lock of writers.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::OpenWriteError;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::TextAnalyzer;
use tantivy::{Index, IndexSettings, TantivyError};

use crate::engine::Publication;
use crate::engine::embedded::schema::{SLOTS, schema};
use crate::engine::embedded::tally::Counts;
use crate::engine::embedded::tokenizer::SlotTokenizer;
use crate::engine::error::EngineError;
use crate::lexicon::overlay;

/// Name of the file of a generation that names its segments and says what was published.
pub(super) const META: &str = "meta.json";
/// Name of the file that names the current generation.
const CURRENT: &str = "CURRENT";
/// Name of the file that writers hold a lock on.
const LOCK: &str = "LOCK";
/// How the folders of generations begin.
const PREFIX: &str = "generation-";
/// Bytes of records that are packed together; a page of results reads few blocks of this size.
const BLOCK: usize = 16 << 10;

/// The folder that holds generations.
#[derive(Debug)]
pub(super) struct Generations {
    root: PathBuf,
}

/// One generation: a folder with an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Generation {
    /// Its folder.
    pub(super) path: PathBuf,
}

impl Generations {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Returns where the generations are.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the generation that is searched; `None` before the first publication.
    pub(super) fn current(&self) -> Result<Option<Generation>, EngineError> {
        let name = match fs::read_to_string(self.root.join(CURRENT)) {
            Ok(name) => name.trim().to_owned(),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            Err(error) => return Err(self.damaged(format!("{CURRENT}: {error}"))),
        };
        let path = self.root.join(&name);
        if !name.starts_with(PREFIX) || !path.is_dir() {
            return Err(self.damaged(format!("{CURRENT} names `{name}`, which is not there")));
        }
        Ok(Some(Generation { path }))
    }

    /// Makes the folder of a new generation with an empty index.
    pub(super) fn create(&self) -> Result<(Generation, Index), EngineError> {
        let number =
            self.folders()?.iter().filter_map(|path| number_of(path)).max().unwrap_or(0) + 1;
        let path = self.root.join(format!("{PREFIX}{number:06}"));
        fs::create_dir_all(&path).map_err(|source| disk(&path, source))?;
        let directory =
            MmapDirectory::open(&path).map_err(|error| self.damaged(error.to_string()))?;
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            docstore_blocksize: BLOCK,
            ..IndexSettings::default()
        };
        let index = Index::create(directory, schema().0, settings)
            .map_err(|error| unwritten(&path, error))?;
        register(&index);
        Ok((Generation { path }, index))
    }

    /// Makes a generation the one that is searched, whole and at once.
    pub(super) fn switch(&self, generation: &Generation) -> Result<(), EngineError> {
        let name = generation
            .path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let new = self.root.join("CURRENT.new");
        let current = self.root.join(CURRENT);
        let write = || -> io::Result<()> {
            let mut file = File::create(&new)?;
            writeln!(file, "{name}")?;
            file.sync_all()?;
            fs::rename(&new, &current)?;
            File::open(&self.root)?.sync_all()
        };
        write().map_err(|source| disk(&current, source))
    }

    /// Removes every generation but the current one; what cannot be removed is left.
    pub(super) fn sweep(&self) -> Result<(), EngineError> {
        let current = self.current()?;
        for path in self.folders()? {
            let is_old = current.as_ref().is_none_or(|current| current.path != path);
            if is_old && let Err(error) = fs::remove_dir_all(&path) {
                tracing::warn!(path = %path.display(), %error, "an old generation could not be removed");
            }
        }
        Ok(())
    }

    /// Takes the lock of writers; it is given back when the file is dropped or the process ends.
    pub(super) fn lock(&self) -> Result<File, EngineError> {
        fs::create_dir_all(&self.root).map_err(|source| disk(&self.root, source))?;
        let path = self.root.join(LOCK);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|source| disk(&path, source))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(fs::TryLockError::WouldBlock) => {
                Err(EngineError::Locked { path: self.root.clone() })
            }
            Err(fs::TryLockError::Error(source)) => Err(disk(&path, source)),
        }
    }

    fn folders(&self) -> Result<Vec<PathBuf>, EngineError> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(disk(&self.root, source)),
        };
        let mut folders: Vec<PathBuf> = entries
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .filter(|path| number_of(path).is_some())
            .collect();
        folders.sort();
        Ok(folders)
    }

    fn damaged(&self, reason: String) -> EngineError {
        EngineError::Damaged { path: self.root.clone(), reason }
    }
}

impl Generation {
    /// Opens the index of this generation.
    pub(super) fn open(&self) -> Result<Index, EngineError> {
        let index = Index::open_in_dir(&self.path).map_err(|error| EngineError::Damaged {
            path: self.path.clone(),
            reason: error.to_string(),
        })?;
        if index.schema() != schema().0 {
            return Err(EngineError::Outdated {
                path: self.path.clone(),
                library: published(&index).1.paths,
            });
        }
        register(&index);
        Ok(index)
    }

    /// Returns the number of what was published here last, whatever version of the program did;
    /// 0 where it cannot be read.
    pub(super) fn number(&self) -> u64 {
        Index::open_in_dir(&self.path).map_or(0, |index| published(&index).0)
    }

    /// Returns the folder of the operator's tables that this generation was read with.
    pub(super) fn lexicon(&self) -> PathBuf {
        self.path.join(overlay::FOLDER)
    }
}

/// What is kept with a publication: its number, and what was said of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Payload(pub(super) u64, pub(super) Kept);

/// What was said of a publication, and what it held.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(flatten)]
    pub(super) publication: Publication,
    /// `None` in an index of an older version.
    #[serde(default)]
    pub(super) counts: Option<Counts>,
}

/// Returns the number of the publication that an index holds, and what was said of it.
pub(super) fn published(index: &Index) -> (u64, Publication) {
    let Payload(number, kept) = payload(index).unwrap_or_default();
    (number, kept.publication)
}

/// Returns what is kept with the publication that an index holds, or why it cannot be read.
pub(super) fn payload(index: &Index) -> Result<Payload, String> {
    let metas = index.load_metas().map_err(|error| error.to_string())?;
    let payload = metas.payload.ok_or("it does not say what was published")?;
    serde_json::from_str(&payload).map_err(|error| format!("what was published: {error}"))
}

fn register(index: &Index) {
    index.tokenizers().register(SLOTS, TextAnalyzer::from(SlotTokenizer));
}

fn number_of(path: &Path) -> Option<u64> {
    path.file_name()?.to_str()?.strip_prefix(PREFIX)?.parse().ok()
}

fn disk(path: &Path, source: io::Error) -> EngineError {
    EngineError::Disk { path: path.to_owned(), source }
}

/// Says why something was not written: whatever fails while the disk is written to, it is most likely
/// the disk that refuses, which the engine tells of its threads only in words.
pub(super) fn unwritten(path: &Path, error: TantivyError) -> EngineError {
    let source = match error {
        TantivyError::IoError(source) => io::Error::new(source.kind(), source.to_string()),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
            io::Error::new(io_error.kind(), io_error.to_string())
        }
        TantivyError::ErrorInThread(_) => io::Error::other("a thread that writes failed"),
        other => {
            return EngineError::Damaged { path: path.to_owned(), reason: other.to_string() };
        }
    };
    EngineError::Disk { path: path.to_owned(), source }
}
