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

/// The most notices that are looked at, spread over all that hold the words: counts of so many tell
/// what keeps company, and more would only cost time.
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
    let mut found = all_holding(snapshot, words, today, stop)?;
    thin(snapshot, &mut found);
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
fn counted(count: usize, numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut counts = vec![0; count];
    for number in numbers {
        counts[number as usize] += 1;
    }
    counts
}

/// Returns how many clauses hold each of some words.
pub(super) fn holding(
    snapshot: &Snapshot,
    words: &[Phrase],
    today: Date,
    stop: Stop<'_>,
) -> Result<Vec<u64>, EngineError> {
    let count = |word| {
        let found = all_holding(snapshot, std::slice::from_ref(word), today, stop)?;
        Ok(found.iter().map(|(clauses, _)| clauses.len() as u64).sum())
    };
    words.iter().map(count).collect()
}

/// The clauses of a segment that hold some words, and their notices; in order.
type Holding = (Vec<u32>, Vec<u32>);

/// Returns what holds all words, one a segment.
fn all_holding(
    snapshot: &Snapshot,
    words: &[Phrase],
    today: Date,
    stop: Stop<'_>,
) -> Result<Vec<Holding>, EngineError> {
    let shown = Shown::new(snapshot, today);
    let of_segment = |(ordinal, columns): (u32, &Columns)| {
        stop.check()?;
        let clauses = clauses_with(snapshot, ordinal, columns, words, &shown)?;
        let notices = notices_of(columns, &clauses);
        Ok((clauses, notices))
    };
    snapshot.ordinals().map(of_segment).collect()
}

/// Returns the clauses that hold all words, and all clauses of notices whose title holds them, in
/// order.
fn clauses_with(
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
    let mut last: Option<(u32, bool)> = None;
    clauses.retain(|doc| {
        let notice = columns.notice_of(*doc);
        let known = last.filter(|(judged, _)| *judged == notice);
        let (_, is_shown) =
            *last.insert(known.unwrap_or_else(|| (notice, shown.holds(columns, notice))));
        is_shown && !columns.is_head(*doc)
    });
    Ok(clauses)
}

/// Leaves at most [`MOST_NOTICES`] notices of all segments, spread over those that hold the words.
fn thin(snapshot: &Snapshot, found: &mut [Holding]) {
    let notices: usize = found.iter().map(|(_, notices)| notices.len()).sum();
    let step = notices.div_ceil(MOST_NOTICES).max(1);
    if step == 1 {
        return;
    }
    for ((clauses, notices), columns) in found.iter_mut().zip(&snapshot.segments) {
        *notices = notices.iter().copied().step_by(step).collect();
        clauses.retain(|doc| notices.binary_search(&columns.notice_of(*doc)).is_ok());
    }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::MOST_NOTICES;
    use crate::engine::Engine;
    use crate::engine::embedded::sample;
    use crate::engine::phrases::PhraseList;
    use crate::query::plan::Phrase;

    #[tokio::test]
    async fn of_many_notices_some_from_all_over_are_looked_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let engine = sample::published(folder.path(), 2 * MOST_NOTICES + 1).await;
        let word = Phrase { grams: vec![(0, "清淤".to_owned())] };
        let today = date(2026, 1, 5);
        let holding = engine.holding(std::slice::from_ref(&word), today).await.expect("counted");
        assert_eq!(holding, [2 * MOST_NOTICES as u64 + 1]);
        let list = PhraseList::new(["河道".to_owned()]);
        let company = engine.company(&[word], &list, today).await.expect("an answer");
        assert!(company.notices as usize <= MOST_NOTICES, "{}", company.notices);
        assert!(company.notices as usize > MOST_NOTICES / 2, "{}", company.notices);
        assert_eq!(company.clauses, company.notices);
    }
}
