//! The engine on an OpenSearch cluster; the only place that knows its addresses and its DSL.
//!
//! A generation is one index that holds notices and their clauses; an alias names the one that is
//! searched. A publication writes a generation of its own, a new one or a clone, and switches the
//! alias, so that searches see all of it or nothing. No generation changes after that: what is
//! searched is asked for by its own name, so that a page and its counts are of one publication.

mod ask;
mod buckets;
mod bulk;
mod client;
mod cluster;
mod company;
mod compiled;
mod documents;
mod explain;
mod facets;
mod facts;
mod filters;
mod generation;
mod lock;
mod mapping;
mod names;
pub mod options;
mod pages;
mod parts;
mod preferred;
mod question;
mod records;
mod refusal;
mod release;
mod search;
mod shards;
mod terms;
#[cfg(test)]
mod tests;
mod wholly;
mod window;
mod writer;

use std::sync::Arc;

use async_trait::async_trait;
use jiff::civil::Date;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::error::EngineError;
use crate::engine::hits::Hits;
use crate::engine::opensearch::cluster::Cluster;
use crate::engine::opensearch::generation::Generation;
use crate::engine::opensearch::mapping::NOTICE;
use crate::engine::opensearch::names::texts;
use crate::engine::opensearch::options::ClusterOptions;
use crate::engine::opensearch::parts::has;
use crate::engine::opensearch::writer::ClusterWriter;
use crate::engine::phrases::{Company, PhraseList};
use crate::engine::{
    Engine, Frequencies, IndexWriter, IndexedNotice, Known, Reach, Status, Terms, Vocabulary,
};
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::query::plan::{Phrase, QueryPlan, Stream};

/// Keeps notices on a cluster, which answers plans.
#[derive(Debug)]
pub struct OpenSearchEngine {
    cluster: Arc<Cluster>,
    /// What is answered over, whatever was published since; the latest where it is `None`.
    held: Option<Arc<Generation>>,
}

impl OpenSearchEngine {
    /// Makes the engine; the cluster is asked with the first question.
    ///
    /// # Errors
    ///
    /// Certificates or credentials cannot be used.
    pub fn open(options: ClusterOptions) -> Result<Self, EngineError> {
        Ok(Self { cluster: Arc::new(Cluster::new(options)?), held: None })
    }

    async fn latest(&self) -> Result<Arc<Generation>, EngineError> {
        match &self.held {
            Some(held) => Ok(Arc::clone(held)),
            None => self.cluster.latest().await,
        }
    }
}

#[async_trait]
impl Engine for OpenSearchEngine {
    async fn rebuild(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        Ok(Box::new(ClusterWriter::rebuild(Arc::clone(&self.cluster)).await?))
    }

    async fn update(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        Ok(Box::new(ClusterWriter::update(Arc::clone(&self.cluster)).await?))
    }

    async fn search(&self, plan: &QueryPlan) -> Result<Hits, EngineError> {
        search::search(&self.cluster.client, &*self.latest().await?, plan).await
    }

    async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, EngineError> {
        records::whole(&self.cluster.client, &self.latest().await?.index, id).await
    }

    async fn clause(
        &self,
        key: &ClauseKey,
    ) -> Result<Option<(NoticeRecord, ClauseRecord)>, EngineError> {
        records::clause(&self.cluster.client, &self.latest().await?.index, key).await
    }

    async fn known(&self, documents: &[Citation]) -> Result<Vec<Known>, EngineError> {
        names::known(&self.cluster.client, &self.latest().await?.index, documents).await
    }

    async fn sources(&self) -> Result<Vec<IndexedNotice>, EngineError> {
        let latest = match self.latest().await {
            Err(EngineError::Missing { .. }) => return Ok(Vec::new()),
            latest => latest?,
        };
        let columns = ["key", "file", "file_digest", "digest"];
        let client = &self.cluster.client;
        let hits = pages::all(client, &latest.index, &has("unit", NOTICE), &columns).await?;
        let source = |hit: &serde_json::Value| {
            let first =
                |name: &str| texts(&hit["fields"][name]).next().unwrap_or_default().to_owned();
            IndexedNotice {
                id: NoticeId::given(first("key")),
                file: first("file"),
                file_digest: first("file_digest"),
                digest: first("digest"),
            }
        };
        Ok(hits.iter().map(source).collect())
    }

    async fn vocabulary(&self, today: Date) -> Result<Vocabulary, EngineError> {
        terms::vocabulary(&self.cluster.client, &*self.latest().await?, today).await
    }

    async fn terms(&self) -> Result<Terms, EngineError> {
        terms::terms(&self.cluster.client, &*self.latest().await?).await
    }

    async fn frequencies(&self, terms: &[(Stream, String)]) -> Result<Frequencies, EngineError> {
        terms::frequencies(&self.cluster.client, &*self.latest().await?, terms).await
    }

    async fn company(
        &self,
        words: &[Phrase],
        list: &PhraseList,
        today: Date,
    ) -> Result<Company, EngineError> {
        company::of(&self.cluster.client, &*self.latest().await?, words, list, today).await
    }

    async fn holding(&self, words: &[Phrase], today: Date) -> Result<Vec<u64>, EngineError> {
        company::holding(&self.cluster.client, &*self.latest().await?, words, today).await
    }

    async fn reach(&self) -> Result<Reach, EngineError> {
        let latest = self.latest().await?;
        let is_partial = shards::probe(&self.cluster.client, &latest.index).await?;
        Ok(if is_partial { Reach::Part } else { Reach::Whole })
    }

    async fn status(&self) -> Result<Status, EngineError> {
        Ok(self.latest().await?.status.clone())
    }

    async fn held(&self) -> Result<Arc<dyn Engine>, EngineError> {
        let held = Some(self.latest().await?);
        Ok(Arc::new(Self { cluster: Arc::clone(&self.cluster), held }))
    }
}
