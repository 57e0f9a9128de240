//! `/api/v1/search` and `/api/v1/facets`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::query::facet::FacetField;
use crate::query::request::{Page, Scope};
use crate::search::response::{FacetEntry, Hidden, SearchResponse};
use crate::web::api::fields;
use crate::web::error::ApiError;
use crate::web::params::body::SearchBody;
use crate::web::params::extract::{ApiCounts, ApiSearch, NoParams};
use crate::web::params::{SearchParams, page_facets};
use crate::web::state::AppState;

/// Counts without results.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FacetCounts")]
pub(in crate::web) struct Counts {
    /// What was typed.
    query: String,
    /// What was searched.
    scope: Scope,
    /// How many results there are, exactly.
    total: u64,
    /// Counts by dimension.
    facets: BTreeMap<FacetField, Vec<FacetEntry>>,
    /// Results that are not shown.
    hidden: Hidden,
    /// Number of the publication that was searched.
    generation: u64,
}

/// Answers a search.
pub(in crate::web) async fn search(
    State(app): State<AppState>,
    params: ApiSearch,
) -> Result<Json<Value>, ApiError> {
    answer(&app, &params.0).await
}

/// Answers a search whose parameters stand in the body.
pub(in crate::web) async fn of_body(
    State(app): State<AppState>,
    _: NoParams,
    params: SearchBody,
) -> Result<Json<Value>, ApiError> {
    answer(&app, &params.0).await
}

async fn answer(app: &AppState, params: &SearchParams) -> Result<Json<Value>, ApiError> {
    if let Some(wanted) = &params.fields {
        fields::check(wanted)?;
    }
    let response = app.searcher.search(&params.request, app.today()).await?;
    app.operation.metrics.searched(response.total);
    Ok(Json(body(&response, params)))
}

/// Answers with counts alone; every dimension where none is named.
pub(in crate::web) async fn facets(
    State(app): State<AppState>,
    params: ApiCounts,
) -> Result<Json<Counts>, ApiError> {
    let mut request = params.0.request;
    if request.facets.is_empty() {
        request.facets = page_facets();
    }
    request.page = Page::all(0);
    let response = app.searcher.search(&request, app.today()).await?;
    Ok(Json(Counts {
        query: response.query,
        scope: response.scope,
        total: response.total,
        facets: response.facets,
        hidden: response.hidden,
        generation: response.generation,
    }))
}

/// Writes a response with the fields that are wanted.
fn body(response: &SearchResponse, params: &SearchParams) -> Value {
    let mut body = serde_json::to_value(response).unwrap_or_default();
    let results = body.get_mut("results").and_then(Value::as_array_mut);
    for result in results.into_iter().flatten() {
        if !params.marks {
            unmark(result);
        }
        if let Some(wanted) = &params.fields {
            fields::keep(result, wanted);
        }
    }
    body
}

/// Takes marks out of every piece of HTML.
fn unmark(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(html) if name.ends_with("html") => {
                        *html = html.replace("<mark>", "").replace("</mark>", "");
                    }
                    other => unmark(other),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(unmark),
        _ => {}
    }
}
