//! What a refusal of the cluster means, named for what the operator can do.

use std::path::PathBuf;

use serde_json::Value;

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::Answer;

/// Says what a refusal means.
pub(super) fn of(at: &str, answer: &Answer) -> EngineError {
    let (at, reason) = (at.to_owned(), reason(&answer.body));
    match answer.status {
        401 | 403 if !is_block(&answer.body) => EngineError::Denied { at, reason },
        404 => EngineError::Missing { path: PathBuf::from(at) },
        429 => EngineError::Busy,
        503 => EngineError::Incomplete { at, reason },
        500 if is_cut_off(&answer.body["error"]) => EngineError::Incomplete { at, reason },
        status => EngineError::Internal(format!("the cluster answered {status}: {reason}")),
    }
}

/// Returns what the cluster says is wrong, its causes first.
pub(super) fn reason(body: &Value) -> String {
    let error = &body["error"];
    let cause = &error["root_cause"][0];
    let told = [&cause["reason"], &error["caused_by"]["reason"], &error["reason"], error, body];
    let told = told.into_iter().find_map(Value::as_str);
    told.map_or_else(|| "no reason is given".to_owned(), str::to_owned)
}

/// Says why one of several documents could not be read.
pub(super) fn of_document(at: &str, error: &Value) -> EngineError {
    let kind = error["type"].as_str().unwrap_or_default();
    let reason = error["reason"].as_str().unwrap_or(kind).to_owned();
    if is_loss(kind) || is_cut_off(error) {
        EngineError::Incomplete { at: at.to_owned(), reason }
    } else if is_load(kind) {
        EngineError::Busy
    } else {
        EngineError::Internal(reason)
    }
}

/// Tells whether the same question may be answered when it is asked again soon: not where the
/// cluster has looked for a shard and waited for it already.
pub(super) fn may_pass(answer: &Answer) -> bool {
    let error = &answer.body["error"];
    let mut documents = answer.body["docs"].as_array().into_iter().flatten();
    match answer.status {
        200 => documents.any(|document| is_cut_off(&document["error"])),
        429 => true,
        503 => is_cut_off(error) || !is_loss(error["type"].as_str().unwrap_or_default()),
        500 => is_cut_off(error),
        _ => false,
    }
}

/// Tells whether a document may be there soon that is on no node now: the copy of a shard is taken
/// for it once its node is known to be lost, and the cluster has not waited for that.
pub(super) fn may_come(answer: &Answer) -> bool {
    let is_away = |error: &Value| error["type"] == "no_shard_available_action_exception";
    let mut documents = answer.body["docs"].as_array().into_iter().flatten();
    match answer.status {
        200 => documents.any(|document| is_away(&document["error"])),
        503 => is_away(&answer.body["error"]),
        _ => false,
    }
}

/// Tells of a node that lost another one, or ended itself, in the middle of an answer, wherever an
/// error says so: of a search it may say it of its shards alone.
pub(super) fn is_cut_off(error: &Value) -> bool {
    let all = |part: &str| error[part].as_array().into_iter().flatten();
    let is_itself = matches!(
        error["type"].as_str().unwrap_or_default(),
        "node_not_connected_exception"
            | "node_disconnected_exception"
            | "node_closed_exception"
            | "connect_transport_exception"
            | "send_request_transport_exception"
    );
    is_itself
        || error["caused_by"].is_object() && is_cut_off(&error["caused_by"])
        || all("root_cause").any(is_cut_off)
        || all("failed_shards").any(|shard| is_cut_off(&shard["reason"]))
}

/// Tells whether a fault says that a shard is on no node that answers.
pub(super) fn is_loss(kind: &str) -> bool {
    matches!(
        kind,
        "no_shard_available_action_exception"
            | "search_phase_execution_exception"
            | "unavailable_shards_exception"
    )
}

/// Tells whether a fault says that a node has too much to do.
pub(super) fn is_load(kind: &str) -> bool {
    kind.ends_with("rejected_execution_exception")
        || matches!(kind, "circuit_breaking_exception" | "task_cancelled_exception")
}

/// Tells of a 403 that is no matter of credentials: an index that takes no writes.
fn is_block(body: &Value) -> bool {
    body["error"]["type"] == "cluster_block_exception"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{may_come, may_pass, of};
    use crate::engine::error::EngineError;
    use crate::engine::opensearch::client::Answer;

    fn told(status: u16, kind: &str) -> EngineError {
        let error = json!({"type": kind, "reason": "outer", "root_cause": [{"reason": "inner"}]});
        of("http://a", &Answer { status, body: json!({"error": error, "status": status}) })
    }

    #[test]
    fn what_a_shard_is_missing_for_is_not_asked_again() {
        for (status, kind, passes) in [
            (429, "search_phase_execution_exception", true),
            (503, "cluster_manager_not_discovered_exception", true),
            (503, "search_phase_execution_exception", false),
            (503, "unavailable_shards_exception", false),
            (500, "node_not_connected_exception", true),
            (500, "illegal_argument_exception", false),
            (400, "parsing_exception", false),
        ] {
            let body = json!({"error": {"type": kind}, "status": status});
            assert_eq!(may_pass(&Answer { status, body }), passes, "{status} {kind}");
        }
    }

    #[test]
    fn what_a_lost_node_cut_off_is_asked_again_wherever_it_is_said() {
        let cut = json!({"type": "node_not_connected_exception", "reason": "Node not connected"});
        let outer = |part: &str, value: serde_json::Value| {
            let mut error = json!({"type": "search_phase_execution_exception", "root_cause": []});
            error[part] = value;
            json!({ "error": error })
        };
        let deeper = json!({"type": "exception", "caused_by": cut});
        for (status, body) in [
            (500, outer("caused_by", cut.clone())),
            (500, outer("caused_by", deeper)),
            (500, outer("root_cause", json!([{"type": "exception"}, cut]))),
            (503, outer("failed_shards", json!([{"shard": 0, "reason": cut}]))),
            (200, json!({"docs": [{"_id": "a"}, {"_id": "b", "error": cut}]})),
        ] {
            assert!(may_pass(&Answer { status, body: body.clone() }), "{status} {body}");
        }
        assert!(!may_pass(&Answer { status: 200, body: json!({"docs": [{"_id": "a"}]}) }));
    }

    #[test]
    fn a_document_on_no_node_may_come_where_the_cluster_did_not_wait_for_it() {
        let away = json!({"type": "no_shard_available_action_exception"});
        let waited = json!({"type": "unavailable_shards_exception"});
        for (status, body, comes) in [
            (503, json!({ "error": away }), true),
            (200, json!({"docs": [{"_id": "a"}, {"_id": "b", "error": away}]}), true),
            (200, json!({"docs": [{"_id": "a"}]}), false),
            (503, json!({ "error": waited }), false),
        ] {
            assert_eq!(may_come(&Answer { status, body: body.clone() }), comes, "{status} {body}");
        }
    }

    #[test]
    fn a_refusal_says_who_can_help() {
        assert!(matches!(told(401, "security_exception"), EngineError::Denied { .. }));
        assert!(matches!(told(403, "security_exception"), EngineError::Denied { .. }));
        assert!(matches!(told(403, "cluster_block_exception"), EngineError::Internal(_)));
        assert!(matches!(told(429, "rejected"), EngineError::Busy));
        let EngineError::Incomplete { reason, .. } = told(503, "no_shard_available") else {
            panic!("503 is an incomplete index");
        };
        assert_eq!(reason, "inner");
        let gate = Answer { status: 401, body: json!("Unauthorized") };
        let EngineError::Denied { reason, .. } = of("http://a", &gate) else {
            panic!("401 is a matter of credentials");
        };
        assert_eq!(reason, "Unauthorized");
    }
}
