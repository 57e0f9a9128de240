//! A cluster that has too much to do and refuses what it is asked (429).

use std::sync::Arc;
use std::thread::{sleep, spawn};
use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use zhengsou::notice::id::NoticeId;

use crate::cluster_faults::MATTER;
use crate::cluster_faults::nodes::{Nodes, library, options};
use crate::support::site::{Site, url};

/// With so little memory for what is being asked, nodes refuse every request that has a body.
const MEMORY: &str = "network.breaker.inflight_requests.limit";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rush_refuses_searches_for_a_moment_and_takes_no_write_away() {
    let Some(nodes) = Nodes::all().await else { return };
    let options = options(1, 1, 1);
    let site = Site::over(library(&options, 4).await);
    let path = url("/api/v1/search", &[("q", MATTER)]);
    assert_eq!(site.get(&path).await.json()["total"], 4);
    let engine = &site.served.engine;
    let publication = engine.status().await.unwrap().publication;
    let mut writer = engine.update().await.unwrap();
    nodes.set(MEMORY, "1b");

    let refused = site.get(&path).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.body);
    assert_eq!(refused.json()["type"], "/problems/busy");
    assert_eq!(refused.headers[RETRY_AFTER], "1");
    let ready = site.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{}", ready.body);

    let calm = spawn(move || {
        sleep(Duration::from_secs(3));
        nodes.set(MEMORY, "");
        nodes
    });
    writer.remove(&NoticeId::given("n0001")).await.expect("it waits until the rush is over");
    let _nodes = calm.join().unwrap();
    writer.publish(Arc::unwrap_or_clone(publication)).await.unwrap();
    assert_eq!(site.get(&path).await.json()["total"], 3);
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
}
