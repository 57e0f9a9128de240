//! How the files of a library look to the system, without reading them.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

use crate::corpus::walk::walk;
use crate::lexicon::overlay;

/// How the files of a library looked: another mark, where one was added, taken away or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look(Option<blake3::Hash>);

impl Look {
    /// Looks at the files of a library and at the operator's tables that belong to it.
    pub(super) fn at(paths: &[PathBuf]) -> Self {
        let Ok(found) = walk(paths) else { return Self(None) };
        let mut hasher = blake3::Hasher::new();
        for source in &found.sources {
            note(&mut hasher, &source.path);
        }
        for folder in overlay::folders_of(paths) {
            let entries = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
            let mut tables: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
            tables.sort();
            for table in &tables {
                note(&mut hasher, table);
            }
        }
        Self(Some(hasher.finalize()))
    }
}

fn note(hasher: &mut blake3::Hasher, path: &Path) {
    let name = path.as_os_str().as_encoded_bytes();
    hasher.update(&(name.len() as u64).to_le_bytes()).update(name);
    if let Ok(metadata) = fs::metadata(path) {
        // A time that goes back tells of a change, too: copies keep the time of their originals.
        hasher.update(format!("{:?}", metadata.modified().ok()).as_bytes());
        hasher.update(&metadata.len().to_le_bytes());
        hasher.update(&number_of(&metadata).to_le_bytes());
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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::time::{Duration, SystemTime};

    use super::Look;

    #[test]
    fn every_change_looks_otherwise() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let library = folder.path().join("library");
        let paths = [library.clone()];
        assert_eq!(Look::at(&paths), Look::at(&paths), "nothing is there");
        let earlier = SystemTime::now() - Duration::from_hours(1);
        let changes: [(&str, &dyn Fn()); 6] = [
            ("the library is there", &|| fs::create_dir(&library).expect("made")),
            ("a file", &|| fs::write(library.join("a.txt"), "通知").expect("written")),
            ("other words", &|| fs::write(library.join("a.txt"), "通告二").expect("written")),
            ("an older file", &|| {
                let file = File::options().append(true).open(library.join("a.txt"));
                file.and_then(|file| file.set_modified(earlier)).expect("set");
            }),
            ("a table", &|| {
                fs::create_dir(library.join("lexicon")).expect("made");
                fs::write(library.join("lexicon/blocked.txt"), "望溪\n").expect("written");
            }),
            ("a file less", &|| fs::remove_file(library.join("a.txt")).expect("removed")),
        ];
        let mut before = Look::at(&paths);
        for (what, change) in changes {
            change();
            let after = Look::at(&paths);
            assert_ne!(after, before, "{what}");
            assert_eq!(Look::at(&paths), after, "{what}: a look changes nothing");
            before = after;
        }
    }
}
