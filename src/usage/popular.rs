//! The popular searches that readers are shown: asked by several, still answered, not blocked.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::usage::answered;
use crate::usage::recorder::Recorder;
use crate::usage::summary::Summary;

/// How many are shown: as many as stand in two lines of a page.
pub const SHOWN: usize = 10;

/// Lists popular searches; a list is made anew when the counts, the index or the day change.
#[derive(Debug, Default)]
pub struct PopularSearches {
    held: Mutex<Option<Held>>,
}

/// A list and what it was made of.
#[derive(Clone, Debug)]
struct Held {
    asked: Arc<[Summary]>,
    generation: u64,
    today: Date,
    texts: Arc<[String]>,
}

impl PopularSearches {
    /// Returns the popular searches of a day, the most asked first.
    ///
    /// `is_blocked` is the one place for what an operator does not want to be shown: it is asked
    /// of every text whenever a list is made, and so again with every publication.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn list(
        &self,
        recorder: &Recorder,
        searcher: &Searcher,
        today: Date,
        is_blocked: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Arc<[String]>, SearchError> {
        let asked = recorder.popular();
        if asked.is_empty() {
            return Ok(Arc::default());
        }
        let generation = searcher.status().await?.generation;
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(held) = held.filter(|held| {
            Arc::ptr_eq(&held.asked, &asked) && held.generation == generation && held.today == today
        }) {
            return Ok(held.texts);
        }
        let shown = answered::first_that(true, &asked, SHOWN, is_blocked, searcher, today).await?;
        let texts: Arc<[String]> = shown.into_iter().map(|summary| summary.text).collect();
        let made = Held { asked, generation, today, texts: Arc::clone(&texts) };
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
        Ok(texts)
    }
}
