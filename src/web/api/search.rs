//! `/api/v1/search` and `/api/v1/facets`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::query::facet::FacetField;
use crate::query::request::{Page, Scope};
use crate::search::response::{FacetEntry, Hidden, SearchResponse};
use crate::web::api::cursor::Cursor;
use crate::web::api::{fields, marks};
use crate::web::conditional;
use crate::web::discovery::feed;
use crate::web::error::{ApiError, AppError};
use crate::web::export::file_name::disposition;
use crate::web::export::results;
use crate::web::headers::NEXT_CURSOR;
use crate::web::params::body::SearchBody;
use crate::web::params::extract::{ApiCounts, ApiSearch, NoParams};
use crate::web::params::shape::{Form, Shape};
use crate::web::params::{SearchParams, page_facets};
use crate::web::site::Origin;
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
    /// Whether parts of the index could not be read: the counts are of what could be.
    is_partial: bool,
}

/// What a search answers with.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct SearchAnswer {
    #[serde(flatten)]
    response: SearchResponse,
    /// Where the next results are, as `cursor`; `null` behind the last.
    next_cursor: Option<String>,
}

/// Answers a search.
pub(in crate::web) async fn search(
    State(app): State<AppState>,
    origin: Origin,
    params: ApiSearch,
) -> Result<Response, ApiError> {
    answer(&app, &origin, params.0).await
}

/// Answers a search whose parameters stand in the body.
pub(in crate::web) async fn of_body(
    State(app): State<AppState>,
    origin: Origin,
    _: NoParams,
    params: SearchBody,
) -> Result<Response, ApiError> {
    answer(&app, &origin, params.0).await
}

async fn answer(
    app: &AppState,
    origin: &Origin,
    params: SearchParams,
) -> Result<Response, ApiError> {
    let SearchParams { mut request, shape } = params;
    if let Some(wanted) = &shape.fields {
        fields::check(wanted)?;
    }
    if shape.form == Form::Atom {
        return feed::of(app, origin, request).await;
    }
    // Sheets and lines have no place for what stands beside results, nor to say what is missing.
    request.admits_partial = shape.form == Form::Json;
    request.alone = shape.form != Form::Json;
    let begin = Cursor::begin(app, &request).await?;
    let here = match &shape.cursor {
        Some(given) => begin.go_on(given)?,
        None => begin.at(request.page),
    };
    request.page = here.page(request.page.size());
    let response = app.searcher.search(&request, app.today()).await?;
    if shape.cursor.is_some() && !here.is_over(response.generation) {
        return Err(AppError::Gone.into());
    }
    app.operation.metrics.searched(response.total, response.is_kept);
    let next_cursor = here.behind(response.results.len(), response.total);
    Ok(shaped(&SearchAnswer { response, next_cursor }, &shape))
}

/// Writes an answer in the form that is wanted.
fn shaped(answer: &SearchAnswer, shape: &Shape) -> Response {
    let next = answer.next_cursor.as_deref().and_then(|next| HeaderValue::try_from(next).ok());
    let mut response = match shape.form {
        Form::Csv => {
            let sheet = results::sheet(answer.response.scope, &answer.response.results);
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (CONTENT_DISPOSITION, disposition("检索结果", "results", "csv")),
            ];
            (headers, sheet).into_response()
        }
        Form::Jsonl => {
            let line = |result: &Value| format!("{result}\n");
            let body = body(answer, shape);
            let lines: String =
                body["results"].as_array().into_iter().flatten().map(line).collect();
            ([(CONTENT_TYPE, "application/jsonl; charset=utf-8")], lines).into_response()
        }
        Form::Json | Form::Atom => Json(body(answer, shape)).into_response(),
    };
    response.headers_mut().extend(next.map(|next| (NEXT_CURSOR, next)));
    conditional::kept_if_whole(response, answer.response.is_partial)
}

/// Answers with counts alone; every dimension where none is named.
pub(in crate::web) async fn facets(
    State(app): State<AppState>,
    params: ApiCounts,
) -> Result<Response, ApiError> {
    let mut request = params.0.request;
    if request.facets.is_empty() {
        request.facets = page_facets();
    }
    request.page = Page::all(0);
    request.admits_partial = true;
    let response = app.searcher.search(&request, app.today()).await?;
    let counts = Json(Counts {
        query: response.query,
        scope: response.scope,
        total: response.total,
        facets: response.facets,
        hidden: response.hidden,
        generation: response.generation,
        is_partial: response.is_partial,
    });
    Ok(conditional::kept_if_whole(counts.into_response(), response.is_partial))
}

/// Writes an answer with the marks and the fields that are wanted.
fn body(answer: &SearchAnswer, shape: &Shape) -> Value {
    let mut body = serde_json::to_value(answer).unwrap_or_default();
    each_result(&mut body, &|result| give(result, shape));
    body
}

/// Gives a result the marks and the fields that are wanted.
pub(super) fn give(result: &mut Value, shape: &Shape) {
    marks::give(result, shape.marks);
    if let Some(wanted) = &shape.fields {
        fields::keep(result, wanted);
    }
}

/// Visits the results of an answer and of its groups.
fn each_result(body: &mut Value, visit: &impl Fn(&mut Value)) {
    let results = body.get_mut("results").and_then(Value::as_array_mut);
    results.into_iter().flatten().for_each(visit);
    let groups = body.get_mut("groups").and_then(Value::as_array_mut);
    groups.into_iter().flatten().for_each(|group| each_result(group, visit));
}
