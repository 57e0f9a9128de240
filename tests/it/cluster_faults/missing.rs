//! An index of which parts, or all, are on a node that is lost and on no other.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, ETAG, RETRY_AFTER};
use serde_json::json;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::opensearch::options::ClusterOptions;
use zhengsou::ingest::{IngestError, IngestOptions, Silent, ingest};

use crate::cluster_faults::nodes::{Nodes, library, options};
use crate::cluster_faults::watcher::look;
use crate::cluster_faults::{MATTER, fill};
use crate::support::program::run;
use crate::support::site::{Site, url};

/// Notices of a library that lies on three nodes.
const ALL: u32 = 24;

/// What a page says where parts are missing.
const SAID: &str = "部分数据暂时无法读取，结果可能不全。";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_be_read_is_shown_and_said_to_be_a_part() {
    let Some(nodes) = Nodes::all().await else { return };
    let options = options(1, 3, 0);
    let site = Site::over(library(&options, ALL).await);
    let asked = url("/api/v1/search", &[("q", MATTER), ("facets", "year")]);
    let whole = site.get(&asked).await;
    let tag = whole.headers[ETAG].to_str().unwrap().to_owned();
    assert_eq!(whole.json()["total"], ALL);
    assert_eq!(whole.json()["is_partial"], false);
    let index = nodes.indices(&options).pop().unwrap();
    let lost = nodes.holding(&index);
    nodes.stop(lost);

    let part = site.get(&asked).await;
    assert_eq!(part.status, StatusCode::OK, "{}", part.body);
    let answer = part.json();
    let total = answer["total"].as_u64().unwrap();
    assert!(total > 0 && total < u64::from(ALL), "{total} of {ALL}");
    assert_eq!(answer["is_partial"], true);
    assert_eq!(answer["facets"]["year"][0]["count"], total);
    assert_eq!(answer["notes"], json!([SAID]));
    assert_eq!(part.headers[CACHE_CONTROL], "no-store");
    assert!(!part.headers.contains_key(ETAG));
    let held = site.get_with(&asked, &[("if-none-match", &tag)]).await;
    assert_eq!(held.status, StatusCode::NOT_MODIFIED, "who holds all of it keeps it");
    let clauses = site.json("/api/v1/search", &[("q", MATTER), ("scope", "clauses")]).await;
    assert_eq!(clauses["is_partial"], true);
    let counts = site.json("/api/v1/facets", &[("q", MATTER)]).await;
    assert_eq!((&counts["is_partial"], &counts["total"]), (&json!(true), &json!(total)));
    let query = json!({"requests": [{"indexName": "notices", "params": {"query": MATTER}}]});
    let hits = site.send_json("/api/algolia/1/indexes/*/queries", &query).await.json();
    assert_eq!(hits["results"][0]["exhaustiveNbHits"], false, "{hits}");
    for path in [&url("/search", &[("q", MATTER)]), "/"] {
        let page = site.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.body.contains(SAID), "{path}: {}", page.body);
    }
    let sheet = site.get(&url("/api/v1/search", &[("q", MATTER), ("format", "csv")])).await;
    assert_eq!(sheet.status, StatusCode::SERVICE_UNAVAILABLE, "a sheet is whole");
    let ready = site.get("/readyz").await;
    assert_eq!((ready.status, &ready.json()["is_partial"]), (StatusCode::OK, &json!(true)));

    fill(&site.served, ALL..=ALL + 1);
    let refused = ingest(&*site.served.engine, &IngestOptions::default(), &Silent).await;
    let is_told = matches!(refused, Err(IngestError::Engine(EngineError::Incomplete { .. })));
    assert!(is_told, "nothing is published over parts of an index: {refused:?}");

    nodes.start(lost);
    let again = site.get(&asked).await;
    let all = ALL.into();
    assert_eq!((&again.json()["total"], &again.json()["is_partial"]), (&all, &json!(false)));
    assert_eq!(again.headers[ETAG].to_str().unwrap(), tag);
    assert_eq!(site.get("/readyz").await.json()["is_partial"], false);
    site.served.index().await;
    let seen = look(&site.served.searcher()).await.unwrap();
    assert_eq!((seen.0, seen.2), (u64::from(ALL) + 1, false));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_on_no_node_says_what_to_do() {
    let Some(nodes) = Nodes::all().await else { return };
    let options = options(1, 1, 0);
    let site = Site::over(library(&options, 4).await);
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    let lost = nodes.holding(&nodes.indices(&options)[0]);
    nodes.stop(lost);

    let ready = site.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE, "{}", ready.body);
    assert!(ready.body.contains("bring its nodes back"), "{}", ready.body);
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK, "the process is sound");
    let answer = site.get(&url("/api/v1/search", &[("q", MATTER)])).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json()["type"], "/problems/index-away");
    assert!(answer.headers.contains_key(RETRY_AFTER));
    let page = site.get(&url("/search", &[("q", MATTER)])).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    let told = search_by_hand(&options);
    assert!(told.contains("is incomplete"), "{told}");
    assert!(told.contains("hint: bring the cluster's nodes back"), "{told}");

    nodes.start(lost);
    assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    assert_eq!(site.json("/api/v1/search", &[("q", MATTER)]).await["total"], 4);
}

/// Runs the command that searches, which fails, and returns what it says.
fn search_by_hand(options: &ClusterOptions) -> String {
    let folder = tempfile::tempdir().unwrap();
    let nodes: Vec<String> = options.nodes.iter().map(ToString::to_string).collect();
    let (nodes, name) = (nodes.join(","), options.name.as_str());
    let on = ["--engine", "opensearch", "--opensearch-url", &nodes, "--opensearch-index", name];
    let ended = run(folder.path(), &[&["search", MATTER], &on[..]].concat());
    assert_eq!(ended.code, Some(2), "{}", ended.err);
    ended.err
}
