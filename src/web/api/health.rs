//! `/healthz` and `/readyz`.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::web::error::ApiError;
use crate::web::state::AppState;

/// Answers while the process serves.
pub(in crate::web) async fn alive() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// Answers when searches can be answered, with what is searched.
pub(in crate::web) async fn ready(State(app): State<AppState>) -> Result<Json<Value>, ApiError> {
    app.searcher.check().await?;
    let status = app.searcher.status().await?;
    Ok(Json(json!({
        "status": "ready",
        "generation": status.generation,
        "notices": status.notices,
        "clauses": status.clauses,
    })))
}
