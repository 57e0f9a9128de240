//! Puts the files of a backup in their places: first all of them on the disk, then each by a rename.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::backup::Targets;
use crate::backup::error::BackupError;
use crate::backup::manifest::{Entry, Manifest};
use crate::backup::name::Belongs;
use crate::backup::packing::Hashing;
use crate::backup::reading::Backup;
use crate::durable::system::{System, create, rename, unfinished};
use crate::durable::{Disk, Readers};

/// Name of the folder in the library where files lie until all of them are there; it is hidden, so
/// that nobody reads them as notices.
const STAGE: &str = "restore";

/// What belongs to a database beside its file; of another database it would damage this one.
const OF_DATABASE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// Where files are put.
#[derive(Debug)]
pub(super) struct Placing<'t> {
    targets: &'t Targets,
    /// Folder of the files of the library until all are there.
    stage: PathBuf,
    /// The files that lie on the disk.
    laid: Vec<Laid>,
}

/// A file that lies on the disk, on that of its place, and where it belongs.
#[derive(Debug)]
struct Laid {
    at: PathBuf,
    to: PathBuf,
}

impl Drop for Placing<'_> {
    fn drop(&mut self) {
        for file in &self.laid {
            let _ = fs::remove_file(&file.at);
        }
        let _ = fs::remove_dir_all(&self.stage);
    }
}

impl<'t> Placing<'t> {
    /// Looks whether there is room.
    ///
    /// # Errors
    ///
    /// Something is there already that may not be replaced.
    pub(super) fn begin(targets: &'t Targets) -> Result<Self, BackupError> {
        let library = &targets.folder;
        let stage = unfinished(&library.join(STAGE)).map_err(BackupError::file(library))?;
        // What an earlier run left that was cut off.
        let _ = fs::remove_dir_all(&stage);
        let files = targets.usage.iter().chain([&targets.keys, &targets.audit]);
        let taken = files.into_iter().find(|file| file.exists()).or_else(|| {
            let is_empty =
                fs::read_dir(library).map_or(!library.exists(), |mut all| all.next().is_none());
            (!is_empty).then_some(library)
        });
        match taken.filter(|_| !targets.replaces) {
            Some(taken) => Err(BackupError::Occupied(taken.clone())),
            None => Ok(Self { targets, stage, laid: Vec::new() }),
        }
    }

    /// Lays all files on the disk, and then puts each in its place.
    pub(super) fn place(
        mut self,
        backup: &mut Backup,
        manifest: &Manifest,
    ) -> Result<(), BackupError> {
        make_folder(&self.stage)?;
        let mut entries = manifest.entries.iter();
        backup.each(|name, content| {
            let Some((to, readers)) = self.target(&name.belongs())? else { return Ok(()) };
            let entry = entries.find(|entry| entry.name == *name);
            let entry =
                entry.ok_or_else(|| BackupError::Damaged(format!("`{name}` was not there")))?;
            let at = if readers == Readers::Owner {
                make_folder(folder_of(&to))?;
                unfinished(&to).map_err(BackupError::file(&to))?
            } else {
                self.stage.join(self.laid.len().to_string())
            };
            self.laid.push(Laid { at: at.clone(), to });
            lay(&at, readers, content, entry)
        })?;
        self.laid.iter().try_for_each(|file| self.put(file))
    }

    /// Returns where a file belongs and who may read it; `None` where it is left out.
    fn target(&self, belongs: &Belongs) -> Result<Option<(PathBuf, Readers)>, BackupError> {
        let targets = self.targets;
        Ok(match belongs {
            Belongs::Library(inside) => {
                self.refuse_links(inside)?;
                Some((targets.folder.join(inside), Readers::Usual))
            }
            Belongs::Usage => targets.usage.clone().map(|file| (file, Readers::Owner)),
            Belongs::Keys => Some((targets.keys.clone(), Readers::Owner)),
            Belongs::Audit => Some((targets.audit.clone(), Readers::Owner)),
            Belongs::Manifest => None,
        })
    }

    /// Refuses a path that a link in the library would lead out of it.
    fn refuse_links(&self, inside: &Path) -> Result<(), BackupError> {
        let mut folder = self.targets.folder.clone();
        for part in inside.parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            if folder.is_symlink() {
                let what =
                    format!("`{}` is a link, through which nothing is put", folder.display());
                return Err(BackupError::Hostile(what));
            }
        }
        Ok(())
    }

    fn put(&self, file: &Laid) -> Result<(), BackupError> {
        make_folder(folder_of(&file.to))?;
        if self.targets.usage.as_ref() == Some(&file.to) {
            for ending in OF_DATABASE {
                let mut name = file.to.clone().into_os_string();
                name.push(ending);
                let _ = fs::remove_file(name);
            }
        }
        rename(&file.at, &file.to).map_err(BackupError::file(&file.to))
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn make_folder(folder: &Path) -> Result<(), BackupError> {
    System.make_folder(folder).map_err(BackupError::file(folder))
}

/// Writes a file to the disk, and looks whether it is what was checked.
fn lay(
    at: &Path,
    readers: Readers,
    content: &mut dyn Read,
    entry: &Entry,
) -> Result<(), BackupError> {
    let mut file = create(at, readers).map_err(BackupError::file(at))?;
    let mut hashing = Hashing::new(content);
    io::copy(&mut hashing, &mut file).map_err(BackupError::file(at))?;
    let (bytes, sha256) = hashing.finish();
    if (bytes, &sha256) != (entry.bytes, &entry.sha256) {
        return Err(BackupError::Damaged(format!("`{}` changed while it was read", entry.name)));
    }
    file.sync_all().map_err(BackupError::file(at))
}
