//! The phrases of a list that each notice and each clause of a snapshot holds, by their numbers.
//!
//! Segments keep every phrase that may be a term, some thirty a clause, in packed columns. Only the
//! few that are terms of the library are asked for: in arrays of gaps they cost a few sequential reads
//! a clause, where naming all of them took four fifths of a response over 400,000 clauses.

use foldhash::HashMap;
use rayon::prelude::*;
use tantivy::SegmentReader;

use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::packed::Packed;
use crate::engine::embedded::schema::PHRASES;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::engine::phrases::PhraseList;

/// Where the phrases of a list stand.
#[derive(Debug)]
pub(super) struct Companions {
    list: PhraseList,
    /// One a segment, in order.
    pub(super) segments: Vec<Held>,
}

/// What the documents of a segment hold of the list.
#[derive(Debug)]
pub(super) struct Held {
    of_notices: Packed,
    of_clauses: Packed,
}

impl Companions {
    /// Finds the phrases of a list in every segment.
    pub(super) fn read(snapshot: &Snapshot, list: &PhraseList) -> Result<Self, EngineError> {
        let numbers: HashMap<&[u8], u32> =
            list.phrases().iter().map(|phrase| phrase.as_bytes()).zip(0..).collect();
        let segments = snapshot.searcher.segment_readers().par_iter().zip(&snapshot.segments);
        let segments = segments.map(|(segment, columns)| Held::read(segment, columns, &numbers));
        Ok(Self { list: list.clone(), segments: segments.collect::<Result<_, _>>()? })
    }

    /// Tells whether these are the phrases of a list.
    pub(super) fn are_of(&self, list: &PhraseList) -> bool {
        self.list.is(list)
    }
}

impl Held {
    fn read(
        segment: &SegmentReader,
        columns: &Columns,
        numbers: &HashMap<&[u8], u32>,
    ) -> Result<Self, EngineError> {
        let column = segment.fast_fields().str(PHRASES)?;
        let mut asked: Vec<Option<u32>> = Vec::new();
        if let Some(column) = &column {
            let mut phrases = column.dictionary().stream().map_err(tantivy::TantivyError::from)?;
            while phrases.advance() {
                asked.push(numbers.get(phrases.key()).copied());
            }
        }
        let number =
            |at: u64| usize::try_from(at).ok().and_then(|at| asked.get(at).copied().flatten());
        let of_clauses = Packed::new((0..segment.max_doc()).map(|doc| {
            let phrases = column.iter().flat_map(|column| column.term_ords(doc));
            in_order(phrases.filter_map(number))
        }));
        let of_notices = Packed::new((0..small(columns.notices())).map(|notice| {
            let docs = std::iter::once(columns.doc_of(notice)).chain(columns.clauses(notice));
            in_order(docs.flat_map(|doc| of_clauses.of(doc)))
        }));
        Ok(Self { of_notices, of_clauses })
    }

    /// Returns the numbers of what a notice or any of its clauses holds, each once.
    pub(super) fn of_notice(&self, notice: u32) -> impl Iterator<Item = u32> + use<'_> {
        self.of_notices.of(notice)
    }

    /// Returns the numbers of what a clause holds, each once.
    pub(super) fn of_clause(&self, doc: u32) -> impl Iterator<Item = u32> + use<'_> {
        self.of_clauses.of(doc)
    }
}

/// Returns numbers in order, each once.
fn in_order(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}
