//! `/healthz` and `/readyz`.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::engine::error::EngineError;
use crate::search::error::SearchError;
use crate::web::api::publishing::Publishing;
use crate::web::error::ApiError;
use crate::web::refusal::Refusal;
use crate::web::state::AppState;

/// Answers while the process serves.
pub(in crate::web) async fn alive() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// Answers when searches can be answered, with what is searched and how publishing stands; else says
/// why not. A publish that fails takes nothing from searches: the site is ready all the same. It is
/// ready also where searches reach parts of the index alone, which `is_partial` says.
///
/// Also a site that is about to end is not ready: whoever distributes requests sends none then.
pub(in crate::web) async fn ready(State(app): State<AppState>) -> Result<Json<Value>, ApiError> {
    if app.operation.is_ending() {
        return Err(Refusal::Ending.into());
    }
    let reaches = app.searcher.reaches_parts_alone().await;
    let is_partial = reaches.map_err(|error| not_ready(&error))?;
    let status = app.searcher.status().await.map_err(|error| not_ready(&error))?;
    Ok(Json(json!({
        "status": "ready",
        "generation": status.generation,
        "notices": status.notices,
        "clauses": status.clauses,
        "is_partial": is_partial,
        "publishing": Publishing::of(&app),
    })))
}

/// Says why nothing can be searched, without the paths that the log tells.
fn not_ready(error: &SearchError) -> Refusal {
    let why = match error {
        SearchError::Engine(EngineError::Busy) => return Refusal::Busy,
        SearchError::Engine(EngineError::Missing { .. }) => "there is no index yet",
        SearchError::Engine(EngineError::Outdated { .. }) | SearchError::Outdated { .. } => {
            "the index was made by another version of the program"
        }
        SearchError::Engine(EngineError::Damaged { .. }) => "the index is damaged",
        SearchError::Engine(EngineError::Unreachable { .. }) => {
            "no node of the cluster answers: look that it runs"
        }
        SearchError::Engine(EngineError::Denied { .. }) => {
            "the cluster refuses the credentials: see --opensearch-user, --opensearch-password-file and --opensearch-key-file"
        }
        SearchError::Engine(EngineError::Incomplete { .. }) => {
            "the index is on no node of the cluster that answers: bring its nodes back"
        }
        SearchError::Engine(EngineError::Untrusted { .. }) => {
            "the certificate of the cluster is not trusted: see --opensearch-ca"
        }
        SearchError::Engine(EngineError::Foreign { .. }) => {
            "what answers in place of the cluster cannot be used: see --opensearch-url"
        }
        SearchError::Table(_) => "a table of the library's lexicon cannot be read",
        SearchError::Engine(_) => "the index cannot be read",
    };
    tracing::warn!(%error, "not ready");
    Refusal::NotReady { why }
}
