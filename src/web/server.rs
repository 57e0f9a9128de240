//! Takes connections, keeps slow ones from holding the site, and ends without cutting answers off.
//!
//! The server of axum installs no timer, and without one the deadline for reading a head does not
//! hold: a sender of one byte a minute keeps a connection as long as it likes. So connections are
//! served by hyper itself, one HTTP/1.1 connection a task.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tower::ServiceExt;

/// How connections are held.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// Connections that are held at once; further ones wait in the system's queue.
    pub connections: usize,
    /// The longest that reading the head of a request may take, the wait for it included.
    pub head_time: Duration,
    /// The most bytes of a head that are read.
    pub head: usize,
}

/// Pause after the system refused a connection for want of files or memory.
const PAUSE: Duration = Duration::from_millis(100);

/// The connections of a site.
pub(super) struct Server {
    options: ServerOptions,
    app: Router,
    graceful: Arc<GracefulShutdown>,
    accepting: JoinSet<()>,
    places: Arc<Semaphore>,
}

impl Server {
    /// Makes a server of a site, which listens nowhere yet.
    pub(super) fn new(app: Router, options: ServerOptions) -> Self {
        let places = Arc::new(Semaphore::new(options.connections.clamp(1, Semaphore::MAX_PERMITS)));
        let (graceful, accepting) = (Arc::new(GracefulShutdown::new()), JoinSet::new());
        Self { options, app, graceful, accepting, places }
    }

    /// Begins to take the connections of a listener.
    pub(super) fn listen(&mut self, listener: TcpListener) {
        let door = Door {
            options: self.options.clone(),
            app: self.app.clone(),
            graceful: Arc::clone(&self.graceful),
            places: Arc::clone(&self.places),
        };
        self.accepting.spawn(door.accept(listener));
    }

    /// Takes no further connections, lets requests that have begun be answered, and cuts off what
    /// is left after a time.
    pub(super) async fn end(mut self, within: Duration) {
        self.accepting.shutdown().await;
        // The doors, which held it too, are gone.
        let Some(graceful) = Arc::into_inner(self.graceful) else { return };
        let left = graceful.count();
        tokio::select! {
            () = graceful.shutdown() => {}
            () = sleep(within) => tracing::warn!(left, "connections were cut off"),
        }
    }
}

/// Takes the connections of one listener.
struct Door {
    options: ServerOptions,
    app: Router,
    graceful: Arc<GracefulShutdown>,
    places: Arc<Semaphore>,
}

impl Door {
    async fn accept(self, listener: TcpListener) {
        // The semaphore is never closed.
        while let Ok(place) = Arc::clone(&self.places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, peer)) => {
                    let connection = self.serve(stream, peer);
                    tokio::spawn(async move {
                        connection.await;
                        drop(place);
                    });
                }
                Err(error) if is_of_the_peer(&error) => {}
                Err(error) => {
                    tracing::error!(%error, "connections cannot be taken");
                    sleep(PAUSE).await;
                }
            }
        }
    }

    fn serve(&self, stream: TcpStream, peer: SocketAddr) -> impl Future<Output = ()> + use<> {
        let app = self.app.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.map(axum::body::Body::new)
        });
        // Answers are written whole; waiting to fill packets would only delay them.
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.options.head_time)
            .max_header_size(self.options.head)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app));
        let watcher = self.graceful.watcher();
        async move {
            let connection = pin!(watcher.watch(connection));
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        }
    }
}

/// Tells whether a connection failed by its own sender.
fn is_of_the_peer(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}
