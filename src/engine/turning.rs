//! An engine that goes on showing one publication until it is turned to a later one.
//!
//! What is searched with a publication, its words and what it offers, takes a moment to make. Whoever
//! serves many readers makes that first and turns then, so that no reader waits for it.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jiff::civil::Date;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::error::EngineError;
use crate::engine::hits::Hits;
use crate::engine::phrases::{Company, PhraseList};
use crate::engine::{
    Engine, Frequencies, IndexWriter, IndexedNotice, Known, Reach, Status, Terms, Vocabulary,
};
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::query::plan::{Phrase, QueryPlan, Stream};

/// An engine that shows one publication of another one; writes go to that one.
#[derive(Debug)]
pub struct Turning {
    live: Arc<dyn Engine>,
    shown: Mutex<Option<Arc<dyn Engine>>>,
}

impl Turning {
    /// Makes one that shows what is published, until it is turned for the first time.
    pub fn of(live: Arc<dyn Engine>) -> Self {
        Self { live, shown: Mutex::new(None) }
    }

    /// Returns what was published last, where that is not what is shown.
    ///
    /// # Errors
    ///
    /// There is no index, or it cannot be read.
    pub async fn next(&self) -> Result<Option<Arc<dyn Engine>>, EngineError> {
        let next = self.live.held().await?;
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_shown = match shown {
            Some(shown) => shown.status().await? == next.status().await?,
            None => false,
        };
        Ok((!is_shown).then_some(next))
    }

    /// Shows a publication from now on.
    pub fn turn_to(&self, next: Arc<dyn Engine>) {
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(next);
    }

    fn shown(&self) -> Arc<dyn Engine> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(shown.as_ref().unwrap_or(&self.live))
    }
}

#[async_trait]
impl Engine for Turning {
    async fn rebuild(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        self.live.rebuild().await
    }

    async fn update(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        self.live.update().await
    }

    async fn search(&self, plan: &QueryPlan) -> Result<Hits, EngineError> {
        self.shown().search(plan).await
    }

    async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, EngineError> {
        self.shown().notice(id).await
    }

    async fn clause(
        &self,
        key: &ClauseKey,
    ) -> Result<Option<(NoticeRecord, ClauseRecord)>, EngineError> {
        self.shown().clause(key).await
    }

    async fn known(&self, documents: &[Citation]) -> Result<Vec<Known>, EngineError> {
        self.shown().known(documents).await
    }

    async fn sources(&self) -> Result<Vec<IndexedNotice>, EngineError> {
        self.shown().sources().await
    }

    async fn vocabulary(&self, today: Date) -> Result<Vocabulary, EngineError> {
        self.shown().vocabulary(today).await
    }

    async fn terms(&self) -> Result<Terms, EngineError> {
        self.shown().terms().await
    }

    async fn frequencies(&self, terms: &[(Stream, String)]) -> Result<Frequencies, EngineError> {
        self.shown().frequencies(terms).await
    }

    async fn company(
        &self,
        words: &[Phrase],
        list: &PhraseList,
        today: Date,
    ) -> Result<Company, EngineError> {
        self.shown().company(words, list, today).await
    }

    async fn holding(&self, words: &[Phrase], today: Date) -> Result<Vec<u64>, EngineError> {
        self.shown().holding(words, today).await
    }

    async fn reach(&self) -> Result<Reach, EngineError> {
        self.shown().reach().await
    }

    async fn status(&self) -> Result<Status, EngineError> {
        self.shown().status().await
    }

    async fn held(&self) -> Result<Arc<dyn Engine>, EngineError> {
        self.shown().held().await
    }
}
