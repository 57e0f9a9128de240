//! Sends requests to the nodes of a cluster, to another one where one does not answer.
//!
//! hyper is the site's server already; with its own client only rustls is added, about a third of
//! what reqwest or the `opensearch` crate (reqwest and some hundred generated calls) would bring.
//! A dozen addresses are asked, and every body is made and read in this room as JSON.

mod connection;
mod nodes;
mod threads;

use std::sync::Arc;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use hyper::Method;
use hyper::body::Bytes;
use serde_json::Value;
use tokio::task::AbortHandle;
use tracing::Instrument;

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::connection::{Connection, Failure};
use crate::engine::opensearch::client::nodes::Nodes;
use crate::engine::opensearch::client::threads::Threads;
use crate::engine::opensearch::options::ClusterOptions;
use crate::engine::opensearch::refusal;

/// How often a request is sent at most, to all nodes together: the last time 1.5 s after the first.
const ATTEMPTS: usize = 5;

/// The same where something is written, for which nobody waits at a page: 12.7 s after the first.
const PATIENT_ATTEMPTS: usize = 8;

/// The pause before the second attempt; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// How many times longer than a search writing may take.
const WRITING: u32 = 10;

/// The longest that is waited for work which ends what failed.
const LAST_WORK: Duration = Duration::from_secs(3);

/// What is asked of a cluster.
#[derive(Clone, Debug)]
pub(super) struct Request {
    method: Method,
    path: String,
    body: Bytes,
    content: &'static str,
    patience: u32,
}

impl Request {
    /// Asks without a body.
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path, Bytes::new())
    }

    /// Takes something away.
    pub(super) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path, Bytes::new()).patiently()
    }

    /// Asks with a body.
    pub(super) fn post(path: impl Into<String>, body: &Value) -> Self {
        Self::new(Method::POST, path, body.to_string().into())
    }

    /// Puts something there.
    pub(super) fn put(path: impl Into<String>, body: &Value) -> Self {
        Self::new(Method::PUT, path, body.to_string().into()).patiently()
    }

    /// Sends lines of JSON, each ended by a line feed.
    pub(super) fn lines(path: impl Into<String>, lines: String) -> Self {
        let request = Self::new(Method::POST, path, lines.into());
        Self { content: "application/x-ndjson", ..request }.patiently()
    }

    /// Waits longer for the answer, as writing needs.
    #[must_use]
    pub(super) fn patiently(self) -> Self {
        Self { patience: WRITING, ..self }
    }

    /// Tells whether it may be answered when it is asked again soon.
    fn may_pass(&self, answer: &Answer) -> bool {
        let is_patient = self.patience > 1;
        refusal::may_pass(answer) || is_patient && refusal::may_come(answer)
    }

    fn new(method: Method, path: impl Into<String>, body: Bytes) -> Self {
        Self { method, path: path.into(), body, content: "application/json", patience: 1 }
    }
}

/// What a cluster answers.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The status of HTTP.
    pub(super) status: u16,
    /// The body; of a refusal that is no JSON its text, or null.
    pub(super) body: Value,
}

/// The nodes of a cluster, and how they are asked.
#[derive(Clone, Debug)]
pub(super) struct Client {
    line: Arc<Line>,
    threads: Arc<Threads>,
    /// Whether all that it asks may take longer.
    is_patient: bool,
    /// The index that is asked for, for messages.
    name: String,
}

/// What a request on its way needs.
#[derive(Debug)]
struct Line {
    nodes: Nodes,
    connection: Connection,
}

impl Client {
    /// Makes a client; no node is asked yet.
    ///
    /// # Errors
    ///
    /// Certificates or credentials cannot be used, or the system gives no threads.
    pub(super) fn new(options: &ClusterOptions) -> Result<Self, EngineError> {
        let nodes = Nodes::new(options.nodes.iter().map(ToString::to_string).collect());
        let line = Arc::new(Line { nodes, connection: Connection::new(options)? });
        let threads = Threads::start()
            .map_err(|error| EngineError::Unusable { reason: format!("no threads: {error}") })?;
        let (threads, name) = (Arc::new(threads), options.name.as_str().to_owned());
        Ok(Self { line, threads, is_patient: false, name })
    }

    /// Returns a client of the same nodes for work that writes: all that it asks may take longer.
    pub(super) fn patient(&self) -> Self {
        Self { is_patient: true, ..self.clone() }
    }

    /// Returns the addresses of the nodes and the name of the index, for messages.
    pub(super) fn address(&self) -> String {
        format!("{}/{}", self.line.nodes.addresses().join(","), self.name)
    }

    /// Lets some time pass.
    pub(super) async fn pause(&self, time: Duration) {
        self.threads.pause(time).await;
    }

    /// Has work done and waits for it a little, also where nothing can be awaited.
    pub(super) fn finish(&self, work: impl Future<Output = ()> + Send + 'static) {
        let (done, is_done) = mpsc::channel();
        self.threads.spawn(async move {
            work.await;
            let _ = done.send(());
        });
        let _ = is_done.recv_timeout(LAST_WORK);
    }

    /// Has work done that nobody waits for.
    pub(super) fn spawn(
        &self,
        work: impl Future<Output = ()> + Send + 'static,
    ) -> Option<AbortHandle> {
        self.threads.spawn(work)
    }

    /// Asks, and takes a refusal as an error.
    pub(super) async fn ask(&self, request: &Request) -> Result<Value, EngineError> {
        let answer = self.send(request).await?;
        if answer.status < 300 { Ok(answer.body) } else { Err(self.refused(&answer)) }
    }

    /// The same; `None` where there is nothing of that name.
    pub(super) async fn look_up(&self, request: &Request) -> Result<Option<Value>, EngineError> {
        let answer = self.send(request).await?;
        match answer.status {
            404 => Ok(None),
            status if status < 300 => Ok(Some(answer.body)),
            _ => Err(self.refused(&answer)),
        }
    }

    /// Makes an index; one that is there already was made by another process, or by an attempt whose
    /// answer was lost.
    pub(super) async fn make(&self, request: &Request) -> Result<(), EngineError> {
        let made = self.send(request).await?;
        let is_there = made.body["error"]["type"] == "resource_already_exists_exception";
        if made.status < 300 || is_there { Ok(()) } else { Err(self.refused(&made)) }
    }

    /// Says what a refusal means.
    pub(super) fn refused(&self, answer: &Answer) -> EngineError {
        refusal::of(&self.address(), answer)
    }

    /// Asks one node after the other: again only where the cluster is overloaded (429, 503) or a
    /// connection is lost, to a node or between two, a few times; not where it says that a shard is on
    /// no node, unless the request is patient: then nobody waits at a page.
    pub(super) async fn send(&self, request: &Request) -> Result<Answer, EngineError> {
        let (line, request) = (Arc::clone(&self.line), request.clone());
        let request = if self.is_patient { request.patiently() } else { request };
        let work = async move { line.send(&request).await }.in_current_span();
        let at = self.address();
        match self.threads.run(work).await {
            Some(Ok(answer)) => Ok(answer),
            Some(Err(Failure::Lost(reason))) => Err(EngineError::Unreachable { at, reason }),
            Some(Err(Failure::Late(patience))) => {
                let reason = format!("no answer within {patience:?}");
                Err(EngineError::Unreachable { at, reason })
            }
            Some(Err(Failure::Untrusted(reason))) => Err(EngineError::Untrusted { at, reason }),
            Some(Err(Failure::Foreign(reason))) => Err(EngineError::Foreign { at, reason }),
            None => Err(EngineError::Internal("a request ended by a fault".to_owned())),
        }
    }
}

impl Line {
    async fn send(&self, request: &Request) -> Result<Answer, Failure> {
        let order = self.nodes.order(Instant::now());
        let attempts = if request.patience > 1 { PATIENT_ATTEMPTS } else { ATTEMPTS };
        let most = attempts.max(order.len());
        let mut pause = FIRST_PAUSE;
        let mut attempt = 0;
        loop {
            let node = order[attempt % order.len()];
            attempt += 1;
            let answer = self.connection.send(&self.nodes.addresses()[node], request).await;
            self.note(node, &answer);
            let is_untried = attempt < order.len();
            match answer {
                Ok(answer) if !request.may_pass(&answer) || attempt == most => {
                    return Ok(answer);
                }
                // To ask another node would make it worse.
                Err(failure @ (Failure::Late(_) | Failure::Foreign(_))) => return Err(failure),
                Err(failure @ Failure::Untrusted(_)) if !is_untried => return Err(failure),
                Err(failure) if attempt == most => return Err(failure),
                Err(_) if is_untried => {}
                Ok(_) | Err(_) => {
                    tokio::time::sleep(pause).await;
                    pause *= 2;
                }
            }
        }
    }

    /// Takes note of what a node gave; one that is not up to answering is left alone for a while.
    fn note(&self, node: usize, answer: &Result<Answer, Failure>) {
        let reason = match answer {
            Ok(answer) if answer.status != 503 || !refusal::may_pass(answer) => {
                return self.nodes.answered(node);
            }
            Ok(answer) => refusal::reason(&answer.body),
            Err(Failure::Lost(reason) | Failure::Untrusted(reason) | Failure::Foreign(reason)) => {
                reason.clone()
            }
            Err(Failure::Late(patience)) => format!("no answer within {patience:?}"),
        };
        if self.nodes.failed(node, Instant::now()) {
            let node = &self.nodes.addresses()[node];
            tracing::warn!(node, reason, "a node of the cluster does not answer");
        }
    }
}
