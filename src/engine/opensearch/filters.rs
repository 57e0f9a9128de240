//! What narrows a result: as parts of a question, so that each dimension can be left out of its own
//! counts.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::engine::days::day_number;
use crate::engine::opensearch::mapping::facet;
use crate::engine::opensearch::parts::{all, any, between, has, has_any, not, states};
use crate::notice::status::Validity;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::{Filters, ValidityFilter};

/// What stands several times, and which of it is shown.
const FOLD_RANK: &str = "fold_rank";

/// The filters of a plan.
#[derive(Clone, Debug)]
pub(super) struct Narrowing {
    /// What counts nowhere: dates, deadlines, citations.
    pub(super) bounds: Vec<Value>,
    /// What passes in each dimension that is narrowed.
    dimensions: Vec<(FacetField, Value)>,
    /// Whether ended notices are left out without being asked for.
    pub(super) hides_ended: bool,
    /// What a notice asked for by name passes in spite of its validity; `None` where none is.
    pinned: Option<Value>,
    /// What is shown of copies.
    shown: Vec<Value>,
}

impl Narrowing {
    /// Makes the filters of a plan; `exceptions` are the copies that are shown though others of
    /// their text come before them, `None` where copies are not folded.
    pub(super) fn new(
        filters: &Filters,
        today: Date,
        pinned: Option<Value>,
        exceptions: Option<&[String]>,
    ) -> Self {
        let mut dimensions: Vec<(FacetField, Value)> = filters
            .values
            .iter()
            .map(|(field, values)| (*field, passing(*field, values)))
            .collect();
        if filters.validity != ValidityFilter::Any {
            let admitted =
                Validity::ALL.into_iter().filter(|value| filters.validity.admits(*value));
            dimensions.push((FacetField::Validity, validity(admitted, today)));
        }
        Self {
            bounds: bounds(filters),
            dimensions,
            hides_ended: filters.validity == ValidityFilter::NotEnded,
            pinned,
            shown: exceptions.map(shown).into_iter().collect(),
        }
    }

    /// What passes all.
    pub(super) fn passes(&self) -> Value {
        self.without(None)
    }

    /// What counts for a dimension: what passes all others, and what is shown in spite of its
    /// validity.
    pub(super) fn counts_for(&self, field: FacetField) -> Value {
        self.without(Some(field))
    }

    /// What would be shown, were ended notices.
    pub(super) fn hidden(&self) -> Value {
        let mut hidden = self.others(Some(FacetField::Validity));
        let validity = self.dimensions.iter().find(|(field, _)| *field == FacetField::Validity);
        hidden.extend(validity.map(|(_, passes)| not(passes)));
        hidden.extend(self.pinned.as_ref().map(not));
        all(hidden)
    }

    fn without(&self, field: Option<FacetField>) -> Value {
        let plain = all(self.others(field));
        match &self.pinned {
            Some(pinned) if self.hides_ended && field != Some(FacetField::Validity) => {
                let mut in_spite = self.others(Some(FacetField::Validity));
                in_spite.push(pinned.clone());
                any(vec![plain, all(in_spite)])
            }
            _ => plain,
        }
    }

    fn others(&self, field: Option<FacetField>) -> Vec<Value> {
        let others = self.dimensions.iter().filter(|(other, _)| Some(*other) != field);
        others.map(|(_, passes)| passes.clone()).chain(self.shown.iter().cloned()).collect()
    }
}

/// What has one of the values of a dimension, or none where that is asked for.
fn passing(field: FacetField, values: &BTreeSet<String>) -> Value {
    let name = facet(field);
    let mut passing = vec![has_any(&name, values)];
    if values.contains(NOT_STATED) {
        passing.push(not(&states(&name)));
    }
    any(passing)
}

/// What has one of some validities on a day: as another notice makes it, as its last day says, or as
/// its page states.
pub(super) fn validity(values: impl IntoIterator<Item = Validity>, today: Date) -> Value {
    let values: Vec<Validity> = values.into_iter().collect();
    let names: Vec<String> = values.iter().map(|value| value.name().to_owned()).collect();
    let day = day_number(today);
    let is_ended = between("ended_from", None, Some(day));
    let is_past = between("expires_on", None, Some(day - 1));
    let stated = json!({"bool": {
        "filter": [has_any(&facet(FacetField::Validity), &names)],
        "must_not": [is_ended, is_past],
    }});
    let mut ways = vec![all(vec![is_ended.clone(), has_any("ended_value", &names)]), stated];
    if values.contains(&Validity::Expired) {
        ways.push(json!({"bool": {"filter": [is_past], "must_not": [is_ended]}}));
    }
    any(ways)
}

/// What counts among the notices of a library on a day: not ended, and of several copies the one
/// that is shown.
pub(super) fn in_force(today: Date) -> Value {
    let values = Validity::ALL.into_iter().filter(|value| !value.hidden_by_default());
    all(vec![validity(values, today), not(&between("copy_rank", Some(1), None))])
}

fn shown(exceptions: &[String]) -> Value {
    let later = between(FOLD_RANK, Some(1), None);
    if exceptions.is_empty() {
        return not(&later);
    }
    not(&json!({"bool": {"filter": [later], "must_not": [has_any("fold_at", exceptions)]}}))
}

fn bounds(filters: &Filters) -> Vec<Value> {
    let mut bounds = Vec::new();
    if filters.date_from.is_some() || filters.date_to.is_some() {
        let day = |date: Option<Date>| date.map(day_number);
        bounds.push(between("dated_on", day(filters.date_from), day(filters.date_to)));
    }
    if let Some(before) = filters.deadline_before {
        bounds.push(between("deadline_on", None, Some(day_number(before))));
    }
    if let Some(number) = &filters.cites {
        bounds.push(has("cites", number.to_string()));
    }
    bounds
}
