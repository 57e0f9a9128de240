//! `/api/v1/similar`, `/api/v1/clauses/{id}/similar`, `/api/v1/compare` and `/api/v1/facts`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::Deserialize;

use crate::precedent::facts::table::FactTable;
use crate::precedent::side_by_side::SideBySide;
use crate::precedent::similar::Precedents;
use crate::web::desk::OfApi;
use crate::web::desk::compared::Compared;
use crate::web::desk::facts::FactParams;
use crate::web::desk::passage::{PassageParams, Sought};
use crate::web::error::{ApiError, ParamError};
use crate::web::params::ApiPath;
use crate::web::state::AppState;

/// A passage in the body of a request, where it is too long for an address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextBody {
    text: String,
}

/// Answers with the precedents of a clause or a text.
pub(in crate::web) async fn similar(
    State(app): State<AppState>,
    params: OfApi<PassageParams>,
) -> Result<Json<Precedents>, ApiError> {
    answer(&app, &params.0).await
}

/// Answers with the precedents of a clause.
pub(in crate::web) async fn of_clause(
    State(app): State<AppState>,
    id: ApiPath,
    params: OfApi<PassageParams>,
) -> Result<Json<Precedents>, ApiError> {
    answer(&app, &PassageParams { sought: Some(Sought::Clause(id.0)), ..params.0 }).await
}

/// Answers with the precedents of a text that stands in the body: `{"text": "…"}`.
pub(in crate::web) async fn of_body(
    State(app): State<AppState>,
    params: OfApi<PassageParams>,
    body: Bytes,
) -> Result<Json<Precedents>, ApiError> {
    let body: TextBody = serde_json::from_slice(&body).map_err(|error| wrong(error.to_string()))?;
    let sought = Sought::text(&body.text).map_err(wrong)?;
    answer(&app, &PassageParams { sought: Some(sought), ..params.0 }).await
}

/// Answers with what places rule on a question, a row a notice.
pub(in crate::web) async fn facts(
    State(app): State<AppState>,
    params: OfApi<FactParams>,
) -> Result<Json<FactTable>, ApiError> {
    if params.0.question().is_empty() {
        let reason = "a question is needed".to_owned();
        return Err(vec![ParamError { parameter: "q".to_owned(), reason }].into());
    }
    Ok(Json(params.0.table(&app).await?))
}

/// Answers with clauses side by side.
pub(in crate::web) async fn compare(
    State(app): State<AppState>,
    params: OfApi<Compared>,
) -> Result<Json<SideBySide>, ApiError> {
    Ok(Json(params.0.compare(&app).await?))
}

async fn answer(app: &AppState, params: &PassageParams) -> Result<Json<Precedents>, ApiError> {
    let is_empty = |sought: &&Sought| **sought != Sought::Text(String::new());
    let sought = params.sought.as_ref().filter(is_empty);
    let sought = sought.ok_or_else(|| wrong("or clause is needed".to_owned()))?;
    let (desk, today) = (app.desk(), app.today());
    let passage = sought.passage(&desk, today).await?;
    Ok(Json(desk.similar(&passage, &params.request(), today).await?))
}

fn wrong(reason: String) -> Vec<ParamError> {
    vec![ParamError { parameter: "text".to_owned(), reason }]
}
