//! Writes many documents with one request, and reads what became of each.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::documents::Document;
use crate::engine::opensearch::refusal;

/// The most bytes of one request: a cluster takes 100 MB by default, and answers sooner to less.
const MOST_BYTES: usize = 8 << 20;

/// Where documents are written; only what is read comes back. So long the cluster waits for a shard
/// that is on no node.
const PATH: &str = "/_bulk?timeout=30s&filter_path=errors,items.*._id,items.*.status,items.*.error";

/// How often documents are sent again that the cluster was too busy for.
const ATTEMPTS: u32 = 6;

/// The pause before they are sent again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// What becomes of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operation {
    /// It is put in, in place of the one of its id.
    Index(Document),
    /// It is taken out.
    Delete {
        /// Its id.
        id: String,
        /// What its place is told by.
        routing: String,
    },
}

impl Operation {
    /// Writes it as lines; of several versions of a document the latest stands, so that what
    /// arrives late or twice changes nothing.
    fn lines(&self, index: &str, version: u64) -> String {
        let about = |id: &str, routing: &str| {
            json!({
                "_index": index,
                "_id": id,
                "routing": routing,
                "version": version,
                "version_type": "external_gte",
            })
        };
        match self {
            Self::Index(Document { id, routing, source }) => {
                let source = Source(source);
                format!("{}\n{source}\n", json!({"index": about(id, routing)}))
            }
            Self::Delete { id, routing } => format!("{}\n", json!({"delete": about(id, routing)})),
        }
    }
}

/// Writes fields without a copy of them.
struct Source<'a>(&'a Map<String, Value>);

impl std::fmt::Display for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = serde_json::to_string(self.0).map_err(|_| std::fmt::Error)?;
        f.write_str(&text)
    }
}

/// What became of the documents of a request.
#[derive(Debug, Default, PartialEq)]
struct Outcome {
    /// Those that may be taken when they are sent again, by their places.
    busy: Vec<usize>,
    /// Why shards could not take others.
    lost: Vec<String>,
    /// Why others were refused, with their ids.
    refused: Vec<(String, String)>,
}

fn items(answer: &Value) -> &[Value] {
    answer["items"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Reads what became of each document.
fn outcome(answer: &Value) -> Outcome {
    let mut outcome = Outcome::default();
    for (at, item) in items(answer).iter().enumerate() {
        let Some(result) = item.as_object().and_then(|item| item.values().next()) else { continue };
        let kind = result["error"]["type"].as_str().unwrap_or_default();
        match result["status"].as_u64() {
            Some(503) if refusal::is_loss(kind) => {
                outcome.lost.push(refusal::reason(result));
            }
            Some(429 | 503) => outcome.busy.push(at),
            Some(500) if refusal::is_cut_off(&result["error"]) => outcome.busy.push(at),
            // A later version is there already.
            Some(409) => {}
            // What is to be taken out and is not there is as it should be.
            Some(status) if status < 300 || status == 404 && item["delete"].is_object() => {}
            _ => {
                let reason = &result["error"]["reason"];
                let cause = &result["error"]["caused_by"]["reason"];
                let told = [cause, reason].into_iter().find_map(Value::as_str);
                let told = told.unwrap_or("no reason is given").to_owned();
                let id = result["_id"].as_str().unwrap_or_default().to_owned();
                outcome.refused.push((id, told));
            }
        }
    }
    outcome
}

/// Writes documents into an index.
///
/// # Errors
///
/// Some were refused; the first of them is named. All others are written.
pub(super) async fn write(
    client: &Client,
    index: &str,
    version: u64,
    operations: &[Operation],
) -> Result<(), EngineError> {
    let mut from = 0;
    while from < operations.len() {
        let mut lines = Vec::new();
        let mut bytes = 0;
        for operation in &operations[from..] {
            let written = operation.lines(index, version);
            if bytes > 0 && bytes + written.len() > MOST_BYTES {
                break;
            }
            bytes += written.len();
            lines.push(written);
        }
        from += lines.len();
        send(client, lines).await?;
    }
    Ok(())
}

async fn send(client: &Client, mut lines: Vec<String>) -> Result<(), EngineError> {
    let all = lines.len();
    let mut pause = FIRST_PAUSE;
    for attempt in 1.. {
        let answer = client.ask(&Request::lines(PATH, lines.concat())).await?;
        let (told, sent) = (items(&answer).len(), lines.len());
        if told != sent {
            return Err(EngineError::Internal(format!(
                "the cluster told of {told} of {sent} documents what became of them"
            )));
        }
        let Outcome { busy, lost, refused } = outcome(&answer);
        if let Some((id, reason)) = refused.first() {
            let count = refused.len();
            return Err(EngineError::Internal(format!(
                "{count} of {all} documents were refused, `{id}` first: {reason}"
            )));
        }
        if let Some(reason) = lost.into_iter().next() {
            return Err(EngineError::Incomplete { at: client.address(), reason });
        }
        if busy.is_empty() {
            return Ok(());
        }
        if attempt == ATTEMPTS {
            return Err(EngineError::Busy);
        }
        lines = busy.into_iter().map(|at| std::mem::take(&mut lines[at])).collect();
        client.pause(pause).await;
        pause *= 2;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Operation, Outcome, outcome};

    #[test]
    fn every_document_is_asked_after() {
        let answer = json!({"errors": true, "items": [
            {"index": {"_id": "a", "status": 201}},
            {"index": {"_id": "b", "status": 429, "error": {"reason": "rejected"}}},
            {"index": {"_id": "c", "status": 400, "error": {
                "reason": "failed to parse", "caused_by": {"reason": "no such field"}}}},
            {"delete": {"_id": "d", "status": 404, "result": "not_found"}},
            {"index": {"_id": "e", "status": 404, "error": {"reason": "no such index"}}},
            {"index": {"_id": "f", "status": 409, "error": {
                "type": "version_conflict_engine_exception", "reason": "current version [8]"}}},
            {"index": {"_id": "g", "status": 503, "error": {
                "type": "unavailable_shards_exception", "reason": "primary is not active"}}},
            {"index": {"_id": "h", "status": 500, "error": {
                "type": "node_disconnected_exception", "reason": "disconnected"}}},
        ]});
        let refused = vec![
            ("c".to_owned(), "no such field".to_owned()),
            ("e".to_owned(), "no such index".to_owned()),
        ];
        let lost = vec!["primary is not active".to_owned()];
        assert_eq!(outcome(&answer), Outcome { busy: vec![1, 7], lost, refused });
    }

    #[test]
    fn a_late_write_never_wins() {
        let operation = Operation::Delete { id: "a-1".to_owned(), routing: "a".to_owned() };
        let lines = operation.lines("zhengsou-000002", 7);
        assert!(lines.ends_with('\n'));
        let line: serde_json::Value = serde_json::from_str(&lines).unwrap();
        assert_eq!(line["delete"]["version"], 7);
        assert_eq!(line["delete"]["version_type"], "external_gte");
    }
}
