//! `/api/v1/search` and `/api/v1/facets`.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::query::request::Page;
use crate::search::response::SearchResponse;
use crate::web::error::{ApiError, ParamError};
use crate::web::params::extract::{ApiCounts, ApiSearch};
use crate::web::params::{SearchParams, page_facets};
use crate::web::state::AppState;

/// Answers a search.
pub(in crate::web) async fn search(
    State(app): State<AppState>,
    params: ApiSearch,
) -> Result<Json<Value>, ApiError> {
    let response = app.searcher.search(&params.0.request, app.today()).await?;
    Ok(Json(body(&response, &params.0)?))
}

/// Answers with counts alone; every dimension where none is named.
pub(in crate::web) async fn facets(
    State(app): State<AppState>,
    params: ApiCounts,
) -> Result<Json<Value>, ApiError> {
    let mut request = params.0.request;
    if request.facets.is_empty() {
        request.facets = page_facets();
    }
    request.page = Page::all(0);
    let response = app.searcher.search(&request, app.today()).await?;
    Ok(Json(json!({
        "query": response.query,
        "scope": response.scope,
        "total": response.total,
        "facets": response.facets,
        "hidden": response.hidden,
        "generation": response.generation,
    })))
}

/// Writes a response with the fields that are wanted.
fn body(response: &SearchResponse, params: &SearchParams) -> Result<Value, Vec<ParamError>> {
    let mut body = serde_json::to_value(response).unwrap_or_default();
    let results = body.get_mut("results").and_then(Value::as_array_mut);
    for result in results.into_iter().flatten() {
        if !params.marks {
            unmark(result);
        }
        if let Some(fields) = &params.fields {
            keep_fields(result, fields)?;
        }
    }
    Ok(body)
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

fn keep_fields(result: &mut Value, wanted: &BTreeSet<String>) -> Result<(), Vec<ParamError>> {
    let Value::Object(fields) = result else { return Ok(()) };
    if let Some(unknown) = wanted.iter().find(|name| !fields.contains_key(*name)) {
        let known: Vec<&str> = fields.keys().map(String::as_str).collect();
        let reason = format!("`{unknown}` is no field of a result; known are {}", known.join(", "));
        return Err(vec![ParamError { parameter: "fields".to_owned(), reason }]);
    }
    fields.retain(|name, _| wanted.contains(name));
    Ok(())
}
