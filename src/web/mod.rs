//! Pages and API; the only room that knows axum and askama.

mod address;
mod advice;
mod api;
mod api_docs;
mod assets;
mod conditional;
mod desk;
mod discovery;
mod error;
mod export;
pub mod feedback;
mod frame;
mod headers;
mod links;
mod pages;
mod params;
mod preferences;
mod qr;
pub mod router;
pub mod site;
pub mod state;
mod usage;
mod xml;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use jiff::civil::Date;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::signal;

use crate::search::Searcher;
use crate::usage::Usage;
use crate::web::feedback::FeedbackAddress;
use crate::web::site::SiteAddress;
use crate::web::state::AppState;

/// How the site is served.
#[derive(Clone, Debug)]
pub struct WebOptions {
    /// Address and port.
    pub listen: SocketAddr,
    /// Tells which day it is.
    pub clock: fn() -> Date,
    /// The header in which a proxy in front names the address of the reader.
    pub visitor_header: Option<String>,
    /// Where readers find the site; the host that a request names where it is not given.
    pub site: Option<SiteAddress>,
    /// Where readers tell that something in a notice is wrong.
    pub feedback: Option<FeedbackAddress>,
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
    /// Serving ended by a fault.
    #[error("serving ended: {0}")]
    Run(#[source] io::Error),
}

/// Listens on the address of the options.
///
/// # Errors
///
/// The address is taken or is not one of this machine.
pub async fn bind(options: &WebOptions) -> Result<TcpListener, ServeError> {
    let address = options.listen;
    TcpListener::bind(address).await.map_err(|source| ServeError::Bind { address, source })
}

/// Serves until the process is told to end; requests that have begun are finished.
///
/// # Errors
///
/// The listener fails.
pub async fn serve(
    listener: TcpListener,
    searcher: Arc<Searcher>,
    usage: Option<Arc<Usage>>,
    options: &WebOptions,
) -> Result<(), ServeError> {
    let visitor_header = options.visitor_header.as_ref().map(|name| name.to_ascii_lowercase());
    let site = options.site.as_ref().map(ToString::to_string);
    let feedback = options.feedback.clone();
    let state = AppState { searcher, clock: options.clock, usage, site, visitor_header, feedback };
    let app = router::router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(told_to_end()).await.map_err(ServeError::Run)
}

/// Waits for Ctrl-C or, on Unix, the signal that service managers send.
async fn told_to_end() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
    tracing::info!("ending: requests that have begun are finished");
}
