//! The phrases that stand together with some words, in the same clauses and the same notices.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::stop::Stop;
use crate::engine::embedded::vocabulary::Shown;
use crate::engine::error::EngineError;
use crate::engine::phrases::{Company, PhraseList, Together};
use crate::query::boost::Field;
use crate::query::plan::{Phrase, Stream};

/// The most notices of a segment that are looked at, spread over all that hold the words: counts
/// of so many tell what keeps company, and more would only cost time.
const MOST_NOTICES: usize = 400;

/// Finds where the phrases of a list stand, which any search that asks for company needs; without
/// words nothing keeps it.
pub(super) fn prepare(snapshot: &Snapshot, list: &PhraseList) -> Result<Company, EngineError> {
    snapshot.companions(list).map(|_| Company::default())
}

/// Returns the phrases of a list that stand together with all of these words.
///
/// All clauses of a notice keep company with what its title names.
pub(super) fn of(
    snapshot: &Snapshot,
    words: &[Phrase],
    list: &PhraseList,
    today: Date,
    stop: Stop<'_>,
) -> Result<Company, EngineError> {
    let companions = snapshot.companions(list)?;
    let shown = Shown::new(snapshot, today);
    let holding = |(ordinal, columns): (u32, &Columns)| {
        stop.check()?;
        let clauses = holding(snapshot, ordinal, columns, words, &shown)?;
        let notices = notices_of(columns, &clauses);
        Ok((clauses, notices))
    };
    let found = snapshot.ordinals().map(holding).collect::<Result<Vec<_>, EngineError>>()?;
    let held = || found.iter().zip(&companions.segments);
    let count = list.phrases().len();
    let (in_clauses, in_notices) = rayon::join(
        || {
            let clauses = held().flat_map(|((clauses, _), held)| {
                clauses.iter().flat_map(|clause| held.of_clause(*clause))
            });
            counted(count, clauses)
        },
        || {
            let notices = held().flat_map(|((_, notices), held)| {
                notices.iter().flat_map(|notice| held.of_notice(*notice))
            });
            counted(count, notices)
        },
    );
    let together = in_clauses.into_iter().zip(in_notices);
    let together = together.map(|(clauses, notices)| Together { clauses, notices });
    // What one of several notices holds outside of these clauses tells nothing.
    let tells = |held: &Together| held.clauses > 0 || held.notices > 1;
    Ok(Company {
        clauses: found.iter().map(|(clauses, _)| small(clauses.len())).sum(),
        notices: found.iter().map(|(_, notices)| small(notices.len())).sum(),
        phrases: (0..).zip(together).filter(|(_, held)| tells(held)).collect(),
    })
}

/// Counts numbers below `count`.
fn counted<'a>(count: usize, numbers: impl Iterator<Item = &'a u32>) -> Vec<u32> {
    let mut counts = vec![0; count];
    for number in numbers {
        counts[*number as usize] += 1;
    }
    counts
}

/// Returns the clauses that hold all words, and all clauses of notices whose title holds them, of at
/// most [`MOST_NOTICES`] notices; in order.
fn holding(
    snapshot: &Snapshot,
    ordinal: u32,
    columns: &Columns,
    words: &[Phrase],
    shown: &Shown,
) -> Result<Vec<u32>, EngineError> {
    let mut clauses = all_words(snapshot, ordinal, Field::Clause, words)?;
    let titles = all_words(snapshot, ordinal, Field::Title, words)?;
    clauses.extend(titles.into_iter().flat_map(|doc| columns.clauses(columns.notice_of(doc))));
    clauses.sort_unstable();
    clauses.dedup();
    clauses.retain(|doc| shown.holds(columns, columns.notice_of(*doc)));
    let notices = notices_of(columns, &clauses);
    let step = notices.len().div_ceil(MOST_NOTICES).max(1);
    let kept: Vec<u32> = notices.into_iter().step_by(step).collect();
    clauses.retain(|doc| kept.binary_search(&columns.notice_of(*doc)).is_ok());
    Ok(clauses)
}

/// Returns the notices of some clauses that are in order.
fn notices_of(columns: &Columns, clauses: &[u32]) -> Vec<u32> {
    let mut notices: Vec<u32> = clauses.iter().map(|doc| columns.notice_of(*doc)).collect();
    notices.dedup();
    notices
}

/// Returns the documents of a segment that hold all words in a field, in order.
fn all_words(
    snapshot: &Snapshot,
    ordinal: u32,
    field: Field,
    words: &[Phrase],
) -> Result<Vec<u32>, EngineError> {
    let field = snapshot.fields.text(field, Stream::Grams);
    let mut all: Option<Vec<u32>> = None;
    for word in words {
        // Words are asked for again and again, also one by one for the same query.
        let occurrences = snapshot.phrases.of(&snapshot.searcher, field, word)?;
        let holding = occurrences.of_segment(ordinal).iter().map(|(doc, _)| *doc);
        all = Some(match all {
            None => holding.collect(),
            Some(held) => holding.filter(|doc| held.binary_search(doc).is_ok()).collect(),
        });
    }
    Ok(all.unwrap_or_default())
}
