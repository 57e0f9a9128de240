//! What a killed writer left behind is in nobody's way.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use zhengsou::engine::open::EngineOptions;

use crate::support::library::{Library, notice};

/// Notices of the library: more than the threads that write segments.
const NOTICES: u32 = 40;

/// How many of them change: no segment loses all of its notices.
const CHANGED: u32 = 20;

/// Reads the files of a generation by name.
fn files(generation: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(generation).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect()
}

/// Writes notices, the first of them about another matter where they have changed.
fn write(library: &Library, has_changed: bool) {
    for number in 1..=NOTICES {
        let matter = if has_changed && number <= CHANGED { "养蜂补贴" } else { "河道清淤" };
        library.write(&format!("{number}.txt"), notice("清泽市", number, matter));
    }
}

#[tokio::test]
async fn a_commit_that_was_killed_does_not_stop_the_same_changes() {
    let library = Library::with(EngineOptions::at);
    write(&library, false);
    library.index().await;
    let generation = library.index_folder().join("generation-000001");
    let before = files(&generation);
    write(&library, true);
    library.index().await;
    // Put back what was there, with the marks of what was taken out, as a kill within the commit
    // leaves them: listed, and of no use.
    let after = files(&generation);
    let is_left = |path: &&PathBuf| path.extension().is_some_and(|kind| kind == "del");
    let left: Vec<PathBuf> = after.keys().filter(is_left).cloned().collect();
    assert!(!left.is_empty(), "{:?}", after.keys());
    for path in after.keys().filter(|path| !left.contains(path)) {
        fs::remove_file(path).unwrap();
    }
    for (path, held) in &before {
        fs::write(path, held).unwrap();
    }
    let managed = generation.join(".managed.json");
    let mut names: Vec<String> = serde_json::from_slice(&before[&managed]).unwrap();
    names.extend(left.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()));
    fs::write(&managed, serde_json::to_vec(&names).unwrap()).unwrap();

    let next = Library::with(|_| EngineOptions::at(library.index_folder()));
    write(&next, true);
    let report = next.index().await;
    assert_eq!((report.generation, report.notices.updated), (2, u64::from(CHANGED)));
}
