//! `/api/v1/suggest`, and `/api/v1/suggestions` for browsers.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use crate::query::request::SearchRequest;
use crate::search::suggest::Suggestion;
use crate::web::error::ApiError;
use crate::web::links;
use crate::web::params::suggest::SuggestParams;
use crate::web::site::Origin;
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

/// Answers with the same as the OpenSearch extension for suggestions has it: the words typed, and
/// lists of completions, of what they are, and of where they lead.
pub(in crate::web) async fn for_browsers(
    State(app): State<AppState>,
    origin: Origin,
    params: SuggestParams,
) -> Result<Response, ApiError> {
    let suggestions = app.searcher.suggest(&params.typed, params.limit, app.today()).await?;
    let texts: Vec<&str> = suggestions.iter().map(|suggestion| &*suggestion.text).collect();
    let said: Vec<String> = suggestions.iter().map(said).collect();
    let addresses: Vec<String> = suggestions
        .iter()
        .map(|suggestion| {
            let text = suggestion.text.clone();
            origin.at(&links::address(&SearchRequest { text, ..SearchRequest::default() }))
        })
        .collect();
    let kind = [(CONTENT_TYPE, "application/x-suggestions+json; charset=utf-8")];
    Ok((kind, Json(json!([params.typed, texts, said, addresses]))).into_response())
}

/// Says what a suggestion is, in short.
fn said(suggestion: &Suggestion) -> String {
    let official = suggestion.official.as_ref();
    let meant = official.map_or_else(String::new, |official| format!("→ {official}，"));
    format!("{}，{meant}{} 件", suggestion.kind.label(), suggestion.count)
}
