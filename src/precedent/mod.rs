//! The precedent desk: how did other cities word this, since when, who leads, by when.
//!
//! [`Desk`] is the face of the room. It asks the engine for clauses through the same boundary as
//! every search and builds nothing of its own, so that all filters hold here and every engine can
//! answer. docs/precedents.md gives the method with its figures.

mod candidates;
pub mod check;
pub mod clause;
mod common;
pub mod comparison;
pub mod drafting;
mod expansion;
pub mod facts;
mod features;
mod further;
mod nearest;
mod nearness;
pub mod notices;
mod pairs;
pub mod passage;
mod rank;
pub mod request;
pub mod side_by_side;
pub mod similar;
pub mod timeline;
pub mod wording;

use std::sync::Arc;

use jiff::civil::Date;

use crate::notice::id::ClauseKey;
use crate::precedent::passage::{OwnNotice, Passage};
use crate::search::Searcher;
use crate::search::error::SearchError;

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

    /// Returns a clause as a passage; `None` where there is none of this key.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn passage(
        &self,
        key: &ClauseKey,
        today: Date,
    ) -> Result<Option<Passage>, SearchError> {
        let found = self.searcher.clause(key, today).await?;
        Ok(found.map(|(notice, record)| Passage::of_clause(OwnNotice::of(&notice), &record.clause)))
    }
}
