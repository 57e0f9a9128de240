//! Sends one request to one node, over TLS and with credentials where they are given.

use std::error::Error;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as HttpClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use serde_json::Value;

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::{Answer, Request};
use crate::engine::opensearch::options::{ClusterOptions, Credentials};

/// The longest that a connection may take, however long an answer may.
const CONNECT: Duration = Duration::from_secs(3);

/// How much of an answer that is no JSON is told.
const TOLD: usize = 200;

/// Why a node gave no answer.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// The connection could not be made, or broke.
    Lost(String),
    /// The answer did not come in time.
    Late(Duration),
    /// The certificate of the node is not one that is trusted.
    Untrusted(String),
    /// What answers is no OpenSearch.
    Foreign(String),
}

/// Sends requests.
#[derive(Debug)]
pub(super) struct Connection {
    http: HttpClient<HttpsConnector<HttpConnector>, Full<Bytes>>,
    authorization: Option<HeaderValue>,
    timeout: Duration,
}

impl Connection {
    /// Makes one; no node is asked yet.
    pub(super) fn new(options: &ClusterOptions) -> Result<Self, EngineError> {
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        // A node that cannot be reached leaves time for another one.
        connector.set_connect_timeout(Some(CONNECT.min(options.timeout / 3)));
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
        let authorization = options.credentials.as_ref().map(header).transpose()?;
        Ok(Self { http, authorization, timeout: options.timeout })
    }

    /// Sends a request to a node.
    pub(super) async fn send(&self, node: &str, request: &Request) -> Result<Answer, Failure> {
        let patience = self.timeout * request.patience;
        let answered = tokio::time::timeout(patience, self.send_and_wait(node, request)).await;
        answered.unwrap_or(Err(Failure::Late(patience)))
    }

    async fn send_and_wait(&self, node: &str, request: &Request) -> Result<Answer, Failure> {
        let mut builder = hyper::Request::builder()
            .method(request.method.clone())
            .uri(format!("{node}{}", request.path));
        if !request.body.is_empty() {
            builder = builder.header(CONTENT_TYPE, request.content);
        }
        if let Some(authorization) = &self.authorization {
            builder = builder.header(AUTHORIZATION, authorization);
        }
        let sent = builder.body(Full::new(request.body.clone())).map_err(|error| lost(&error))?;
        let answer = self.http.request(sent).await.map_err(|error| lost(&error))?;
        let status = answer.status().as_u16();
        let body = answer.into_body().collect().await.map_err(|error| lost(&error))?;
        read(status, &body.to_bytes())
    }
}

/// Reads an answer; what is said in words, as gates before a cluster do, is kept where it refuses.
fn read(status: u16, body: &[u8]) -> Result<Answer, Failure> {
    match serde_json::from_slice(body) {
        Ok(body) => Ok(Answer { status, body }),
        Err(_) if status >= 300 => {
            let text = String::from_utf8_lossy(body);
            let told = text.trim().chars().take(TOLD).collect::<String>();
            let is_text = !told.is_empty() && !told.starts_with(['<', '{', '[']);
            let body = if is_text { Value::String(told) } else { Value::Null };
            Ok(Answer { status, body })
        }
        Err(error) if error.is_eof() => Err(Failure::Lost("the answer is cut off".to_owned())),
        Err(_) => Err(Failure::Foreign(format!("it answers {status} with what is no JSON"))),
    }
}

/// Says why a connection could not be made, or broke.
fn lost(error: &(dyn Error + 'static)) -> Failure {
    match tls(error) {
        Some(rustls::Error::InvalidCertificate(reason)) => Failure::Untrusted(certificate(reason)),
        Some(rustls::Error::InvalidMessage(_)) => {
            Failure::Lost("it speaks no TLS there; is it http:// ?".to_owned())
        }
        _ => Failure::Lost(chain(error)),
    }
}

/// Says what is wrong with a certificate.
fn certificate(reason: &CertificateError) -> String {
    match reason {
        // A CA of the same name with another key gives a signature that does not fit.
        CertificateError::UnknownIssuer | CertificateError::BadSignature => {
            "it is signed by a CA that is not known".to_owned()
        }
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "it has expired".to_owned()
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "it is that of another host".to_owned()
        }
        other => other.to_string(),
    }
}

/// Finds what TLS has to say among the causes of an error.
fn tls<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            return Some(tls);
        }
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        cause = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

/// Returns an error with its causes, which say what is wrong.
fn chain(error: &dyn Error) -> String {
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Failure, read};

    #[test]
    fn an_answer_is_json_or_refuses_or_is_lost() {
        let said = |status, body: &str| read(status, body.as_bytes()).map(|answer| answer.body);
        assert_eq!(said(200, "{\"a\":1}").expect("sound"), json!({"a": 1}));
        assert_eq!(said(401, "Unauthorized\n").expect("told"), json!("Unauthorized"));
        assert_eq!(said(502, "<html>").expect("a gate's page"), Value::Null);
        assert_eq!(said(500, "").expect("nothing"), Value::Null);
        for cut in ["", "{\"hits\":{\"hi", "[1,"] {
            assert!(matches!(said(200, cut), Err(Failure::Lost(_))), "{cut}");
        }
        for page in ["<html>", "welcome", "{]"] {
            assert!(matches!(said(200, page), Err(Failure::Foreign(_))), "{page}");
        }
    }
}
