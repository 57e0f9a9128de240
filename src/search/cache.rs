//! Answers that were given lately: the same question gets them again, until something is published
//! or the day ends.
//!
//! Readers ask the same: the words of the day, and the page before when they go back. An answer
//! follows from the publication, the day and the request alone, so what is kept is never stale.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use lru::LruCache;

use crate::query::request::{Page, SearchRequest};
use crate::search::response::SearchResponse;
use crate::search::world::Edition;

/// What an answer takes in memory at most, of its JSON: 1638 answers of 15.9 MB took 14 to 27 MB.
const MEMORY_OF_JSON: usize = 2;

/// The most that one answer may take of all: readers' pages take a hundredth of it or less, and a
/// long list that is asked for once is not to put them out.
const ONE_OF_ALL: usize = 16;

/// Keeps answers, those that were asked for lately, up to so many bytes.
#[derive(Debug)]
pub(super) struct AnswerCache {
    most: usize,
    held: Mutex<Held>,
}

/// Answers over one publication on one day.
#[derive(Debug, Default)]
struct Held {
    of: Option<(Edition, Date)>,
    answers: Answers,
    bytes: usize,
}

/// Answers by their request, those that were asked for last first.
#[derive(Debug)]
struct Answers(LruCache<String, Kept>);

impl Default for Answers {
    fn default() -> Self {
        Self(LruCache::unbounded())
    }
}

#[derive(Debug)]
struct Kept {
    answer: Arc<SearchResponse>,
    bytes: usize,
}

impl AnswerCache {
    /// Makes one that keeps so many bytes at most.
    pub(super) fn new(most: usize) -> Self {
        Self { most, held: Mutex::default() }
    }

    /// Returns the answer that was given to a request over a publication on a day.
    pub(super) fn get(
        &self,
        edition: Edition,
        today: Date,
        request: &SearchRequest,
    ) -> Option<SearchResponse> {
        let key = key(request)?;
        let mut held = self.held();
        if held.of != Some((edition, today)) {
            *held = Held { of: Some((edition, today)), ..Held::default() };
        }
        let kept = Arc::clone(&held.answers.0.get(&key)?.answer);
        drop(held);
        Some(SearchResponse::clone(&kept))
    }

    /// Keeps an answer that was understood and found over one publication and is whole, and forgets
    /// those that were not asked for longest.
    pub(super) fn keep(
        &self,
        edition: Edition,
        today: Date,
        request: &SearchRequest,
        answer: &SearchResponse,
    ) {
        let is_of_one = answer.generation == edition.generation;
        let is_long = request.page.size() > Page::LARGEST;
        if !is_of_one || is_long || !answer.is_whole() {
            return;
        }
        let Some(key) = key(request) else { return };
        let bytes = key.len() + MEMORY_OF_JSON * length(answer);
        if bytes > self.most / ONE_OF_ALL {
            return;
        }
        let kept = Kept { answer: Arc::new(answer.clone()), bytes };
        let mut held = self.held();
        // What took until another publication came is of no use.
        if held.of == Some((edition, today)) {
            held.keep(key, kept, self.most);
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn keep(&mut self, key: String, kept: Kept, most: usize) {
        self.bytes += kept.bytes;
        if let Some(before) = self.answers.0.put(key, kept) {
            self.bytes -= before.bytes;
        }
        while self.bytes > most
            && let Some((_, forgotten)) = self.answers.0.pop_lru()
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
    use jiff::Timestamp;
    use jiff::civil::{Date, date};

    use super::{AnswerCache, MEMORY_OF_JSON, ONE_OF_ALL, key, length};
    use crate::query::request::{Page, Scope, SearchRequest};
    use crate::search::response::{PageInfo, SearchResponse};
    use crate::search::world::Edition;

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

    /// A publication that was made in some second.
    fn made(generation: u64, second: i64) -> Edition {
        Edition::numbered(generation, Timestamp::from_second(second).expect("a time"))
    }

    /// Asks over the first publication today.
    fn holds(cache: &AnswerCache, text: &str) -> bool {
        cache.get(made(1, 5), TODAY, &asking(text)).is_some()
    }

    fn size(text: &str) -> usize {
        let request = asking(text);
        key(&request).expect("a key").len() + MEMORY_OF_JSON * length(&answering(&request, 1))
    }

    fn keep(cache: &AnswerCache, text: &str) {
        let request = asking(text);
        cache.keep(made(1, 5), TODAY, &request, &answering(&request, 1));
    }

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_first() {
        let texts: Vec<String> = (10..=10 + ONE_OF_ALL).map(|number| number.to_string()).collect();
        let (first, last) = (&texts[0], &texts[ONE_OF_ALL]);
        let cache = AnswerCache::new(size(first) * ONE_OF_ALL);
        assert!(!holds(&cache, first));
        texts[..ONE_OF_ALL].iter().for_each(|text| keep(&cache, text));
        assert!(holds(&cache, first));
        for _ in 0..2 {
            keep(&cache, last);
            let held = [first, &texts[1], &texts[2], last].map(|text| holds(&cache, text));
            assert_eq!(held, [true, false, true, true]);
        }
    }

    #[test]
    fn what_would_put_many_others_out_is_not_kept() {
        let cache = AnswerCache::new(size("养蜂") * ONE_OF_ALL - 1);
        assert!(!holds(&cache, "养蜂"));
        keep(&cache, "养蜂");
        assert!(!holds(&cache, "养蜂"));
        let cache = AnswerCache::new(1 << 20);
        let long = SearchRequest { page: Page::all(Page::LARGEST + 1), ..asking("养蜂") };
        assert!(cache.get(made(1, 5), TODAY, &long).is_none());
        cache.keep(made(1, 5), TODAY, &long, &answering(&long, 1));
        assert!(cache.get(made(1, 5), TODAY, &long).is_none());
    }

    #[test]
    fn another_publication_and_another_day_have_answers_of_their_own() {
        let cache = AnswerCache::new(1 << 20);
        let tomorrow = TODAY.tomorrow().expect("a day");
        let others = [(made(1, 5), tomorrow), (made(2, 9), TODAY), (made(1, 9), TODAY)];
        for (edition, day) in others {
            assert!(!holds(&cache, "养蜂"), "{edition:?} {day}");
            keep(&cache, "养蜂");
            assert!(holds(&cache, "养蜂"));
            assert!(cache.get(edition, day, &asking("养蜂")).is_none(), "{edition:?} {day}");
            keep(&cache, "养蜂");
            assert!(cache.get(edition, day, &asking("养蜂")).is_none(), "of the one before");
        }
    }

    #[test]
    fn what_is_not_whole_or_not_of_one_publication_is_not_given_again() {
        let cache = AnswerCache::new(1 << 20);
        let request = asking("养蜂");
        assert!(!holds(&cache, "养蜂"));
        let partial = SearchResponse { is_partial: true, ..answering(&request, 1) };
        cache.keep(made(1, 5), TODAY, &request, &partial);
        // Understood with the words of 1, found in 2, which came meanwhile.
        cache.keep(made(1, 5), TODAY, &request, &answering(&request, 2));
        assert!(!holds(&cache, "养蜂"));
    }
}
