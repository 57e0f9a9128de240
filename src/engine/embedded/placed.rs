//! Where the postings of a term are in each segment: found once for a publication, and kept.
//!
//! A search asks for some hundreds of terms, each in several fields and in every segment, and most of
//! them were asked for by searches before it: of all time of a response a sixth went into finding them
//! in the dictionaries.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;
use tantivy::postings::TermInfo;
use tantivy::{Searcher, SegmentReader, Term};

use crate::engine::error::EngineError;

/// The most terms that are kept, those that were asked for last: 5 MB with four segments.
const MOST_KEPT: usize = 20_000;

/// Where the postings of a term are, one a segment.
pub(super) type Placed = Arc<[Option<TermInfo>]>;

/// The terms that were asked for lately.
#[derive(Debug)]
pub(super) struct KeptTerms(Mutex<LruCache<Term, Placed>>);

impl Default for KeptTerms {
    fn default() -> Self {
        Self(Mutex::new(LruCache::unbounded()))
    }
}

impl KeptTerms {
    /// Returns where the postings of a term are.
    pub(super) fn of(&self, searcher: &Searcher, term: Term) -> Result<Placed, EngineError> {
        if let Some(kept) = self.kept().get(&term) {
            return Ok(Arc::clone(kept));
        }
        let of_segment = |segment: &SegmentReader| {
            let inverted = segment.inverted_index(term.field())?;
            Ok(inverted.get_term_info(&term).map_err(tantivy::TantivyError::from)?)
        };
        let found = searcher.segment_readers().iter().map(of_segment);
        let found: Placed = found.collect::<Result<_, EngineError>>()?;
        let mut kept = self.kept();
        kept.put(term, Arc::clone(&found));
        if kept.len() > MOST_KEPT {
            kept.pop_lru();
        }
        Ok(found)
    }

    fn kept(&self) -> MutexGuard<'_, LruCache<Term, Placed>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tantivy::Term;

    use super::{KeptTerms, MOST_KEPT};
    use crate::engine::embedded::sample;
    use crate::query::boost::Field;
    use crate::query::plan::Stream;

    #[tokio::test]
    async fn a_term_is_found_once_and_those_that_were_not_asked_for_longest_go() {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = sample::published(folder.path(), 3).await;
        let snapshot = engine.latest().expect("a publication");
        let field = snapshot.fields.text(Field::Clause, Stream::Grams);
        let kept = KeptTerms::default();
        let of = |text: &str| {
            kept.of(&snapshot.searcher, Term::from_field_text(field, text)).expect("found")
        };
        let found = of("加快");
        let holding: u32 = found.iter().flatten().map(|held| held.doc_freq).sum();
        assert_eq!(holding, 3);
        assert!(of("无此").iter().all(Option::is_none));
        assert!(Arc::ptr_eq(&of("加快"), &found));
        for number in 0..MOST_KEPT {
            of(&number.to_string());
        }
        assert_eq!(kept.kept().len(), MOST_KEPT);
        assert!(!Arc::ptr_eq(&of("加快"), &found));
    }
}
