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
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use arc_swap::ArcSwapOption;
    use jiff::civil::date;
    use serde_json::json;

    use super::Stop;
    use crate::analysis::Analyzer;
    use crate::analysis::dictionary::Dictionary;
    use crate::engine::document::{NoticeDocument, Origin};
    use crate::engine::embedded::evaluate::search;
    use crate::engine::embedded::generation::Generations;
    use crate::engine::embedded::snapshot::Snapshot;
    use crate::engine::embedded::writer::EmbeddedWriter;
    use crate::engine::error::EngineError;
    use crate::engine::{IndexWriter, Publication};
    use crate::notice::Notice;
    use crate::query::boost::Weights;
    use crate::query::plan::{Closeness, Matching, Phrase, Pins, QueryPlan, ScoredTerm, Stream};
    use crate::query::request::{Filters, Page, Scope, Sort};

    fn notice(number: usize) -> Notice {
        serde_json::from_value(json!({
            "file": "", "id": number.to_string(), "source": "", "url": null,
            "title": "关于河道清淤的通知", "doc_number": null, "issuers": [], "region": {},
            "level": null, "kind": null, "inner_kind": null, "year": null, "issued_on": null,
            "published_on": null, "effective_on": null, "expires_on": null, "expiry": null,
            "index_number": null, "topic": null, "openness": null, "validity": "unknown",
            "validity_derived": null, "addressees": [], "attachments": [], "outline": [],
            "clauses": [{
                "id": "c", "path": [], "address": "第一段", "kind": "paragraph",
                "text": "加快河道清淤。",
            }],
            "assignments": [], "citations": [], "aside": [], "warnings": [],
        }))
        .expect("a notice")
    }

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

    async fn snapshot(folder: &std::path::Path, notices: usize) -> Snapshot {
        let generations = Arc::new(Generations::new(folder));
        let held = Arc::new(ArcSwapOption::empty());
        let writer = EmbeddedWriter::rebuild(Arc::clone(&generations), held).expect("a writer");
        let mut writer = Box::new(writer);
        let analyzer = Analyzer::new(Dictionary::default());
        let document =
            |number| NoticeDocument::new(notice(number), "", Origin::default(), &analyzer);
        writer.put((0..notices).map(document).collect()).await.expect("put");
        writer.publish(Publication::default()).await.expect("published");
        let current = generations.current().expect("readable").expect("published");
        Snapshot::open(&current).expect("opens")
    }

    #[tokio::test]
    async fn a_search_stops_wherever_it_is_told_and_looks_more_often_where_there_is_more_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let snapshot = snapshot(folder.path(), 3).await;
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
