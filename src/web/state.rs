//! What every handler is given.

use std::sync::Arc;

use jiff::civil::Date;

use crate::precedent::Desk;
use crate::search::Searcher;
use crate::usage::Usage;
use crate::web::feedback::FeedbackAddress;
use crate::web::operation::Operation;

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
}

impl AppState {
    /// Returns the precedent desk over the library.
    pub(super) fn desk(&self) -> Desk {
        Desk::new(Arc::clone(&self.searcher))
    }

    /// Returns today's date.
    pub(super) fn today(&self) -> Date {
        (self.clock)()
    }
}
