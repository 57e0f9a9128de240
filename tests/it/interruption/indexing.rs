//! Kills the program while it indexes: the index opens at its last publish, old or new, never
//! between.

use std::process::Stdio;
use std::time::Duration;

use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::query::facet::FacetField;
use zhengsou::query::request::{Page, SearchRequest};
use zhengsou::search::Searcher;

use crate::interruption::kills;
use crate::support::library::{Library, notice};
use crate::support::program::zhengsou;
use crate::support::{TODAY, chance};

/// Kills of the short form.
const KILLS: usize = 12;

/// Notices of the library.
const NOTICES: u32 = 60;

/// Writes every notice of the library about one matter.
fn write_all(library: &Library, matter: &str) {
    for number in 1..=NOTICES {
        library.write(&format!("n{number}.txt"), notice("清泽市", number, matter));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_run_leaves_the_last_publish_or_the_next() {
    let library = Library::empty();
    let matters = ["档案查阅", "河道清淤"];
    write_all(&library, matters[0]);
    library.index().await;
    let mut now = 0;
    let mut published = 0;
    let kills = kills(KILLS);
    for kill in 0..kills {
        let next = 1 - now;
        write_all(&library, matters[next]);
        let mut arguments = vec!["index", "notices"];
        if chance::below(2) == 0 {
            arguments.push("--rebuild");
        }
        let folder = library.notices();
        let mut run = zhengsou(folder.parent().unwrap())
            .args(&arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let after = Duration::from_millis(chance::below(900) as u64);
        std::thread::sleep(after);
        let _ = run.kill();
        run.wait().unwrap();
        let [old, new] = totals(&library, [matters[now], matters[next]]).await;
        let whole = u64::from(NOTICES);
        assert!(
            (old, new) == (whole, 0) || (old, new) == (0, whole),
            "kill {kill} after {after:?} of {arguments:?}: {old} of the old and {new} of the new"
        );
        if new == whole {
            now = next;
            published += 1;
        }
    }
    write_all(&library, "灯笼展销");
    library.index().await;
    assert_eq!(totals(&library, ["灯笼展销", matters[now]]).await, [u64::from(NOTICES), 0]);
    println!("{kills} kills, {published} of them after the publish");
}

/// Opens the index anew and counts notices and their clauses for each matter.
async fn totals(library: &Library, matters: [&str; 2]) -> [u64; 2] {
    let engine = open::open(&EngineOptions::at(library.index_folder())).unwrap();
    let searcher = Searcher::new(engine);
    let mut totals = [0; 2];
    for (total, matter) in totals.iter_mut().zip(matters) {
        let mut request = SearchRequest {
            text: format!("\"{matter}\""),
            page: Page::new(1, 100).unwrap(),
            ..SearchRequest::default()
        };
        request.filters.add(FacetField::Validity, "any").unwrap();
        let response = searcher.search(&request, TODAY).await.unwrap();
        assert_eq!(response.results.len() as u64, response.total, "every hit can be fetched");
        *total = response.total;
    }
    totals
}
