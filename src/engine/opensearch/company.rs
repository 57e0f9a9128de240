//! The phrases that stand together with some words, in the same clauses and the same notices.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::buckets;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::filters::in_force;
use crate::engine::opensearch::generation::Generation;
use crate::engine::opensearch::mapping::{CLAUSE, NOTICE};
use crate::engine::opensearch::parts::{all, any, has, has_any, holds, of_notice};
use crate::engine::phrases::{Company, PhraseList, Together};
use crate::query::boost::Field;
use crate::query::plan::Phrase;

/// The most notices that are looked at, spread over all that hold the words: counts of so many tell
/// what keeps company, and more would only cost time.
const MOST_NOTICES: usize = 400;

/// The most phrases of one answer; a cluster allows 65,535 by default.
const MOST_PHRASES: usize = 60_000;

/// Returns the phrases of a list that stand together with all of these words.
///
/// All clauses of a notice keep company with what its title names.
pub(super) async fn of(
    client: &Client,
    generation: &Generation,
    words: &[Phrase],
    list: &PhraseList,
    today: Date,
) -> Result<Company, EngineError> {
    if words.is_empty() {
        return Ok(Company::default());
    }
    let index = &generation.index;
    let clauses = all(vec![has("unit", CLAUSE), all_words(words), in_force(today)]);
    let holding = buckets::all(client, index, "key", &clauses).await?;
    let step = holding.len().div_ceil(MOST_NOTICES).max(1);
    let kept: Vec<&(String, u64)> = holding.iter().step_by(step).collect();
    let keys: Vec<String> = kept.iter().map(|(key, _)| key.clone()).collect();
    let mut company = Company {
        clauses: small(kept.iter().map(|(_, count)| count).sum()),
        notices: small(kept.len() as u64),
        phrases: Vec::new(),
    };
    if keys.is_empty() {
        return Ok(company);
    }
    let in_clauses = all(vec![clauses, has_any("key", &keys)]);
    let in_notices = all(vec![has("unit", NOTICE), has_any("key", &keys)]);
    let (in_clauses, in_notices) = futures_util::future::try_join(
        counts(client, index, "phrases", &in_clauses),
        counts(client, index, "all_phrases", &in_notices),
    )
    .await?;
    let numbers: HashMap<&str, u32> =
        list.phrases().iter().map(|phrase| &**phrase).zip(0..).collect();
    let mut together: BTreeMap<u32, Together> = BTreeMap::new();
    for (phrase, clauses) in in_clauses {
        if let Some(number) = numbers.get(phrase.as_str()) {
            together.entry(*number).or_default().clauses = clauses;
        }
    }
    for (phrase, notices) in in_notices {
        if let Some(number) = numbers.get(phrase.as_str()) {
            together.entry(*number).or_default().notices = notices;
        }
    }
    // What one of several notices holds outside of these clauses tells nothing.
    together.retain(|_, held| held.clauses > 0 || held.notices > 1);
    company.phrases = together.into_iter().collect();
    Ok(company)
}

/// Returns how many clauses hold each of some words, themselves or by the title of their notice.
pub(super) async fn holding(
    client: &Client,
    generation: &Generation,
    words: &[Phrase],
    today: Date,
) -> Result<Vec<u64>, EngineError> {
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let filter = |word| json!({"filter": all_words(std::slice::from_ref(word))});
    let counts: Map<String, Value> =
        (0..).map(|at: usize| at.to_string()).zip(words.iter().map(filter)).collect();
    let body = json!({
        "size": 0,
        "query": {"bool": {"filter": [has("unit", CLAUSE), in_force(today)]}},
        "aggs": counts,
    });
    let index = &generation.index;
    let path = format!("/{index}/_search?allow_partial_search_results=false");
    let answer = client.ask(&Request::post(path, &body)).await?;
    let count = |at: usize| answer["aggregations"][at.to_string()]["doc_count"].as_u64();
    Ok((0..words.len()).map(|at| count(at).unwrap_or_default()).collect())
}

/// Matches clauses that hold all of some words, themselves or by the title of their notice.
fn all_words(words: &[Phrase]) -> Value {
    let hold = |field| all(words.iter().map(|word| holds(field, word)).collect());
    any(vec![hold(Field::Clause), of_notice(&hold(Field::Title))])
}

async fn counts(
    client: &Client,
    index: &str,
    field: &str,
    filter: &Value,
) -> Result<Vec<(String, u32)>, EngineError> {
    let body = json!({
        "size": 0,
        "query": {"bool": {"filter": [filter]}},
        "aggs": {"phrases": {"terms": {
            "field": field, "size": MOST_PHRASES, "shard_size": MOST_PHRASES,
        }}},
    });
    let path = format!("/{index}/_search?allow_partial_search_results=false");
    let answer = client.ask(&Request::post(path, &body)).await?;
    let buckets = answer["aggregations"]["phrases"]["buckets"].as_array();
    let read = |bucket: &Value| {
        Some((bucket["key"].as_str()?.to_owned(), small(bucket["doc_count"].as_u64()?)))
    };
    Ok(buckets.into_iter().flatten().filter_map(read).collect())
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
