//! The command line, as a new user meets it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::library::notice;
use crate::support::program::{Run, run, zhengsou};

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn with_library() -> TempDir {
    let folder = folder();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    for (number, matter) in [(1, "档案查阅"), (2, "河道清淤")] {
        let path = folder.path().join(format!("corpus/n{number}.txt"));
        fs::write(path, notice("清泽市", number, matter)).unwrap();
    }
    folder
}

/// Checks that a run failed, saying what, where, and what to do next.
fn explains(run: &Run, code: i32, words: &[&str]) {
    assert_eq!(run.code, Some(code), "{run:?}");
    for word in words {
        assert!(run.err.contains(word), "`{word}` is not said: {}", run.err);
    }
}

#[test]
fn a_library_is_indexed_searched_and_inspected() {
    let folder = with_library();
    let first = run(folder.path(), &["index"]);
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(first.out.starts_with("2 added"), "{}", first.out);
    let report: Value =
        serde_json::from_str(&run(folder.path(), &["index", "--json"]).out).unwrap();
    assert_eq!(report["notices"]["unchanged"], 2);
    let found = run(folder.path(), &["search", "档案 查阅"]);
    assert_eq!(found.code, Some(0));
    assert!(
        found.out.contains("档案查阅") && found.out.contains("市教育局、市民政局"),
        "{}",
        found.out
    );
    let answer: Value =
        serde_json::from_str(&run(folder.path(), &["search", "河道", "--json"]).out).unwrap();
    assert_eq!((&answer["total"], &answer["results"][0]["id"]), (&1.into(), &"n2".into()));
    let suggested = run(folder.path(), &["suggest", "清泽市"]);
    assert!(suggested.out.contains("清泽市"), "{suggested:?}");
}

#[test]
fn inspect_prints_one_object_a_line_with_every_promised_field() {
    let folder = with_library();
    let run = run(folder.path(), &["inspect", "corpus", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let lines: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    for name in [
        "file",
        "id",
        "title",
        "doc_number",
        "issuers",
        "region",
        "level",
        "kind",
        "year",
        "issued_on",
        "published_on",
        "effective_on",
        "index_number",
        "topic",
        "openness",
        "validity",
        "validity_derived",
        "expires_on",
        "addressees",
        "attachments",
        "outline",
        "clauses",
        "assignments",
        "citations",
        "warnings",
    ] {
        assert!(lines[0].get(name).is_some(), "{name} is missing");
    }
    for name in ["code", "province", "city", "county", "township"] {
        assert!(lines[0]["region"].get(name).is_some(), "region.{name} is missing");
    }
    let assignment = &lines[0]["assignments"][0];
    for name in ["clause", "text", "lead", "responsible", "supporting", "deadline", "departments"] {
        assert!(assignment.get(name).is_some(), "assignments.{name} is missing");
    }
    assert_eq!(assignment["deadline"]["on"], "2024-09-30");
}

#[test]
fn inspect_sums_up_how_complete_a_library_is() {
    let folder = with_library();
    fs::write(
        folder.path().join("corpus/n3.txt"),
        "各单位：\n请认真办理有关事项，确保落实到位。\n",
    )
    .unwrap();
    let summary = run(folder.path(), &["inspect", "corpus", "--summary"]);
    assert!(summary.out.starts_with("3 notices"), "{}", summary.out);
    assert!(summary.out.contains("title_missing: 1"), "{}", summary.out);
    let whole = run(folder.path(), &["inspect", "corpus", "--summary", "--json"]);
    let report: Value = serde_json::from_str(&whole.out).unwrap();
    let title = &report["elements"][0];
    assert_eq!((&title["name"], &title["stated"]), (&"title".into(), &2.into()));
    assert_eq!(title["cases"][0]["id"], "n3");
}

#[test]
fn what_goes_wrong_says_what_to_do() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::write(folder.path().join("photo.jpg"), [0xff, 0xd8]).unwrap();
    explains(&run(folder.path(), &["serve", "--corpus", "nowhere"]), 2, &["nowhere", "hint:"]);
    explains(&run(folder.path(), &["search", "公开"]), 2, &["no index", "hint:", "zhengsou index"]);
    explains(&run(folder.path(), &["index", "nowhere"]), 2, &["nowhere", "hint:"]);
    explains(&run(folder.path(), &["index", "empty"]), 0, &["hint:", "txt"]);
    explains(&run(folder.path(), &["index", "photo.jpg"]), 1, &["photo.jpg", "txt"]);
    explains(&run(folder.path(), &["inspect", "nowhere"]), 2, &["nowhere"]);
    explains(&run(folder.path(), &["serve", "--listen", "here"]), 2, &["--listen"]);
    explains(&run(folder.path(), &["find"]), 2, &["find"]);
}

#[test]
fn nothing_found_is_told_by_the_exit_code() {
    let folder = with_library();
    run(folder.path(), &["index"]);
    let none = run(folder.path(), &["search", "\"魑魅魍魉\""]);
    assert_eq!(none.code, Some(1), "{none:?}");
}

#[test]
fn a_port_that_is_taken_is_said_with_the_next() {
    let folder = with_library();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = run(folder.path(), &["serve", "--listen", &address]);
    explains(&run, 2, &[&address, "hint:", "--listen"]);
}

#[test]
fn serve_builds_an_index_counts_searches_and_ends_in_peace() {
    let folder = with_library();
    serves(&folder, &[]);
    let listed = run(folder.path(), &["usage"]);
    assert_eq!(listed.code, Some(0), "{listed:?}");
    assert!(listed.out.contains(": 1 searches, 0 found nothing"), "{}", listed.out);
}

#[test]
fn serve_goes_on_where_usage_cannot_be_kept() {
    let folder = with_library();
    fs::write(folder.path().join("torn"), [7; 5000]).unwrap();
    serves(&folder, &["--usage", "torn"]);
    serves(&folder, &["--usage", ""]);
    serves(&folder, &["--no-usage"]);
    assert!(!folder.path().join("index/usage.sqlite").exists());
}

/// Serves, asks a page and the API, and ends the program.
fn serves(folder: &TempDir, options: &[&str]) {
    let mut serving = zhengsou(folder.path())
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
        .args(options)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(serving.stdout.take().unwrap()).lines();
    let address = loop {
        let line = lines.next().expect("an address is printed").unwrap();
        if let Some(rest) = line.strip_prefix("serving on http://") {
            break rest.trim_end_matches('/').to_owned();
        }
    };
    let answer = ask(&address, "/api/v1/search?q=%E6%A1%A3%E6%A1%88");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("\"total\":1"), "{answer}");
    let page = ask(&address, "/search?q=%E6%A1%A3%E6%A1%88");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(folder.path().join("index/CURRENT").exists());
    end(&mut serving, folder.path());
}

fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nUser-Agent: Mozilla/5.0\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Tells a program to end as service managers do, and waits for it.
fn end(serving: &mut std::process::Child, folder: &Path) {
    let id = serving.id().to_string();
    let told = std::process::Command::new("kill").args(["-TERM", &id]).current_dir(folder).status();
    if !told.is_ok_and(|status| status.success()) {
        serving.kill().unwrap();
    }
    let status = serving.wait().unwrap();
    assert_eq!(status.code(), Some(0), "a told program ends well");
}
