//! How often a phrase stands in each document that holds it; read once for a publication, and kept.
//!
//! The wordings of concepts come back with every query that speaks of them, and finding where a
//! phrase stands takes the positions of all its grams. What is found for one query is kept for the
//! next, up to [`MOST_KEPT`] documents in all; the phrases that were not asked for longest go first.

use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use rayon::prelude::*;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::engine::error::EngineError;
use crate::query::plan::Phrase;

/// The most documents that are kept, over all phrases: 32 MB.
const MOST_KEPT: usize = 4_000_000;

/// Where a phrase stands in a field.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// In how many documents at most: those of its rarest gram.
    pub(super) bound: u64,
    /// Per segment, the documents that hold it, in order, and how often each does.
    segments: Vec<Vec<(u32, u32)>>,
}

impl Occurrences {
    /// Finds where a phrase stands.
    fn find(searcher: &Searcher, grams: &[(u32, Term)]) -> Result<Self, EngineError> {
        let mut bound = u64::MAX;
        for (_, term) in grams {
            bound = bound.min(searcher.doc_freq(term)?);
        }
        let find = |segment| {
            let mut docs = Vec::new();
            if let Some(mut frequencies) = PhraseFrequencies::open(segment, grams)? {
                let mut target = 0;
                while let Some((doc, frequency)) = frequencies.next_from(target) {
                    docs.push((doc, frequency));
                    target = doc + 1;
                }
            }
            Ok(docs)
        };
        if bound == 0 {
            return Ok(Self::default());
        }
        let segments = searcher.segment_readers().par_iter().map(find);
        Ok(Self { bound, segments: segments.collect::<Result<_, EngineError>>()? })
    }

    /// Returns the documents of a segment that hold it, in order, and how often each does.
    pub(super) fn of_segment(&self, ordinal: u32) -> &[(u32, u32)] {
        self.segments.get(ordinal as usize).map_or(&[], Vec::as_slice)
    }

    fn documents(&self) -> usize {
        self.segments.iter().map(Vec::len).sum()
    }
}

/// The phrases that were asked for lately.
#[derive(Debug)]
pub(super) struct KeptPhrases(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    phrases: LruCache<(TantivyField, Phrase), Arc<Occurrences>>,
    documents: usize,
}

impl Default for KeptPhrases {
    fn default() -> Self {
        Self(Mutex::new(Kept { phrases: LruCache::unbounded(), documents: 0 }))
    }
}

impl KeptPhrases {
    /// Returns where a phrase stands in a field.
    pub(super) fn of(
        &self,
        searcher: &Searcher,
        field: TantivyField,
        phrase: &Phrase,
    ) -> Result<Arc<Occurrences>, EngineError> {
        let key = (field, phrase.clone());
        if let Some(kept) = self.kept().phrases.get(&key) {
            return Ok(Arc::clone(kept));
        }
        let grams: Vec<(u32, Term)> = phrase
            .grams
            .iter()
            .map(|(distance, gram)| (*distance, Term::from_field_text(field, gram)))
            .collect();
        let found = Arc::new(Occurrences::find(searcher, &grams)?);
        self.kept().keep(key, Arc::clone(&found), MOST_KEPT);
        Ok(found)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Keeps a phrase, and forgets others where there are more documents than `most`.
    ///
    /// A phrase counts one document beside those that hold it, so that also those that nothing
    /// holds have an end.
    fn keep(&mut self, key: (TantivyField, Phrase), occurrences: Arc<Occurrences>, most: usize) {
        self.documents += 1 + occurrences.documents();
        if let Some(before) = self.phrases.put(key, occurrences) {
            self.documents -= 1 + before.documents();
        }
        while self.documents > most
            && let Some((_, forgotten)) = self.phrases.pop_lru()
        {
            self.documents -= 1 + forgotten.documents();
        }
    }
}

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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tantivy::schema::Field as TantivyField;

    use super::{KeptPhrases, Occurrences};
    use crate::query::plan::Phrase;

    fn phrase(text: &str) -> (TantivyField, Phrase) {
        (TantivyField::from_field_id(0), Phrase { grams: vec![(0, text.to_owned())] })
    }

    fn standing_in(documents: u32) -> Arc<Occurrences> {
        let segment = (0..documents).map(|document| (document, 1)).collect();
        Arc::new(Occurrences { bound: u64::from(documents), segments: vec![segment] })
    }

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_first() {
        let kept = KeptPhrases::default();
        let mut kept = kept.kept();
        kept.keep(phrase("养蜂"), standing_in(3), 10);
        kept.keep(phrase("浮桥"), standing_in(4), 10);
        assert_eq!(kept.documents, 9);
        assert!(kept.phrases.get(&phrase("养蜂")).is_some());
        kept.keep(phrase("渡口"), standing_in(2), 10);
        assert!(kept.phrases.peek(&phrase("浮桥")).is_none());
        assert!(kept.phrases.peek(&phrase("养蜂")).is_some());
        assert_eq!(kept.documents, 7);
        kept.keep(phrase("渡口"), standing_in(1), 10);
        assert_eq!(kept.documents, 6);
    }
}
