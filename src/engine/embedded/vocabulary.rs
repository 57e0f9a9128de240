//! The names that a snapshot can suggest on a day, with how many notices have each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::engine::Vocabulary;
use crate::engine::days::day_number;
use crate::engine::embedded::columns::{Columns, load_strings};
use crate::engine::embedded::phrases;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::notice::id::NoticeId;
use crate::notice::status::Validity;
use crate::query::facet::FacetField;

/// Tells which notices count: those that have not ended, one of each group of copies.
pub(super) struct Shown {
    today: i32,
    /// Numbers of the validities that are hidden.
    ended: Vec<u32>,
}

impl Shown {
    /// Judges on a day.
    pub(super) fn new(snapshot: &Snapshot, today: Date) -> Self {
        let validities = snapshot.dictionary(FacetField::Validity);
        let hidden = Validity::ALL.into_iter().filter(|validity| validity.hidden_by_default());
        Self {
            today: day_number(today),
            ended: hidden.filter_map(|validity| validities.number(validity.name())).collect(),
        }
    }

    /// Tells whether a notice counts.
    pub(super) fn holds(&self, columns: &Columns, notice: u32) -> bool {
        let doc = columns.doc_of(notice);
        let validity = columns.values(FacetField::Validity, doc, self.today);
        columns.is_alive(notice)
            && !validity.iter().any(|value| self.ended.contains(value))
            && columns.copy(doc).is_none_or(|copy| copy.rank == 0)
    }
}

/// Returns the names that can be suggested, those of ended notices left out.
pub(super) fn of(snapshot: &Snapshot, today: Date) -> Result<Vocabulary, EngineError> {
    let shown = Shown::new(snapshot, today);
    let today = day_number(today);
    let mut vocabulary = Vocabulary::default();
    let mut counts: HashMap<FacetField, Vec<u64>> = FacetField::ALL
        .into_iter()
        .map(|field| (field, vec![0; snapshot.dictionary(field).len()]))
        .collect();
    let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
    for (segment, columns) in snapshot.searcher.segment_readers().iter().zip(&snapshot.segments) {
        let load = |name: &str| {
            load_strings(segment.fast_fields().str(name)?.as_ref(), columns.notice_docs())
        };
        let (titles, own_numbers) = (load("title")?, load("doc_number")?);
        for notice in columns.alive_notices().filter(|notice| shown.holds(columns, *notice)) {
            let doc = columns.doc_of(notice);
            for number in
                columns.cites.of(doc).chain(own_numbers.of(notice)).collect::<BTreeSet<&str>>()
            {
                *numbers.entry(number.to_owned()).or_default() += 1;
            }
            let id = NoticeId::given(columns.key(notice));
            vocabulary.titles.extend(titles.of(notice).map(|title| (title.to_owned(), id.clone())));
            for (field, counts) in &mut counts {
                for value in columns.values(*field, doc, today) {
                    counts[*value as usize] += 1;
                }
            }
        }
    }
    for field in FacetField::ALL {
        let values = counts[&field].iter().zip(0_u32..).filter(|(count, _)| **count > 0);
        vocabulary.values.extend(values.map(|(count, number)| {
            (field, snapshot.dictionary(field).value(number).to_owned(), *count)
        }));
    }
    vocabulary.numbers = numbers.into_iter().collect();
    vocabulary.phrases = phrases::count(snapshot, &shown)?;
    Ok(vocabulary)
}
