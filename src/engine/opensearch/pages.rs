//! Reads all documents of a question in order, page by page, however many there are.

use serde_json::{Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::{Client, Request};

/// How many documents one page holds.
const AT_ONCE: usize = 5_000;

/// Returns the hits of a question in the order of key and place, with the columns that are asked
/// for.
pub(super) async fn all(
    client: &Client,
    index: &str,
    query: &Value,
    columns: &[&str],
) -> Result<Vec<Value>, EngineError> {
    let mut all: Vec<Value> = Vec::new();
    loop {
        let mut body = json!({
            "query": query,
            "size": AT_ONCE,
            "sort": [{"key": "asc"}, {"at": "asc"}],
            "_source": false,
            "docvalue_fields": columns,
        });
        if let Some(last) = all.last() {
            body["search_after"] = last["sort"].clone();
        }
        let path = format!("/{index}/_search?allow_partial_search_results=false");
        let mut answer = client.ask(&Request::post(path, &body).patiently()).await?;
        let Value::Array(hits) = answer["hits"]["hits"].take() else { return Ok(all) };
        let is_last = hits.len() < AT_ONCE;
        all.extend(hits);
        if is_last {
            return Ok(all);
        }
    }
}
