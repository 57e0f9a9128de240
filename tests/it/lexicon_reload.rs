//! The operator's tables are taken up while a site is served; a slip keeps those of before.

use std::thread::sleep;
use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::library::{Library, notice};
use crate::support::served::{Served, ask};
use crate::support::site::{Site, url};

/// A word of citizens for what notices write.
const PLAIN: &str = "河道清淤\t河道清淤\t掏泥巴\t水利\tS\t\n";

async fn site() -> Site {
    let library = Library::of(&[
        ("a.txt", &notice("清泽市", 1, "河道清淤")),
        ("b.txt", &notice("望溪市", 2, "档案查阅")),
    ])
    .await;
    Site::publishing(library)
}

async fn search(site: &Site, text: &str) -> Value {
    site.json("/api/v1/search", &[("q", text)]).await
}

async fn total(site: &Site, text: &str) -> u64 {
    search(site, text).await["total"].as_u64().unwrap()
}

/// Tells whether a search was read as one for the official term.
fn is_understood(found: &Value) -> bool {
    found["understood"].to_string().contains("河道清淤")
}

async fn offers(site: &Site, typed: &str) -> String {
    site.get(&url("/api/v1/suggest", &[("q", typed)])).await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_blocked_words_take_effect_without_a_restart() {
    let site = site().await;
    assert!(!is_understood(&search(&site, "掏泥巴").await));
    assert!(offers(&site, "望溪").await.contains("望溪市"));
    site.served.write("lexicon/colloquial.tsv", PLAIN);
    site.served.write("lexicon/blocked.txt", "望溪\n");
    site.publish();
    let found = search(&site, "掏泥巴").await;
    assert!(is_understood(&found) && found["total"] == 1, "{found}");
    assert!(!offers(&site, "望溪").await.contains("望溪市"));
    assert!(offers(&site, "清泽").await.contains("清泽市"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_keeps_is_asked_anew_after_a_reload() {
    let site = site().await;
    for path in ["/api/v1/search", "/api/v1/suggest", "/feed.json"] {
        let address = url(path, &[("q", "望溪")]);
        let first = site.get(&address).await;
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        let held = [("if-none-match", tag.as_str())];
        assert_eq!(site.get_with(&address, &held).await.status, StatusCode::NOT_MODIFIED, "{path}");
        let list = format!("望溪\n#{path}\n");
        site.served.write("lexicon/blocked.txt", list);
        site.publish();
        let after = site.get_with(&address, &held).await;
        assert_eq!(after.status, StatusCode::OK, "{path}");
        assert_ne!(after.headers["etag"].to_str().unwrap(), tag, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_with_a_slip_is_refused_by_its_line_and_stops_nothing() {
    let site = site().await;
    site.served.write("lexicon/blocked.txt", "望溪\n");
    site.publish();
    site.served.write("lexicon/blocked.txt", "清泽\n……\n");
    site.served.write("lexicon/colloquial.tsv", PLAIN);
    site.served.write("c.txt", notice("岚川省", 3, "灯笼展销"));
    site.publish();
    let ready = site.json("/readyz", &[]).await;
    let refused = json!([{ "file": "blocked.txt", "line": 2 }]);
    assert_eq!(ready["publishing"]["refused_tables"], refused);
    assert!(!ready.to_string().contains("清泽"), "words of the table are not told");
    assert!(!offers(&site, "望溪").await.contains("望溪市"), "the list of before is in use");
    assert!(offers(&site, "清泽").await.contains("清泽市"));
    assert!(is_understood(&search(&site, "掏泥巴").await), "a table without a slip is taken up");
    assert_eq!(total(&site, "\"灯笼展销\"").await, 1, "notices are published all the same");

    site.served.write("lexicon/blocked.txt", [0xC1, 0xFA]);
    site.publish();
    let ready = site.json("/readyz", &[]).await;
    let refused = json!([{ "file": "blocked.txt", "line": null }]);
    assert_eq!(ready["publishing"]["refused_tables"], refused, "it is no UTF-8");

    site.served.write("lexicon/blocked.txt", "清泽\n");
    site.publish();
    let ready = site.json("/readyz", &[]).await;
    assert_eq!(ready["publishing"]["refused_tables"], json!([]));
    assert!(!offers(&site, "清泽").await.contains("清泽市"));
    assert!(offers(&site, "望溪").await.contains("望溪市"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operators_own_words_are_cut_anew_without_a_restart() {
    let site = site().await;
    site.served.write("lexicon/words.txt", "澄心服务站\n");
    site.served.write("d.txt", notice("清泽市", 4, "澄心服务站"));
    site.publish();
    assert_eq!(total(&site, "澄心服务站").await, 1);
    assert_eq!(total(&site, "\"档案查阅\"").await, 1, "what was there before is there");
}

#[cfg(unix)]
#[test]
fn the_program_takes_its_files_up_when_it_is_told_by_sighup() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    std::fs::create_dir_all(library.join("lexicon")).unwrap();
    std::fs::write(library.join("a.txt"), notice("清泽市", 1, "河道清淤")).unwrap();
    let arguments =
        ["--corpus=library", "--listen=127.0.0.1:0", "--no-usage", "--publish-every=1h"];
    let site = Served::start(folder.path(), &arguments, 1);
    let search = url("/api/v1/search", &[("q", "掏泥巴")]);
    let is_read =
        || is_understood(&serde_json::from_str(&ask(site.address(0), &search, "").1).unwrap());
    assert!(!is_read());
    std::fs::write(library.join("lexicon/blocked.txt"), "……\n").unwrap();
    site.hang_up();
    site.line_with("lexicon/blocked.txt:1");
    std::fs::write(library.join("lexicon/blocked.txt"), "").unwrap();
    std::fs::write(library.join("lexicon/colloquial.tsv"), PLAIN).unwrap();
    site.hang_up();
    site.line_with("taken up as they are now");
    while !is_read() {
        sleep(Duration::from_millis(20));
    }
}
