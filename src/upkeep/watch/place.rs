//! The places on the disk whose changes are changes of a library.

use std::path::{Path, PathBuf};

use crate::lexicon::overlay;

/// A folder that is watched, and what counts in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The folder.
    pub(super) folder: PathBuf,
    /// What counts in it.
    pub(super) extent: Extent,
}

/// What counts in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Everything in it, at any depth.
    Whole,
    /// The files in it.
    Files,
    /// One file in it, which may be replaced by another of its name.
    File(PathBuf),
}

impl Place {
    /// Returns the places of a library: its paths, and the folders of the operator's tables that
    /// belong to them and lie elsewhere.
    pub(super) fn of_library(paths: &[PathBuf]) -> Vec<Self> {
        let mut places: Vec<Self> = paths.iter().map(|path| Self::of_path(&whole(path))).collect();
        for folder in overlay::folders_of(paths) {
            if !places
                .iter()
                .any(|place| place.extent == Extent::Whole && folder.starts_with(&place.folder))
            {
                places.push(Self { folder, extent: Extent::Files });
            }
        }
        places
    }

    fn of_path(path: &Path) -> Self {
        match path.parent() {
            Some(folder) if path.is_file() => {
                Self { folder: folder.to_owned(), extent: Extent::File(path.to_owned()) }
            }
            _ => Self { folder: path.to_owned(), extent: Extent::Whole },
        }
    }

    /// Tells whether a change at a path counts. Hidden files do not, as the reader passes them over:
    /// editors and the program itself write under hidden names first.
    pub(super) fn counts(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.folder) else { return false };
        let is_hidden =
            |part: std::path::Component<'_>| part.as_os_str().as_encoded_bytes().starts_with(b".");
        match &self.extent {
            Extent::File(file) => path == file,
            Extent::Whole | Extent::Files => !inside.components().any(is_hidden),
        }
    }
}

/// Returns a path as the system names it in events.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Extent, Place};

    #[test]
    fn tables_beside_a_library_are_watched_and_hidden_files_do_not_count() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().canonicalize().expect("a folder");
        for name in ["2024", "lexicon"] {
            fs::create_dir(root.join(name)).expect("made");
        }
        fs::write(root.join("lexicon/blocked.txt"), "望溪\n").expect("written");
        fs::write(root.join("one.txt"), "通知").expect("written");
        let places = Place::of_library(&[root.join("2024"), root.join("one.txt")]);
        let extents: Vec<_> = places.iter().map(|place| place.extent.clone()).collect();
        assert_eq!(extents, [Extent::Whole, Extent::File(root.join("one.txt")), Extent::Files]);
        for (path, counted) in [
            ("2024/a.txt", true),
            ("2024/deep/a.txt", true),
            ("2024", true),
            ("2024/.lock", false),
            ("2024/.git/index", false),
            ("one.txt", true),
            ("other.txt", false),
            ("lexicon/blocked.txt", true),
            ("lexicon/.blocked.txt.swp", false),
        ] {
            let counts = places.iter().any(|place| place.counts(&root.join(path)));
            assert_eq!(counts, counted, "{path}");
        }
    }
}
