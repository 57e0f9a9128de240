//! An operator's own tables: the folder `lexicon/` of a library, or its copy in an index.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use thiserror::Error;

use crate::durable::system::System;
use crate::durable::{Disk, Readers};

/// Name of the folder inside a library.
pub const FOLDER: &str = "lexicon";

/// Names of the tables.
pub const NAMES: [&str; 5] =
    ["divisions.tsv", "departments.tsv", "words.txt", "colloquial.tsv", "blocked.txt"];

/// The texts of an operator's tables; an absent table is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// `divisions.tsv`: code, name, level.
    pub divisions: String,
    /// `departments.tsv`: as the built-in table.
    pub departments: String,
    /// `words.txt`: one word a line.
    pub words: String,
    /// `colloquial.tsv`: as the built-in table.
    pub colloquial: String,
    /// `blocked.txt`: one word a line that is never suggested.
    pub blocked: String,
}

/// A table that could not be read from disk or written to it.
#[derive(Debug, Error)]
#[error("cannot use the table {}: {source}", path.display())]
pub struct OverlayError {
    /// The table.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl Overlay {
    /// Reads the tables of a folder; a missing folder or table is empty.
    ///
    /// # Errors
    ///
    /// A table that is there and cannot be read, or is not UTF-8.
    pub fn read(folder: &Path) -> Result<Self, OverlayError> {
        let mut overlay = Self::default();
        for (name, text) in overlay.tables_mut() {
            let path = folder.join(name);
            match fs::read_to_string(&path) {
                Ok(content) => *text = content,
                Err(error) if is_absent(&error) => {}
                Err(source) => return Err(OverlayError { path, source }),
            }
        }
        Ok(overlay)
    }

    /// Reads the tables of the libraries that files and folders belong to: for each, those of the
    /// nearest folder at or above it that has any.
    ///
    /// # Errors
    ///
    /// As [`Overlay::read`].
    pub fn of_libraries(paths: &[PathBuf]) -> Result<Self, OverlayError> {
        let mut all = Self::default();
        for (_, overlay) in each(paths) {
            all.extend(&overlay?);
        }
        Ok(all)
    }

    /// Writes the tables into a folder, which is made if it is not there; one that is there as it
    /// should be is left alone, another is replaced whole.
    ///
    /// # Errors
    ///
    /// What the system says of the folder or a table, which is as it was then.
    pub fn write(&self, folder: &Path) -> Result<(), OverlayError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| OverlayError { path, source }
        };
        fs::create_dir_all(folder).map_err(failed(folder))?;
        for (name, text) in self.tables() {
            let path = folder.join(name);
            if fs::read(&path).is_ok_and(|held| held == text.as_bytes()) {
                continue;
            }
            System.replace(&path, text.as_bytes(), Readers::Usual).map_err(failed(&path))?;
        }
        Ok(())
    }

    /// Puts one table in place of this overlay's own; tells whether there is one of that name and
    /// it was another.
    pub(super) fn take_table(&mut self, name: &str, from: &Self) -> bool {
        let tables = self.tables_mut().into_iter().zip(from.tables());
        let mut differ = tables.filter(|((own, text), (_, other))| *own == name && text != other);
        let Some(((_, text), (_, other))) = differ.next() else { return false };
        other.clone_into(text);
        true
    }

    /// Returns the names of the tables that another overlay has otherwise.
    pub fn other_than(&self, other: &Self) -> Vec<&'static str> {
        let tables = self.tables().into_iter().zip(other.tables());
        tables.filter(|((_, own), (_, other))| own != other).map(|((name, _), _)| name).collect()
    }

    /// Adds the tables of another overlay behind these.
    fn extend(&mut self, other: &Self) {
        for ((_, text), (_, more)) in self.tables_mut().into_iter().zip(other.tables()) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(more);
        }
    }

    fn tables(&self) -> [(&'static str, &String); 5] {
        let Self { divisions, departments, words, colloquial, blocked } = self;
        let [one, two, three, four, five] = NAMES;
        [(one, divisions), (two, departments), (three, words), (four, colloquial), (five, blocked)]
    }

    fn tables_mut(&mut self) -> [(&'static str, &mut String); 5] {
        let Self { divisions, departments, words, colloquial, blocked } = self;
        let [one, two, three, four, five] = NAMES;
        [(one, divisions), (two, departments), (three, words), (four, colloquial), (five, blocked)]
    }
}

/// Returns the folders of tables that belong to the libraries of files and folders, those that
/// cannot be read among them.
pub fn folders_of(paths: &[PathBuf]) -> Vec<PathBuf> {
    each(paths).into_iter().map(|(folder, _)| folder).collect()
}

/// Returns for each path the nearest folder at or above it that has tables, or has one that cannot
/// be read; a folder of several paths once.
fn each(paths: &[PathBuf]) -> Vec<(PathBuf, Result<Overlay, OverlayError>)> {
    let mut all = Vec::new();
    let mut taken = BTreeSet::new();
    for path in paths {
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        let mut folders = whole.ancestors().map(|folder| folder.join(FOLDER));
        let nearest = folders.find_map(|folder| {
            let read = Overlay::read(&folder);
            let is_empty = read.as_ref().is_ok_and(|overlay| *overlay == Overlay::default());
            (!is_empty).then_some((folder, read))
        });
        all.extend(nearest.filter(|(folder, _)| taken.insert(folder.clone())));
    }
    all
}

/// Tells whether an error says that nothing is there, a file where a folder would be included.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FOLDER, Overlay};

    #[test]
    fn tables_read_back_as_they_were_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let overlay = Overlay {
            divisions: "990000\t岚川省\t省\n".to_owned(),
            departments: "河长办\t河长办\t河长\t办\t\t\n".to_owned(),
            words: "澄心服务站\n".to_owned(),
            colloquial: "基本养老金\t基本养老金\t退休金\t社会保险\tS\t\n".to_owned(),
            blocked: "望溪\n".to_owned(),
        };
        overlay.write(folder.path()).expect("the folder can be written");
        assert_eq!(Overlay::read(folder.path()).expect("just written"), overlay);
        let missing = folder.path().join("nowhere");
        assert_eq!(Overlay::read(&missing).expect("nothing there"), Overlay::default());
    }
    #[test]
    fn a_file_inside_a_library_is_read_with_its_tables() {
        let library = tempfile::tempdir().expect("a temporary folder");
        let overlay = Overlay { words: "澄心服务站\n".to_owned(), ..Overlay::default() };
        overlay.write(&library.path().join(FOLDER)).expect("the folder can be written");
        let notice = library.path().join("2024/清泽/通知.txt");
        fs::create_dir_all(notice.parent().expect("a folder")).expect("folders can be made");
        fs::write(&notice, "通知").expect("a file can be written");
        let paths = [notice, library.path().to_owned()];
        for paths in [&paths[..1], &paths[1..], &paths] {
            assert_eq!(Overlay::of_libraries(paths).expect("readable"), overlay, "{paths:?}");
        }
    }
}
