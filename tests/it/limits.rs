//! What requests are held to: sizes, rates, places for heavy ones, time; and what a refusal says.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::http::StatusCode;
use tokio::sync::{Semaphore, mpsc};
use zhengsou::access::scope::Scope;
use zhengsou::engine::error::EngineError;
use zhengsou::web::limits::LimitOptions;

use crate::support::engine::{Gate, Gated};
use crate::support::keys::bearer;
use crate::support::library::{Library, notice};
use crate::support::site::{Answer, Site, url};

async fn library() -> Library {
    Library::of(&[("one.txt", &notice("清泽市", 3, "站内检索"))]).await
}

/// Checks that an answer is a problem of a kind, and that its number is that of the answer.
fn assert_problem(answer: &Answer, status: u16, kind: &str) {
    assert_eq!(answer.status.as_u16(), status, "{answer:?}");
    assert_eq!(answer.content_type(), "application/problem+json", "{answer:?}");
    let problem = answer.json();
    assert_eq!(problem["type"], kind, "{problem}");
    assert_eq!(problem["status"], status, "{problem}");
    assert_eq!(problem["request_id"].as_str(), header(answer, "x-request-id"), "{problem}");
    assert_eq!(answer.headers["access-control-allow-origin"], "*", "other origins may read it");
}

fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.get(name).and_then(|value| value.to_str().ok())
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_what_is_taken() {
    let limits = LimitOptions { address: 200, headers: 400, body: 300, ..LimitOptions::default() };
    let site = Site::held_to(limits, library().await);
    let long = "公".repeat(30);
    let asked = url("/api/v1/search", &[("q", &long)]);
    assert_problem(&site.get(&asked).await, 414, "/problems/address-too-long");
    let page = site.get(&url("/search", &[("q", &long)])).await;
    assert_eq!(page.status, StatusCode::URI_TOO_LONG);
    assert!(page.body.contains("地址过长") && page.body.contains("<html"), "{}", page.body);
    let wide = "x".repeat(400);
    let answer = site.get_with("/api/v1/search?q=x", &[("x-wide", &wide)]).await;
    assert_problem(&answer, 431, "/problems/headers-too-large");
    let draft = serde_json::json!({ "text": "站内检索".repeat(40) });
    let answer = site.send_json("/api/v1/similar", &draft).await;
    assert_problem(&answer, 413, "/problems/too-large");
    assert!(answer.body.contains("at most 300 bytes"), "{}", answer.body);
    let page = site.post("/check", &format!("text={}", "x".repeat(400))).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "the page says it by itself");
    let short = serde_json::json!({ "text": "完善站内检索服务" });
    assert_eq!(site.send_json("/api/v1/similar", &short).await.status, StatusCode::OK);
    assert_eq!(site.get("/api/v1/search?q=x").await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_again() {
    let limits = LimitOptions { rate: Some("2/h".parse().unwrap()), ..LimitOptions::default() };
    let site = Site::held_to(limits, library().await);
    for left in ["1", "0"] {
        let answer = site.get_as("192.0.2.1", "/api/v1/search?q=x").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(header(&answer, "ratelimit-policy"), Some("\"address\";q=2;w=3600"));
        let told = header(&answer, "ratelimit").unwrap();
        assert!(told.starts_with(&format!("\"address\";r={left};t=")), "{told}");
    }
    let answer = site.get_as("192.0.2.1", "/api/v1/search?q=x").await;
    assert_problem(&answer, 429, "/problems/rate-limited");
    let again: u64 = header(&answer, "retry-after").unwrap().parse().unwrap();
    assert!((1..=1800).contains(&again), "{again}");
    let page = site.get_as("192.0.2.1", "/search?q=x").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.body.contains("访问过于频繁"), "{}", page.body);
    for path in ["/healthz", "/assets/site.css", "/robots.txt"] {
        assert_ne!(
            site.get_as("192.0.2.1", path).await.status,
            StatusCode::TOO_MANY_REQUESTS,
            "{path}"
        );
    }
    let other = site.get_as("192.0.2.2", "/api/v1/search?q=x").await;
    assert_eq!(other.status, StatusCode::OK, "another address has its own bucket");
}

#[tokio::test]
async fn who_proves_a_key_is_counted_by_the_key() {
    let limits = LimitOptions {
        rate: Some("1/h".parse().unwrap()),
        key_rate: Some("3/h".parse().unwrap()),
        ..LimitOptions::default()
    };
    let library = library().await;
    let [one, other] = [Scope::Read, Scope::Write].map(|scope| bearer(&library, &[scope]));
    let site = Site::keyed(limits, library);
    let ask = async |authorization: &str| {
        let headers = [("x-real-ip", "192.0.2.1"), ("authorization", authorization)];
        site.get_with("/api/v1/search?q=x", &headers).await
    };
    for left in ["2", "1", "0"] {
        let answer = ask(&one).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(header(&answer, "ratelimit-policy"), Some("\"key\";q=3;w=3600"));
        assert!(header(&answer, "ratelimit").unwrap().starts_with(&format!("\"key\";r={left};")));
    }
    assert_problem(&ask(&one).await, 429, "/problems/rate-limited");
    assert_eq!(ask(&other).await.status, StatusCode::OK, "another key has its own bucket");
    let wrong = format!("{}0", &one[..one.len() - 1]);
    let wrong = if wrong == one { format!("{}1", &one[..one.len() - 1]) } else { wrong };
    let answer = ask(&wrong).await;
    assert_eq!(header(&answer, "ratelimit-policy"), Some("\"address\";q=1;w=3600"));
    assert_problem(&ask("Bearer nothing").await, 429, "/problems/rate-limited");
}

/// Holds searches until they are let through, and tells of each that it has come.
#[derive(Debug)]
struct Held {
    come: mpsc::UnboundedSender<()>,
    passes: Arc<Semaphore>,
}

#[async_trait]
impl Gate for Held {
    async fn before_search(&self) -> Result<(), EngineError> {
        let _ = self.come.send(());
        self.passes.acquire().await.unwrap().forget();
        Ok(())
    }
}

/// A site whose searches are held.
struct Holding {
    site: Arc<Site>,
    come: mpsc::UnboundedReceiver<()>,
    passes: Arc<Semaphore>,
}

impl Holding {
    async fn with(limits: LimitOptions) -> Self {
        let mut library = library().await;
        let inner = Arc::clone(&library.engine);
        let (sender, come) = mpsc::unbounded_channel();
        let passes = Arc::new(Semaphore::new(0));
        let gate = Held { come: sender, passes: Arc::clone(&passes) };
        library.engine = Arc::new(Gated::new(inner, gate));
        Self { site: Arc::new(Site::held_to(limits, library)), come, passes }
    }

    /// Asks without waiting for the answer.
    fn ask(&self, address: &'static str) -> tokio::task::JoinHandle<Answer> {
        let site = Arc::clone(&self.site);
        tokio::spawn(async move { site.get_as(address, "/api/v1/search?q=x").await })
    }
}

#[tokio::test]
async fn searches_beyond_the_places_wait_and_beyond_those_are_refused() {
    let limits = LimitOptions { at_once: 1, waiting: 1, ..LimitOptions::default() };
    let mut holding = Holding::with(limits).await;
    let first = holding.ask("192.0.2.1");
    holding.come.recv().await.unwrap();
    let second = holding.ask("192.0.2.1");
    // Of the further ones only one can wait; which is a matter of chance.
    let third = holding.ask("192.0.2.1");
    let (refused, waiting) = tokio::select! {
        answer = second => (answer.unwrap(), holding.ask("192.0.2.9")),
        answer = third => (answer.unwrap(), holding.ask("192.0.2.9")),
    };
    assert_problem(&refused, 503, "/problems/busy");
    assert_eq!(header(&refused, "retry-after"), Some("1"));
    assert_problem(&waiting.await.unwrap(), 503, "/problems/busy");
    for path in ["/healthz", "/readyz", "/api/v1/suggest?q=站"] {
        let light = holding.site.get(&path.replace('站', "%E7%AB%99")).await;
        assert_eq!(light.status, StatusCode::OK, "{path} waits for nothing: {}", light.body);
    }
    holding.passes.add_permits(100);
    assert_eq!(first.await.unwrap().status, StatusCode::OK);
    assert_eq!(holding.site.get("/api/v1/search?q=x").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_search_that_takes_too_long_is_given_up_and_its_place_is_free_again() {
    let time = Duration::from_millis(1);
    let limits = LimitOptions { at_once: 1, waiting: 0, time, ..LimitOptions::default() };
    let holding = Holding::with(limits).await;
    let answer = holding.site.get("/api/v1/search?q=x").await;
    assert_problem(&answer, 503, "/problems/too-slow");
    let again = holding.site.get("/api/v1/search?q=x").await;
    assert_problem(&again, 503, "/problems/too-slow");
    assert_eq!(holding.passes.available_permits(), 0);
}
