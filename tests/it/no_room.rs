//! The program where the system gives no room for a file: it says so, what was published stays, and
//! the same is done when there is room.

#![cfg(unix)]

use std::process::{Command, Output};

use zhengsou::query::request::SearchRequest;
use zhengsou::upkeep::verify::verify;

use crate::support::TODAY;
use crate::support::library::{Library, notice};

/// Sizes that no file may pass, in blocks of the shell: hardly any, and more than most
/// files of a small index have.
const ROOM: [u32; 2] = [1, 24];

/// Runs a command of the program whose files may have so many blocks. A write beyond them is an error
/// then and no signal, as on a full disk.
fn run_with_room(library: &Library, blocks: u32, arguments: &[&str]) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_zhengsou")]).args(arguments);
    command.arg("--index").arg(library.index_folder()).arg(library.notices());
    command.env_clear().output().unwrap()
}

async fn found(library: &Library, text: &str) -> (u64, u64) {
    let request = SearchRequest { text: format!("\"{text}\""), ..SearchRequest::default() };
    let response = library.searcher().search(&request, TODAY).await.unwrap();
    (response.total, response.generation)
}

async fn library() -> Library {
    let library = Library::empty();
    for at in 0..12 {
        library.write(&format!("a{at}.txt"), notice("清泽市", at, "档案查阅"));
    }
    library.write("lexicon/blocked.txt", "灯笼\n");
    library.index().await;
    library
}

#[tokio::test]
async fn what_was_published_stays_and_the_rest_comes_when_there_is_room() {
    for options in [&["index"][..], &["index", "--rebuild"]] {
        let library = library().await;
        for at in 0..20 {
            let matter = format!("第{at}号河道清淤");
            library.write(&format!("b/{at}.txt"), notice("望溪市", at, &matter));
        }
        library.write("lexicon/blocked.txt", "灯笼\n灯塔\n");
        for blocks in ROOM {
            let ran = run_with_room(&library, blocks, options);
            let said = String::from_utf8_lossy(&ran.stderr).into_owned();
            assert_eq!(ran.status.code(), Some(2), "{options:?}, {blocks} blocks: {said}");
            assert!(said.contains("error: cannot write to `"), "{blocks} blocks: {said}");
            assert!(said.contains("hint: check free space"), "{blocks} blocks: {said}");
            assert_eq!(found(&library, "档案查阅").await, (12, 1), "{options:?}, {blocks} blocks");
            let verified = verify(&library.index_folder()).unwrap();
            assert_eq!(verified.damages, [], "{options:?}, {blocks} blocks");
            assert_eq!(verified.differences.unwrap().new.len(), 20);
        }
        let ran = run_with_room(&library, 1 << 20, options);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        assert_eq!(found(&library, "河道清淤").await, (20, 2));
        assert!(verify(&library.index_folder()).unwrap().differences.unwrap().is_empty());
        let folders = std::fs::read_dir(library.index_folder()).unwrap();
        let names = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| name.starts_with("generation-")).count(), 1);
    }
}

#[tokio::test]
async fn a_first_index_that_has_no_room_is_made_when_there_is() {
    let library = library().await;
    std::fs::remove_dir_all(library.index_folder()).unwrap();
    let ran = run_with_room(&library, 1, &["index"]);
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("hint: check free space"), "{said}");
    let ran = run_with_room(&library, 1 << 20, &["index"]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(found(&library, "档案查阅").await, (12, 1));
}
