//! The sample library, multiplied to a size.

use std::fs;

use tempfile::TempDir;

use crate::samples::{root, samples};

/// Copies of the sample library that are made unless `ZHENGSOU_COPIES` says otherwise.
const COPIES: usize = 10;

/// Returns how often the sample library is to be multiplied.
pub(crate) fn copies() -> usize {
    #[expect(clippy::disallowed_methods, reason = "benches have no options but the environment")]
    let given = std::env::var("ZHENGSOU_COPIES");
    given.ok().and_then(|given| given.parse().ok()).unwrap_or(COPIES)
}

/// A library of many copies.
#[derive(Debug)]
pub(crate) struct Multiplied {
    /// Its folder, gone when this is dropped.
    pub(crate) folder: TempDir,
    /// Bytes of its files.
    pub(crate) bytes: u64,
}

/// Copies the sample library into a folder of its own, so often.
pub(crate) fn multiplied(copies: usize) -> Multiplied {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = root().join("corpus");
    let mut bytes = 0;
    for file in samples() {
        let relative = file.strip_prefix(&root).expect("a sample lies in the library");
        let is_table = relative.starts_with("lexicon");
        for copy in 0..if is_table { 1 } else { copies } {
            // Keys of imports are given, so that their copies would be the same notices.
            if copy > 0 && relative.extension().is_some_and(|ending| ending == "jsonl") {
                continue;
            }
            let parent = if is_table { String::new() } else { format!("copy-{copy:04}") };
            let target = folder.path().join(parent).join(relative);
            fs::create_dir_all(target.parent().expect("a folder")).expect("it can be made");
            bytes += fs::copy(&file, &target).expect("it can be copied");
        }
    }
    Multiplied { folder, bytes }
}
