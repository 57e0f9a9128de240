//! An operator's own tables: the folder `lexicon/` of a library, or its copy in an index.

use std::path::{Path, PathBuf};
use std::{fs, io};

use thiserror::Error;

/// Name of the folder inside a library.
pub const FOLDER: &str = "lexicon";

/// The texts of an operator's tables; an absent table is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// `divisions.tsv`: code, name, level.
    pub divisions: String,
    /// `departments.tsv`: as the built-in table.
    pub departments: String,
    /// `words.txt`: one word a line.
    pub words: String,
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
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(OverlayError { path, source }),
            }
        }
        Ok(overlay)
    }

    /// Writes the tables into a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// What the system says of the folder or a table.
    pub fn write(&self, folder: &Path) -> Result<(), OverlayError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| OverlayError { path, source }
        };
        fs::create_dir_all(folder).map_err(failed(folder))?;
        for (name, text) in self.tables() {
            let path = folder.join(name);
            fs::write(&path, text).map_err(failed(&path))?;
        }
        Ok(())
    }

    /// Adds the tables of another overlay behind these.
    pub fn extend(&mut self, other: &Self) {
        for ((_, text), (_, more)) in self.tables_mut().into_iter().zip(other.tables()) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(more);
        }
    }

    fn tables(&self) -> [(&'static str, &String); 3] {
        [
            ("divisions.tsv", &self.divisions),
            ("departments.tsv", &self.departments),
            ("words.txt", &self.words),
        ]
    }

    fn tables_mut(&mut self) -> [(&'static str, &mut String); 3] {
        [
            ("divisions.tsv", &mut self.divisions),
            ("departments.tsv", &mut self.departments),
            ("words.txt", &mut self.words),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::Overlay;

    #[test]
    fn tables_read_back_as_they_were_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let overlay = Overlay { words: "澄心服务站\n".to_owned(), ..Overlay::default() };
        overlay.write(folder.path()).expect("the folder can be written");
        assert_eq!(Overlay::read(folder.path()).expect("just written"), overlay);
        let missing = folder.path().join("nowhere");
        assert_eq!(Overlay::read(&missing).expect("nothing there"), Overlay::default());
    }
}
