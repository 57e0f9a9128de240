//! Tells work that nobody waits for its answer any more, so that it ends early.
//!
//! A search looks at this once a term, a wording and a thousand documents: an atomic read beside
//! thousands of postings, so that a request which is given up frees its thread within one of them.

use crate::engine::error::EngineError;

/// Documents after which a loop over all of a segment looks whether it is to stop: some 50 µs of
/// work, against a nanosecond for the look.
const SELDOM: u32 = 1024;

/// Whether work is to stop.
#[derive(Clone, Copy)]
pub(super) struct Stop<'a>(&'a (dyn Fn() -> bool + Sync));

impl<'a> Stop<'a> {
    /// Makes a stop that is told by a function.
    pub(super) fn when(is_told: &'a (dyn Fn() -> bool + Sync)) -> Self {
        Self(is_told)
    }

    /// Ends the work where it is to stop.
    ///
    /// # Errors
    ///
    /// The work is to stop.
    pub(super) fn check(self) -> Result<(), EngineError> {
        if (self.0)() { Err(EngineError::Stopped) } else { Ok(()) }
    }

    /// The same, for a loop over documents by number; most numbers cost a comparison.
    ///
    /// # Errors
    ///
    /// The work is to stop.
    pub(super) fn check_seldom(self, number: u32) -> Result<(), EngineError> {
        if number.is_multiple_of(SELDOM) { self.check() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use jiff::civil::date;

    use super::Stop;
    use crate::engine::embedded::evaluate::search;
    use crate::engine::embedded::sample;
    use crate::engine::error::EngineError;
    use crate::query::boost::Weights;
    use crate::query::plan::{Closeness, Matching, Phrase, Pins, QueryPlan, ScoredTerm, Stream};
    use crate::query::request::{Filters, Page, Scope, Sort};

    fn asking_for(words: &[&str], scope: Scope) -> QueryPlan {
        let phrase = |word: &&str| Phrase { grams: vec![(0, (*word).to_owned())] };
        let term = |word: &&str| ScoredTerm {
            stream: Stream::Grams,
            term: (*word).to_owned(),
            weight: 1.0,
            is_asked: true,
        };
        QueryPlan {
            scope,
            matching: Matching {
                words: words.iter().map(phrase).collect(),
                minimum: 1,
                most: 1,
                ..Matching::default()
            },
            terms: words.iter().map(term).collect(),
            least_score: 0.0,
            expansions: Vec::new(),
            preferences: Vec::new(),
            closeness: Closeness::default(),
            pins: Pins::default(),
            filters: Filters::default(),
            facets: Vec::new(),
            folds_copies: false,
            sort: Sort::Relevance,
            page: Page::default(),
            today: date(2025, 6, 1),
            weights: Weights::default(),
            explains: true,
            admits_partial: false,
        }
    }

    #[tokio::test]
    async fn a_search_stops_wherever_it_is_told_and_looks_more_often_where_there_is_more_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let snapshot = sample::published(folder.path(), 3).await.latest().expect("a publication");
        for scope in [Scope::Notices, Scope::Clauses] {
            let looks = |words: &[&str]| {
                let looks = AtomicUsize::new(0);
                let never = || looks.fetch_add(1, Ordering::Relaxed) == usize::MAX;
                let hits = search(&snapshot, &asking_for(words, scope), Stop::when(&never));
                assert!(hits.expect("hits").total >= 3, "{scope:?}");
                looks.load(Ordering::Relaxed)
            };
            let (few, many) = (looks(&["河"]), looks(&["河", "道", "清", "淤"]));
            assert!(many >= few + 6, "{scope:?}: {few} looks for one word, {many} for four");
            for at in 0..few {
                let left = AtomicUsize::new(at);
                let told = || {
                    left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                        left.checked_sub(1)
                    })
                    .is_err()
                };
                let stopped = search(&snapshot, &asking_for(&["河"], scope), Stop::when(&told));
                assert!(matches!(stopped, Err(EngineError::Stopped)), "{scope:?}, look {at}");
            }
        }
    }
}
