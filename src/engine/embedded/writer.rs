//! Writes notices into a generation and publishes them, whole and at once.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use async_trait::async_trait;
use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter as TantivyWriter, TantivyDocument, TantivyError, Term};

use crate::analysis::EncodedText;
use crate::engine::days::day_number;
use crate::engine::document::{ClauseDocument, NoticeDocument, Values};
use crate::engine::embedded::generation::{Generation, Generations, Kept, Payload, unwritten};
use crate::engine::embedded::schema::{CLAUSE, Fields, HEAD, NOTICE, schema};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::tally::Tally;
use crate::engine::error::EngineError;
use crate::engine::{IndexWriter, Publication, Status};
use crate::notice::id::NoticeId;
use crate::notice::status::Validity;
use crate::query::boost::Field;
use crate::query::plan::Stream;

/// Memory that postings may take before they are written out, in bytes, over all threads: one
/// segment a thread for some ten thousand notices.
const MEMORY: usize = 400 << 20;

/// Writes into one generation.
pub(super) struct EmbeddedWriter {
    generations: Arc<Generations>,
    snapshot: Arc<ArcSwapOption<Snapshot>>,
    generation: Generation,
    writer: TantivyWriter,
    fields: Fields,
    tally: Tally,
    is_new: bool,
    last: u64,
    _lock: File,
}

impl EmbeddedWriter {
    /// Begins a new generation.
    pub(super) fn rebuild(
        generations: Arc<Generations>,
        snapshot: Arc<ArcSwapOption<Snapshot>>,
    ) -> Result<Self, EngineError> {
        let lock = generations.lock()?;
        if generations.current().is_ok() {
            generations.sweep()?;
        }
        let last = last_generation(&generations);
        let (generation, index) = generations.create()?;
        let writer = writer(&index, &generation.path)?;
        let fields = schema().1;
        Ok(Self {
            generations,
            snapshot,
            generation,
            writer,
            fields,
            tally: Tally::default(),
            is_new: true,
            last,
            _lock: lock,
        })
    }

    /// Begins changes to the current generation.
    pub(super) fn update(
        generations: Arc<Generations>,
        snapshot: Arc<ArcSwapOption<Snapshot>>,
    ) -> Result<Self, EngineError> {
        let lock = generations.lock()?;
        let Some(generation) = generations.current()? else {
            return Err(EngineError::Missing { path: generations.root().to_owned() });
        };
        let last = last_generation(&generations);
        let index = generation.open()?;
        let held = snapshot.load_full().filter(|held| held.is_latest_of(&generation));
        let before = match held {
            Some(held) => held,
            None => Arc::new(Snapshot::open(&generation)?),
        };
        let writer = writer(&index, &generation.path)?;
        let fields = schema().1;
        Ok(Self {
            generations,
            snapshot,
            generation,
            writer,
            fields,
            tally: Tally::over(before),
            is_new: false,
            last,
            _lock: lock,
        })
    }

    fn documents(&self, document: &NoticeDocument) -> Result<Vec<TantivyDocument>, EngineError> {
        let mut documents = Vec::with_capacity(document.clauses.len() + 2);
        let mut notice = TantivyDocument::new();
        let fields = &self.fields;
        notice.add_text(fields.key, document.id.as_str());
        notice.add_u64(fields.unit, NOTICE);
        notice.add_u64(fields.text_digest, 0);
        for number in &document.numbers {
            notice.add_text(fields.number, number);
        }
        for key in &document.title_keys {
            notice.add_text(fields.title_key, key);
        }
        for name in &document.names {
            notice.add_text(fields.names, name);
        }
        for (name, value) in &document.ends {
            let field = if *value == Validity::Expired { fields.expires } else { fields.repeals };
            notice.add_text(field, name);
        }
        for key in &document.copy_keys {
            notice.add_text(fields.copy_keys, key);
        }
        if let Some(whole) = &document.whole {
            notice.add_text(fields.whole, whole);
        }
        notice.add_u64(fields.completeness, document.completeness);
        if let Some(date) = document.dated_on {
            notice.add_i64(fields.dated_on, i64::from(day_number(date)));
        }
        if let Some(date) = document.expires_on {
            notice.add_i64(fields.expires_on, i64::from(day_number(date)));
        }
        if let Some(title) = &document.record.title {
            notice.add_text(fields.title, title);
        }
        if let Some(number) = &document.record.doc_number {
            notice.add_text(fields.doc_number, number.to_string());
        }
        notice.add_text(fields.file, &document.file);
        notice.add_text(fields.file_digest, &document.file_digest);
        notice.add_text(fields.digest, &document.digest);
        notice.add_bytes(fields.record, &json(&document.record)?);
        self.add_texts(&mut notice, &document.texts);
        self.add_values(&mut notice, &document.values);
        self.add_phrases(&mut notice, &document.phrases);
        documents.push(notice);
        if let Some(head) = &document.head {
            documents.push(self.clause(&document.id, head, HEAD)?);
        }
        for clause in &document.clauses {
            documents.push(self.clause(&document.id, clause, CLAUSE)?);
        }
        Ok(documents)
    }

    fn clause(
        &self,
        id: &NoticeId,
        clause: &ClauseDocument,
        unit: u64,
    ) -> Result<TantivyDocument, EngineError> {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.key, id.as_str());
        document.add_u64(self.fields.unit, unit);
        document.add_u64(self.fields.text_digest, clause.text_digest);
        document.add_u64(self.fields.twin, clause.twin as u64);
        document.add_bytes(self.fields.record, &json(&clause.record)?);
        self.add_texts(&mut document, &clause.texts);
        self.add_values(&mut document, &clause.values);
        self.add_phrases(&mut document, &clause.phrases);
        Ok(document)
    }

    fn add_phrases(&self, document: &mut TantivyDocument, phrases: &[String]) {
        for phrase in phrases {
            document.add_text(self.fields.phrases, phrase);
        }
    }

    fn add_texts(&self, document: &mut TantivyDocument, texts: &[(Field, EncodedText)]) {
        for (field, text) in texts {
            document.add_text(self.fields.text(*field, Stream::Words), &text.words);
            document.add_text(self.fields.text(*field, Stream::Grams), &text.grams);
        }
    }

    fn add_values(&self, document: &mut TantivyDocument, values: &Values) {
        for (field, value) in &values.facets {
            document.add_text(self.fields.facet(*field), value);
        }
        for number in &values.cites {
            document.add_text(self.fields.cites, number);
        }
        if let Some(date) = values.deadline_on {
            document.add_i64(self.fields.deadline_on, i64::from(day_number(date)));
        }
        document.add_u64(self.fields.assigns, u64::from(values.assigns));
    }

    fn key_term(&self, id: &NoticeId) -> Term {
        Term::from_field_text(self.fields.key, id.as_str())
    }

    /// Commits, and makes the generation the current one.
    fn publish_now(mut self, publication: Publication) -> Result<Status, EngineError> {
        let path = self.generation.path.clone();
        let failed = |error| unwritten(&path, error);
        publication
            .overlay
            .write(&self.generation.lexicon())
            .map_err(|error| EngineError::Disk { path: error.path, source: error.source })?;
        let kept = Kept { publication, counts: Some(self.tally.counts()?) };
        let payload =
            serde_json::to_string(&Payload(self.last + 1, kept)).map_err(TantivyError::from)?;
        let mut commit = self.writer.prepare_commit().map_err(failed)?;
        commit.set_payload(&payload);
        commit.commit().map_err(failed)?;
        self.writer.wait_merging_threads().map_err(failed)?;
        if self.is_new {
            self.generations.switch(&self.generation)?;
        }
        let opened = Snapshot::latest_of(&self.generation, &self.snapshot)?;
        let status = opened.status();
        self.generations.sweep()?;
        Ok(status)
    }
}

#[async_trait]
impl IndexWriter for EmbeddedWriter {
    async fn put(&mut self, batch: Vec<NoticeDocument>) -> Result<(), EngineError> {
        for document in &batch {
            let mut operations = Vec::with_capacity(document.clauses.len() + 3);
            if !self.is_new {
                operations.push(UserOperation::Delete(self.key_term(&document.id)));
            }
            operations.extend(self.documents(document)?.into_iter().map(UserOperation::Add));
            let ran = self.writer.run(operations);
            ran.map_err(|error| unwritten(&self.generation.path, error))?;
            self.tally.put(&document.id, document.clauses.len());
        }
        Ok(())
    }

    async fn remove(&mut self, id: &NoticeId) -> Result<(), EngineError> {
        self.writer.delete_term(self.key_term(id));
        self.tally.remove(id);
        Ok(())
    }

    async fn publish(self: Box<Self>, publication: Publication) -> Result<Status, EngineError> {
        self.publish_now(publication)
    }
}

/// Returns the number of the last publication, or 0 where none can be read.
fn last_generation(generations: &Generations) -> u64 {
    let current = generations.current().ok().flatten();
    current.map_or(0, |generation| generation.number())
}

fn writer(index: &tantivy::Index, path: &Path) -> Result<TantivyWriter, EngineError> {
    let threads = std::thread::available_parallelism().map_or(2, usize::from).min(8);
    // What tests see of segments is the same on every machine.
    let threads = if cfg!(test) { 1 } else { threads };
    let writer = index.writer_with_num_threads(threads, MEMORY).map_err(|error| match error {
        TantivyError::LockFailure(..) => EngineError::Locked { path: path.to_owned() },
        other => EngineError::Damaged { path: path.to_owned(), reason: other.to_string() },
    })?;
    // Files of a writer that was killed within its commit bear the names that the same changes give
    // to theirs, and would stand in their way for good.
    writer.garbage_collect_files().wait()?;
    Ok(writer)
}

fn json(record: &impl serde::Serialize) -> Result<Vec<u8>, EngineError> {
    serde_json::to_vec(record).map_err(|error| EngineError::Internal(error.to_string()))
}
