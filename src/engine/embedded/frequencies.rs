//! How often a phrase stands in each document that holds it; read once for a publication, and kept.
//!
//! The wordings of concepts come back with every query that speaks of them, and finding where a
//! phrase stands takes the positions of all its grams. What is found for one query is kept for the
//! next, up to [`MOST_KEPT`] documents in all; the phrases that were not asked for longest go first.
//! A publication takes over what the one before it knew of the segments that both have, so that the
//! first searches after it find their phrases, too.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::{HashMap, HashMapExt};
use lru::LruCache;
use rayon::prelude::*;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field as TantivyField, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, Term};

use crate::engine::error::EngineError;
use crate::query::plan::Phrase;

/// The most documents that are kept, over all phrases: 32 MB.
const MOST_KEPT: usize = 4_000_000;

/// What share of the documents may stand in new segments where phrases are taken over: finding all of
/// them there at once would hold a publication up.
const MOST_NEW: f64 = 0.1;

/// The most phrases that are taken over, the latest: each is looked up once in every segment.
const MOST_TAKEN: usize = 4_000;

/// The documents of a segment that hold a phrase, in order, and how often each does.
type Held = Arc<[(u32, u32)]>;

/// Where a phrase stands in a field.
#[derive(Debug, Default)]
pub(super) struct Occurrences {
    /// In how many documents at most: those of its rarest gram.
    pub(super) bound: u64,
    /// One a segment, or none where nothing holds it.
    segments: Vec<Held>,
}

impl Occurrences {
    /// Finds where a phrase stands; `known` tells it of some segments.
    fn find(
        searcher: &Searcher,
        (field, phrase): &(TantivyField, Phrase),
        known: impl Fn(usize) -> Option<Held> + Sync,
    ) -> Result<Self, EngineError> {
        let grams = phrase.grams.iter();
        let grams: Vec<(u32, Term)> = grams
            .map(|(distance, gram)| (*distance, Term::from_field_text(*field, gram)))
            .collect();
        let mut bound = u64::MAX;
        for (_, term) in &grams {
            bound = bound.min(searcher.doc_freq(term)?);
        }
        if bound == 0 {
            return Ok(Self::default());
        }
        let find = |(ordinal, segment)| match known(ordinal) {
            Some(held) => Ok(held),
            None => held_by(segment, &grams),
        };
        let segments = searcher.segment_readers().par_iter().enumerate().map(find);
        Ok(Self { bound, segments: segments.collect::<Result<_, EngineError>>()? })
    }

    /// Returns the documents of a segment that hold it, in order, and how often each does.
    pub(super) fn of_segment(&self, ordinal: u32) -> &[(u32, u32)] {
        self.segments.get(ordinal as usize).map_or(&[], |held| held)
    }

    fn documents(&self) -> usize {
        self.segments.iter().map(|held| held.len()).sum()
    }
}

/// Finds the documents of a segment that hold a phrase.
fn held_by(segment: &SegmentReader, grams: &[(u32, Term)]) -> Result<Held, EngineError> {
    let mut docs = Vec::new();
    if let Some(mut frequencies) = PhraseFrequencies::open(segment, grams)? {
        let mut target = 0;
        while let Some((doc, frequency)) = frequencies.next_from(target) {
            docs.push((doc, frequency));
            target = doc + 1;
        }
    }
    Ok(docs.into())
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
        let found = Arc::new(Occurrences::find(searcher, &key, |_| None)?);
        self.kept().keep(key, Arc::clone(&found), MOST_KEPT);
        Ok(found)
    }

    /// Takes over the phrases that an earlier publication was asked for, where most of the documents
    /// stand in segments of it.
    pub(super) fn taken_over(
        &self,
        earlier: &Searcher,
        searcher: &Searcher,
    ) -> Result<Self, EngineError> {
        let mut places = HashMap::new();
        for (place, segment) in earlier.segment_readers().iter().enumerate() {
            places.insert(segment.segment_id(), place);
        }
        let segments = searcher.segment_readers();
        let places: Vec<Option<usize>> =
            segments.iter().map(|segment| places.get(&segment.segment_id()).copied()).collect();
        let documents = |is_counted: fn(&Option<usize>) -> bool| {
            let counted = segments.iter().zip(&places).filter(|(_, place)| is_counted(place));
            counted.map(|(segment, _)| f64::from(segment.max_doc())).sum::<f64>()
        };
        if documents(Option::is_none) > MOST_NEW * documents(|_| true) {
            return Ok(Self::default());
        }
        let asked: Vec<_> = {
            let kept = self.kept();
            // What nothing holds is found at once.
            let held = kept.phrases.iter().filter(|(_, held)| held.bound > 0).take(MOST_TAKEN);
            held.map(|(key, held)| (key.clone(), Arc::clone(held))).collect()
        };
        let find = |((field, phrase), held): ((TantivyField, Phrase), Arc<Occurrences>)| {
            let key = (field, phrase);
            let known = |ordinal: usize| held.segments.get(places[ordinal]?).cloned();
            let found = Occurrences::find(searcher, &key, known)?;
            Ok::<_, EngineError>((key, Arc::new(found)))
        };
        let found = asked.into_par_iter().map(find).collect::<Result<Vec<_>, _>>()?;
        let taken = Self::default();
        {
            let mut kept = taken.kept();
            // The latest come first; they are kept last, to be the latest again.
            for (key, occurrences) in found.into_iter().rev() {
                kept.keep(key, occurrences, MOST_KEPT);
            }
        }
        Ok(taken)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
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

    use super::{Held, KeptPhrases, Occurrences};
    use crate::engine::embedded::sample;
    use crate::engine::{Engine, Publication};
    use crate::query::boost::Field;
    use crate::query::plan::{Phrase, Stream};

    fn phrase(text: &str) -> (TantivyField, Phrase) {
        (TantivyField::from_field_id(0), Phrase { grams: vec![(0, text.to_owned())] })
    }

    fn standing_in(documents: u32) -> Arc<Occurrences> {
        let segment: Held = (0..documents).map(|document| (document, 1)).collect();
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

    #[tokio::test]
    async fn a_publication_takes_over_what_is_known_of_segments_that_it_shares() {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = sample::published(folder.path(), 40).await;
        let phrase = Phrase { grams: vec![(0, "加快".to_owned()), (1, "快河".to_owned())] };
        let before = engine.latest().expect("a publication");
        let field = before.fields.text(Field::Clause, Stream::Grams);
        let known = before.phrases.of(&before.searcher, field, &phrase).expect("found");
        assert_eq!(known.documents(), 40);

        let mut writer = engine.update().await.expect("a writer");
        writer.put(sample::documents(39..41)).await.expect("put");
        writer.publish(Publication::default()).await.expect("published");
        let after = engine.latest().expect("a publication");
        let key = (field, phrase.clone());
        let taken = after.phrases.kept().phrases.peek(&key).cloned().expect("taken over");
        let found = Occurrences::find(&after.searcher, &key, |_| None).expect("found");
        assert_eq!((taken.bound, &taken.segments), (found.bound, &found.segments));
        let is_shared = |held: &Held| known.segments.iter().any(|known| Arc::ptr_eq(known, held));
        assert!(taken.segments.iter().any(is_shared), "it is not found again");

        let mut writer = engine.rebuild().await.expect("a writer");
        writer.put(sample::documents(0..41)).await.expect("put");
        writer.publish(Publication::default()).await.expect("published");
        let anew = engine.latest().expect("a publication");
        assert!(anew.phrases.kept().phrases.is_empty(), "nothing is known of its segments");
    }
}
