//! The body of a search, and what is read from its answer.

use serde_json::{Map, Value, json};

use crate::engine::opensearch::facets;
use crate::engine::opensearch::filters::Narrowing;
use crate::engine::opensearch::mapping::HEAD;
use crate::engine::opensearch::question::{PIN, PINNED};
use crate::query::plan::QueryPlan;
use crate::query::request::Sort;

/// The most keys of copies that come with the hits; further ones are asked for.
const FOLDS_AT_ONCE: usize = 5_000;

/// A document that is found, with what orders it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) id: String,
    pub(super) key: String,
    pub(super) score: f32,
    pub(super) pinned: bool,
    pub(super) day: Option<i32>,
    pub(super) at: usize,
    /// Whether it is the title and number of its notice.
    pub(super) is_head: bool,
    /// Where the next question goes on.
    pub(super) sorted: Value,
    /// What each named part scores.
    pub(super) named: Map<String, Value>,
}

/// Returns the body of a search from one hit to another.
pub(super) fn body(
    plan: &QueryPlan,
    query: &Value,
    narrowing: &Narrowing,
    (from, size): (usize, usize),
) -> Value {
    let mut body = json!({
        "query": query,
        "post_filter": narrowing.passes(),
        "aggs": facets::asked(&plan.facets, narrowing, plan.today),
        "sort": order(plan.sort),
        "track_scores": true,
        "track_total_hits": true,
        "from": from,
        "size": size,
        "_source": false,
        "docvalue_fields": ["key", "at", "dated_on", "unit"],
    });
    if narrowing.hides_ended {
        body["aggs"]["hidden"] = json!({"filter": narrowing.hidden()});
    }
    if plan.folds_copies {
        body["aggs"]["folds"] = folds(None);
    }
    if plan.least_score > 0.0 {
        body["min_score"] = json!(plan.least_score);
    }
    body
}

/// Returns the body that asks for further keys of copies.
pub(super) fn more_folds(plan: &QueryPlan, query: &Value, after: &Value) -> Value {
    let mut body = json!({"query": query, "size": 0, "aggs": {"folds": folds(Some(after))}});
    if plan.least_score > 0.0 {
        body["min_score"] = json!(plan.least_score);
    }
    body
}

/// Each text that stands several times with the first place at which it was found.
fn folds(after: Option<&Value>) -> Value {
    let mut page = json!({
        "size": FOLDS_AT_ONCE,
        "sources": [{"fold": {"terms": {"field": "fold"}}}],
    });
    if let Some(after) = after {
        page["after"] = after.clone();
    }
    json!({"composite": page, "aggs": {"first": {"min": {"field": "fold_rank"}}}})
}

/// Returns the places of the copies that are shown though others come before them, since these were
/// not found, and where to go on asking.
pub(super) fn exceptions(answer: &Value) -> (Vec<String>, Option<Value>) {
    let folds = &answer["aggregations"]["folds"];
    let buckets = folds["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
    let exception = |bucket: &Value| {
        let first = bucket["first"]["value"].as_f64().filter(|first| *first > 0.0)?;
        Some(format!("{} {first:.0}", bucket["key"]["fold"].as_str()?))
    };
    let after = &folds["after_key"];
    let goes_on = buckets.len() == FOLDS_AT_ONCE && after.is_object();
    (buckets.iter().filter_map(exception).collect(), goes_on.then(|| after.clone()))
}

/// Ties go by date, then by key, then by place.
fn order(sort: Sort) -> Value {
    let newest = || json!({"dated_on": {"order": "desc", "missing": "_last"}});
    let mut order = match sort {
        Sort::Relevance => vec![json!({"_score": "desc"}), newest()],
        Sort::Newest => vec![newest()],
        Sort::Oldest => vec![json!({"dated_on": {"order": "asc", "missing": "_last"}})],
        Sort::Deadline => {
            vec![json!({"deadline_on": {"order": "asc", "missing": "_last"}}), newest()]
        }
    };
    order.push(json!({"key": "asc"}));
    order.push(json!({"at": "asc"}));
    json!(order)
}

/// Reads the hits of an answer.
pub(super) fn candidates(answer: &Value) -> Vec<Candidate> {
    let hits = answer["hits"]["hits"].as_array().into_iter().flatten();
    hits.filter_map(candidate).collect()
}

pub(super) fn candidate(hit: &Value) -> Option<Candidate> {
    let fields = &hit["fields"];
    let named = hit["matched_queries"].as_object().cloned().unwrap_or_default();
    let pinned = named.contains_key(PIN);
    let own = score(&hit["_score"]) - if pinned { PINNED } else { 0.0 };
    Some(Candidate {
        id: hit["_id"].as_str()?.to_owned(),
        key: fields["key"][0].as_str()?.to_owned(),
        score: own,
        pinned,
        day: fields["dated_on"][0].as_i64().and_then(|day| i32::try_from(day).ok()),
        at: fields["at"][0].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0),
        is_head: fields["unit"][0] == HEAD,
        sorted: hit["sort"].clone(),
        named,
    })
}

/// Reads a score; none is 0.
pub(super) fn score(score: &Value) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "scores are single floats there as well")]
    let score = score.as_f64().unwrap_or(0.0) as f32;
    score
}

/// Reads how many documents match, exactly.
pub(super) fn total(answer: &Value) -> u64 {
    answer["hits"]["total"]["value"].as_u64().unwrap_or(0)
}

/// Reads how many more would match, were ended notices shown.
pub(super) fn hidden(answer: &Value) -> u64 {
    answer["aggregations"]["hidden"]["doc_count"].as_u64().unwrap_or(0)
}
