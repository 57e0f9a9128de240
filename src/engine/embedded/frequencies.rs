//! How often a phrase, or any wording of one concept, stands in each document; read forward, once.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::embedded::bm25::LengthTable;
use crate::engine::embedded::compiled::CompiledExpansion;
use crate::engine::error::EngineError;

/// The documents of a segment that hold a phrase, with its frequency in each.
struct PhraseFrequencies {
    /// The phrase's grams with their distances, the rarest first.
    grams: Vec<(u32, SegmentPostings)>,
}

impl PhraseFrequencies {
    /// Opens a phrase; `None` where the segment lacks one of its grams.
    fn open(segment: &SegmentReader, grams: &[(u32, Term)]) -> Result<Option<Self>, EngineError> {
        let mut opened = Vec::with_capacity(grams.len());
        for (distance, term) in grams {
            let inverted = segment.inverted_index(term.field())?;
            let postings = inverted
                .read_postings(term, IndexRecordOption::WithFreqsAndPositions)
                .map_err(tantivy::TantivyError::from)?;
            let Some(postings) = postings else { return Ok(None) };
            opened.push((*distance, postings));
        }
        opened.sort_by_key(|(_, postings)| postings.doc_freq());
        Ok(Some(Self { grams: opened }))
    }

    /// Moves to the first document from `from` on that holds the phrase; returns it with the
    /// frequency, or `None` at the end.
    fn next_from(&mut self, from: u32) -> Option<(u32, u32)> {
        let mut target = from;
        loop {
            let doc = self.align(target)?;
            let frequency = self.frequency();
            if frequency > 0 {
                return Some((doc, frequency));
            }
            target = doc + 1;
        }
    }

    /// Moves every gram to the first document from `target` on that holds them all.
    fn align(&mut self, mut target: u32) -> Option<u32> {
        loop {
            let begun = target;
            for (_, postings) in &mut self.grams {
                let doc =
                    if postings.doc() < target { postings.seek(target) } else { postings.doc() };
                if doc == TERMINATED {
                    return None;
                }
                target = target.max(doc);
            }
            if begun == target && self.grams.iter().all(|(_, postings)| postings.doc() == target) {
                return Some(target);
            }
        }
    }

    /// Counts the places of the current document at which every gram stands at its distance.
    fn frequency(&mut self) -> u32 {
        if let [(_, postings)] = &self.grams[..] {
            return postings.term_freq();
        }
        let mut starts: Vec<u32> = Vec::new();
        let mut held = Vec::new();
        for (index, (distance, postings)) in self.grams.iter_mut().enumerate() {
            postings.positions(&mut held);
            let begins = held.iter().filter_map(|position| position.checked_sub(*distance));
            if index == 0 {
                starts.extend(begins);
            } else {
                let begins: Vec<u32> = begins.collect();
                starts.retain(|start| begins.binary_search(start).is_ok());
            }
            if starts.is_empty() {
                return 0;
            }
        }
        u32::try_from(starts.len()).unwrap_or(u32::MAX)
    }
}

/// The documents of a segment that hold any wording of a concept, with what each scores.
pub(super) struct ConceptScores<'a> {
    wordings: Vec<(PhraseFrequencies, f32)>,
    lengths: FieldNormReader,
    table: &'a LengthTable,
    weight: f32,
}

impl<'a> ConceptScores<'a> {
    /// Opens the wordings of a concept; `None` where the segment holds none of them.
    pub(super) fn open(
        segment: &SegmentReader,
        expansion: &CompiledExpansion,
        table: &'a LengthTable,
    ) -> Result<Option<Self>, EngineError> {
        let mut wordings = Vec::with_capacity(expansion.wordings.len());
        for (grams, share) in &expansion.wordings {
            if let Some(frequencies) = PhraseFrequencies::open(segment, grams)? {
                wordings.push((frequencies, *share));
            }
        }
        if wordings.is_empty() {
            return Ok(None);
        }
        let lengths = segment.get_fieldnorms_reader(expansion.field)?;
        Ok(Some(Self { wordings, lengths, table, weight: expansion.weight }))
    }

    /// Calls `take` with every document from `from` to before `to` and its score; ranges come in
    /// order.
    pub(super) fn for_range(&mut self, from: u32, to: u32, mut take: impl FnMut(u32, f32)) {
        let mut found: Vec<(u32, f32)> = Vec::new();
        for (wording, share) in &mut self.wordings {
            let mut target = from;
            while let Some((doc, frequency)) = wording.next_from(target) {
                if doc >= to {
                    break;
                }
                found.push((doc, frequency as f32 * *share));
                target = doc + 1;
            }
        }
        found.sort_unstable_by_key(|(doc, _)| *doc);
        for docs in found.chunk_by(|(one, _), (two, _)| one == two) {
            let doc = docs[0].0;
            let frequency: f32 = docs.iter().map(|(_, frequency)| frequency).sum();
            let score = self.table.score(self.lengths.fieldnorm_id(doc), frequency);
            take(doc, self.weight * score);
        }
    }
}
