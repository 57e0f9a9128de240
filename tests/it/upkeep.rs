//! How publishing stands is told to whoever watches a site; a publish that fails stops no search.

use std::fs;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::library::{Library, notice};
use crate::support::site::Site;

async fn publishing(site: &Site) -> Value {
    let ready = site.json("/readyz", &[]).await["publishing"].clone();
    let status = site.get("/api/v1/status").await;
    assert_eq!(status.headers["cache-control"], "no-store", "it changes between publications");
    assert!(!status.headers.contains_key("etag"));
    assert_eq!(status.json()["publishing"], ready, "health and status say the same");
    ready
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publish_that_fails_is_said_and_searches_go_on() {
    let site = Site::publishing(Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await);
    let idle = json!({
        "state": "idle", "published_at": null, "failing": null, "refused_tables": []
    });
    assert_eq!(publishing(&site).await, idle);

    let (notices, away) = (site.served.notices(), site.served.index_folder().join("away"));
    fs::rename(&notices, &away).unwrap();
    site.try_to_publish();
    let failing = publishing(&site).await;
    assert_eq!(failing["state"], "failing");
    assert_eq!(
        failing["failing"],
        json!({ "cause": "library", "since": "2025-06-01T10:00:00Z", "times": 1 }),
        "no path of the machine stands in it"
    );
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(site.json("/api/v1/search", &[("q", "档案查阅")]).await["total"], 1);

    fs::rename(&away, &notices).unwrap();
    site.publish();
    let again = publishing(&site).await;
    assert_eq!((&again["state"], &again["failing"]), (&json!("idle"), &Value::Null));
    assert_eq!(again["published_at"], "2025-06-01T10:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_publishes_nothing_says_so() {
    let site = Site::over(Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await);
    assert_eq!(publishing(&site).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_finds_nothing_new_is_no_publication() {
    let site = Site::publishing(Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await);
    let before = site.json("/api/v1/status", &[]).await;
    site.publish();
    let after = site.json("/api/v1/status", &[]).await;
    assert_eq!(after["generation"], before["generation"]);
    assert_eq!(after["updated_at"], before["updated_at"], "the library was not changed");
}

#[tokio::test]
async fn an_error_page_tells_the_number_of_its_request() {
    let site = Site::of_samples().await;
    let given = [("x-request-id", "proxy-7")];
    for path in ["/nowhere", "/search?year=soon"] {
        let page = site.get_with(path, &given).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
        assert!(page.body.contains("请求编号：<code>proxy-7</code>"), "{path}: {}", page.body);
    }
}
