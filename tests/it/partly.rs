//! What pages and API show where the engine fails at a part of an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use axum::http::StatusCode;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::hits::Hits;

use crate::support::engine::{Gate, Gated};
use crate::support::library::{Library, notice};
use crate::support::samples;
use crate::support::site::{Site, url};

/// Lets some searches pass and none after them, and never what keeps company.
#[derive(Debug)]
struct Failing {
    /// Searches that are still answered.
    left: AtomicUsize,
}

#[async_trait]
impl Gate for Failing {
    async fn before_search(&self) -> Result<(), EngineError> {
        let less = |left: usize| left.checked_sub(1);
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less);
        left.map(drop).map_err(|_| EngineError::Busy)
    }

    async fn before_company(&self) -> Result<(), EngineError> {
        Err(EngineError::Busy)
    }
}

/// Serves a library over an engine that answers a number of searches.
fn answering(searches: usize, mut library: Library) -> Site {
    let inner = Arc::clone(&library.engine);
    library.engine = Arc::new(Gated::new(inner, Failing { left: AtomicUsize::new(searches) }));
    Site::over(library)
}

#[tokio::test]
async fn results_stand_without_what_fails_beside_them() {
    let asked = [("q", "政务公开"), ("group", "year")];
    let site = answering(1, Library::over(vec![samples()]).await);
    let page = site.get(&url("/search", &asked)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("role=\"status\">暂时无法显示相关检索、分组"), "{}", page.body);
    assert!(page.body.contains("class=\"hit\""), "results stand in one list");

    let site = answering(1, Library::over(vec![samples()]).await);
    let answer = site.json("/api/v1/search", &asked).await;
    assert_eq!(answer["missing"], serde_json::json!(["related", "groups"]));
    assert!(answer["total"].as_u64() > Some(0));
}

#[tokio::test]
async fn no_results_are_no_answer() {
    let site = answering(0, Library::over(vec![samples()]).await);
    let page = site.get(&url("/search", &[("q", "政务公开")])).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_notice_stands_without_those_beside_it() {
    let library = Library::of(&[("one.txt", &notice("清泽市", 3, "站内检索"))]).await;
    let id = library.engine.sources().await.unwrap().remove(0).id;
    let page = answering(0, library).get(&format!("/notices/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let said = "暂时无法显示引用本文件的文件、相似文件、历年文件，其余内容不受影响。";
    assert!(page.body.contains(said), "{}", page.body);
    assert!(page.body.contains("坚持依法推进站内检索"));
}

/// An engine that can read parts of its index alone.
#[derive(Debug)]
struct InPart;

#[async_trait]
impl Gate for InPart {
    async fn before_search(&self) -> Result<(), EngineError> {
        Ok(())
    }

    fn after_search(&self, hits: Hits) -> Hits {
        Hits { is_partial: true, ..hits }
    }
}

#[tokio::test]
async fn results_of_a_part_say_so_and_are_kept_by_nobody() {
    let mut library = Library::over(vec![samples()]).await;
    library.engine = Arc::new(Gated::new(Arc::clone(&library.engine), InPart));
    let site = Site::over(library);
    let said = "部分数据暂时无法读取，结果可能不全。";
    for path in ["/", &url("/search", &[("q", "政务公开")])] {
        let page = site.get(path).await;
        assert!(page.body.contains(said), "{path}");
        assert_eq!(page.headers["cache-control"], "no-store");
    }
    for path in ["/api/v1/search", "/api/v1/facets"] {
        let answer = site.get(&url(path, &[("q", "政务公开")])).await;
        assert_eq!(answer.json()["is_partial"], true, "{path}");
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(!answer.headers.contains_key("etag"), "{path}");
    }
}

#[tokio::test]
async fn nothing_is_said_where_nothing_fails() {
    let site = Site::of_samples().await;
    let asked = [("q", "政务公开"), ("group", "year")];
    assert!(!site.get(&url("/search", &asked)).await.body.contains("暂时无法显示"));
    let answer = site.json("/api/v1/search", &asked).await;
    assert!(answer.get("missing").is_none());
    assert_eq!(answer["is_partial"], false);
}
