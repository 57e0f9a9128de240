//! An export: every result once, of one publication, and broken off rather than cut short.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use axum::body::to_bytes;
use serde_json::Value;
use zhengsou::engine::error::EngineError;

use crate::support::engine::{Gate, Gated};
use crate::support::library::Library;
use crate::support::site::Site;

/// More clauses than are found at once.
const CLAUSES: usize = 1100;

/// A notice of many clauses about a matter.
fn long(matter: &str) -> String {
    let lines = (1..=CLAUSES).map(|at| format!("第{at}号渡口要{matter}，编号{at}。\n"));
    let head = format!("清泽市人民政府关于{matter}的通知\n成文日期：2024年5月8日\n\n");
    std::iter::once(head).chain(lines).collect()
}

fn lines(body: &str) -> Vec<Value> {
    body.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn an_export_holds_every_result_once_in_the_order_of_the_search() {
    let site = Site::of_samples().await;
    for query in
        ["scope=clauses&year=2024&sort=oldest", "q=%E6%94%BF%E5%8A%A1", "scope=assignments"]
    {
        let search = format!("/api/v1/search?{query}&per_page=100&format=jsonl");
        let mut expected = Vec::new();
        let mut answer = site.get(&search).await;
        loop {
            expected.extend(lines(&answer.body));
            let Some(cursor) = answer.headers.get("x-next-cursor") else { break };
            answer = site.get(&format!("{search}&cursor={}", cursor.to_str().unwrap())).await;
        }
        let export = site.get(&format!("/api/v1/export?{query}")).await;
        assert_eq!(export.content_type(), "application/jsonl; charset=utf-8");
        assert_eq!(export.headers["x-total-count"], expected.len().to_string(), "{query}");
        assert_eq!(lines(&export.body), expected, "{query}");
        let sheet = site.get(&format!("/api/v1/export?{query}&format=csv")).await.body;
        let rows = sheet.split("\r\n").filter(|row| !row.is_empty()).count();
        assert!(rows > expected.len(), "{query}: a head and {} results", expected.len());
    }
}

#[tokio::test]
async fn old_programs_save_each_kind_of_sheet_under_its_own_name() {
    let site = Site::of_samples().await;
    for (path, name) in [
        ("/api/v1/search?q=%E6%94%BF%E5%8A%A1&format=csv", "results.csv"),
        ("/api/v1/export?scope=assignments&format=csv", "results.csv"),
        ("/api/v1/export?scope=assignments", "results.jsonl"),
        ("/notices/zhengwugongkai~qingze-2024/download.csv", "notice.csv"),
        ("/evidence.csv?c=zhengwugongkai~qingze-2023:6cc0223d", "clauses.csv"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        let saved = answer.headers["content-disposition"].to_str().unwrap();
        assert!(saved.contains(&format!("; filename=\"{name}\"; ")), "{path}: {saved}");
    }
}

#[tokio::test]
async fn what_is_published_meanwhile_does_not_change_an_export() {
    let library = Library::of(&[("a.txt", &long("检修"))]).await;
    let site = Site::over(library);
    let path = "/api/v1/export?scope=clauses&fields=id,html&highlight=none";
    let begun = site.open(path).await;
    site.served.write("a.txt", long("停航"));
    site.served.index().await;
    let old = to_bytes(begun.into_body(), usize::MAX).await.unwrap();
    let old = String::from_utf8(old.to_vec()).unwrap();
    let of = |body: &str, matter: &str| body.matches(&format!("渡口要{matter}")).count();
    assert_eq!((of(&old, "检修"), of(&old, "停航")), (CLAUSES, 0));
    let new = site.get(path).await.body;
    assert_eq!((of(&new, "检修"), of(&new, "停航")), (0, CLAUSES));
}

/// Lets some searches through and no more.
#[derive(Debug)]
struct Few(AtomicUsize);

#[async_trait]
impl Gate for Few {
    async fn before_search(&self) -> Result<(), EngineError> {
        let left = self.0.fetch_sub(1, Ordering::SeqCst);
        if left > 0 { Ok(()) } else { Err(EngineError::Internal("the disk is gone".to_owned())) }
    }
}

#[tokio::test]
async fn an_export_that_cannot_go_on_breaks_off() {
    let mut library = Library::of(&[("a.txt", &long("检修"))]).await;
    library.engine = Arc::new(Gated::new(Arc::clone(&library.engine), Few(AtomicUsize::new(1))));
    let site = Site::over(library);
    let begun = site.open("/api/v1/export?scope=clauses").await;
    assert_eq!(begun.status(), 200, "the first piece is there");
    let read = to_bytes(begun.into_body(), usize::MAX).await;
    assert!(read.is_err(), "what came is not taken for the whole");
}
