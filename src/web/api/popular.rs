//! `/api/v1/popular`.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::web::error::ApiError;
use crate::web::state::AppState;
use crate::web::usage;

/// Answers with what many readers ask; their order is told, how many there are is not.
pub(in crate::web) async fn popular(State(app): State<AppState>) -> Result<Json<Value>, ApiError> {
    let texts = usage::popular(&app).await?;
    let queries: Vec<Value> = texts.iter().map(|text| json!({ "text": text })).collect();
    Ok(Json(json!({ "queries": queries })))
}
