//! `/api/v1/suggest`, and `/api/v1/suggestions` for browsers.

use std::borrow::Cow;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CONTENT_TYPE;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::query::request::SearchRequest;
use crate::search::suggest::Suggestion;
use crate::web::error::ApiError;
use crate::web::links;
use crate::web::params::suggest::SuggestParams;
use crate::web::site::Origin;
use crate::web::state::AppState;

/// What can follow the characters typed so far.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct Suggestions {
    /// What was typed.
    query: String,
    /// The suggestions, the likeliest first.
    suggestions: Vec<Labelled>,
}

/// The same as browsers take it: what was typed, completions, what they are, and where they lead.
#[derive(Debug, Serialize)]
pub(in crate::web) struct BrowserSuggestions(String, Vec<String>, Vec<String>, Vec<String>);

impl JsonSchema for BrowserSuggestions {
    fn schema_name() -> Cow<'static, str> {
        "BrowserSuggestions".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let texts = json_schema!({ "type": "array", "items": { "type": "string" } });
        json_schema!({
            "type": "array",
            "description": "What was typed, completions, what they are, and where they lead.",
            "items": { "anyOf": [{ "type": "string" }, texts] },
            "minItems": 4,
            "maxItems": 4,
        })
    }
}

/// A suggestion with the name of its kind for readers.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "LabelledSuggestion")]
struct Labelled {
    #[serde(flatten)]
    suggestion: Suggestion,
    /// Name of the kind for readers.
    label: &'static str,
}

/// Answers with what can follow the characters typed so far.
pub(in crate::web) async fn suggest(
    State(app): State<AppState>,
    params: SuggestParams,
) -> Result<Json<Suggestions>, ApiError> {
    let suggestions = app.searcher.suggest(&params.typed, params.limit, app.today()).await?;
    let labelled = |suggestion: Suggestion| Labelled { label: suggestion.kind.label(), suggestion };
    let suggestions = suggestions.into_iter().map(labelled).collect();
    Ok(Json(Suggestions { query: params.typed, suggestions }))
}

/// Answers with the same as the OpenSearch extension for suggestions has it: the words typed, and
/// lists of completions, of what they are, and of where they lead.
pub(in crate::web) async fn for_browsers(
    State(app): State<AppState>,
    origin: Origin,
    params: SuggestParams,
) -> Result<([(HeaderName, &'static str); 1], Json<BrowserSuggestions>), ApiError> {
    let suggestions = app.searcher.suggest(&params.typed, params.limit, app.today()).await?;
    let texts = suggestions.iter().map(|suggestion| suggestion.text.clone()).collect();
    let said = suggestions.iter().map(said).collect();
    let addresses = suggestions
        .iter()
        .map(|suggestion| {
            let text = suggestion.text.clone();
            origin.at(&links::address(&SearchRequest { text, ..SearchRequest::default() }))
        })
        .collect();
    let kind = [(CONTENT_TYPE, "application/x-suggestions+json; charset=utf-8")];
    Ok((kind, Json(BrowserSuggestions(params.typed, texts, said, addresses))))
}

/// Says what a suggestion is, in short.
fn said(suggestion: &Suggestion) -> String {
    let official = suggestion.official.as_ref();
    let meant = official.map_or_else(String::new, |official| format!("→ {official}，"));
    format!("{}，{meant}{} 件", suggestion.kind.label(), suggestion.count)
}
