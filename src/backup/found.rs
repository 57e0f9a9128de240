//! Which files of a site belong into its backup, and by which names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::backup::Kept;
use crate::backup::error::BackupError;
use crate::backup::name::{AUDIT, EntryName, KEYS, USAGE};
use crate::corpus::received;
use crate::corpus::walk::{LibraryFile, files};
use crate::durable::system::unfinished;
use crate::lexicon::overlay;
use crate::usage::store::copy;

/// Ends the name of the copy of usage beside the backup.
const USAGE_COPY: &str = ".usage";

/// A file that belongs into a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) name: EntryName,
    /// Whether it is the record of a notice that was received, which may have come as a file.
    pub(super) is_record: bool,
}

/// The files that belong into a backup; the copy of usage is removed with this.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) sources: Vec<Source>,
    usage_copy: PathBuf,
}

impl Drop for Found {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.usage_copy);
    }
}

impl Found {
    /// Finds them; usage is copied beside the backup, as after one transaction.
    pub(super) fn of(kept: &Kept, backup: &Path) -> Result<Self, BackupError> {
        let mut copy_name = backup.to_owned().into_os_string();
        copy_name.push(USAGE_COPY);
        let usage_copy = unfinished(Path::new(&copy_name)).map_err(BackupError::file(backup))?;
        let mut found = Self { sources: Vec::new(), usage_copy };
        // The log is read behind the notices: what it tells of is in the backup, or came later.
        found.take_library(kept)?;
        found.take_tables(kept)?;
        if let Some(usage) = kept.usage.as_ref().filter(|usage| usage.is_file()) {
            let _ = fs::remove_file(&found.usage_copy);
            copy(usage, &found.usage_copy)?;
            found.take(&found.usage_copy.clone(), EntryName::new(USAGE))?;
        }
        for (path, name) in [(&kept.keys, KEYS), (&kept.audit, AUDIT)] {
            if path.is_file() {
                found.take(path, EntryName::new(name))?;
            }
        }
        let mut names = BTreeSet::new();
        match found.sources.iter().find(|source| !names.insert(&source.name)) {
            Some(twice) => Err(BackupError::Twice(twice.name.to_string())),
            None => Ok(found),
        }
    }

    /// Takes the files of the library. A file that is replaced while a folder is listed may be passed
    /// over by the system: the library is listed until nothing new is found.
    fn take_library(&mut self, kept: &Kept) -> Result<(), BackupError> {
        let index = kept.index.canonicalize().ok();
        let is_of_index = |path: &Path| {
            index
                .as_ref()
                .zip(path.canonicalize().ok())
                .is_some_and(|(index, path)| path.starts_with(index))
        };
        let mut known = BTreeSet::new();
        loop {
            let before = known.len();
            for LibraryFile { path, relative } in files(&kept.paths)? {
                if !known.insert(path.clone()) || is_of_index(&path) {
                    continue;
                }
                self.take(&path, EntryName::in_library(&relative))?;
                if let Some(source) = self.sources.last_mut() {
                    source.is_record = received::holds(&relative);
                }
            }
            if known.len() == before {
                self.sources.sort_by(|a, b| a.name.cmp(&b.name));
                return Ok(());
            }
        }
    }

    /// Takes the operator's tables that lie beside the library: read from above it, they belong to it.
    fn take_tables(&mut self, kept: &Kept) -> Result<(), BackupError> {
        let roots: Vec<PathBuf> =
            kept.paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        for folder in overlay::folders_of(&kept.paths) {
            if roots.iter().any(|root| folder.starts_with(root)) {
                continue;
            }
            for name in overlay::NAMES {
                let path = folder.join(name);
                if path.is_file() {
                    self.take(
                        &path,
                        EntryName::in_library(&format!("{}/{name}", overlay::FOLDER)),
                    )?;
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, path: &Path, name: Option<EntryName>) -> Result<(), BackupError> {
        let name = name.ok_or_else(|| BackupError::Name(path.to_owned()))?;
        self.sources.push(Source { path: path.to_owned(), name, is_record: false });
        Ok(())
    }
}
