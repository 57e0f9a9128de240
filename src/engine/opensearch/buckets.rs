//! Every value of a field with the number of documents that have it, page by page.

use serde_json::{Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::{Client, Request};

/// How many values one question returns; a cluster allows 65,535 by default.
const AT_ONCE: usize = 20_000;

/// Returns the values of a field in order, each with how many documents of a filter have it.
pub(super) async fn all(
    client: &Client,
    index: &str,
    field: &str,
    filter: &Value,
) -> Result<Vec<(String, u64)>, EngineError> {
    let mut all = Vec::new();
    let mut after: Option<Value> = None;
    loop {
        let mut page = json!({
            "size": AT_ONCE,
            "sources": [{"value": {"terms": {"field": field}}}],
        });
        if let Some(after) = after {
            page["after"] = after;
        }
        let body = json!({
            "size": 0,
            "query": {"bool": {"filter": [filter]}},
            "aggs": {"values": {"composite": page}},
        });
        let path = format!("/{index}/_search?allow_partial_search_results=false");
        let answer = client.ask(&Request::post(path, &body).patiently()).await?;
        let values = &answer["aggregations"]["values"];
        let buckets = values["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.extend(buckets.iter().filter_map(|bucket| {
            Some((bucket["key"]["value"].as_str()?.to_owned(), bucket["doc_count"].as_u64()?))
        }));
        match &values["after_key"] {
            key if buckets.len() == AT_ONCE && key.is_object() => after = Some(key.clone()),
            _ => return Ok(all),
        }
    }
}
