//! What answers and is no cluster that can be used.

use serde_json::{Value, json};
use zhengsou::engine::error::EngineError;

use super::{engine, filled, index, library};
use crate::support::double::{Double, Instead, count};

/// The page of a gate that lets everyone sign in.
const PAGE: &str = "<!DOCTYPE html><title>登录</title>";

#[tokio::test]
async fn a_page_in_place_of_an_answer_is_no_missing_index() {
    let (double, _library) = filled().await;
    double.say("GET", "/_alias", 9, Instead::Text(200, PAGE));
    let error = engine(double.options()).status().await.unwrap_err();
    assert!(matches!(error, EngineError::Foreign { .. }), "{error}");
    assert!(error.to_string().contains("it answers 200 with what is no JSON"), "{error}");
    assert_eq!(count(&double.asked(), "GET /_alias"), 1);
}

#[tokio::test]
async fn nothing_is_written_to_a_page() {
    let double = Double::start();
    double.say("", "/", 1_000, Instead::Text(200, PAGE));
    let error = index(&library(double.options())).await.unwrap_err();
    assert!(matches!(error, EngineError::Foreign { .. }), "{error}");
    assert!(double.indices().is_empty());
}

fn version(about: &Value) -> Instead {
    Instead::Json(200, json!({"version": about}))
}

#[tokio::test]
async fn a_cluster_of_another_kind_or_an_old_release_is_refused_before_anything_is_made() {
    for (about, said) in [
        (json!({"number": "8.15.0"}), "it is Elasticsearch 8.15.0 or akin, not OpenSearch"),
        (
            json!({"number": "2.9.0", "distribution": "opensearch"}),
            "it is OpenSearch 2.9.0; 2.19 or later is needed",
        ),
        (
            json!({"number": "7.10.2", "distribution": "opensearch"}),
            "set `compatibility.override_main_response_version` to false",
        ),
        (json!(null), "it does not say that it is OpenSearch"),
    ] {
        let double = Double::start();
        double.say("GET", " /$", 9, version(&about));
        let error = index(&library(double.options())).await.unwrap_err();
        assert!(matches!(error, EngineError::Foreign { .. }), "{error}");
        assert!(error.to_string().contains(said), "{error}");
        assert!(double.indices().is_empty(), "{:?}", double.indices());
    }
}

#[tokio::test]
async fn an_index_on_an_old_release_is_not_searched() {
    let (double, _library) = filled().await;
    let old = json!({"number": "2.9.0", "distribution": "opensearch"});
    double.say("GET", " /$", 1, version(&old));
    let engine = engine(double.options());
    let error = engine.status().await.unwrap_err();
    assert!(matches!(error, EngineError::Foreign { .. }), "{error}");
    engine.status().await.unwrap();
    let about = double.asked().into_iter().filter(|asked| asked.line == "GET /").count();
    assert_eq!(about, 2, "it may be another one meanwhile");
}
