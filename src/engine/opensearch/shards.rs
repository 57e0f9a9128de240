//! Which shards an answer is made of, and questions that take those that can be read.

use std::time::Duration;

use serde_json::{Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::refusal;

/// How often shards are asked that failed, though they are there.
const ATTEMPTS: u32 = 3;

/// The pause before they are asked again; each further one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// Which shards an answer is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answering {
    /// All.
    All,
    /// Those that are on nodes that answer; the others are on none.
    Present,
    /// Those that did not fail.
    Sound,
    /// Those that were not too busy.
    Idle,
}

impl Answering {
    fn of(answer: &Value) -> Self {
        let shards = &answer["_shards"];
        let failures = shards["failures"].as_array().map(Vec::as_slice).unwrap_or_default();
        let kind = |failure: &Value| failure["reason"]["type"].as_str().unwrap_or_default().into();
        let kinds: Vec<String> = failures.iter().map(kind).collect();
        if shards["successful"] == shards["total"] && answer["timed_out"] != true {
            Self::All
        } else if kinds.iter().any(|kind| refusal::is_load(kind)) {
            Self::Idle
        } else if kinds.iter().all(|kind| refusal::is_loss(kind)) {
            Self::Present
        } else {
            Self::Sound
        }
    }
}

/// Has a search answered by all shards that can be read, and tells whether some cannot.
///
/// # Errors
///
/// None can be read, or some are too busy.
pub(super) async fn ask_readable(
    client: &Client,
    request: &Request,
) -> Result<(Value, bool), EngineError> {
    let mut pause = FIRST_PAUSE;
    for _ in 1..ATTEMPTS {
        let answer = client.ask(request).await?;
        match Answering::of(&answer) {
            Answering::All => return Ok((answer, false)),
            Answering::Present => return Ok((answer, true)),
            // A node that ends in the middle of an answer is not asked for it a second time.
            Answering::Sound | Answering::Idle => client.pause(pause).await,
        }
        pause *= 2;
    }
    let answer = client.ask(request).await?;
    match Answering::of(&answer) {
        Answering::Idle => Err(EngineError::Busy),
        answering => Ok((answer, answering != Answering::All)),
    }
}

/// Makes sure that an index can be searched now; returns whether some of its shards cannot be read.
///
/// # Errors
///
/// None can be read.
pub(super) async fn probe(client: &Client, index: &str) -> Result<bool, EngineError> {
    let path = format!("/{index}/_search?allow_partial_search_results=true");
    let body = json!({"size": 0, "query": {"match_none": {}}});
    ask_readable(client, &Request::post(path, &body)).await.map(|(_, is_partial)| is_partial)
}

/// Counts the documents of a question, of all shards.
///
/// # Errors
///
/// Some shards cannot be counted.
pub(super) async fn count(client: &Client, index: &str, query: &Value) -> Result<u64, EngineError> {
    let request = Request::post(format!("/{index}/_count"), &json!({"query": query}));
    let counted = whole(client, client.ask(&request.patiently()).await?)?;
    counted["count"].as_u64().ok_or_else(|| incomplete(client, "nothing was counted"))
}

/// Takes an answer where all shards had part in it.
pub(super) fn whole(client: &Client, answer: Value) -> Result<Value, EngineError> {
    let shards = &answer["_shards"];
    match shards["failed"].as_u64() {
        Some(0) => Ok(answer),
        failed => {
            let (failed, all) = (failed.unwrap_or(0), &shards["total"]);
            Err(incomplete(client, &format!("{failed} of {all} shards cannot be read")))
        }
    }
}

fn incomplete(client: &Client, reason: &str) -> EngineError {
    EngineError::Incomplete { at: client.address(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Answering;

    fn answer(successful: u32, kinds: &[&str]) -> Value {
        let failures: Vec<Value> =
            kinds.iter().map(|kind| json!({"shard": 1, "reason": {"type": kind}})).collect();
        let failed = 3 - successful;
        json!({"timed_out": false, "_shards": {
            "total": 3, "successful": successful, "failed": failed, "failures": failures,
        }})
    }

    #[test]
    fn an_answer_tells_which_shards_it_is_made_of() {
        let lost = "no_shard_available_action_exception";
        let busy = "opensearch_rejected_execution_exception";
        for (answer, answering) in [
            (answer(3, &[]), Answering::All),
            (answer(2, &[]), Answering::Present),
            (answer(2, &[lost]), Answering::Present),
            (answer(2, &["i_o_exception"]), Answering::Sound),
            (answer(1, &[lost, busy]), Answering::Idle),
        ] {
            assert_eq!(Answering::of(&answer), answering, "{answer}");
        }
        let mut late = answer(3, &[]);
        late["timed_out"] = json!(true);
        assert_ne!(Answering::of(&late), Answering::All, "what ran out of time is not all");
    }
}
