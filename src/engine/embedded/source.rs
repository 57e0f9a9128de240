//! Where matches come from: the postings of a term, or a phrase; read forward, once.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, PhraseQuery, Query, Scorer};
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, Term};

use crate::engine::embedded::bm25::LengthTable;
use crate::engine::embedded::compiled::CompiledTerm;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::query::plan::Phrase;

/// The documents of a segment that hold a term, with what each scores.
pub(super) struct ScoredPostings<'a> {
    postings: SegmentPostings,
    lengths: FieldNormReader,
    table: &'a LengthTable,
    weight: f32,
}

impl<'a> ScoredPostings<'a> {
    /// Opens the postings of a term; `None` where the segment does not hold it.
    pub(super) fn open(
        segment: &SegmentReader,
        ordinal: u32,
        term: &CompiledTerm,
        table: &'a LengthTable,
    ) -> Result<Option<Self>, EngineError> {
        let Some(held) = &term.postings[ordinal as usize] else { return Ok(None) };
        let postings = segment
            .inverted_index(term.field)?
            .read_postings_from_terminfo(held, IndexRecordOption::WithFreqs)
            .map_err(tantivy::TantivyError::from)?;
        let lengths = segment.get_fieldnorms_reader(term.field)?;
        Ok(Some(Self { postings, lengths, table, weight: term.weight }))
    }

    /// Calls `take` with every document from `from` to before `to` and its score; ranges come in
    /// order.
    pub(super) fn for_range(&mut self, from: u32, to: u32, mut take: impl FnMut(u32, f32)) {
        let mut doc = self.postings.doc();
        if doc < from {
            doc = self.postings.seek(from);
        }
        while doc < to {
            take(doc, self.score(doc));
            doc = self.postings.advance();
        }
    }

    fn score(&self, doc: u32) -> f32 {
        self.weight
            * self.table.score(self.lengths.fieldnorm_id(doc), self.postings.term_freq() as f32)
    }
}

/// The documents of a segment that hold a phrase.
pub(super) struct PhraseDocs(Option<Box<dyn DocSet>>);

impl PhraseDocs {
    /// Opens the documents that hold a phrase in a field, with up to `slop` characters between
    /// its parts.
    pub(super) fn open(
        snapshot: &Snapshot,
        segment: &SegmentReader,
        field: TantivyField,
        phrase: &Phrase,
        slop: u32,
    ) -> Result<Self, EngineError> {
        let term = |gram: &String| Term::from_field_text(field, gram);
        if let [(_, gram)] = &phrase.grams[..] {
            let inverted = segment.inverted_index(field)?;
            let postings = inverted
                .read_postings(&term(gram), IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            return Ok(Self(postings.map(|postings| Box::new(postings) as Box<dyn DocSet>)));
        }
        let terms = phrase.grams.iter().map(|(at, gram)| (*at as usize, term(gram))).collect();
        let query = PhraseQuery::new_with_offset_and_slop(terms, slop);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&snapshot.searcher))?;
        let scorer: Box<dyn Scorer> = weight.scorer(segment, 1.0)?;
        Ok(Self(Some(Box::new(scorer) as Box<dyn DocSet>)))
    }

    /// Calls `take` with every document from `from` to before `to`; ranges come in order.
    pub(super) fn for_range(&mut self, from: u32, to: u32, mut take: impl FnMut(u32)) {
        let Some(docs) = &mut self.0 else { return };
        let mut doc = docs.doc();
        if doc < from {
            doc = docs.seek(from);
        }
        while doc < to {
            take(doc);
            doc = docs.advance();
        }
    }
}
