//! Counts the phrases of a snapshot over notices, from the column that lists them.

use std::collections::BTreeMap;

use tantivy::Term;

use crate::engine::embedded::columns::Columns;
use crate::engine::embedded::schema::PHRASES;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::engine::phrases::{PhraseCount, PhraseCounts, WORD_SEPARATOR};
use crate::query::boost::Field;
use crate::query::plan::Stream;

/// Counts of one phrase in one segment.
#[derive(Clone, Copy, Default)]
struct Counts {
    notices: u32,
    free: u32,
    clauses: u32,
    /// The notice that was counted last, and one more.
    last: u32,
}

/// Counts every phrase over the notices of `shown`.
pub(super) fn count(
    snapshot: &Snapshot,
    shown: impl Fn(&Columns, u32) -> bool,
) -> Result<PhraseCounts, EngineError> {
    let mut all: BTreeMap<String, Counts> = BTreeMap::new();
    for (segment, columns) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        let Some(column) = segment.fast_fields().str(PHRASES)? else { continue };
        let mut counts = vec![Counts::default(); column.num_terms()];
        for notice in columns.alive_notices().filter(|notice| shown(columns, *notice)) {
            let own = columns.doc_of(notice);
            for doc in std::iter::once(own).chain(columns.clauses(notice)) {
                for number in column.term_ords(doc) {
                    let Some(counts) = counts.get_mut(number as usize) else { continue };
                    if doc == own {
                        counts.free += 1;
                    } else {
                        counts.clauses += 1;
                    }
                    if counts.last != notice + 1 {
                        counts.notices += 1;
                        counts.last = notice + 1;
                    }
                }
            }
        }
        for (number, counts) in counts.into_iter().enumerate().filter(|(_, held)| held.notices > 0)
        {
            let mut phrase = String::new();
            column
                .ord_to_str(number as u64, &mut phrase)
                .map_err(tantivy::TantivyError::from)?;
            let sum = all.entry(phrase).or_default();
            sum.notices += counts.notices;
            sum.free += counts.free;
            sum.clauses += counts.clauses;
        }
    }
    Ok(PhraseCounts {
        words: words(snapshot, all.keys())?,
        clauses: snapshot.clauses,
        phrases: all
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

/// Counts the clauses that hold each word of these phrases; single characters are grams.
fn words<'a>(
    snapshot: &Snapshot,
    phrases: impl Iterator<Item = &'a String>,
) -> Result<BTreeMap<String, u64>, EngineError> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    for word in phrases.flat_map(|phrase| phrase.split(WORD_SEPARATOR)) {
        if words.contains_key(word) {
            continue;
        }
        let is_single = word.chars().nth(1).is_none();
        let stream = if is_single { Stream::Grams } else { Stream::Words };
        let term = Term::from_field_text(snapshot.fields.text(Field::Clause, stream), word);
        words.insert(word.to_owned(), snapshot.searcher.doc_freq(&term)?);
    }
    Ok(words)
}
