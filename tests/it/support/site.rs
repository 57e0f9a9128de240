//! The site over a library, asked without a socket.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tower::ServiceExt;
use zhengsou::access::gate::Gate;
use zhengsou::access::{AUDIT_FILE, KEYS_FILE};
use zhengsou::durable::Disk;
use zhengsou::durable::system::System;
use zhengsou::upkeep::publish;
use zhengsou::upkeep::publisher::{Publisher, PublisherOptions};
use zhengsou::upkeep::reception::{Reception, ReceptionOptions};
use zhengsou::usage::{FILE, Usage};
use zhengsou::web::client::Proxies;
use zhengsou::web::limits::LimitOptions;
use zhengsou::web::operation::{Operation, OperationOptions};
use zhengsou::web::router::router;
use zhengsou::web::state::AppState;

use crate::support::library::Library;
use crate::support::{TODAY, samples};

/// A site and the library below it.
#[derive(Debug)]
pub(crate) struct Site {
    router: Router,
    /// The library that is served.
    pub(crate) served: Library,
    /// Counts what is asked, where the site does.
    pub(crate) usage: Option<Arc<Usage>>,
    /// What runs it beside answering.
    pub(crate) operation: Arc<Operation>,
    /// Publishes what changes, where the site does.
    pub(crate) publisher: Option<Arc<Publisher>>,
}

/// What a site answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// The body as it came; the text above has signs in place of what is no UTF-8.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    /// Returns the body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("no JSON ({error}): {}", self.body))
    }

    /// Returns the kind of the body.
    pub(crate) fn content_type(&self) -> &str {
        self.headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

impl Site {
    /// Serves a library.
    pub(crate) fn over(library: Library) -> Self {
        Self::with(library, None, None)
    }

    /// Serves a library whose readers report mistakes to an address.
    pub(crate) fn reporting_to(address: &str, library: Library) -> Self {
        Self::with(library, None, Some(address))
    }

    /// Serves a library under an origin that the operator names.
    pub(crate) fn known_as(origin: &str, library: Library) -> Self {
        let state = AppState { site: Some(origin.to_owned()), ..state(&library, None) };
        Self::of(library, state)
    }

    /// Serves a library and holds requests to limits.
    pub(crate) fn held_to(limits: LimitOptions, library: Library) -> Self {
        let operation = Operation::new(OperationOptions { limits, ..behind_a_proxy() });
        let state = AppState { operation, ..state(&library, None) };
        Self::of(library, state)
    }

    /// Serves a library to pages of some other origins.
    pub(crate) fn read_by(origins: &[&str], library: Library) -> Self {
        let origins = origins.iter().map(|origin| origin.parse().unwrap()).collect();
        let operation = Operation::new(OperationOptions { origins, ..behind_a_proxy() });
        let state = AppState { operation, ..state(&library, None) };
        Self::of(library, state)
    }

    /// Serves a library to who proves a key beside its index, counts what is asked, and holds
    /// requests to limits.
    pub(crate) fn keyed(limits: LimitOptions, library: Library) -> Self {
        let operation = Operation::new(OperationOptions { limits, ..behind_a_proxy() });
        let gate = Gate::open(&library.index_folder().join(KEYS_FILE), now().timestamp());
        let usage = Usage::open(&library.index_folder().join(FILE), TODAY).unwrap();
        let state = state(&library, Some(Arc::new(usage)));
        Self::of(library, AppState { operation, gate: Some(Arc::new(gate)), ..state })
    }

    fn of(library: Library, state: AppState) -> Self {
        let (usage, operation) = (state.usage.clone(), Arc::clone(&state.operation));
        let publisher = state.publisher.clone();
        Self { router: router(state), served: library, usage, publisher, operation }
    }

    /// Serves a library and counts what is asked, in a file beside its index.
    pub(crate) fn counting(library: Library) -> Self {
        let usage = Usage::open(&library.index_folder().join(FILE), TODAY).unwrap();
        Self::with(library, Some(Arc::new(usage)), None)
    }

    fn with(library: Library, usage: Option<Arc<Usage>>, feedback: Option<&str>) -> Self {
        let feedback = feedback.map(|address| address.parse().unwrap());
        let state = AppState { feedback, ..state(&library, usage) };
        Self::of(library, state)
    }

    /// Serves a library and takes notices in; those that say that they are not open, where asked.
    /// What is written is published when the test says so.
    pub(crate) fn writing(library: Library, restricted: bool) -> Self {
        Self::receiving(library, restricted, behind_a_proxy(), Arc::new(System))
    }

    /// Serves a library and takes notices in, which a disk keeps.
    pub(crate) fn writing_to(disk: Arc<dyn Disk>, library: Library) -> Self {
        Self::receiving(library, false, behind_a_proxy(), disk)
    }

    /// Serves a library, takes notices in, and holds requests to limits.
    pub(crate) fn writing_within(limits: LimitOptions, library: Library) -> Self {
        let operation = OperationOptions { limits, ..behind_a_proxy() };
        Self::receiving(library, false, operation, Arc::new(System))
    }

    fn receiving(
        library: Library,
        restricted: bool,
        operation: OperationOptions,
        disk: Arc<dyn Disk>,
    ) -> Self {
        let operation = Operation::new(operation);
        let publisher = publisher(&library, &operation, AN_HOUR);
        let options = ReceptionOptions {
            folder: library.notices(),
            audit: library.index_folder().join(AUDIT_FILE),
            restricted,
            clock: now,
        };
        let searcher = Arc::new(library.searcher());
        let told = Arc::clone(&publisher);
        let reception = Reception::open(&options, disk, searcher, told).unwrap();
        let gate = Gate::open(&library.index_folder().join(KEYS_FILE), now().timestamp());
        let gate = Some(Arc::new(gate));
        let reception = Arc::new(OnceLock::from(Some(Arc::new(reception))));
        let state = AppState {
            gate,
            reception,
            publisher: Some(publisher),
            operation,
            ..state(&library, None)
        };
        Self::of(library, state)
    }

    /// Serves a library and publishes what changes in it when the test says so.
    pub(crate) fn publishing(library: Library) -> Self {
        Self::publishing_every(AN_HOUR, library)
    }

    /// Serves a library and publishes what changes in it as soon as that is told.
    pub(crate) fn publishing_at_once(library: Library) -> Self {
        Self::publishing_every(Duration::ZERO, library)
    }

    fn publishing_every(every: Duration, library: Library) -> Self {
        let operation = Operation::new(behind_a_proxy());
        let publisher = Some(publisher(&library, &operation, every));
        let state = AppState { publisher, operation, ..state(&library, None) };
        Self::of(library, state)
    }

    /// Ends the site and returns its library.
    pub(crate) fn into_served(self) -> Library {
        self.served
    }

    /// Publishes what was written.
    pub(crate) fn publish(&self) {
        self.try_to_publish();
        assert_eq!(self.publisher.as_ref().unwrap().status().failing, None);
    }

    /// Publishes what was written, unless that fails.
    pub(crate) fn try_to_publish(&self) {
        self.publisher.as_ref().unwrap().settle();
    }

    /// Serves the sample library.
    pub(crate) async fn of_samples() -> Self {
        Self::over(Library::over(vec![samples()]).await)
    }

    /// Asks for a path.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_as("", path).await
    }

    /// Asks for a path as a reader at an address; as a program without a name where it is empty.
    pub(crate) async fn get_as(&self, address: &str, path: &str) -> Answer {
        let reader = [("x-real-ip", address), ("user-agent", "Mozilla/5.0")];
        self.get_with(path, if address.is_empty() { &[] } else { &reader }).await
    }

    /// Asks for a path with headers.
    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask_by("GET", path, headers).await
    }

    /// Asks for a path by a method, with headers.
    pub(crate) async fn ask_by(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.ask(request(method, path, headers)).await
    }

    /// Returns the headers of an answer whose body need not be text.
    pub(crate) async fn headers_of(&self, path: &str, headers: &[(&str, &str)]) -> HeaderMap {
        let request = request("GET", path, headers);
        self.router.clone().oneshot(request).await.unwrap().headers().clone()
    }

    /// Sends a form.
    pub(crate) async fn post(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        self.ask(request.unwrap()).await
    }

    /// Sends a body of JSON.
    pub(crate) async fn send_json(&self, path: &str, body: &Value) -> Answer {
        self.send(path, "application/json", body.to_string()).await
    }

    /// Sends a body of a type.
    pub(crate) async fn send(&self, path: &str, kind: &str, body: String) -> Answer {
        let request = Request::post(path).header("content-type", kind).body(Body::from(body));
        self.ask(request.unwrap()).await
    }

    /// Sends a body by a method, with headers.
    pub(crate) async fn send_by(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let request = request(method, path, headers).map(|_| body.into());
        self.ask(request).await
    }

    /// Asks for a path whose answer is read by the test, piece by piece.
    pub(crate) async fn open(&self, path: &str) -> Response {
        self.router.clone().oneshot(request("GET", path, &[])).await.unwrap()
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let (bytes, body) = (body.to_vec(), String::from_utf8_lossy(&body).into_owned());
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }

    /// Asks for a path with parameters, and takes the answer as JSON that must be there.
    pub(crate) async fn json(&self, path: &str, params: &[(&str, &str)]) -> Value {
        let answer = self.get(&url(path, params)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path} {params:?}: {}", answer.body);
        answer.json()
    }
}

/// How long changes are gathered where the test says when they are published.
const AN_HOUR: Duration = Duration::from_hours(1);

/// Makes what publishes a library, and is counted.
fn publisher(library: &Library, operation: &Operation, every: Duration) -> Arc<Publisher> {
    let (engine, metrics) = (Arc::clone(&library.engine), Arc::clone(&operation.metrics));
    let options = PublisherOptions {
        every,
        look_every: None,
        clock: now,
        heard: Box::new(move |run| match run {
            Ok(took) => metrics.published(took),
            Err(cause) => metrics.not_published(cause.name()),
        }),
    };
    let work = Box::new(move || publish(&engine, &now()));
    Arc::new(Publisher::start(options, work).unwrap())
}

fn state(library: &Library, usage: Option<Arc<Usage>>) -> AppState {
    AppState {
        searcher: Arc::new(library.searcher()),
        clock: || TODAY,
        usage,
        site: None,
        operation: Operation::new(behind_a_proxy()),
        feedback: None,
        now,
        gate: None,
        publisher: None,
        reception: Arc::new(OnceLock::from(None)),
    }
}

/// The address of the proxy that requests of tests come through.
const PROXY: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 40_000);

fn behind_a_proxy() -> OperationOptions {
    let trusted = vec![PROXY.ip().into()];
    let proxies = Proxies { trusted, header: "X-Real-IP".parse().unwrap() };
    // Tests ask many things at once of a program that was built for finding faults, not for speed.
    let limits =
        LimitOptions { time: Duration::from_mins(5), waiting: 1000, ..LimitOptions::default() };
    OperationOptions { proxies, limits, ..OperationOptions::default() }
}

/// The time at which tests ask.
pub(crate) fn now() -> ZonedDateTime {
    TODAY.at(10, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap()
}

fn request(method: &str, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).extension(ConnectInfo(PROXY));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

/// Writes a path with parameters.
pub(crate) fn url(path: &str, params: &[(&str, &str)]) -> String {
    let query: Vec<String> = params
        .iter()
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
        .collect();
    format!("{path}?{}", query.join("&"))
}
