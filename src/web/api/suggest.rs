//! `/api/v1/suggest`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};

use crate::search::suggest::Suggestion;
use crate::web::error::ApiError;
use crate::web::params::SuggestParams;
use crate::web::state::AppState;

/// A suggestion with the name of its kind for readers.
#[derive(Serialize)]
struct Labelled<'a> {
    #[serde(flatten)]
    suggestion: &'a Suggestion,
    label: &'static str,
}

/// Answers with what can follow the characters typed so far.
pub(in crate::web) async fn suggest(
    State(app): State<AppState>,
    params: SuggestParams,
) -> Result<Json<Value>, ApiError> {
    let suggestions = app.searcher.suggest(&params.typed, params.limit, app.today()).await?;
    let labelled = suggestions
        .iter()
        .map(|suggestion| Labelled { label: suggestion.kind.label(), suggestion });
    let labelled: Vec<Labelled<'_>> = labelled.collect();
    Ok(Json(json!({ "query": params.typed, "suggestions": labelled })))
}
