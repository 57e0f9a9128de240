//! Pages and API; the only room that knows axum and askama.

mod address;
mod advice;
mod algolia;
mod api;
mod api_docs;
mod assets;
pub mod client;
mod conditional;
mod desk;
mod discovery;
mod error;
mod export;
pub mod feedback;
mod frame;
mod guard;
mod headers;
pub mod limits;
mod links;
pub mod metrics;
mod observe;
pub mod operation;
mod pages;
mod params;
mod particular;
mod preferences;
mod qr;
mod refusal;
pub mod router;
pub mod server;
mod signals;
pub mod site;
mod snippet;
pub mod state;
mod usage;
mod writing;
mod xml;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use jiff::ZonedDateTime;
use jiff::civil::Date;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::time::sleep;

use crate::access::gate::Gate;
use crate::search::Searcher;
use crate::upkeep::publisher::Publisher;
use crate::usage::Usage;
use crate::web::feedback::FeedbackAddress;
use crate::web::operation::Operation;
use crate::web::server::{Server, ServerOptions};
use crate::web::signals::Signals;
use crate::web::site::SiteAddress;
use crate::web::state::{AppState, LateReception};

/// How the site is served.
#[derive(Clone, Debug)]
pub struct WebOptions {
    /// Addresses and ports.
    pub listen: Vec<SocketAddr>,
    /// Where figures are read; nowhere where it is `None`.
    pub metrics_listen: Option<SocketAddr>,
    /// Tells which day it is.
    pub clock: fn() -> Date,
    /// Where readers find the site; the host that a request names where it is not given.
    pub site: Option<SiteAddress>,
    /// Where readers tell that something in a notice is wrong.
    pub feedback: Option<FeedbackAddress>,
    /// How connections are held.
    pub server: ServerOptions,
    /// How the end is gone about.
    pub ending: Ending,
    /// Tells the time.
    pub now: fn() -> ZonedDateTime,
    /// Lets requests through that prove a key.
    pub gate: Option<Arc<Gate>>,
    /// Publishes what changed.
    pub publisher: Option<Arc<Publisher>>,
    /// Takes notices in.
    pub reception: LateReception,
}

/// How the end is gone about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// How long requests are still taken after the site has begun to say that it is not ready.
    pub notice: Duration,
    /// The longest that requests which have begun may take after that.
    pub grace: Duration,
}

/// Why the site is not served.
#[derive(Debug, Error)]
pub enum ServeError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The process cannot be told to end.
    #[error("the signals to end cannot be listened to: {0}")]
    Signals(#[source] io::Error),
}

/// The sockets that a site is served on.
#[derive(Debug)]
pub struct Listeners {
    site: Vec<TcpListener>,
    figures: Option<TcpListener>,
    signals: Signals,
}

impl Listeners {
    /// Listens on the addresses of the options.
    ///
    /// # Errors
    ///
    /// An address is taken or is not one of this machine, or the process cannot be told to end.
    pub async fn bind(options: &WebOptions) -> Result<Self, ServeError> {
        let signals = Signals::new().map_err(ServeError::Signals)?;
        let mut site = Vec::new();
        for address in &options.listen {
            site.push(bind(*address).await?);
        }
        let figures = match options.metrics_listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        Ok(Self { site, figures, signals })
    }

    /// Returns the addresses of the site, with the ports that the system chose.
    ///
    /// # Errors
    ///
    /// The system does not tell them.
    pub fn addresses(&self) -> io::Result<Vec<SocketAddr>> {
        self.site.iter().map(TcpListener::local_addr).collect()
    }

    /// Returns the address where figures are read.
    ///
    /// # Errors
    ///
    /// The system does not tell it.
    pub fn figures(&self) -> io::Result<Option<SocketAddr>> {
        self.figures.as_ref().map(TcpListener::local_addr).transpose()
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|source| ServeError::Bind { address, source })
}

/// Serves until the process is told to end; requests that have begun are finished, within the time
/// of the options or until the process is told again.
pub async fn serve(
    listeners: Listeners,
    searcher: Arc<Searcher>,
    usage: Option<Arc<Usage>>,
    operation: Arc<Operation>,
    options: &WebOptions,
) {
    let mut signals = listeners.signals;
    let state = AppState {
        searcher,
        clock: options.clock,
        usage,
        site: options.site.as_ref().map(ToString::to_string),
        feedback: options.feedback.clone(),
        operation: Arc::clone(&operation),
        now: options.now,
        gate: options.gate.clone(),
        publisher: options.publisher.clone(),
        reception: Arc::clone(&options.reception),
    };
    let figures = router::figures(state.clone());
    let mut server = Server::new(router::router(state), options.server.clone());
    let mut watched = Server::new(figures, options.server.clone());
    listeners.site.into_iter().for_each(|listener| server.listen(listener));
    listeners.figures.into_iter().for_each(|listener| watched.listen(listener));

    signals.next().await;
    operation.end();
    tracing::info!("ending: requests that have begun are finished");
    let Ending { notice, grace } = options.ending;
    let ended = async {
        sleep(notice).await;
        server.end(grace).await;
    };
    tokio::select! {
        () = ended => {}
        () = signals.next() => tracing::warn!("told again: ending at once"),
    }
}
