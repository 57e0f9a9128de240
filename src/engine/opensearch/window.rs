//! Ranks the best notices again with their best clauses, which one question finds for all of them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::{Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::ask::{self, Candidate};
use crate::engine::opensearch::mapping::CLAUSE;
use crate::engine::opensearch::parts::{has, has_any};
use crate::engine::opensearch::question::Which;
use crate::engine::opensearch::search::{Search, order};

/// How many clauses are shown with a notice.
const SHOWN: usize = 2;

/// How many clauses of a notice are looked at for them: a text may stand twice, as a paragraph and
/// as a row.
const LOOKED_AT: usize = 5;

/// The best clauses of one notice, best first.
#[derive(Clone, Debug, Default)]
pub(super) struct BestClauses {
    pub(super) places: Vec<Candidate>,
    top: f32,
}

/// Ranks the first `again` candidates by their own and their best clause's score, and finds the
/// best clauses of those that are shown. Returns them by place among the candidates.
pub(super) async fn rank_again(
    search: &Search<'_>,
    candidates: &mut [Candidate],
    again: usize,
    shown: Range<usize>,
) -> Result<Vec<BestClauses>, EngineError> {
    let plan = search.plan;
    let mut best = vec![BestClauses::default(); candidates.len()];
    if plan.terms.is_empty() && plan.expansions.is_empty() && plan.matching.required.is_empty() {
        return Ok(best);
    }
    let chosen = candidates.iter().enumerate().filter(|(at, _)| *at < again || shown.contains(at));
    let keys: Vec<String> = chosen.map(|(_, candidate)| candidate.key.clone()).collect();
    let mut found = best_clauses(search, &keys).await?;
    for (at, candidate) in candidates.iter_mut().enumerate() {
        best[at] = found.remove(&candidate.key).unwrap_or_default();
        if at < again {
            candidate.score += plan.weights.best_clause * best[at].top;
        }
    }
    let mut ranked: Vec<(Candidate, BestClauses)> =
        candidates[..again].iter().cloned().zip(best[..again].iter().cloned()).collect();
    ranked.sort_by(|(one, _), (two, _)| order(one, two));
    for (at, (candidate, clauses)) in ranked.into_iter().enumerate() {
        candidates[at] = candidate;
        best[at] = clauses;
    }
    Ok(best)
}

/// Finds the best clauses of some notices.
async fn best_clauses(
    search: &Search<'_>,
    keys: &[String],
) -> Result<HashMap<String, BestClauses>, EngineError> {
    let question = search.question(false).await?;
    let scoring = question.best_clause_scoring(Which::First);
    if keys.is_empty() || scoring.is_empty() {
        return Ok(HashMap::new());
    }
    let best = json!({"top_hits": {
        "size": LOOKED_AT,
        "sort": [{"_score": "desc"}, {"at": "asc"}],
        "_source": false,
        "docvalue_fields": ["key", "at", "text_digest"],
    }});
    let body = json!({
        "size": 0,
        "query": {"bool": {
            "filter": [has("unit", CLAUSE), has_any("key", keys)],
            "should": scoring,
            "minimum_should_match": 1,
        }},
        "aggs": {"notices": {
            "terms": {"field": "key", "size": keys.len(), "shard_size": keys.len()},
            "aggs": {"best": best},
        }},
    });
    let answer = search.ask(&body).await?;
    let buckets = answer["aggregations"]["notices"]["buckets"].as_array();
    let found: Vec<(Candidate, String)> = buckets.into_iter().flatten().flat_map(read).collect();
    let ids = found.iter().map(|(candidate, _)| candidate.id.clone()).collect();
    let later = search.scores(&ids, question.best_clause_scoring(Which::Later)).await?;
    let mut by_notice: HashMap<String, Vec<(Candidate, String)>> = HashMap::new();
    for (mut candidate, text) in found {
        candidate.score += later.get(&candidate.id).copied().unwrap_or(0.0);
        by_notice.entry(candidate.key.clone()).or_default().push((candidate, text));
    }
    Ok(by_notice.into_iter().map(|(key, found)| (key, best_of(found))).collect())
}

/// Reads the clauses of one notice that were found, each with the digest of its text.
fn read(bucket: &Value) -> Vec<(Candidate, String)> {
    let hits = bucket["best"]["hits"]["hits"].as_array().into_iter().flatten();
    let clause = |hit: &Value| {
        let mut candidate = ask::candidate(hit)?;
        candidate.score = ask::score(&hit["sort"][0]);
        Some((candidate, hit["fields"]["text_digest"][0].as_str()?.to_owned()))
    };
    hits.filter_map(clause).collect()
}

/// Returns the best of a notice's clauses and the score of the best; of a row and the paragraph that
/// it repeats the better one.
fn best_of(mut found: Vec<(Candidate, String)>) -> BestClauses {
    found.sort_by(|(one, _), (two, _)| two.score.total_cmp(&one.score).then(one.at.cmp(&two.at)));
    let top = found.first().map_or(0.0, |(candidate, _)| candidate.score);
    let mut texts = HashSet::new();
    let places = found.into_iter().filter(|(_, text)| texts.insert(text.clone()));
    let places = places.map(|(candidate, _)| candidate).take(SHOWN).collect();
    BestClauses { places, top }
}
