//! What every handler is given.

use std::sync::{Arc, OnceLock};

use axum::http::StatusCode;
use jiff::ZonedDateTime;
use jiff::civil::Date;

use crate::access::denied::{Denied, Reason};
use crate::access::gate::{Attempt, Caller, Gate};
use crate::access::scope::Scope;
use crate::precedent::Desk;
use crate::search::Searcher;
use crate::upkeep::publisher::Publisher;
use crate::upkeep::reception::Reception;
use crate::usage::Usage;
use crate::web::error::AppError;
use crate::web::feedback::FeedbackAddress;
use crate::web::operation::Operation;
use crate::web::particular::Particular;
use crate::web::refusal::Refusal;

/// What every handler is given.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Answers searches.
    pub searcher: Arc<Searcher>,
    /// Tells which day it is.
    pub clock: fn() -> Date,
    /// Counts what is asked; `None` where nothing is kept.
    pub usage: Option<Arc<Usage>>,
    /// The origin under which the site is known, such as `https://so.example.cn`; `None` where it
    /// is the host that a request names.
    pub site: Option<String>,
    /// What runs the site beside answering.
    pub operation: Arc<Operation>,
    /// Where readers tell that something in a notice is wrong; nothing is offered where it is `None`.
    pub feedback: Option<FeedbackAddress>,
    /// Tells the time.
    pub now: fn() -> ZonedDateTime,
    /// Lets requests through that prove a key; nobody proves one where it is `None`.
    pub gate: Option<Arc<Gate>>,
    /// Publishes what changed; this server publishes nothing where it is `None`.
    pub publisher: Option<Arc<Publisher>>,
    /// Takes notices in.
    pub reception: LateReception,
}

/// What takes notices in; none are taken where it is `None`. It is not known before the index is,
/// which may be on a cluster that comes later.
pub type LateReception = Arc<OnceLock<Option<Arc<Reception>>>>;

impl AppState {
    /// Returns the precedent desk over the library.
    pub(super) fn desk(&self) -> Desk {
        Desk::new(Arc::clone(&self.searcher))
    }

    /// Returns today's date.
    pub(super) fn today(&self) -> Date {
        (self.clock)()
    }

    /// Lets a request through that proves a key of a scope.
    ///
    /// # Errors
    ///
    /// Why it is not let through.
    pub(super) fn gate(&self, attempt: &Attempt<'_>, scope: Scope) -> Result<Caller, Denied> {
        let no_keys = || Denied { key: None, reason: Reason::Wrong };
        self.gate.as_ref().ok_or_else(no_keys)?.admit(attempt, scope, &(self.now)())
    }

    /// Returns what takes notices in.
    ///
    /// # Errors
    ///
    /// Nothing does.
    pub(super) fn reception(&self) -> Result<&Reception, AppError> {
        self.receiving().map(|reception| &**reception)
    }

    /// Returns what takes notices in, for work that outlasts the handler.
    ///
    /// # Errors
    ///
    /// Nothing does.
    pub(super) fn shared_reception(&self) -> Result<Arc<Reception>, AppError> {
        self.receiving().cloned()
    }

    fn receiving(&self) -> Result<&Arc<Reception>, AppError> {
        let reception = self.reception.get().ok_or(Refusal::NotReady {
            why: "it is not known yet which library takes notices: the index is away",
        })?;
        reception.as_ref().ok_or_else(|| {
            Particular::new(
                StatusCode::FORBIDDEN,
                "/problems/no-writing",
                "this server takes no notices",
                "its library is no folder of notices, or the operator has switched writing off"
                    .to_owned(),
            )
            .into()
        })
    }
}
