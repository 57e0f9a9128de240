//! The phrases that stand together with some words, in the same clauses and the same notices.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tantivy::SegmentReader;

use crate::engine::embedded::columns::Columns;
use crate::engine::embedded::schema::PHRASES;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::source::PhraseDocs;
use crate::engine::embedded::vocabulary::Shown;
use crate::engine::error::EngineError;
use crate::engine::phrases::{Company, Together};
use crate::query::boost::Field;
use crate::query::plan::{Phrase, Stream};

/// The most notices of a segment that are looked at, spread over all that hold the words: counts
/// of so many tell what keeps company, and more would only cost time.
const MOST_NOTICES: usize = 400;

/// Returns the phrases that stand together with all of these words.
pub(super) fn of(
    snapshot: &Snapshot,
    words: &[Phrase],
    today: Date,
) -> Result<Company, EngineError> {
    let shown = Shown::new(snapshot, today);
    let mut company = Company::default();
    let mut together: BTreeMap<String, Together> = BTreeMap::new();
    for (segment, columns) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        let clauses = holding(snapshot, segment, columns, words, &shown)?;
        company.clauses += clauses.len() as u32;
        let notices: BTreeSet<u32> = clauses.iter().map(|doc| columns.notice_of(*doc)).collect();
        company.notices += notices.len() as u32;
        add(segment, columns, &clauses, &notices, &mut together)?;
    }
    company.phrases = together.into_iter().collect();
    Ok(company)
}

/// Returns the clauses that hold all words, of at most [`MOST_NOTICES`] notices.
fn holding(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    columns: &Columns,
    words: &[Phrase],
    shown: &Shown,
) -> Result<BTreeSet<u32>, EngineError> {
    let field = snapshot.fields.text(Field::Clause, Stream::Grams);
    let mut held = vec![0_u8; columns.docs()];
    for (word, before) in words.iter().zip(0_u8..) {
        PhraseDocs::open(snapshot, segment, field, word, 0)?.for_each(|doc| {
            let held = &mut held[doc as usize];
            *held += u8::from(*held == before);
        });
    }
    let all = words.len().min(usize::from(u8::MAX));
    let clauses: Vec<u32> = (0..)
        .zip(held)
        .filter(|(doc, held)| {
            usize::from(*held) == all && all > 0 && shown.holds(columns, columns.notice_of(*doc))
        })
        .map(|(doc, _)| doc)
        .collect();
    let notices: BTreeSet<u32> = clauses.iter().map(|doc| columns.notice_of(*doc)).collect();
    let step = notices.len().div_ceil(MOST_NOTICES).max(1);
    let kept: BTreeSet<u32> = notices.into_iter().step_by(step).collect();
    Ok(clauses.into_iter().filter(|doc| kept.contains(&columns.notice_of(*doc))).collect())
}

/// Adds the phrases of the clauses that hold the words, and of the notices of these.
fn add(
    segment: &SegmentReader,
    columns: &Columns,
    clauses: &BTreeSet<u32>,
    notices: &BTreeSet<u32>,
    together: &mut BTreeMap<String, Together>,
) -> Result<(), EngineError> {
    let Some(column) = segment.fast_fields().str(PHRASES)? else { return Ok(()) };
    let mut counts: BTreeMap<u64, (Together, u32)> = BTreeMap::new();
    for notice in notices {
        let own = columns.doc_of(*notice);
        for doc in std::iter::once(own).chain(columns.clauses(*notice)) {
            let holds_words = clauses.contains(&doc);
            for number in column.term_ords(doc) {
                let (together, last) = counts.entry(number).or_default();
                together.clauses += u32::from(holds_words);
                if *last != notice + 1 {
                    together.notices += 1;
                    *last = notice + 1;
                }
            }
        }
    }
    // What one of several notices holds outside of these clauses tells nothing.
    counts.retain(|_, (held, _)| held.clauses > 0 || held.notices > 1);
    let numbers: Vec<u64> = counts.keys().copied().collect();
    let mut counted = counts.into_values();
    let dictionary = column.dictionary();
    dictionary
        .sorted_ords_to_term_cb(&numbers, |phrase| {
            let Some((counted, _)) = counted.next() else { return };
            let sum = together.entry(String::from_utf8_lossy(phrase).into_owned()).or_default();
            sum.clauses += counted.clauses;
            sum.notices += counted.notices;
        })
        .map_err(tantivy::TantivyError::from)?;
    Ok(())
}
