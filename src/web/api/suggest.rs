//! `/api/v1/suggest`.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::web::error::ApiError;
use crate::web::params::SuggestParams;
use crate::web::state::AppState;

/// Answers with what can follow the characters typed so far.
pub(in crate::web) async fn suggest(
    State(app): State<AppState>,
    params: SuggestParams,
) -> Result<Json<Value>, ApiError> {
    let suggestions = app.searcher.suggest(&params.typed, params.limit, app.today()).await?;
    Ok(Json(json!({ "query": params.typed, "suggestions": suggestions })))
}
