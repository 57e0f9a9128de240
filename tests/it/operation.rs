//! A running site: its figures, numbers of requests, lines of the log, health, and its end.

use std::io::{Read, Write};
use std::net::TcpStream;

use axum::http::StatusCode;

use crate::support::library::{Library, notice};
use crate::support::served::{Served, ask};
use crate::support::site::{Site, url};

#[tokio::test]
async fn a_request_has_one_number_everywhere() {
    let site = Site::of_samples().await;
    let id = |answer: &crate::support::site::Answer| {
        answer.headers["x-request-id"].to_str().unwrap().to_owned()
    };
    let given = [("x-request-id", "proxy-7")];
    assert_eq!(id(&site.get_with("/api/v1/search", &given).await), "proxy-7");
    let wrong = [("x-request-id", "two words")];
    assert_ne!(id(&site.get_with("/api/v1/search", &wrong).await), "two words");
    let problem = site.get_with("/api/v1/search?colour=red", &given).await;
    assert_eq!(problem.json()["request_id"], "proxy-7");
    let (one, two) = (site.get("/").await, site.get("/").await);
    assert_ne!(id(&one), id(&two));
}

#[tokio::test]
async fn a_site_says_what_it_searches_and_why_it_is_not_ready() {
    let library = Library::empty();
    library.write("one.txt", notice("清泽市", 3, "站内检索"));
    let site = Site::over(library);
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    let answer = site.get("/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let problem = answer.json();
    assert_eq!(problem["type"], "/problems/not-ready");
    assert_eq!(problem["detail"], "there is no index yet");
    assert!(answer.headers.contains_key("retry-after"));
    site.served.index().await;
    let ready = site.json("/readyz", &[]).await;
    assert_eq!((&ready["status"], &ready["notices"]), (&"ready".into(), &1.into()));
    site.operation.end();
    let answer = site.get("/readyz").await;
    assert_eq!(answer.json()["type"], "/problems/ending");
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.get("/api/v1/search").await.status, StatusCode::OK, "still answered");
}

#[test]
fn a_site_is_watched_and_ends_when_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "--listen=[::1]:0",
        "--metrics-listen=127.0.0.1:0",
        "--trusted-proxy=::1",
        "--log-format=json",
        "--no-usage",
        "--drain-time=1h",
        "--waiting=0",
    ];
    let mut site = Served::start(folder.path(), &arguments, 2);
    let (address, figures) = (site.address(0), site.address(1));

    let search = url("/api/v1/search", &[("q", "政务公开")]);
    let (head, _) = ask(address, &search, "X-Request-Id: proxy-7\r\n");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    let line = site.line_with("proxy-7");
    assert!(
        line.contains("\"path\":\"/api/v1/search\"") && line.contains("\"status\":200"),
        "{line}"
    );
    assert!(!line.contains("%E6"), "a query stands in the log: {line}");
    ask(address, &url("/api/v1/search", &[("q", "\"没有这样的话\"")]), "");
    ask(address, &search, "");
    ask(address, "/nowhere", "");

    let (_, text) = ask(figures, "/metrics", "");
    for line in [
        "zhengsou_searches_total{results=\"some\",kept=\"no\"} 1",
        "zhengsou_searches_total{results=\"none\",kept=\"no\"} 1",
        "zhengsou_searches_total{results=\"some\",kept=\"yes\"} 1",
        "zhengsou_http_request_duration_seconds_count{route=\"/api/v1/search\",status=\"2xx\"} 3",
        "zhengsou_http_request_duration_seconds_count{route=\"none\",status=\"4xx\"} 1",
        "zhengsou_index_generation 1",
    ] {
        assert!(text.lines().any(|held| held == line), "{line}\n{text}");
    }
    let published = "zhengsou_index_published_timestamp_seconds ";
    let published = text.lines().find_map(|line| line.strip_prefix(published)).unwrap();
    assert!(published.parse::<f64>().unwrap() > 1e9, "{published}");
    let (head, _) = ask(address, "/metrics", "");
    assert!(head.starts_with("HTTP/1.1 404"), "figures are not of the site: {head}");

    site.tell_to_end();
    site.line_with("ending");
    let (head, body) = ask(address, "/readyz", "");
    assert!(head.starts_with("HTTP/1.1 503") && body.contains("/problems/ending"), "{head}{body}");
    let (head, _) = ask(address, &search, "");
    assert!(head.starts_with("HTTP/1.1 200"), "requests are still answered: {head}");
    site.tell_to_end();
    assert_eq!(site.code(), Some(0));
}

#[test]
fn a_request_that_has_begun_is_answered_when_the_site_ends() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--listen=127.0.0.1:0", "--no-usage", "--shutdown-time=1h"];
    let mut site = Served::start(folder.path(), &arguments, 1);
    let mut stream = TcpStream::connect(site.address(0)).unwrap();
    let body = "{\"text\": \"完善站内检索服务\"}";
    let head = format!(
        "POST /api/v1/similar HTTP/1.1\r\nHost: x\r\n\
         Content-Type: application/json\r\nExpect: 100-continue\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut told = [0; 25];
    stream.read_exact(&mut told).unwrap();
    assert_eq!(&told, b"HTTP/1.1 100 Continue\r\n\r\n", "the handler waits for the body");
    site.tell_to_end();
    site.line_with("ending");
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert_eq!(site.code(), Some(0));
}

#[test]
fn a_head_that_never_ends_is_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--listen=127.0.0.1:0", "--no-usage", "--head-time=100ms"];
    let site = Served::start(folder.path(), &arguments, 1);
    let mut stream = TcpStream::connect(site.address(0)).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let (head, _) = ask(site.address(0), "/healthz", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
}

#[test]
fn a_head_beyond_all_limits_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let site = Served::start(folder.path(), &["--listen=127.0.0.1:0", "--no-usage"], 1);
    let wide = format!("X-Wide: {}\r\n", "x".repeat(20_000));
    let (head, body) = ask(site.address(0), "/api/v1/search", &wide);
    assert!(head.starts_with("HTTP/1.1 431") && body.contains("headers-too-large"), "{head}{body}");
    let wider = format!("X-Wide: {}\r\n", "x".repeat(150_000));
    let mut stream = TcpStream::connect(site.address(0)).unwrap();
    let request = format!("GET / HTTP/1.1\r\nHost: x\r\n{wider}\r\n");
    // The connection may be closed while this is written.
    let _ = stream.write_all(request.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer}");
    let (head, _) = ask(site.address(0), "/healthz", "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
}
