//! Turns counts into choices: named, ordered, places as a tree.

use std::collections::BTreeMap;

use crate::engine::hits::{FacetValue, Hits};
use crate::lexicon::Lexicon;
use crate::notice::region::RegionCode;
use crate::notice::status::Validity;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::plan::QueryPlan;
use crate::query::request::ValidityFilter;
use crate::search::response::FacetEntry;

/// Shows the counts of every dimension that was asked for; values that are filters in force are
/// listed even where nothing has them.
pub(super) fn show(
    hits: &Hits,
    plan: &QueryPlan,
    lexicon: &Lexicon,
) -> BTreeMap<FacetField, Vec<FacetEntry>> {
    hits.facets
        .iter()
        .map(|(field, values)| (*field, entries(*field, values, plan, lexicon)))
        .collect()
}

fn entries(
    field: FacetField,
    values: &[FacetValue],
    plan: &QueryPlan,
    lexicon: &Lexicon,
) -> Vec<FacetEntry> {
    let is_selected = |value: &str| is_selected(field, value, plan);
    let mut entries: Vec<FacetEntry> = values
        .iter()
        .map(|value| FacetEntry {
            label: label(field, &value.value, lexicon),
            count: value.count,
            selected: is_selected(&value.value),
            value: value.value.clone(),
            children: Vec::new(),
        })
        .collect();
    for value in selected(field, plan) {
        if !entries.iter().any(|entry| entry.value == value) {
            let label = label(field, &value, lexicon);
            entries.push(FacetEntry {
                value,
                label,
                count: 0,
                selected: true,
                children: Vec::new(),
            });
        }
    }
    match field {
        FacetField::Region => tree(entries, lexicon),
        FacetField::Year | FacetField::DeadlineMonth => {
            entries.sort_by(|one, two| {
                (one.value == NOT_STATED)
                    .cmp(&(two.value == NOT_STATED))
                    .then(two.value.cmp(&one.value))
            });
            entries
        }
        _ => entries,
    }
}

fn label(field: FacetField, value: &str, lexicon: &Lexicon) -> String {
    match (field, value.parse::<RegionCode>()) {
        (FacetField::Region, Ok(code)) => lexicon.divisions.label(code),
        _ => field.value_label(value),
    }
}

fn selected(field: FacetField, plan: &QueryPlan) -> Vec<String> {
    if field == FacetField::Validity {
        return match &plan.filters.validity {
            ValidityFilter::Only(values) => {
                values.iter().map(|value| value.name().to_owned()).collect()
            }
            ValidityFilter::NotEnded | ValidityFilter::Any => Vec::new(),
        };
    }
    plan.filters
        .values
        .get(&field)
        .map(|values| values.iter().cloned().collect())
        .unwrap_or_default()
}

fn is_selected(field: FacetField, value: &str, plan: &QueryPlan) -> bool {
    match (&plan.filters.validity, field) {
        (ValidityFilter::Only(values), FacetField::Validity) => {
            Validity::named(value).is_some_and(|value| values.contains(&value))
        }
        _ => plan.filters.values.get(&field).is_some_and(|values| values.contains(value)),
    }
}

/// Hangs places into the places that hold them; codes that are no place of their own (市辖区) are
/// passed over.
fn tree(entries: Vec<FacetEntry>, lexicon: &Lexicon) -> Vec<FacetEntry> {
    let mut roots: Vec<FacetEntry> = Vec::new();
    let mut not_stated = Vec::new();
    let mut places: Vec<(Vec<RegionCode>, FacetEntry)> = Vec::new();
    for entry in entries {
        match entry.value.parse::<RegionCode>() {
            Ok(code) => {
                let chain: Vec<RegionCode> =
                    lexicon.divisions.chain(code).iter().map(|division| division.code).collect();
                if chain.last() == Some(&code) || lexicon.divisions.get(code).is_none() {
                    places.push((chain, entry));
                }
            }
            Err(_) => not_stated.push(entry),
        }
    }
    places.sort_by_key(|(chain, _)| chain.len());
    for (chain, entry) in places {
        let mut level = &mut roots;
        for code in chain.iter().take(chain.len().saturating_sub(1)) {
            let Some(at) = level.iter().position(|held| held.value == code.to_string()) else {
                break;
            };
            level = &mut level[at].children;
        }
        level.push(entry);
    }
    sort_tree(&mut roots);
    roots.extend(not_stated);
    roots
}

fn sort_tree(entries: &mut [FacetEntry]) {
    entries.sort_by(|one, two| two.count.cmp(&one.count).then(one.value.cmp(&two.value)));
    for entry in entries {
        sort_tree(&mut entry.children);
    }
}
