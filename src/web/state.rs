//! What every handler is given.

use std::sync::Arc;

use jiff::civil::Date;

use crate::search::Searcher;

/// What every handler is given.
#[derive(Clone, Debug)]
pub struct AppState {
    /// Answers searches.
    pub searcher: Arc<Searcher>,
    /// Tells which day it is.
    pub clock: fn() -> Date,
}

impl AppState {
    /// Returns today's date.
    pub(super) fn today(&self) -> Date {
        (self.clock)()
    }
}
