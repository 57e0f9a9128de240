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

/// Tells of a 403 that is no matter of credentials: an index that takes no writes.
fn is_block(body: &Value) -> bool {
    body["error"]["type"] == "cluster_block_exception"
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::of;
    use crate::engine::error::EngineError;
    use crate::engine::opensearch::client::Answer;

    fn told(status: u16, kind: &str) -> EngineError {
        let error = json!({"type": kind, "reason": "outer", "root_cause": [{"reason": "inner"}]});
        of("http://a", &Answer { status, body: json!({"error": error, "status": status}) })
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
