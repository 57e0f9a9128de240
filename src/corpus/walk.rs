//! Which files are notices: walks folders in a stable order.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::corpus::error::{CorpusError, Reason};
use crate::corpus::received;
use crate::lexicon::overlay;

/// How a file is written, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `.txt`
    Text,
    /// `.md`
    Markdown,
    /// `.html`, `.htm`
    Html,
    /// `.docx`
    Docx,
    /// `.pdf`
    Pdf,
    /// `.json`: one notice
    Json,
    /// `.jsonl`: one notice a line
    JsonLines,
    /// `.jsonl.gz`: the same, packed
    PackedJsonLines,
}

impl Format {
    /// Tells whether notices of a file say their keys themselves; else the path is the key.
    pub fn names_keys(self) -> bool {
        self == Self::Json || self.holds_several()
    }

    /// Tells whether a file may hold several notices.
    pub fn holds_several(self) -> bool {
        matches!(self, Self::JsonLines | Self::PackedJsonLines)
    }

    /// Returns the format that a file's name says.
    pub fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let is = |ending: &str| name.ends_with(ending);
        if is(".txt") {
            Some(Self::Text)
        } else if is(".md") || is(".markdown") {
            Some(Self::Markdown)
        } else if is(".html") || is(".htm") || is(".shtml") {
            Some(Self::Html)
        } else if is(".docx") {
            Some(Self::Docx)
        } else if is(".pdf") {
            Some(Self::Pdf)
        } else if is(".jsonl") || is(".ndjson") {
            Some(Self::JsonLines)
        } else if is(".jsonl.gz") {
            Some(Self::PackedJsonLines)
        } else if is(".json") {
            Some(Self::Json)
        } else {
            None
        }
    }
}

/// A file that holds notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it was given.
    pub path: PathBuf,
    /// The path inside the library, with `/` between folders: what keys are made of.
    pub relative: String,
    /// How it is written.
    pub format: Format,
}

/// The files under some paths, and what could not be used.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files that hold notices, in order of their paths, those received over HTTP last.
    pub sources: Vec<Source>,
    /// Files of other formats and folders that cannot be listed.
    pub failures: Vec<CorpusError>,
    /// Folders that cannot be listed, as paths inside the library.
    unlisted: Vec<String>,
}

impl Walk {
    /// Tells whether a path inside the library lies in a folder that cannot be listed.
    pub fn hides(&self, relative: &str) -> bool {
        self.unlisted.iter().any(|folder| {
            relative.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// Finds the files under the paths of a library.
///
/// Hidden files, an operator's folder `lexicon/` and the files that records stand for are passed
/// over; symbolic links are followed.
/// With several paths, each is a folder of the library under its own name.
///
/// # Errors
///
/// A path that is not there or cannot be read: then nothing is known about what it held.
pub fn walk(paths: &[PathBuf]) -> Result<Walk, CorpusError> {
    let mut walk = Walk::default();
    for path in paths {
        if !path.exists() {
            return Err(CorpusError::new(path, Reason::Missing));
        }
        if path.is_dir() {
            std::fs::read_dir(path)
                .map_err(|source| CorpusError::new(path, Reason::Unreadable(source)))?;
        }
        walk_one(path, &prefix(path, paths), &mut walk);
    }
    walk.sources.sort_by(|a, b| in_order(a).cmp(&in_order(b)));
    walk.sources.dedup_by(|a, b| a.path == b.path);
    Ok(walk)
}

/// A file of a library, whether it is read or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibraryFile {
    /// The path as it was given.
    pub path: PathBuf,
    /// The path inside the library, with `/` between folders.
    pub relative: String,
}

/// Lists all files under the paths of a library, those of other formats and the operator's tables
/// among them; hidden ones are passed over, symbolic links are followed. The files that received
/// notices came as are told by their records, and not listed.
///
/// # Errors
///
/// A path that is not there, or a folder that cannot be listed.
pub fn files(paths: &[PathBuf]) -> Result<Vec<LibraryFile>, CorpusError> {
    let mut all = Vec::new();
    for root in paths {
        if !root.exists() {
            return Err(CorpusError::new(root, Reason::Missing));
        }
        let prefix = prefix(root, paths);
        let entries = WalkDir::new(root).follow_links(true).sort_by_file_name();
        let is_listed = |entry: &DirEntry| !(is_hidden(entry) || is_of_records(entry));
        for entry in entries.into_iter().filter_entry(is_listed) {
            let entry = entry.map_err(|error| {
                let path = error.path().unwrap_or(root);
                CorpusError::new(path, Reason::Unlistable(error.to_string()))
            })?;
            if entry.file_type().is_file() {
                let relative = relative(entry.path(), root, &prefix);
                all.push(LibraryFile { path: entry.into_path(), relative });
            }
        }
    }
    Ok(all)
}

/// Orders files by their paths, those received last: a key that stands twice is that of the file
/// which an operator laid in the library.
fn in_order(source: &Source) -> (bool, &str) {
    (received::holds(&source.relative), &source.relative)
}

fn walk_one(root: &Path, prefix: &str, walk: &mut Walk) {
    let entries = WalkDir::new(root).follow_links(true).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(is_library) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                walk.unlisted.push(relative(&path, root, prefix));
                walk.failures.push(CorpusError::new(&path, Reason::Unlistable(error.to_string())));
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path().to_owned();
        match Format::of(&path) {
            Some(format) => {
                let relative = relative(&path, root, prefix);
                walk.sources.push(Source { path, relative, format });
            }
            None => walk.failures.push(unknown(&path)),
        }
    }
}

/// Returns the folder of the library that a path is, by its name; none where it is the only one.
fn prefix(path: &Path, paths: &[PathBuf]) -> String {
    if paths.len() > 1 && path.is_dir() { base_name(path) } else { String::new() }
}

fn is_library(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !(is_hidden(entry) || is_overlay(entry) || is_of_records(entry))
}

fn is_of_records(entry: &DirEntry) -> bool {
    entry.depth() <= 2 && entry.file_type().is_dir() && received::holds_files(entry.path())
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
}

fn is_overlay(entry: &DirEntry) -> bool {
    entry.depth() == 1 && entry.file_type().is_dir() && entry.file_name() == overlay::FOLDER
}

fn relative(path: &Path, root: &Path, prefix: &str) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> =
        Some(prefix.to_owned()).into_iter().chain(parts).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { base_name(path) } else { parts.join("/") }
}

fn base_name(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Formats that hold notices and are not read, with what makes them readable.
const TO_CONVERT: &[(&[&str], &str)] = &[
    (&["doc", "wps", "wpt", "rtf", "odt"], "save it as docx"),
    (&["ofd", "ceb", "cebx"], "export it as pdf"),
    (&["jpg", "jpeg", "png", "tif", "tiff", "bmp", "gif"], "recognise it (OCR) and add the text"),
    (&["xls", "xlsx", "et", "csv"], "put its table into a docx or html page"),
    (&["zip", "rar", "7z"], "unpack it"),
];

fn unknown(path: &Path) -> CorpusError {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let advice = TO_CONVERT
        .iter()
        .find(|(endings, _)| ending.as_deref().is_some_and(|ending| endings.contains(&ending)))
        .map(|(_, advice)| *advice);
    let format = ending.map_or_else(|| "no ending".to_owned(), |ending| format!(".{ending}"));
    let reason = match advice {
        Some(advice) => Reason::Convert { format, advice },
        None => Reason::UnknownFormat(format),
    };
    CorpusError::new(path, reason)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{Format, walk};

    fn library() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for file in [
            "b/2.txt",
            "a/1.html",
            "a/photo.jpg",
            ".hidden.txt",
            "lexicon/words.txt",
            "received/files/n~1.txt",
        ] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(path, "x").expect("it can be written");
        }
        folder
    }

    #[test]
    fn files_come_in_a_stable_order_and_others_are_named() {
        let folder = library();
        let found = walk(&[folder.path().to_owned()]).expect("the folder is there");
        let names: Vec<&str> =
            found.sources.iter().map(|source| source.relative.as_str()).collect();
        assert_eq!(names, ["a/1.html", "b/2.txt"]);
        assert_eq!(found.failures.len(), 1);
        assert!(found.failures[0].to_string().contains("photo.jpg"));
    }

    #[test]
    fn several_paths_are_folders_of_one_library() {
        let folder = library();
        let paths = [folder.path().join("a"), folder.path().join("b")];
        let found = walk(&paths).expect("both are there");
        let names: Vec<&str> =
            found.sources.iter().map(|source| source.relative.as_str()).collect();
        assert_eq!(names, ["a/1.html", "b/2.txt"]);
    }

    #[test]
    fn a_single_file_is_a_library_of_one() {
        let folder = library();
        let found = walk(&[folder.path().join("b/2.txt")]).expect("it is there");
        assert_eq!(found.sources[0].relative, "2.txt");
    }

    #[test]
    fn a_missing_path_is_an_error() {
        assert!(walk(&[PathBuf::from("no/such/folder")]).is_err());
    }

    #[test]
    fn formats_are_told_by_name() {
        assert_eq!(Format::of(Path::new("x.HTML")), Some(Format::Html));
        assert_eq!(Format::of(Path::new("corpus.jsonl.gz")), Some(Format::PackedJsonLines));
        assert_eq!(Format::of(Path::new("x.doc")), None);
    }
}
