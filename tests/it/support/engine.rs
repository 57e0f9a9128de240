//! An engine behind a gate, for tests of what happens while searches wait or fail.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;
use zhengsou::engine::document::{ClauseRecord, NoticeRecord};
use zhengsou::engine::error::EngineError;
use zhengsou::engine::hits::Hits;
use zhengsou::engine::phrases::{Company, PhraseList};
use zhengsou::engine::{
    Engine, Frequencies, IndexWriter, IndexedNotice, Known, Reach, Status, Terms, Vocabulary,
};
use zhengsou::notice::Notice;
use zhengsou::notice::citation::Citation;
use zhengsou::notice::id::{ClauseKey, NoticeId};
use zhengsou::query::plan::{Phrase, QueryPlan, Stream};

/// Says whether an engine goes on, before it answers.
#[async_trait]
pub(crate) trait Gate: fmt::Debug + Send + Sync + 'static {
    /// Comes before a search.
    async fn before_search(&self) -> Result<(), EngineError>;

    /// Comes after a search.
    fn after_search(&self, hits: Hits) -> Hits {
        hits
    }

    /// Comes before what keeps company with words.
    async fn before_company(&self) -> Result<(), EngineError> {
        Ok(())
    }
}

/// An engine behind a gate.
#[derive(Debug)]
pub(crate) struct Gated<G> {
    /// The engine that answers.
    inner: Arc<dyn Engine>,
    /// What comes before its answers.
    gate: Arc<G>,
}

impl<G> Gated<G> {
    /// Puts an engine behind a gate.
    pub(crate) fn new(inner: Arc<dyn Engine>, gate: G) -> Self {
        Self { inner, gate: Arc::new(gate) }
    }
}

#[async_trait]
impl<G: Gate> Engine for Gated<G> {
    async fn rebuild(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        self.inner.rebuild().await
    }

    async fn update(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        self.inner.update().await
    }

    async fn search(&self, plan: &QueryPlan) -> Result<Hits, EngineError> {
        self.gate.before_search().await?;
        Ok(self.gate.after_search(self.inner.search(plan).await?))
    }

    async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, EngineError> {
        self.inner.notice(id).await
    }

    async fn clause(
        &self,
        key: &ClauseKey,
    ) -> Result<Option<(NoticeRecord, ClauseRecord)>, EngineError> {
        self.inner.clause(key).await
    }

    async fn known(&self, documents: &[Citation]) -> Result<Vec<Known>, EngineError> {
        self.inner.known(documents).await
    }

    async fn sources(&self) -> Result<Vec<IndexedNotice>, EngineError> {
        self.inner.sources().await
    }

    async fn vocabulary(&self, today: Date) -> Result<Vocabulary, EngineError> {
        self.inner.vocabulary(today).await
    }

    async fn terms(&self) -> Result<Terms, EngineError> {
        self.inner.terms().await
    }

    async fn frequencies(&self, terms: &[(Stream, String)]) -> Result<Frequencies, EngineError> {
        self.inner.frequencies(terms).await
    }

    async fn company(
        &self,
        words: &[Phrase],
        list: &PhraseList,
        today: Date,
    ) -> Result<Company, EngineError> {
        self.gate.before_company().await?;
        self.inner.company(words, list, today).await
    }

    async fn holding(&self, words: &[Phrase], today: Date) -> Result<Vec<u64>, EngineError> {
        self.inner.holding(words, today).await
    }

    async fn reach(&self) -> Result<Reach, EngineError> {
        self.inner.reach().await
    }

    async fn status(&self) -> Result<Status, EngineError> {
        self.inner.status().await
    }

    async fn held(&self) -> Result<Arc<dyn Engine>, EngineError> {
        let (inner, gate) = (self.inner.held().await?, Arc::clone(&self.gate));
        Ok(Arc::new(Self { inner, gate }))
    }
}
