//! Who hears what a score is made of while it is added up, and how far is read for it.
//!
//! Searching and explaining run the same code: a search reads whole segments and nobody hears it,
//! an explanation reads the documents of one page and writes every piece down. So the two cannot
//! drift apart, and a search pays nothing.

use std::ops::Range;

use tantivy::TERMINATED;

use crate::engine::causes::Source;
use crate::engine::embedded::columns::{Columns, small};

/// Hears what is added to the score of a document.
pub(super) trait Recorder {
    /// Hears of one piece.
    fn record(&mut self, doc: u32, added: f32, source: Source);
}

/// Hears nothing.
pub(super) struct Silent;

impl Recorder for Silent {
    #[inline]
    fn record(&mut self, _: u32, _: f32, _: Source) {}
}

/// Which documents of a segment are read, in order.
pub(super) struct Reach {
    pub(super) docs: Vec<Range<u32>>,
    notices: Vec<Range<u32>>,
}

impl Reach {
    /// All of a segment.
    pub(super) fn all(columns: &Columns) -> Self {
        let mut whole = Self { docs: Vec::new(), notices: Vec::new() };
        whole.docs.push(0..TERMINATED);
        whole.notices.push(0..small(columns.notices()));
        whole
    }

    /// Some clauses or notices, and the notices of the clauses.
    pub(super) fn of(columns: &Columns, docs: impl IntoIterator<Item = u32>) -> Self {
        let mut docs: Vec<u32> = docs
            .into_iter()
            .flat_map(|doc| [doc, columns.doc_of(columns.notice_of(doc))])
            .collect();
        docs.sort_unstable();
        docs.dedup();
        let mut notices: Vec<u32> = docs.iter().map(|doc| columns.notice_of(*doc)).collect();
        notices.dedup();
        let single = |number: u32| number..number + 1;
        Self {
            docs: docs.into_iter().map(single).collect(),
            notices: notices.into_iter().map(single).collect(),
        }
    }

    /// Returns the numbers of the notices.
    pub(super) fn notices(&self) -> impl Iterator<Item = u32> {
        self.notices.iter().cloned().flatten()
    }
}
