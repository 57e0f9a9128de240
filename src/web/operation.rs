//! What runs the site beside answering: who asks, limits, figures, and whether it is to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::runtime::Handle;

use crate::web::client::Proxies;
use crate::web::limits::{LimitOptions, Limits};
use crate::web::metrics::Metrics;
use crate::web::observe::Numbers;
use crate::web::site::SiteAddress;

/// How the site is run.
#[derive(Clone, Debug, Default)]
pub struct OperationOptions {
    /// The proxies in front.
    pub proxies: Proxies,
    /// What requests are held to.
    pub limits: LimitOptions,
    /// The threads on which heavy requests are answered; those that serve where it is `None`.
    pub threads: Option<Handle>,
    /// Whether the log tells what is asked.
    pub logs_queries: bool,
    /// Origins whose pages may read the API; those of every origin may where it is empty.
    pub origins: Vec<SiteAddress>,
}

/// What runs the site.
#[derive(Debug)]
pub struct Operation {
    /// The figures of the site.
    pub metrics: Arc<Metrics>,
    pub(super) proxies: Proxies,
    pub(super) limits: Arc<Limits>,
    pub(super) numbers: Numbers,
    pub(super) logs_queries: bool,
    pub(super) origins: Vec<SiteAddress>,
    is_ending: AtomicBool,
}

impl Operation {
    /// Makes what runs a site.
    pub fn new(options: OperationOptions) -> Arc<Self> {
        Arc::new(Self {
            metrics: Arc::default(),
            proxies: options.proxies,
            limits: Arc::new(Limits::new(options.limits, options.threads)),
            numbers: Numbers::default(),
            logs_queries: options.logs_queries,
            origins: options.origins,
            is_ending: AtomicBool::new(false),
        })
    }

    /// Tells whoever asks whether the site is ready that it is about to end.
    pub fn end(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
    }

    /// Tells whether the site is about to end.
    pub(super) fn is_ending(&self) -> bool {
        self.is_ending.load(Ordering::Relaxed)
    }
}
