//! Counts the phrases and words of a snapshot over notices.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::schema::PHRASES;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::sums::{Listed, each_sum};
use crate::engine::embedded::vocabulary::Shown;
use crate::engine::error::EngineError;
use crate::engine::phrases::{PhraseCount, PhraseCounts, WORD_SEPARATOR};
use crate::query::boost::Field;
use crate::query::plan::Stream;

/// Counts of one phrase.
#[derive(Clone, Copy, Default)]
struct Counts {
    notices: u32,
    free: u32,
    clauses: u32,
    /// The number of the notice that was counted last, and one more.
    last: u32,
}

impl Counts {
    /// Adds what another segment counts.
    fn add(&mut self, other: Self) {
        self.notices += other.notices;
        self.free += other.free;
        self.clauses += other.clauses;
    }

    fn see(&mut self, notice: u32, is_notice: bool) {
        if is_notice {
            self.free += 1;
        } else {
            self.clauses += 1;
        }
        if self.last != notice + 1 {
            self.notices += 1;
            self.last = notice + 1;
        }
    }
}

/// Counts every phrase and word over the notices that are shown.
pub(super) fn count(snapshot: &Snapshot, shown: &Shown) -> Result<PhraseCounts, EngineError> {
    let mut counted = PhraseCounts::default();
    let segments: Vec<Counted<'_>> = snapshot
        .searcher
        .segment_readers()
        .iter()
        .zip(&snapshot.segments)
        .map(|(segment, columns)| Counted::new(segment, columns, shown))
        .collect();
    for segment in &segments {
        for notice in segment.notices() {
            counted.notices += 1;
            counted.clauses += segment.columns.clauses(notice).len() as u64;
        }
    }
    let (phrases, words) = rayon::join(|| phrases(&segments), || words(snapshot, &segments));
    (counted.phrases, counted.words) = (phrases?, words?);
    counted.in_clauses = in_clauses(snapshot, &segments, &counted.phrases)?;
    Ok(counted)
}

/// A segment with the notices that are counted.
struct Counted<'a> {
    segment: &'a SegmentReader,
    columns: &'a Columns,
    /// Per notice, whether it is.
    held: Vec<bool>,
}

impl<'a> Counted<'a> {
    fn new(segment: &'a SegmentReader, columns: &'a Columns, shown: &Shown) -> Self {
        let notices = 0..small(columns.notices());
        Self {
            segment,
            columns,
            held: notices.map(|notice| shown.holds(columns, notice)).collect(),
        }
    }

    fn notices(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.held).filter_map(|(notice, held)| held.then_some(notice))
    }

    /// Returns how many clauses of these notices hold a term.
    fn clauses_with(&self, term: &Term) -> Result<u64, EngineError> {
        let inverted = self.segment.inverted_index(term.field())?;
        let postings = inverted
            .read_postings(term, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        let Some(mut postings) = postings else { return Ok(0) };
        let mut count = 0;
        while postings.doc() != TERMINATED {
            count += u64::from(self.held[self.columns.notice_of(postings.doc()) as usize]);
            postings.advance();
        }
        Ok(count)
    }
}

/// Counts every phrase that tells something.
fn phrases(segments: &[Counted<'_>]) -> Result<Vec<PhraseCount>, EngineError> {
    let listed = segments.par_iter().map(phrases_of).collect::<Result<Vec<_>, _>>()?;
    let mut counted = Vec::new();
    each_sum(&listed, Counts::add, |words, sum| {
        let Counts { notices, free, clauses, .. } = sum;
        let phrase = PhraseCount { words: words.to_owned(), notices, free, clauses };
        counted.extend(Some(phrase).filter(PhraseCount::tells));
    });
    Ok(counted)
}

/// Counts the notices that hold each word of their texts.
fn words(snapshot: &Snapshot, segments: &[Counted<'_>]) -> Result<Vec<(String, u32)>, EngineError> {
    let listed = segments.par_iter().map(|segment| words_of(snapshot, segment));
    let listed = listed.collect::<Result<Vec<_>, _>>()?;
    let mut counted = Vec::new();
    each_sum(
        &listed,
        |sum, count| *sum += count,
        |word, sum| {
            counted.push((word.to_owned(), sum));
        },
    );
    Ok(counted)
}

/// Counts what the notices of one segment hold of each phrase.
fn phrases_of(counted: &Counted<'_>) -> Result<Listed<Counts>, EngineError> {
    let Counted { segment, columns, .. } = counted;
    let mut listed = Listed::default();
    let Some(column) = segment.fast_fields().str(PHRASES)? else { return Ok(listed) };
    let mut counts = vec![Counts::default(); column.num_terms()];
    for notice in counted.notices() {
        let own = columns.doc_of(notice);
        for doc in std::iter::once(own).chain(columns.clauses(notice)) {
            for number in column.term_ords(doc) {
                if let Some(counts) = usize::try_from(number).ok().and_then(|at| counts.get_mut(at))
                {
                    counts.see(notice, doc == own);
                }
            }
        }
    }
    let mut counts = counts.into_iter();
    let mut names = column.dictionary().stream().map_err(tantivy::TantivyError::from)?;
    while names.advance() {
        let Some(counts) = counts.next() else { break };
        if counts.notices > 0
            && let Ok(name) = std::str::from_utf8(names.key())
        {
            listed.push(name, counts);
        }
    }
    Ok(listed)
}

/// Counts the notices of one segment that hold each word of their texts; figures are no words.
fn words_of(snapshot: &Snapshot, counted: &Counted<'_>) -> Result<Listed<u32>, EngineError> {
    let Counted { segment, columns, held } = counted;
    let mut listed = Listed::default();
    let inverted = segment.inverted_index(snapshot.fields.text(Field::Text, Stream::Words))?;
    let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
    while let Some((term, info)) = terms.next() {
        let Some(word) = std::str::from_utf8(term).ok().filter(|word| is_word(word)) else {
            continue;
        };
        let mut postings = inverted
            .read_postings_from_terminfo(info, IndexRecordOption::Basic)
            .map_err(tantivy::TantivyError::from)?;
        let mut count = 0;
        while postings.doc() != TERMINATED {
            count += u32::from(held[columns.notice_of(postings.doc()) as usize]);
            postings.advance();
        }
        if count > 0 {
            listed.push(word, count);
        }
    }
    Ok(listed)
}

fn is_word(term: &str) -> bool {
    term.chars().nth(1).is_some() && !term.chars().any(|c| c.is_ascii_digit() || c == '〔')
}

/// Counts the clauses of the notices that are shown that hold each word of these phrases; single
/// characters are grams.
fn in_clauses(
    snapshot: &Snapshot,
    segments: &[Counted<'_>],
    phrases: &[PhraseCount],
) -> Result<BTreeMap<String, u64>, EngineError> {
    let words: BTreeSet<&str> =
        phrases.iter().flat_map(|phrase| phrase.words.split(WORD_SEPARATOR)).collect();
    let words: Vec<&str> = words.into_iter().collect();
    let count = |word: &&str| {
        let is_single = word.chars().nth(1).is_none();
        let stream = if is_single { Stream::Grams } else { Stream::Words };
        let term = Term::from_field_text(snapshot.fields.text(Field::Clause, stream), word);
        let counts = segments.iter().map(|segment| segment.clauses_with(&term));
        Ok(((*word).to_owned(), counts.sum::<Result<u64, EngineError>>()?))
    };
    words.par_iter().map(count).collect()
}
