//! Answers that were given lately: the same question gets them again, until something is published
//! or the day ends.
//!
//! Readers ask the same: the words of the day, and the page before when they go back. An answer
//! follows from the publication, the day and the request alone, so what is kept is never stale.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use lru::LruCache;

use crate::query::request::SearchRequest;
use crate::search::response::SearchResponse;

/// What an answer takes in memory at most, of its JSON: 1638 answers of 15.9 MB took 14 to 27 MB.
const OF_JSON: usize = 2;

/// Keeps answers, those that were asked for lately, up to so many bytes.
#[derive(Debug)]
pub(super) struct AnswerCache {
    most: usize,
    held: Mutex<Held>,
}

/// Answers over one publication on one day.
#[derive(Debug)]
struct Held {
    generation: u64,
    today: Date,
    answers: LruCache<String, Kept>,
    bytes: usize,
}

#[derive(Debug)]
struct Kept {
    answer: Arc<SearchResponse>,
    bytes: usize,
}

impl AnswerCache {
    /// Makes one that keeps so many bytes at most.
    pub(super) fn new(most: usize) -> Self {
        Self { most, held: Mutex::new(Held::new(0, Date::ZERO)) }
    }

    /// Returns the answer that was given to a request over a publication on a day.
    pub(super) fn get(
        &self,
        generation: u64,
        today: Date,
        request: &SearchRequest,
    ) -> Option<SearchResponse> {
        let key = key(request)?;
        let mut held = self.held();
        if !held.is_of(generation, today) {
            *held = Held::new(generation, today);
        }
        let kept = Arc::clone(&held.answers.get(&key)?.answer);
        drop(held);
        Some(SearchResponse::clone(&kept))
    }

    /// Keeps an answer that is whole, and forgets those that were not asked for longest.
    pub(super) fn keep(&self, today: Date, request: &SearchRequest, answer: &SearchResponse) {
        let Some(key) = key(request).filter(|_| answer.is_whole()) else { return };
        let bytes = key.len() + OF_JSON * length(answer);
        let kept = Kept { answer: Arc::new(answer.clone()), bytes };
        let mut held = self.held();
        // An answer that took until another publication came is of no use.
        if held.is_of(answer.generation, today) && bytes <= self.most {
            held.keep(key, kept, self.most);
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn new(generation: u64, today: Date) -> Self {
        Self { generation, today, answers: LruCache::unbounded(), bytes: 0 }
    }

    fn is_of(&self, generation: u64, today: Date) -> bool {
        self.generation == generation && self.today == today
    }

    fn keep(&mut self, key: String, kept: Kept, most: usize) {
        self.bytes += kept.bytes;
        if let Some(before) = self.answers.put(key, kept) {
            self.bytes -= before.bytes;
        }
        while self.bytes > most
            && let Some((_, forgotten)) = self.answers.pop_lru()
        {
            self.bytes -= forgotten.bytes;
        }
    }
}

/// Returns what tells a request from all others.
fn key(request: &SearchRequest) -> Option<String> {
    serde_json::to_string(request).ok()
}

/// Returns how many bytes an answer takes as JSON.
fn length(answer: &SearchResponse) -> usize {
    let mut length = Length(0);
    // Counting does not fail.
    let _ = serde_json::to_writer(&mut length, answer);
    length.0
}

/// Counts what is written.
struct Length(usize);

impl Write for Length {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{AnswerCache, OF_JSON, key, length};
    use crate::query::request::{Page, Scope, SearchRequest};
    use crate::search::response::{PageInfo, SearchResponse};

    const TODAY: Date = date(2026, 7, 28);

    fn asking(text: &str) -> SearchRequest {
        SearchRequest { text: text.to_owned(), ..SearchRequest::default() }
    }

    fn answering(request: &SearchRequest, generation: u64) -> SearchResponse {
        SearchResponse {
            query: request.text.clone(),
            scope: Scope::Notices,
            total: 3,
            page: PageInfo::new(Page::default(), 3),
            answers: Vec::new(),
            results: Vec::new(),
            facets: std::collections::BTreeMap::default(),
            did_you_mean: None,
            understood: Vec::new(),
            hidden: 0.into(),
            notes: Vec::new(),
            related: Vec::new(),
            groups: Vec::new(),
            relief: Vec::new(),
            missing: crate::search::part::Missing::default(),
            loosened: false,
            is_kept: false,
            took_ms: 7,
            generation,
            is_partial: false,
        }
    }

    /// Asks over generation 1 today.
    fn holds(cache: &AnswerCache, text: &str) -> bool {
        cache.get(1, TODAY, &asking(text)).is_some()
    }

    fn size(text: &str) -> usize {
        let request = asking(text);
        key(&request).unwrap().len() + OF_JSON * length(&answering(&request, 1))
    }

    fn keep(cache: &AnswerCache, text: &str) {
        let request = asking(text);
        cache.keep(TODAY, &request, &answering(&request, 1));
    }

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_first() {
        let cache = AnswerCache::new(size("养蜂") * 2);
        assert!(!holds(&cache, "养蜂"));
        keep(&cache, "养蜂");
        keep(&cache, "浮桥");
        assert!(holds(&cache, "养蜂"));
        keep(&cache, "渡口");
        assert_eq!(["养蜂", "浮桥", "渡口"].map(|text| holds(&cache, text)), [true, false, true]);
        keep(&cache, "渡口");
        assert_eq!(["养蜂", "浮桥", "渡口"].map(|text| holds(&cache, text)), [true, false, true]);
        let small = AnswerCache::new(size("养蜂") - 1);
        assert!(!holds(&small, "养蜂"));
        keep(&small, "养蜂");
        assert!(!holds(&small, "养蜂"));
    }

    #[test]
    fn another_publication_and_another_day_have_answers_of_their_own() {
        let cache = AnswerCache::new(1 << 20);
        let request = asking("养蜂");
        assert!(!holds(&cache, "养蜂"));
        keep(&cache, "养蜂");
        assert!(cache.get(1, TODAY.tomorrow().unwrap(), &request).is_none());
        assert!(!holds(&cache, "养蜂"), "the day before is over");
        keep(&cache, "养蜂");
        assert!(cache.get(2, TODAY, &request).is_none());
        keep(&cache, "养蜂");
        assert!(cache.get(2, TODAY, &request).is_none(), "it is of the publication before");
    }

    #[test]
    fn what_is_not_whole_is_not_given_again() {
        let cache = AnswerCache::new(1 << 20);
        let request = asking("养蜂");
        assert!(!holds(&cache, "养蜂"));
        cache.keep(TODAY, &request, &SearchResponse { is_partial: true, ..answering(&request, 1) });
        assert!(!holds(&cache, "养蜂"));
    }
}
