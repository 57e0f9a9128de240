//! Takes connections, and answers requests as the rules and the store say.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use futures_util::stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::support::double::{Asked, Authority, Instead, State};

type Body = BoxBody<Bytes, io::Error>;

/// Takes connections until it is dropped.
pub(super) async fn serve(
    listener: TcpListener,
    state: Arc<State>,
    authority: Option<Arc<Authority>>,
) {
    // What is taken ends with this.
    let mut connections = JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let state = Arc::clone(&state);
        match authority.as_ref().map(|authority| authority.acceptor()) {
            Some(acceptor) => connections.spawn(async move {
                // A client that does not trust the certificate ends the connection.
                if let Ok(stream) = acceptor.accept(stream).await {
                    hold(stream, state).await;
                }
            }),
            None => connections.spawn(hold(stream, state)),
        };
    }
}

async fn hold(stream: impl AsyncRead + AsyncWrite + Unpin, state: Arc<State>) {
    let service = service_fn(|request| answer(request, Arc::clone(&state)));
    // A connection that a rule ends is an error here.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn answer(
    request: Request<Incoming>,
    state: Arc<State>,
) -> Result<Response<Body>, io::Error> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let (method, path) = (head.method.as_str(), head.uri.path());
    let query = head.uri.query().unwrap_or_default().to_owned();
    let authorization = head.headers.get(AUTHORIZATION);
    let asked = Asked {
        line: format!("{method} {path}"),
        authorization: authorization.map(|value| value.to_str().unwrap().to_owned()),
        body: String::from_utf8(body.to_vec()).unwrap(),
    };
    let instead = state.note(asked.clone());
    let do_it = |refuses| {
        let mut store = state.store.lock().unwrap();
        store.answer(method, path, &query, &asked.body, refuses)
    };
    let (status, said) = match instead {
        None => do_it(None),
        Some(Instead::Items(refuses)) => do_it(Some(&refuses)),
        Some(Instead::Json(status, said)) => (status, said),
        Some(Instead::Text(status, text)) => return Ok(text_of(status, text)),
        Some(Instead::Lost) => return Err(io::Error::other("lost")),
        Some(Instead::DoneAndLost | Instead::DoneAndGone) => {
            do_it(None);
            return Err(io::Error::other("lost"));
        }
        Some(Instead::CutOff) => return Ok(cut_off(&do_it(None).1)),
        Some(Instead::Late(time)) => {
            tokio::time::sleep(time).await;
            do_it(None)
        }
    };
    let body = Full::new(said.to_string().into()).map_err(never).boxed();
    let response = Response::builder().status(status).header(CONTENT_TYPE, "application/json");
    Ok(response.body(body).unwrap())
}

fn never(error: Infallible) -> io::Error {
    match error {}
}

fn text_of(status: u16, text: &'static str) -> Response<Body> {
    let body = Full::new(text.into()).map_err(never).boxed();
    Response::builder().status(status).header(CONTENT_TYPE, "text/html").body(body).unwrap()
}

/// Sends half of an answer, though its head tells the length of all.
fn cut_off(said: &Value) -> Response<Body> {
    let text = said.to_string();
    let half = Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2]);
    let parts = [Ok(Frame::data(half)), Err(io::Error::other("cut off"))];
    let body = BodyExt::boxed(StreamBody::new(stream::iter(parts)));
    Response::builder().header(CONTENT_LENGTH, text.len()).body(body).unwrap()
}
