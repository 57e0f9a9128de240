//! What narrows the results, compiled to numbers of columns.

use jiff::civil::Date;

use crate::engine::days::{NO_DAY, day_number};
use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::snapshot::Snapshot;
use crate::notice::status::Validity;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::{Filters, ValidityFilter};

/// The values of one dimension that pass.
#[derive(Debug)]
struct Passing {
    field: FacetField,
    /// Per number of a value, whether it passes.
    numbers: Vec<bool>,
    /// Whether a document without a value passes.
    not_stated: bool,
}

/// The filters of a plan over one snapshot.
#[derive(Debug)]
pub(super) struct Filter {
    passing: Vec<Passing>,
    from: i32,
    to: i32,
    deadline_before: Option<i32>,
    cites: Option<String>,
    dated: bool,
    /// The day on which it is asked.
    pub(super) today: i32,
}

/// Which filters a document fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It passes all.
    Passes,
    /// It fails only the filter of one dimension: it counts for that dimension alone.
    FailsOnly(FacetField),
    /// It fails more.
    Fails,
}

impl Filter {
    /// Compiles the filters of a plan.
    pub(super) fn new(snapshot: &Snapshot, filters: &Filters, today: Date) -> Self {
        let mut passing: Vec<Passing> = filters
            .values
            .iter()
            .map(|(field, values)| {
                let dictionary = snapshot.dictionary(*field);
                let mut numbers = vec![false; dictionary.len()];
                for number in values.iter().filter_map(|value| dictionary.number(value)) {
                    numbers[number as usize] = true;
                }
                Passing { field: *field, numbers, not_stated: values.contains(NOT_STATED) }
            })
            .collect();
        if filters.validity != ValidityFilter::Any {
            let dictionary = snapshot.dictionary(FacetField::Validity);
            let admits = |number| {
                Validity::named(dictionary.value(number))
                    .is_some_and(|value| filters.validity.admits(value))
            };
            let numbers = (0..small(dictionary.len())).map(admits).collect();
            let not_stated = filters.validity.admits(Validity::Unknown);
            passing.push(Passing { field: FacetField::Validity, numbers, not_stated });
        }
        Self {
            passing,
            from: filters.date_from.map_or(i32::MIN, day_number),
            to: filters.date_to.map_or(i32::MAX, day_number),
            deadline_before: filters.deadline_before.map(day_number),
            cites: filters.cites.as_ref().map(ToString::to_string),
            today: day_number(today),
            dated: filters.date_from.is_some() || filters.date_to.is_some(),
        }
    }

    /// Tells which filters a document fails.
    pub(super) fn verdict(&self, columns: &Columns, doc: u32) -> Verdict {
        if !self.passes_bounds(columns, doc) {
            return Verdict::Fails;
        }
        let mut failed = None;
        for passing in &self.passing {
            let values = columns.values(passing.field, doc, self.today);
            let passes = if values.is_empty() {
                passing.not_stated
            } else {
                values.iter().any(|number| passing.numbers[*number as usize])
            };
            if !passes {
                if failed.is_some() {
                    return Verdict::Fails;
                }
                failed = Some(passing.field);
            }
        }
        failed.map_or(Verdict::Passes, Verdict::FailsOnly)
    }

    fn passes_bounds(&self, columns: &Columns, doc: u32) -> bool {
        if self.dated {
            let day = columns.dated_on(doc);
            if day == NO_DAY || day < self.from || day > self.to {
                return false;
            }
        }
        if let Some(before) = self.deadline_before {
            let deadline = columns.deadline_on(doc);
            if deadline == NO_DAY || deadline > before {
                return false;
            }
        }
        self.cites.as_ref().is_none_or(|number| columns.cites.of(doc).any(|cited| cited == number))
    }
}
