//! Counts of a result by dimension: what is asked for them, and what comes back.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::engine::hits::FacetValue;
use crate::engine::opensearch::filters::{Narrowing, validity};
use crate::engine::opensearch::mapping::facet;
use crate::engine::regions::keep_with_parents;
use crate::notice::status::Validity;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::FacetRequest;

/// The most values of a dimension of which one list is chosen on our side: places, which are chosen
/// by their parents, and sections, of which those of several notices come first.
const MOST_VALUES: usize = 20_000;

/// Values that each shard counts, so that their sums are exact.
const MOST_IN_SHARD: usize = 20_000;

/// Returns what is asked for the counts of some dimensions.
pub(super) fn asked(
    facets: &[FacetRequest],
    narrowing: &Narrowing,
    today: Date,
) -> Map<String, Value> {
    let mut asked = Map::new();
    for request in facets {
        let counted = json!({
            "filter": narrowing.counts_for(request.field),
            "aggs": values(*request, today),
        });
        asked.insert(facet(request.field), counted);
    }
    asked
}

fn values(request: FacetRequest, today: Date) -> Value {
    let name = facet(request.field);
    if request.field == FacetField::Validity {
        let of = |value: Validity| (value.name().to_owned(), validity([value], today));
        let filters: Map<String, Value> = Validity::ALL.into_iter().map(of).collect();
        return json!({"values": {"filters": {"filters": filters}}});
    }
    let chosen_here = matches!(request.field, FacetField::Region | FacetField::Section);
    let size = if chosen_here { MOST_VALUES } else { request.size };
    json!({
        "values": {"terms": {
            "field": name,
            "size": size,
            "shard_size": MOST_IN_SHARD.max(size),
            "order": [{"_count": "desc"}, {"_key": "asc"}],
        }},
        "none": {"missing": {"field": name}},
    })
}

/// Reads the counts of some dimensions, the most frequent values first.
pub(super) fn read(
    facets: &[FacetRequest],
    answer: &Value,
    shared_sections: &HashSet<String>,
) -> BTreeMap<FacetField, Vec<FacetValue>> {
    let read = |request: &FacetRequest| {
        let counted = &answer[facet(request.field)];
        (request.field, of_dimension(*request, counted, shared_sections))
    };
    facets.iter().map(read).collect()
}

fn of_dimension(
    request: FacetRequest,
    counted: &Value,
    shared_sections: &HashSet<String>,
) -> Vec<FacetValue> {
    let mut values: Vec<FacetValue> = match &counted["values"]["buckets"] {
        Value::Array(buckets) => buckets.iter().filter_map(bucket).collect(),
        Value::Object(buckets) => buckets.iter().filter_map(named_bucket).collect(),
        _ => Vec::new(),
    };
    values.sort_by(|one, two| {
        (Reverse(one.count), &one.value).cmp(&(Reverse(two.count), &two.value))
    });
    match request.field {
        FacetField::Section => {
            values.sort_by_key(|value| !shared_sections.contains(&value.value));
            values.truncate(request.size);
        }
        FacetField::Region => keep_with_parents(&mut values, request.size),
        _ => values.truncate(request.size),
    }
    let not_stated = counted["none"]["doc_count"].as_u64().unwrap_or(0);
    if not_stated > 0 {
        values.push(FacetValue { value: NOT_STATED.to_owned(), count: not_stated });
    }
    values
}

fn bucket(bucket: &Value) -> Option<FacetValue> {
    let value = bucket["key"].as_str()?.to_owned();
    Some(FacetValue { value, count: bucket["doc_count"].as_u64()? })
}

fn named_bucket((value, bucket): (&String, &Value)) -> Option<FacetValue> {
    let count = bucket["doc_count"].as_u64().filter(|count| *count > 0)?;
    Some(FacetValue { value: value.clone(), count })
}
