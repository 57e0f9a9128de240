//! The engine inside the process; the only place that knows tantivy.
//!
//! A generation is a folder of one tantivy index that holds notices and clauses: a notice is
//! followed by its clauses in one segment, always added together. `CURRENT` names the generation
//! that is searched. A publication is one commit, or one switch of `CURRENT`; a process that ends
//! at any other moment leaves the last publication as it was.

#![expect(clippy::disallowed_types, reason = "this room is the wall's other side")]

mod bm25;
mod collect;
mod columns;
mod companions;
mod company;
mod compiled;
mod concept;
mod dictionary;
mod evaluate;
pub(super) mod examine;
mod explain;
mod fetch;
mod filter;
mod frequencies;
mod generation;
mod lists;
mod packed;
mod phrases;
mod placed;
mod pool;
mod recorder;
mod relations;
#[cfg(test)]
mod sample;
mod schema;
mod segment;
mod snapshot;
mod source;
mod stop;
mod sums;
mod tally;
mod terms;
mod tokenizer;
mod vocabulary;
mod window;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use async_trait::async_trait;
use jiff::civil::Date;

use crate::engine::background::stand_back;
use crate::engine::document::{ClauseRecord, NoticeRecord, whole_notice};
use crate::engine::embedded::generation::Generations;
use crate::engine::embedded::pool::Pool;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::stop::Stop;
use crate::engine::embedded::writer::EmbeddedWriter;
use crate::engine::error::EngineError;
use crate::engine::hits::Hits;
use crate::engine::open::EngineOptions;
use crate::engine::phrases::{Company, PhraseList};
use crate::engine::{
    Engine, Frequencies, IndexWriter, IndexedNotice, Known, Reach, Status, Terms, Vocabulary,
};
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::query::plan::{Phrase, QueryPlan, Stream};

impl From<tantivy::TantivyError> for EngineError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// Keeps notices in a folder and answers plans on a fixed pool of threads.
#[derive(Debug)]
pub struct EmbeddedEngine {
    generations: Arc<Generations>,
    snapshot: Arc<ArcSwapOption<Snapshot>>,
    pool: Arc<Pool>,
    /// Makes ready what a publication is searched with: no search waits for it to give a thread back.
    preparing: Arc<Pool>,
    index: PathBuf,
    /// What is answered over, whatever was published since; the latest where it is `None`.
    held: Option<Arc<Snapshot>>,
}

impl EmbeddedEngine {
    /// Opens the folder of an index, which may still be empty.
    ///
    /// An index that cannot be searched, of another version or damaged, is told by each search, so
    /// that it can be made again.
    ///
    /// # Errors
    ///
    /// No threads can be had.
    pub fn open(options: &EngineOptions) -> Result<Self, EngineError> {
        Ok(Self {
            generations: Arc::new(Generations::new(&options.index)),
            snapshot: Arc::new(ArcSwapOption::empty()),
            pool: Arc::new(Pool::new("search", options.threads, options.queue, || ())?),
            preparing: Arc::new(Pool::new("prepare", options.threads, options.queue, stand_back)?),
            index: options.index.clone(),
            held: None,
        })
    }

    /// Returns what is searched: what was published last, by this process or another.
    fn latest(&self) -> Result<Arc<Snapshot>, EngineError> {
        if let Some(held) = &self.held {
            return Ok(Arc::clone(held));
        }
        let held = self.snapshot.load_full();
        let Some(current) = self.generations.current()? else {
            return held.ok_or_else(|| EngineError::Missing { path: self.index.clone() });
        };
        Snapshot::latest_of(&current, &self.snapshot)
    }

    /// Runs work over the latest snapshot on the pool.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Snapshot) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        self.run_until_stopped(move |snapshot, _| work(snapshot)).await
    }

    /// The same for work that may take long: it is told when nobody waits for it any more.
    async fn run_until_stopped<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Snapshot, Stop<'_>) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let snapshot = self.latest()?;
        self.pool.run(move |stop| work(&snapshot, stop)).await?
    }

    /// Runs what searches need to be ready; the first of a day alone may wait for it.
    async fn prepare<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Snapshot) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let snapshot = self.latest()?;
        self.preparing.run(move |_| work(&snapshot)).await?
    }
}

#[async_trait]
impl Engine for EmbeddedEngine {
    async fn rebuild(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        Ok(Box::new(EmbeddedWriter::rebuild(
            Arc::clone(&self.generations),
            Arc::clone(&self.snapshot),
        )?))
    }

    async fn update(&self) -> Result<Box<dyn IndexWriter>, EngineError> {
        Ok(Box::new(EmbeddedWriter::update(
            Arc::clone(&self.generations),
            Arc::clone(&self.snapshot),
        )?))
    }

    async fn search(&self, plan: &QueryPlan) -> Result<Hits, EngineError> {
        let plan = plan.clone();
        self.run_until_stopped(move |snapshot, stop| evaluate::search(snapshot, &plan, stop)).await
    }

    async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, EngineError> {
        let id = id.clone();
        self.run(move |snapshot| {
            let Some(found) = snapshot.find(&id)? else { return Ok(None) };
            let record = snapshot.notice_record(found.notice)?;
            let clauses: Result<Vec<ClauseRecord>, EngineError> =
                found.clauses().map(|address| snapshot.record(address)).collect();
            Ok(Some(whole_notice(record, clauses?.into_iter())))
        })
        .await
    }

    async fn clause(
        &self,
        key: &ClauseKey,
    ) -> Result<Option<(NoticeRecord, ClauseRecord)>, EngineError> {
        let key = key.clone();
        self.run(move |snapshot| {
            let Some(found) = snapshot.find(&key.notice)? else { return Ok(None) };
            for address in found.units() {
                let record: ClauseRecord = snapshot.record(address)?;
                if record.clause.id == key.clause {
                    return Ok(Some((snapshot.notice_record(found.notice)?, record)));
                }
            }
            Ok(None)
        })
        .await
    }

    async fn known(&self, documents: &[Citation]) -> Result<Vec<Known>, EngineError> {
        let documents = documents.to_vec();
        self.run(move |snapshot| {
            Ok(documents.iter().map(|document| snapshot.known(document)).collect())
        })
        .await
    }

    async fn sources(&self) -> Result<Vec<IndexedNotice>, EngineError> {
        match self.run(Snapshot::sources).await {
            Err(EngineError::Missing { .. }) => Ok(Vec::new()),
            sources => sources,
        }
    }

    async fn vocabulary(&self, today: Date) -> Result<Vocabulary, EngineError> {
        self.prepare(move |snapshot| vocabulary::of(snapshot, today)).await
    }

    async fn terms(&self) -> Result<Terms, EngineError> {
        self.prepare(terms::terms).await
    }

    async fn frequencies(&self, terms: &[(Stream, String)]) -> Result<Frequencies, EngineError> {
        let terms = terms.to_vec();
        self.run(move |snapshot| terms::frequencies(snapshot, &terms)).await
    }

    async fn company(
        &self,
        words: &[Phrase],
        list: &PhraseList,
        today: Date,
    ) -> Result<Company, EngineError> {
        let (words, list) = (words.to_vec(), list.clone());
        if words.is_empty() {
            return self.prepare(move |snapshot| company::prepare(snapshot, &list)).await;
        }
        self.run_until_stopped(move |snapshot, stop| {
            company::of(snapshot, &words, &list, today, stop)
        })
        .await
    }

    async fn holding(&self, words: &[Phrase], today: Date) -> Result<Vec<u64>, EngineError> {
        let words = words.to_vec();
        self.run_until_stopped(move |snapshot, stop| {
            company::holding(snapshot, &words, today, stop)
        })
        .await
    }

    async fn reach(&self) -> Result<Reach, EngineError> {
        self.run(|_| Ok(Reach::Whole)).await
    }

    async fn status(&self) -> Result<Status, EngineError> {
        // Nothing is searched for it: it is no reason to wait behind searches.
        Ok(self.latest()?.status())
    }

    async fn held(&self) -> Result<Arc<dyn Engine>, EngineError> {
        Ok(Arc::new(Self {
            generations: Arc::clone(&self.generations),
            snapshot: Arc::clone(&self.snapshot),
            pool: Arc::clone(&self.pool),
            preparing: Arc::clone(&self.preparing),
            index: self.index.clone(),
            held: Some(self.latest()?),
        }))
    }
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::sync::mpsc;
    use std::task::{Context, Poll, Waker};

    use tempfile::TempDir;

    use super::EmbeddedEngine;
    use crate::engine::embedded::sample;
    use crate::engine::error::EngineError;
    use crate::engine::open::EngineOptions;
    use crate::engine::{Engine, Publication};

    /// Lets work go as far as it can without waiting.
    fn now<T>(work: Pin<&mut (impl Future<Output = T> + ?Sized)>) -> Poll<T> {
        work.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[tokio::test]
    async fn what_is_published_is_told_while_every_thread_searches() {
        let folder = TempDir::new().expect("a folder");
        let options = EngineOptions { threads: 1, queue: 0, ..EngineOptions::at(folder.path()) };
        let engine = EmbeddedEngine::open(&options).expect("an engine");
        let writer = engine.rebuild().await.expect("a writer");
        writer.publish(Publication::default()).await.expect("a publication");
        let (release, held) = mpsc::channel::<()>();
        let mut search = pin!(engine.run(move |_| Ok(held.recv())));
        assert!(now(search.as_mut()).is_pending(), "it holds the only thread");
        assert!(matches!(now(engine.reach().as_mut()), Poll::Ready(Err(EngineError::Busy))));
        let told = now(engine.status().as_mut());
        assert!(matches!(told, Poll::Ready(Ok(status)) if status.generation == 1));
        release.send(()).expect("the search waits");
        assert!(search.await.is_ok());
    }

    #[tokio::test]
    async fn what_another_process_publishes_is_seen_where_no_notice_has_changed() {
        let folder = TempDir::new().expect("a folder");
        let engine = sample::published(folder.path(), 2).await;
        assert_eq!(engine.status().await.expect("a publication").generation, 1);
        let other = EmbeddedEngine::open(&EngineOptions::at(folder.path())).expect("an engine");
        let writer = other.update().await.expect("a writer");
        let said =
            Publication { fingerprint: "of other words".to_owned(), ..Publication::default() };
        writer.publish(said).await.expect("a publication");
        let status = engine.status().await.expect("a publication");
        assert_eq!((status.generation, status.notices), (2, 2));
        assert_eq!(status.publication.fingerprint, "of other words");
    }
}
