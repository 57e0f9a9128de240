//! What becomes of each document of a bulk.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};
use zhengsou::engine::error::EngineError;

use super::{filled, index, library, published, undisturbed};
use crate::support::double::{Asked, Double, Instead};

fn refused(status: u16, kind: &str) -> (u16, Value) {
    (status, json!({"type": kind, "reason": format!("{kind} it is")}))
}

fn too_much() -> (u16, Value) {
    refused(429, "opensearch_rejected_execution_exception")
}

/// Returns the ids of the documents of each bulk.
fn bulks(asked: &[Asked]) -> Vec<BTreeSet<String>> {
    let bulks = asked.iter().filter(|asked| asked.line == "POST /_bulk");
    let id = |line: &str| {
        let order: Value = serde_json::from_str(line).unwrap();
        Some(order.get("index")?.get("_id")?.as_str()?.to_owned())
    };
    bulks.map(|asked| asked.body.lines().filter_map(id).collect()).collect()
}

#[tokio::test]
async fn what_the_cluster_was_too_busy_for_is_sent_again_alone() {
    let expected = undisturbed().await;
    let double = Double::start();
    let library = library(double.options());
    let busy = |id: &str, came: usize| id.ends_with("-1") && came < 2;
    double.say(
        "POST",
        "/_bulk",
        3,
        Instead::Items(Arc::new(move |id, came| busy(id, came).then(too_much))),
    );
    index(&library).await.unwrap();
    assert_eq!(published(&double).unwrap(), expected, "nothing is lost");
    let bulks = bulks(&double.asked());
    let again: BTreeSet<String> =
        bulks[0].iter().filter(|id| id.ends_with("-1")).cloned().collect();
    assert!(!again.is_empty() && again.len() < bulks[0].len());
    assert_eq!(bulks[1..3], [again.clone(), again], "those alone");
}

#[tokio::test]
async fn a_document_that_is_refused_fails_the_run_and_nothing_of_it_is_published() {
    let double = Double::start();
    let library = library(double.options());
    let refuse =
        |id: &str, _: usize| id.ends_with("-2").then(|| refused(400, "mapper_parsing_exception"));
    double.say("POST", "/_bulk", 1, Instead::Items(Arc::new(refuse)));
    let error = index(&library).await.unwrap_err().to_string();
    assert!(error.contains("1 of 5 documents"), "how many: {error}");
    assert!(error.contains("mapper_parsing_exception it is"), "why: {error}");
    assert_eq!(published(&double), None);
    assert_eq!(double.indices(), ["zhengsou-state"], "what was begun is taken away");
    assert_eq!(double.store(|store| store.get("zhengsou-state", "lock").cloned()), None);
    assert_eq!(index(&library).await.unwrap().notices.added, 3, "the next run is not held up");
}

#[tokio::test]
async fn a_later_version_that_is_there_is_no_error() {
    let double = Double::start();
    let library = library(double.options());
    let refuse = |id: &str, _: usize| {
        id.ends_with("-2").then(|| refused(409, "version_conflict_engine_exception"))
    };
    double.say("POST", "/_bulk", 9, Instead::Items(Arc::new(refuse)));
    assert_eq!(index(&library).await.unwrap().notices.added, 3);
    let asked = double.asked();
    let bulk = asked.iter().find(|asked| asked.line == "POST /_bulk").unwrap();
    let first: Value = serde_json::from_str(bulk.body.lines().next().unwrap()).unwrap();
    assert_eq!(first["index"]["version_type"], "external_gte");
    let bulks = bulks(&asked);
    let all: BTreeSet<&String> = bulks.iter().flatten().collect();
    let sent: usize = bulks.iter().map(BTreeSet::len).sum();
    assert_eq!(sent, all.len(), "nothing is sent again");
}

#[tokio::test]
async fn documents_of_which_nothing_is_said_are_not_taken_for_written() {
    let (double, library) = filled().await;
    let before = published(&double).unwrap();
    library.write("1.txt", "关于另一件事的通知\n\n一、总体要求\n（一）坚持依法推进。\n");
    double.say("POST", "/_bulk", 1, Instead::Json(200, json!({"errors": false, "items": []})));
    let error = index(&library).await.unwrap_err();
    assert!(matches!(error, EngineError::Internal(_)), "{error}");
    assert!(error.to_string().contains("what became of them"), "{error}");
    assert_eq!(published(&double).unwrap(), before);
}

#[tokio::test]
async fn documents_that_the_cluster_stays_too_busy_for_end_the_run() {
    let (double, library) = filled().await;
    let before = published(&double).unwrap();
    library.write("1.txt", "关于另一件事的通知\n\n一、总体要求\n（一）坚持依法推进。\n");
    let refuse = |_: &str, _: usize| Some(too_much());
    double.say("POST", "/_bulk", 100, Instead::Items(Arc::new(refuse)));
    double.asked();
    let error = index(&library).await.unwrap_err();
    assert!(matches!(error, EngineError::Busy), "{error}");
    assert_eq!(bulks(&double.asked()).len(), 6);
    assert_eq!(published(&double).unwrap(), before);
}
