//! The precedent desk: how did other cities word this, since when, who leads, by when.
//!
//! [`Desk`] is the face of the room. It asks the engine for clauses through the same boundary as
//! every search and builds nothing of its own, so that all filters hold here and every engine can
//! answer. docs/precedents.md gives the method with its figures.

mod candidates;
mod common;
mod expansion;
mod features;
pub mod passage;
mod rank;
pub mod request;
mod similar;

use std::sync::Arc;

use crate::search::Searcher;

/// Answers what clerks ask about clauses.
#[derive(Clone, Debug)]
pub struct Desk {
    searcher: Arc<Searcher>,
}

impl Desk {
    /// Makes a desk over the library that is searched.
    pub fn new(searcher: Arc<Searcher>) -> Self {
        Self { searcher }
    }
}
