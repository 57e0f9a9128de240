//! Where notices are kept and plans are answered: one small boundary that every engine keeps.
//!
//! An engine never sees a user's words and never returns its own types: documents and plans come
//! in, hits go out. Analysis, highlighting and understanding stand above it, so that every engine
//! indexes the same terms. Every implementation passes `tests/it/engine_conformance.rs`.

pub mod background;
mod causes;
mod days;
pub mod document;
pub mod embedded;
pub mod error;
pub mod explanation;
pub mod hits;
mod naming;
pub mod open;
pub mod opensearch;
pub mod phrases;
mod rarity;
mod regions;
mod relations;
pub mod soundness;
pub mod turning;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::engine::document::{ClauseRecord, NoticeDocument, NoticeRecord};
use crate::engine::error::EngineError;
use crate::engine::hits::Hits;
use crate::engine::phrases::{Company, PhraseCounts, PhraseList};
use crate::lexicon::overlay::Overlay;
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::notice::status::EndedBy;
use crate::query::facet::FacetField;
use crate::query::plan::{Phrase, QueryPlan, Stream};

/// Keeps notices and answers plans.
#[async_trait]
pub trait Engine: fmt::Debug + Send + Sync + 'static {
    /// Begins a new, empty generation beside the one that is searched, also where that is damaged.
    async fn rebuild(&self) -> Result<Box<dyn IndexWriter>, EngineError>;

    /// Begins changes to the generation that is searched.
    async fn update(&self) -> Result<Box<dyn IndexWriter>, EngineError>;

    /// Answers a plan over what was published last.
    async fn search(&self, plan: &QueryPlan) -> Result<Hits, EngineError>;

    /// Returns a notice whole.
    async fn notice(&self, id: &NoticeId) -> Result<Option<Notice>, EngineError>;

    /// Returns a clause with its notice.
    async fn clause(
        &self,
        key: &ClauseKey,
    ) -> Result<Option<(NoticeRecord, ClauseRecord)>, EngineError>;

    /// Returns what the library knows of documents that a text cites, each in its place.
    async fn known(&self, documents: &[Citation]) -> Result<Vec<Known>, EngineError>;

    /// Returns what the files of the library looked like when they were read last.
    async fn sources(&self) -> Result<Vec<IndexedNotice>, EngineError>;

    /// Returns the names that can be suggested on a day: titles and values of dimensions.
    async fn vocabulary(&self, today: Date) -> Result<Vocabulary, EngineError>;

    /// Returns the terms that the texts hold.
    async fn terms(&self) -> Result<Terms, EngineError>;

    /// Returns how many clauses hold each of some terms.
    async fn frequencies(&self, terms: &[(Stream, String)]) -> Result<Frequencies, EngineError>;

    /// Returns the phrases of a list that stand, in notices in force on a day, together with all of
    /// some words.
    async fn company(
        &self,
        words: &[Phrase],
        list: &PhraseList,
        today: Date,
    ) -> Result<Company, EngineError>;

    /// Returns how many clauses of notices in force on a day hold each of some words, themselves or
    /// by the title of their notice.
    async fn holding(&self, words: &[Phrase], today: Date) -> Result<Vec<u64>, EngineError>;

    /// Makes sure that searches can be answered now, by asking whatever answers them; tells how much
    /// of the index they reach.
    async fn reach(&self) -> Result<Reach, EngineError>;

    /// Returns what was published last.
    async fn status(&self) -> Result<Status, EngineError>;

    /// Returns an engine that goes on answering over what is published now, whatever is published
    /// after, for whoever asks several times and must not see a change between.
    async fn held(&self) -> Result<Arc<dyn Engine>, EngineError>;
}

/// Takes changes and makes them visible, all at once.
#[async_trait]
pub trait IndexWriter: Send {
    /// Puts notices in, each in place of the one that has its key.
    async fn put(&mut self, batch: Vec<NoticeDocument>) -> Result<(), EngineError>;

    /// Takes a notice out.
    async fn remove(&mut self, id: &NoticeId) -> Result<(), EngineError>;

    /// Makes the changes visible, notices and clauses together; what was searched stays until
    /// then, also if the process ends before.
    async fn publish(self: Box<Self>, publication: Publication) -> Result<Status, EngineError>;
}

/// What is said of a publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The paths that are the whole library.
    pub paths: Vec<String>,
    /// Mark of the analysis that made the terms.
    pub fingerprint: String,
    /// Mark of the reader that read the notices (the room `corpus` counts them); 0 in an index of an
    /// older version.
    #[serde(default)]
    pub reader: u32,
    /// Digests of the files that hold several notices, by path inside the library: a notice of
    /// theirs that did not change is not written again, and so cannot tell its file's digest.
    pub imports: BTreeMap<String, String>,
    /// When it was made; `None` in an index of an older version.
    #[serde(default)]
    pub made_at: Option<Timestamp>,
    /// The operator's tables that it was read with.
    #[serde(skip)]
    pub overlay: Overlay,
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Number of the publication, from 1; 0 before the first.
    pub generation: u64,
    /// Notices that can be found.
    pub notices: u64,
    /// Clauses that can be found.
    pub clauses: u64,
    /// What was said of the publication; shared, since every request asks what is published.
    pub publication: Arc<Publication>,
}

/// How much of an index searches reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Whole,
    /// Parts of it: others are on no node that answers.
    Part,
}

/// A notice that an index holds, and the file that it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedNotice {
    /// Key of the notice.
    pub id: NoticeId,
    /// Path of the file inside the library.
    pub file: String,
    /// Digest of the file's bytes.
    pub file_digest: String,
    /// Digest of the notice's own part of it, such as a line of an import.
    pub digest: String,
}

/// What a library knows of a document by its number and its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The notice of that number; of several copies the one that is shown.
    pub by_number: Option<NoticeId>,
    /// A notice of that title; the same title may recur from year to year.
    pub by_title: Option<NoticeId>,
    /// The notice of the library that ends the document, which the library itself may lack: told by
    /// the number, by the title where none is given.
    pub ended_by: Option<EndedBy>,
}

/// The names that a library can suggest, notices that have ended left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Titles with their notices.
    pub titles: Vec<(String, NoticeId)>,
    /// Document numbers as printed, their own and those that they cite, with the number of notices.
    pub numbers: Vec<(String, u64)>,
    /// Values of dimensions with the number of notices that have them.
    pub values: Vec<(FacetField, String, u64)>,
    /// Phrases that its notices hold.
    pub phrases: PhraseCounts,
}

/// The terms that the texts of a library hold, in order, each with the number of notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How many notices are counted.
    pub notices: u64,
    /// Words and sub-words.
    pub words: Vec<(String, u64)>,
    /// Characters and pairs of neighbours.
    pub grams: Vec<(String, u64)>,
}

/// How many clauses hold each of some terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// How many clauses are counted; those taken out since the last publication may be among them.
    pub clauses: u64,
    /// How many of them hold each term, in the order of the question.
    pub holding: Vec<u64>,
}
