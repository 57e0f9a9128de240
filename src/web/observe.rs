//! What is known and kept of each request: its number, who asks, a line of the log, figures.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument, error_span};

use crate::web::client;
use crate::web::error;
use crate::web::operation::Operation;
use crate::web::refusal::Refusal;

/// The header in which a request is numbered.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest number that is taken from a proxy: twice a UUID.
const LONGEST_ID: usize = 72;

/// The routes that programs ask for every few seconds, to see that the site is alive.
const PULSE: [&str; 2] = ["/healthz", "/readyz"];

/// What is known of a request beside what it asks.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// Its number, the same in the answer and in every line of the log.
    pub(super) id: String,
    /// The address of who asks, as far as it is known.
    pub(super) address: Option<IpAddr>,
}

/// Makes the numbers of requests: a mark of the process and a count.
#[derive(Debug)]
pub(super) struct Numbers {
    process: u64,
    next: AtomicU64,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { process: RandomState::new().hash_one("request"), next: AtomicU64::new(1) }
    }
}

impl Numbers {
    fn next(&self) -> String {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        format!("{:016x}-{count}", self.process)
    }
}

/// Numbers a request, has it answered, and keeps what there is to keep of it.
pub(super) async fn observe(
    State(operation): State<Arc<Operation>>,
    mut request: Request,
    next: Next,
) -> Response {
    let begun = Instant::now();
    let asked = asked(&operation, &request);
    let matched = request.extensions().get::<MatchedPath>();
    let line = Line {
        method: request.method().clone(),
        uri: request.uri().clone(),
        route: matched.map_or_else(|| "none".to_owned(), |route| route.as_str().to_owned()),
    };
    request.extensions_mut().insert(asked.clone());
    let _in_flight = operation.metrics.begin();
    let id = asked.id;
    // The span is open at every level: what goes wrong must be told with its number.
    let span = error_span!("request", id);
    async {
        let mut response = next.run(request).await;
        error::number(&mut response, &id);
        if let Ok(id) = HeaderValue::try_from(&id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        let took = begun.elapsed();
        operation.metrics.answered(&line.route, response.status().as_u16(), took);
        if let Some(refusal) = response.extensions().get::<Refusal>() {
            operation.metrics.rejected(refusal.reason());
        }
        line.write(response.status(), took, operation.logs_queries);
        response
    }
    .instrument(span)
    .await
}

fn asked(operation: &Operation, request: &Request) -> Asked {
    let peer = client::peer(request.extensions());
    let trusted = peer.is_some_and(|peer| operation.proxies.trusts(peer));
    let given = if trusted { given_id(request.headers()) } else { None };
    Asked {
        id: given.unwrap_or_else(|| operation.numbers.next()),
        address: peer.map(|peer| operation.proxies.address(peer, request.headers())),
    }
}

/// Returns the number that a proxy has given, where it can stand in a log.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_plain = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
    let is_fit = (1..=LONGEST_ID).contains(&id.len()) && id.chars().all(is_plain);
    is_fit.then(|| id.to_owned())
}

/// A line of the access log.
struct Line {
    method: Method,
    uri: Uri,
    route: String,
}

impl Line {
    /// Writes the line; what is asked stands in it only where the operator allows it.
    fn write(&self, status: StatusCode, took: Duration, with_query: bool) {
        let (method, path, status) = (&self.method, self.uri.path(), status.as_u16());
        let took_us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        if PULSE.contains(&self.route.as_str()) {
            tracing::debug!(target: "zhengsou::access", %method, path, status, took_us);
        } else if let Some(query) = self.uri.query().filter(|_| with_query) {
            tracing::info!(target: "zhengsou::access", %method, path, query, status, took_us);
        } else {
            tracing::info!(target: "zhengsou::access", %method, path, status, took_us);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{LONGEST_ID, Numbers, given_id};

    #[test]
    fn a_number_of_a_proxy_is_taken_where_it_is_well_formed() {
        let long = "a".repeat(LONGEST_ID + 1);
        for (given, taken) in [
            ("6d0f8a4e-1b2c-4d5e-8f90-a1b2c3d4e5f6", true),
            ("proxy_7.42", true),
            ("", false),
            ("two words", false),
            ("a\"b", false),
            (long.as_str(), false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-request-id", HeaderValue::from_str(given).expect("a value"));
            assert_eq!(given_id(&headers), taken.then(|| given.to_owned()), "{given:?}");
        }
    }

    #[test]
    fn numbers_differ_within_and_between_processes() {
        let (one, two) = (Numbers::default(), Numbers::default());
        assert_ne!(one.next(), one.next());
        assert_ne!(one.next(), two.next());
    }
}
