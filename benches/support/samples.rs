//! The files of the sample library.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Returns the folder of the project: that of the package that is built, or one above it.
pub(crate) fn root() -> &'static Path {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.find(|folder| folder.join("corpus").is_dir()).expect("the sample library")
}

/// Returns the files of the sample library.
pub(crate) fn samples() -> Vec<PathBuf> {
    let entries =
        WalkDir::new(root().join("corpus")).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}
