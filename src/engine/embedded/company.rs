//! The phrases that stand together with some words, in the same clauses and the same notices.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use tantivy::SegmentReader;

use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::names::PhraseNames;
use crate::engine::embedded::schema::PHRASES;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::source::PhraseDocs;
use crate::engine::embedded::stop::Stop;
use crate::engine::embedded::vocabulary::Shown;
use crate::engine::error::EngineError;
use crate::engine::phrases::{Company, Together};
use crate::query::boost::Field;
use crate::query::plan::{Phrase, Stream};

/// The most notices of a segment that are looked at, spread over all that hold the words: counts
/// of so many tell what keeps company, and more would only cost time.
const MOST_NOTICES: usize = 400;

/// Returns the phrases that stand together with all of these words.
///
/// All clauses of a notice keep company with what its title names.
pub(super) fn of(
    snapshot: &Snapshot,
    words: &[Phrase],
    today: Date,
    stop: Stop<'_>,
) -> Result<Company, EngineError> {
    let shown = Shown::new(snapshot, today);
    let mut company = Company::default();
    let mut together: BTreeMap<String, Together> = BTreeMap::new();
    let segments = snapshot.searcher.segment_readers().iter().zip(&snapshot.segments);
    for ((segment, columns), names) in segments.zip(snapshot.names()?) {
        stop.check()?;
        let clauses = holding(snapshot, segment, columns, words, &shown)?;
        company.clauses += small(clauses.len());
        let notices: BTreeSet<u32> = clauses.iter().map(|doc| columns.notice_of(*doc)).collect();
        company.notices += small(notices.len());
        add((segment, names), columns, &clauses, &notices, &mut together)?;
    }
    company.phrases = together.into_iter().collect();
    Ok(company)
}

/// Returns the clauses that hold all words, and all clauses of notices whose title holds them, of at
/// most [`MOST_NOTICES`] notices.
fn holding(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    columns: &Columns,
    words: &[Phrase],
    shown: &Shown,
) -> Result<BTreeSet<u32>, EngineError> {
    let own = all_words(snapshot, segment, Field::Clause, words)?;
    let titles = all_words(snapshot, segment, Field::Title, words)?;
    let about = titles.into_iter().flat_map(|doc| columns.clauses(columns.notice_of(doc)));
    let clauses: BTreeSet<u32> = own
        .into_iter()
        .chain(about)
        .filter(|doc| shown.holds(columns, columns.notice_of(*doc)))
        .collect();
    let notices: BTreeSet<u32> = clauses.iter().map(|doc| columns.notice_of(*doc)).collect();
    let step = notices.len().div_ceil(MOST_NOTICES).max(1);
    let kept: BTreeSet<u32> = notices.into_iter().step_by(step).collect();
    Ok(clauses.into_iter().filter(|doc| kept.contains(&columns.notice_of(*doc))).collect())
}

/// Returns the documents that hold all words in a field.
fn all_words(
    snapshot: &Snapshot,
    segment: &SegmentReader,
    field: Field,
    words: &[Phrase],
) -> Result<BTreeSet<u32>, EngineError> {
    let field = snapshot.fields.text(field, Stream::Grams);
    let mut all: Option<BTreeSet<u32>> = None;
    for word in words {
        let mut holding = BTreeSet::new();
        PhraseDocs::open(snapshot, segment, field, word, 0)?.for_each(|doc| {
            if all.as_ref().is_none_or(|held| held.contains(&doc)) {
                holding.insert(doc);
            }
        });
        all = Some(holding);
    }
    Ok(all.unwrap_or_default())
}

/// Adds the phrases of the clauses that hold the words, and of the notices of these.
fn add(
    (segment, names): (&SegmentReader, &PhraseNames),
    columns: &Columns,
    clauses: &BTreeSet<u32>,
    notices: &BTreeSet<u32>,
    together: &mut BTreeMap<String, Together>,
) -> Result<(), EngineError> {
    let Some(column) = segment.fast_fields().str(PHRASES)? else { return Ok(()) };
    // One place for each phrase of the segment: a map of those that occur is several times slower.
    let mut counts = vec![(Together::default(), 0_u32); names.count()];
    for notice in notices {
        let own = columns.doc_of(*notice);
        for doc in std::iter::once(own).chain(columns.clauses(*notice)) {
            let holds_words = clauses.contains(&doc);
            for number in column.term_ords(doc) {
                let place = usize::try_from(number).ok().and_then(|at| counts.get_mut(at));
                let Some((together, last)) = place else { continue };
                together.clauses += u32::from(holds_words);
                if *last != notice + 1 {
                    together.notices += 1;
                    *last = notice + 1;
                }
            }
        }
    }
    // What one of several notices holds outside of these clauses tells nothing.
    let counts = counts.into_iter().enumerate();
    for (number, (counted, _)) in
        counts.filter(|(_, (held, _))| held.clauses > 0 || held.notices > 1)
    {
        let name = names.name(number);
        if let Some(sum) = together.get_mut(name) {
            sum.clauses += counted.clauses;
            sum.notices += counted.notices;
        } else {
            together.insert(name.to_owned(), counted);
        }
    }
    Ok(())
}
