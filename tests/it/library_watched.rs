//! A library that is watched: what changes in it is published by itself, lexicon and all.

use std::fs;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use zhengsou::upkeep::watch::{Watch, WatchMode, WatchOptions};

use crate::support::library::{Library, notice};
use crate::support::site::{Site, url};

/// Longest that a test waits for what must come; nothing is said of how fast it comes.
const PATIENCE: Duration = Duration::from_mins(2);

fn watch(site: &Site, mode: WatchMode) -> Watch {
    let pause = Duration::from_millis(20);
    let options = WatchOptions {
        quiet: pause,
        poll_every: pause,
        ..WatchOptions::of(vec![site.served.notices()], mode)
    };
    Watch::start(options, Arc::clone(site.publisher.as_ref().unwrap())).unwrap()
}

async fn comes_to(site: &Site, text: &str, wanted: u64) {
    let begun = Instant::now();
    let address = url("/api/v1/search", &[("q", &format!("\"{text}\""))]);
    loop {
        let found = site.get(&address).await.json()["total"].as_u64();
        if found == Some(wanted) {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{text}: {found:?} are found, not {wanted}");
        sleep(Duration::from_millis(20));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_added_changed_moved_or_taken_away_is_published_by_itself() {
    for mode in [WatchMode::Events, WatchMode::Poll] {
        let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
        library.write("b.txt", notice("清泽市", 2, "河道清淤"));
        let site = Site::publishing_at_once(library);
        let watch = watch(&site, mode);
        comes_to(&site, "河道清淤", 1).await;

        site.served.write("2024/望溪/c.txt", notice("望溪市", 3, "灯笼展销"));
        comes_to(&site, "灯笼展销", 1).await;
        site.served.write("2024/望溪/c.txt", notice("望溪市", 3, "浮桥养护"));
        comes_to(&site, "浮桥养护", 1).await;
        comes_to(&site, "灯笼展销", 0).await;

        let notices = site.served.notices();
        fs::rename(notices.join("2024"), site.served.index_folder().join("2024")).unwrap();
        comes_to(&site, "浮桥养护", 0).await;
        site.served.remove("b.txt");
        comes_to(&site, "河道清淤", 0).await;
        comes_to(&site, "档案查阅", 1).await;
        drop(watch);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_was_replaced_is_watched_again() {
    let site =
        Site::publishing_at_once(Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await);
    let _watch = watch(&site, WatchMode::Events);
    let notices = site.served.notices();
    fs::rename(&notices, site.served.index_folder().join("away")).unwrap();
    fs::create_dir(&notices).unwrap();
    site.served.write("b.txt", notice("清泽市", 2, "河道清淤"));
    comes_to(&site, "河道清淤", 1).await;
    comes_to(&site, "档案查阅", 0).await;
    site.served.write("c.txt", notice("望溪市", 3, "灯笼展销"));
    comes_to(&site, "灯笼展销", 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_library_that_nobody_touches_is_left_alone() {
    let site =
        Site::publishing_at_once(Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await);
    let _watch = watch(&site, WatchMode::Events);
    site.publish();
    let publisher = site.publisher.as_ref().unwrap();
    // Reading the files for a publish is told by the system, too, and must not lead to another.
    for _ in 0..10 {
        site.publish();
        sleep(Duration::from_millis(50));
        assert!(!publisher.status().pending, "a publish led to the next");
    }
}
