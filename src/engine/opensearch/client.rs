//! Sends requests to the nodes of a cluster, to another one where one does not answer.
//!
//! hyper is the site's server already; with its own client only rustls is added, about a third of
//! what reqwest or the `opensearch` crate (reqwest and some hundred generated calls) would bring.
//! A dozen addresses are asked, and every body is made and read in this room as JSON.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper::{Method, StatusCode};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;

use crate::engine::error::EngineError;
use crate::engine::opensearch::options::{ClusterOptions, Credentials};
use crate::engine::opensearch::refusal;

/// How often a request is sent at most, to all nodes together: the last time 1.5 s after the first.
const ATTEMPTS: u32 = 5;

/// The pause before the second attempt; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);

/// How many times longer than a search writing may take.
const WRITING: u32 = 10;

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

    fn new(method: Method, path: impl Into<String>, body: Bytes) -> Self {
        Self { method, path: path.into(), body, content: "application/json", patience: 1 }
    }
}

/// What a cluster answers.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The status of HTTP.
    pub(super) status: u16,
    /// The body; null where it is no JSON.
    pub(super) body: Value,
}

/// The nodes of a cluster.
#[derive(Debug)]
pub(super) struct Client {
    nodes: Vec<String>,
    /// The node that answered last; the next request goes there.
    last: AtomicUsize,
    http: HttpClient<HttpsConnector<HttpConnector>, Full<Bytes>>,
    authorization: Option<HeaderValue>,
    timeout: Duration,
    /// The index that is asked for, for messages.
    name: String,
}

impl Client {
    /// Makes a client; no node is asked yet.
    ///
    /// # Errors
    ///
    /// Certificates or credentials cannot be used.
    pub(super) fn new(options: &ClusterOptions) -> Result<Self, EngineError> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(CONNECT));
        connector.set_nodelay(true);
        let builder = HttpsConnectorBuilder::new();
        let builder = match &options.ca {
            Some(pem) => builder.with_tls_config(config(pem)?),
            None => builder
                .with_native_roots()
                .map_err(|error| unusable(format!("the system's certificates: {error}")))?,
        };
        let connector = builder.https_or_http().enable_http1().wrap_connector(connector);
        let http = HttpClient::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(30))
            .build(connector);
        Ok(Self {
            nodes: options.nodes.iter().map(ToString::to_string).collect(),
            last: AtomicUsize::new(0),
            http,
            authorization: options.credentials.as_ref().map(header).transpose()?,
            timeout: options.timeout,
            name: options.name.as_str().to_owned(),
        })
    }

    /// Returns the addresses of the nodes and the name of the index, for messages.
    pub(super) fn address(&self) -> String {
        format!("{}/{}", self.nodes.join(","), self.name)
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

    /// Says what a refusal means.
    pub(super) fn refused(&self, answer: &Answer) -> EngineError {
        refusal::of(&self.address(), answer)
    }

    /// Asks one node after the other: again only where the cluster is overloaded (429, 503) or a
    /// connection is lost, a few times.
    pub(super) async fn send(&self, request: &Request) -> Result<Answer, EngineError> {
        let mut pause = FIRST_PAUSE;
        let mut node = self.last.load(Ordering::Relaxed) % self.nodes.len();
        let mut attempt = 1;
        loop {
            let answer = self.send_to(node, request).await;
            let is_lost = answer.is_err();
            let goes_on = attempt < ATTEMPTS.max(u32::try_from(self.nodes.len()).unwrap_or(1));
            match answer {
                Ok(answer) if !matches!(answer.status, 429 | 503) || !goes_on => {
                    self.last.store(node, Ordering::Relaxed);
                    return Ok(answer);
                }
                Err(Failure::Late) => return Err(self.unreachable("no answer in time")),
                Err(Failure::Lost(reason)) if !goes_on => return Err(self.unreachable(&reason)),
                Ok(_) | Err(Failure::Lost(_)) => {}
            }
            node = (node + 1) % self.nodes.len();
            let is_untried = is_lost && (attempt as usize) < self.nodes.len();
            if !is_untried {
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            attempt += 1;
        }
    }

    async fn send_to(&self, node: usize, request: &Request) -> Result<Answer, Failure> {
        let mut builder = hyper::Request::builder()
            .method(request.method.clone())
            .uri(format!("{}{}", self.nodes[node], request.path));
        if !request.body.is_empty() {
            builder = builder.header(CONTENT_TYPE, request.content);
        }
        if let Some(authorization) = &self.authorization {
            builder = builder.header(AUTHORIZATION, authorization);
        }
        let lost = |error: &dyn std::error::Error| Failure::Lost(chain(error));
        let sent = builder.body(Full::new(request.body.clone())).map_err(|error| lost(&error))?;
        let receive = async {
            let answer = self.http.request(sent).await.map_err(|error| lost(&error))?;
            let status: StatusCode = answer.status();
            let body = answer.into_body().collect().await.map_err(|error| lost(&error))?;
            let body = serde_json::from_slice(&body.to_bytes()).unwrap_or(Value::Null);
            Ok(Answer { status: status.as_u16(), body })
        };
        let patience = self.timeout * request.patience;
        tokio::time::timeout(patience, receive).await.unwrap_or(Err(Failure::Late))
    }

    fn unreachable(&self, reason: &str) -> EngineError {
        EngineError::Unreachable { at: self.address(), reason: reason.to_owned() }
    }
}

/// Why a node gave no answer.
enum Failure {
    /// The connection could not be made, or broke.
    Lost(String),
    /// The answer did not come in time; asking another node would make it worse.
    Late,
}

/// Returns an error with its causes, which say what is wrong.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

fn config(pem: &[u8]) -> Result<ClientConfig, EngineError> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| unusable(format!("the CA: {error}")))?;
        roots.add(certificate).map_err(|error| unusable(format!("the CA: {error}")))?;
    }
    if roots.is_empty() {
        return Err(unusable("the CA: no certificate in the file".to_owned()));
    }
    Ok(ClientConfig::builder().with_root_certificates(roots).with_no_client_auth())
}

fn header(credentials: &Credentials) -> Result<HeaderValue, EngineError> {
    let text = match credentials {
        Credentials::Basic { user, password } => {
            format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
        }
        Credentials::ApiKey(key) => format!("ApiKey {key}"),
    };
    let mut value = HeaderValue::from_str(&text)
        .map_err(|_| unusable("the credentials hold what a header cannot".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

fn unusable(reason: String) -> EngineError {
    EngineError::Unusable { reason }
}
