//! An index and its library are read again: what is damaged is told, what differs, and nothing else.

mod command;
mod damages;
mod differences;
mod meanwhile;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;
use zhengsou::upkeep::verify::{Verified, verify};

use crate::support::library::{Library, notice};

/// A library of some notices, of which one was changed and one taken out after the first publication,
/// so that a segment has documents that are deleted.
async fn library() -> Library {
    let library = Library::of(&[
        ("a.txt", &notice("清泽市", 1, "档案查阅")),
        ("b/c.txt", &notice("望溪市", 2, "河道清淤")),
        ("b/d.txt", &notice("云浦市", 3, "浮桥养护")),
        ("e.jsonl", "{\"id\":\"e1\",\"text\":\"一、灯塔要检修。\"}\n"),
        ("lexicon/blocked.txt", "灯笼\n"),
    ])
    .await;
    library.write("a.txt", notice("清泽市", 1, "码头修缮"));
    library.remove("b/d.txt");
    library.index().await;
    library
}

/// Verifies a library, and checks that nothing is changed by that.
fn verified(library: &Library) -> Verified {
    let folder = library.notices().parent().unwrap().to_owned();
    let before = files(&folder);
    let verified = verify(&library.index_folder()).unwrap();
    assert_eq!(files(&folder), before);
    verified
}

/// Returns the damages that are told, each as `name of the file: reason`.
fn damages(verified: &Verified) -> Vec<String> {
    let named = |path: &str| Path::new(path).file_name().unwrap().to_string_lossy().into_owned();
    let damages = verified.damages.iter();
    damages.map(|damage| format!("{}: {}", named(&damage.file), damage.reason)).collect()
}

/// Returns every file below a folder: its bytes, and when they were written.
fn files(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let entries = WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let written = entry.metadata().unwrap().modified().unwrap();
            (entry.path().to_owned(), (fs::read(entry.path()).unwrap(), written))
        })
        .collect()
}

/// Returns the folder of the generation that is searched.
fn generation(library: &Library) -> PathBuf {
    let index = library.index_folder();
    let name = fs::read_to_string(index.join("CURRENT")).unwrap();
    index.join(name.trim())
}
