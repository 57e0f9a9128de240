//! A site whose cluster is away when it starts, or turns it away while it serves.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::support::double::{Double, Instead};
use crate::support::library::notice;
use crate::support::served::{Served, ask};

/// Longest wait for a site to see what has changed.
const PATIENCE: Duration = Duration::from_mins(2);

/// Serves a notice over a cluster that is asked at an address.
fn serve(folder: &Path, url: &str) -> Served {
    fs::create_dir(folder.join("corpus")).unwrap();
    fs::write(folder.join("corpus/1.txt"), notice("望溪市", 1, "档案查阅")).unwrap();
    let library = ["--corpus", "corpus", "--listen", "127.0.0.1:0"];
    let engine = ["--engine", "opensearch", "--opensearch-url", url, "--opensearch-replicas", "0"];
    Served::start(folder, &[library.as_slice(), &engine].concat(), 1)
}

/// Asks whether a site is ready until it answers with a status; returns what it says then.
fn readiness(address: SocketAddr, status: &str) -> String {
    let begun = Instant::now();
    loop {
        let (head, body) = ask(address, "/readyz", "");
        if head.starts_with(&format!("HTTP/1.1 {status}")) {
            return body;
        }
        assert!(begun.elapsed() < PATIENCE, "{head}\n{body}");
        thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn a_cluster_that_comes_later_is_waited_for() {
    let mut double = Double::start();
    double.close();
    let folder = tempfile::tempdir().unwrap();
    let served = serve(folder.path(), &double.url());
    let site = served.address(0);
    let body = readiness(site, "503");
    assert!(body.contains("no node of the cluster answers"), "{body}");
    assert!(ask(site, "/healthz", "").0.starts_with("HTTP/1.1 200"), "the process lives");
    assert!(ask(site, "/api/v1/search?q=x", "").0.starts_with("HTTP/1.1 503"));

    double.open();
    let body = readiness(site, "200");
    assert!(body.contains("\"notices\":1"), "the index is built by then: {body}");
    assert!(ask(site, "/api/v1/search?q=x", "").0.starts_with("HTTP/1.1 200"));
}

#[test]
fn a_site_that_is_turned_away_is_not_ready_and_says_which_options_to_look_at() {
    let double = Double::start();
    let folder = tempfile::tempdir().unwrap();
    let served = serve(folder.path(), &double.url());
    let site = served.address(0);
    readiness(site, "200");
    assert!(folder.path().join("index/usage.sqlite").exists(), "usage is kept beside no index");
    double.say("", "/", usize::MAX, Instead::Text(401, "Unauthorized"));
    let body = readiness(site, "503");
    assert!(body.contains("the cluster refuses the credentials"), "{body}");
    assert!(body.contains("--opensearch-user") && body.contains("--opensearch-key-file"), "{body}");
    let (head, body) = ask(site, "/api/v1/search?q=x", "");
    assert!(head.starts_with("HTTP/1.1 503"), "{head}");
    assert!(!body.contains("Unauthorized") && !body.contains("--opensearch"), "{body}");
    double.say_nothing_else();
    readiness(site, "200");
}
