//! Usage: what is counted, what readers and operators are shown of it, and what never stops a search.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::thread;

use axum::http::StatusCode;
use jiff::civil::{Date, date};
use serde_json::Value;
use zhengsou::access::scope::Scope;
use zhengsou::usage::store::{Store, first_of};
use zhengsou::usage::{FILE, Usage};
use zhengsou::web::limits::LimitOptions;

use crate::support::TODAY;
use crate::support::keys::bearer;
use crate::support::library::{Library, notice};
use crate::support::program::run;
use crate::support::site::{Site, url};

async fn library() -> Library {
    let files = [("a.txt", "养老服务"), ("b.txt", "河道清淤"), ("c.txt", "档案查阅")];
    let texts = files.map(|(name, matter)| (name, notice("清泽市", 1, matter)));
    Library::of(&texts.each_ref().map(|(name, text)| (*name, text.as_str()))).await
}

/// Asks for a page as a number of readers, each once.
async fn ask(site: &Site, readers: usize, path: &str) {
    for reader in 0..readers {
        let answer = site.get_as(&format!("192.0.2.{reader}"), path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
}

fn settle(site: &Site) {
    site.usage.as_ref().unwrap().recorder.settle();
}

/// Returns how often each text was asked on the day of the tests, and by how many.
fn counts(file: &Path) -> BTreeMap<String, (u64, u64)> {
    let rows = Store::open_to_read(file).unwrap().rows(TODAY, 1).unwrap();
    rows.into_iter().map(|row| (row.text, (row.times, row.visitors))).collect()
}

async fn popular(site: &Site) -> Vec<String> {
    let answer = site.json("/api/v1/popular", &[]).await;
    let queries = answer["queries"].as_array().unwrap();
    queries.iter().map(|query| query["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn only_what_a_reader_types_is_counted() {
    let site = Site::counting(library().await);
    let file = site.served.index_folder().join(FILE);
    let typed = "养老服务";
    for (params, counted) in [
        (vec![("q", typed)], true),
        (vec![("q", typed), ("page", "1")], true),
        (vec![("q", typed), ("page", "2")], false),
        (vec![("q", typed), ("year", "2024")], false),
        (vec![("q", typed), ("scope", "clauses")], false),
        (vec![("q", typed), ("sort", "newest")], false),
        (vec![("q", typed), ("from", "popular")], false),
        (vec![("from", "related"), ("q", typed)], false),
        (vec![("q", "13800138000")], false),
        (vec![("q", "li.si@example.com")], false),
        (vec![("q", "11010119900307123X 低保")], false),
        (vec![("sort", "newest")], false),
    ] {
        let before: u64 = counts(&file).values().map(|(times, _)| times).sum();
        ask(&site, 1, &url("/search", &params)).await;
        settle(&site);
        let after: u64 = counts(&file).values().map(|(times, _)| times).sum();
        assert_eq!(after - before, u64::from(counted), "{params:?}");
    }
    site.get(&url("/search", &[("q", "无名程序")])).await;
    ask(&site, 1, &url("/api/v1/search", &[("q", "程序接口")])).await;
    settle(&site);
    assert_eq!(counts(&file).into_keys().collect::<Vec<_>>(), [typed]);
}

#[tokio::test]
async fn what_several_readers_ask_is_shown_while_it_finds_something() {
    let site = Site::counting(library().await);
    for (readers, text) in [
        (6, "养老服务"),
        (5, "河道清淤"),
        (4, "档案查阅"),
        (7, "魑魅魍魉"),
        (8, "魑魅 养老 魍魉 清泽"),
    ] {
        ask(&site, readers, &url("/search", &[("q", text)])).await;
        ask(&site, 1, &url("/search", &[("q", text)])).await;
    }
    assert_eq!(popular(&site).await, [""; 0], "not yet read");
    settle(&site);
    assert_eq!(popular(&site).await, ["养老服务", "河道清淤"]);
    let home = site.get("/").await.body.replace("&#38;", "&");
    assert!(home.contains("热门检索") && home.contains(">养老服务</a>"), "{home}");
    assert!(!home.contains(">档案查阅</a>") && !home.contains("魍魉"), "{home}");
    let link = url("/search", &[("q", "养老服务"), ("from", "popular")]);
    assert!(home.contains(&link), "{link}: {home}");
    site.served.remove("a.txt");
    site.served.index().await;
    assert_eq!(popular(&site).await, ["河道清淤"], "what is gone is not offered");
}

#[tokio::test]
async fn a_blocked_word_is_not_shown() {
    let site = Site::counting(library().await);
    for text in ["养老服务", "河道清淤"] {
        ask(&site, 5, &url("/search", &[("q", text)])).await;
    }
    settle(&site);
    let usage = site.usage.as_ref().unwrap();
    let blocked = |text: &str| text.contains("养老");
    let searcher = site.served.searcher();
    let shown = usage.popular.list(&usage.recorder, &searcher, TODAY, &blocked).await.unwrap();
    assert_eq!(shown[..], ["河道清淤".to_owned()]);
}

#[tokio::test]
async fn a_site_that_keeps_nothing_shows_nothing() {
    let site = Site::over(library().await);
    ask(&site, 9, &url("/search", &[("q", "养老服务")])).await;
    assert_eq!(popular(&site).await, [""; 0]);
    assert!(!site.get("/").await.body.contains("热门检索"));
}

#[test]
fn searches_of_many_threads_are_all_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let usage = Usage::open(&file, TODAY).unwrap();
    thread::scope(|scope| {
        for reader in 0..8 {
            let recorder = &usage.recorder;
            scope.spawn(move || {
                for _ in 0..20 {
                    recorder.record("养老服务", true, &format!("reader {reader}"), TODAY);
                    recorder.record("河道清淤", false, "one", TODAY);
                }
            });
        }
    });
    drop(usage);
    let wanted = [("养老服务", (160, 8)), ("河道清淤", (160, 1))];
    assert_eq!(counts(&file), wanted.map(|(text, sums)| (text.to_owned(), sums)).into());
}

#[test]
fn nothing_that_tells_who_asked_is_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let usage = Usage::open(&file, TODAY).unwrap();
    usage.recorder.record("养老服务", true, "192.0.2.77 Mozilla/5.0", TODAY);
    drop(usage);
    let bytes = fs::read(&file).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("养老服务"));
    assert!(!holds("192.0.2") && !holds("Mozilla"));
}

#[test]
fn old_days_are_forgotten_when_the_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let long_ago: Date = date(2025, 1, 1);
    let early = Usage::open(&file, long_ago).unwrap();
    early.recorder.record("养老服务", true, "one", long_ago);
    drop(early);
    drop(Usage::open(&file, TODAY).unwrap());
    assert_eq!(Store::open_to_read(&file).unwrap().rows(TODAY, 1000).unwrap(), []);
}

#[tokio::test]
async fn the_operator_is_told_what_found_nothing() {
    let library = library().await;
    let index = library.index_folder();
    let recorded: [(&str, bool, i32, u32); 5] = [
        ("养老服务", true, 1, 6),
        ("托育机构", false, 3, 2),
        ("充电桩", false, 1, 1),
        ("河道清淤", false, 2, 2),
        ("魑魅魍魉", false, 1, 3),
    ];
    for ago in (1..=3).rev() {
        let day = first_of(TODAY, ago);
        let usage = Usage::open(&index.join(FILE), day).unwrap();
        for (text, found, _, readers) in recorded.iter().filter(|(_, _, days, _)| *days >= ago) {
            for reader in 0..*readers {
                usage.recorder.record(text, *found, &format!("reader {reader}"), day);
            }
        }
    }
    let index = index.to_string_lossy().into_owned();
    let today = TODAY.to_string();
    let arguments = ["usage", "--index", &index, "--today", &today, "--json"];
    let listed = run(&library.notices(), &arguments);
    assert_eq!(listed.code, Some(0), "{listed:?}");
    let lists: Value = serde_json::from_str(&listed.out).unwrap();
    let texts = |list: &str| -> Vec<&str> {
        lists[list].as_array().unwrap().iter().map(|s| s["text"].as_str().unwrap()).collect()
    };
    assert_eq!(texts("popular"), ["养老服务"]);
    assert_eq!(texts("unanswered"), ["托育机构", "魑魅魍魉"], "what is found by now is left out");
    assert_eq!((&lists["searches"], &lists["single"]), (&20.into(), &1.into()));
    assert_eq!(lists["unanswered"][0]["unanswered_on"], "2025-06-01");
    let printed = run(&library.notices(), &arguments[..5]);
    assert!(printed.out.contains("托育机构\t6\t2025-06-01"), "{}", printed.out);
    assert!(printed.out.contains("not listed: 1 "), "{}", printed.out);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_is_said_with_what_to_do() {
    let library = library().await;
    let index = library.index_folder().to_string_lossy().into_owned();
    let none = run(&library.notices(), &["usage", "--index", &index]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("no usage is kept") && none.err.contains("hint:"), "{}", none.err);
    fs::write(library.index_folder().join(FILE), [7; 5000]).unwrap();
    let torn = run(&library.notices(), &["usage", "--index", &index]);
    assert_eq!(torn.code, Some(2));
    assert!(torn.err.contains(FILE) && torn.err.contains("hint:"), "{}", torn.err);
}

#[tokio::test]
async fn figures_are_for_who_holds_a_key_to_operate() {
    let library = library().await;
    let [operate, read] = [Scope::Operate, Scope::Read].map(|scope| bearer(&library, &[scope]));
    let site = Site::keyed(LimitOptions::default(), library);
    ask(&site, 5, &url("/search", &[("q", "养老服务")])).await;
    ask(&site, 2, &url("/search", &[("q", "养蜂补贴")])).await;
    assert_eq!(site.get("/api/v1/stats").await.status, StatusCode::UNAUTHORIZED);
    let with = async |key: &str, path: &str| site.get_with(path, &[("authorization", key)]).await;
    assert_eq!(with(&read, "/api/v1/stats").await.status, StatusCode::FORBIDDEN);
    let answer = with(&operate, "/api/v1/stats?days=1&limit=1").await;
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    let usage = &answer.json()["usage"];
    assert_eq!((&usage["searches"], &usage["found_nothing"]), (&7.into(), &2.into()), "{usage}");
    assert_eq!(usage["popular"][0]["text"], "养老服务");
    assert_eq!(usage["unanswered"][0]["text"], "养蜂补贴");
}
