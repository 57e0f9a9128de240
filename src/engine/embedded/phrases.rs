//! Counts the phrases and words of a snapshot over notices.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::schema::PHRASES;
use crate::engine::embedded::snapshot::Snapshot;
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
    fn add(&mut self, notice: u32, is_notice: bool) {
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
    let mut phrases: BTreeMap<String, Counts> = BTreeMap::new();
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let (mut notices, mut clauses) = (0, 0);
    for (segment, columns) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        add_phrases(segment, columns, shown, &mut phrases)?;
        add_words(snapshot, segment, columns, shown, &mut words)?;
        for notice in columns.alive_notices().filter(|notice| shown.holds(columns, *notice)) {
            notices += 1;
            clauses += columns.clauses(notice).len() as u64;
        }
    }
    Ok(PhraseCounts {
        in_clauses: in_clauses(snapshot, shown, phrases.keys())?,
        clauses,
        notices,
        words: words.into_iter().collect(),
        phrases: phrases
            .into_iter()
            .map(|(words, counts)| PhraseCount {
                words,
                notices: counts.notices,
                free: counts.free,
                clauses: counts.clauses,
            })
            .collect(),
    })
}

/// Adds what one segment holds of each phrase.
fn add_phrases(
    segment: &SegmentReader,
    columns: &Columns,
    shown: &Shown,
    phrases: &mut BTreeMap<String, Counts>,
) -> Result<(), EngineError> {
    let Some(column) = segment.fast_fields().str(PHRASES)? else { return Ok(()) };
    let mut counts = vec![Counts::default(); column.num_terms()];
    for notice in columns.alive_notices().filter(|notice| shown.holds(columns, *notice)) {
        let own = columns.doc_of(notice);
        for doc in std::iter::once(own).chain(columns.clauses(notice)) {
            for number in column.term_ords(doc) {
                if let Some(counts) = usize::try_from(number).ok().and_then(|at| counts.get_mut(at))
                {
                    counts.add(notice, doc == own);
                }
            }
        }
    }
    let counted: Vec<(u64, Counts)> =
        (0..).zip(counts).filter(|(_, counts)| counts.notices > 0).collect();
    let numbers: Vec<u64> = counted.iter().map(|(number, _)| *number).collect();
    let mut counted = counted.into_iter();
    let add = |phrase: &[u8]| {
        let Some((_, counts)) = counted.next() else { return };
        let sum = phrases.entry(String::from_utf8_lossy(phrase).into_owned()).or_default();
        sum.notices += counts.notices;
        sum.free += counts.free;
        sum.clauses += counts.clauses;
    };
    column
        .dictionary()
        .sorted_ords_to_term_cb(&numbers, add)
        .map_err(tantivy::TantivyError::from)?;
    Ok(())
}

/// Adds how many notices of one segment hold each word of their texts; figures are no words.
fn add_words(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    columns: &Columns,
    shown: &Shown,
    words: &mut BTreeMap<String, u32>,
) -> Result<(), EngineError> {
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
            count += u32::from(shown.holds(columns, columns.notice_of(postings.doc())));
            postings.advance();
        }
        if count > 0 {
            match words.get_mut(word) {
                Some(sum) => *sum += count,
                None => drop(words.insert(word.to_owned(), count)),
            }
        }
    }
    Ok(())
}

fn is_word(term: &str) -> bool {
    term.chars().nth(1).is_some() && !term.chars().any(|c| c.is_ascii_digit() || c == '〔')
}

/// Counts the clauses of the notices that are shown that hold each word of these phrases; single
/// characters are grams.
fn in_clauses<'a>(
    snapshot: &Snapshot,
    shown: &Shown,
    phrases: impl Iterator<Item = &'a String>,
) -> Result<BTreeMap<String, u64>, EngineError> {
    let words: BTreeSet<&str> = phrases.flat_map(|phrase| phrase.split(WORD_SEPARATOR)).collect();
    let mut counts: BTreeMap<String, u64> =
        words.into_iter().map(|word| (word.to_owned(), 0)).collect();
    for (segment, columns) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        let held: Vec<bool> =
            (0..small(columns.notices())).map(|notice| shown.holds(columns, notice)).collect();
        for (word, count) in &mut counts {
            let is_single = word.chars().nth(1).is_none();
            let stream = if is_single { Stream::Grams } else { Stream::Words };
            let term = Term::from_field_text(snapshot.fields.text(Field::Clause, stream), word);
            let inverted = segment.inverted_index(term.field())?;
            let postings = inverted
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                *count += u64::from(held[columns.notice_of(postings.doc()) as usize]);
                postings.advance();
            }
        }
    }
    Ok(counts)
}
