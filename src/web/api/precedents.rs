//! `/api/v1/similar`, `/api/v1/clauses/{id}/similar`, `/api/v1/variants`,
//! `/api/v1/timeline`, `/api/v1/compare` and `/api/v1/facts`.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::precedent::facts::table::FactTable;
use crate::precedent::notices::shown::NoticesCompared;
use crate::precedent::side_by_side::SideBySide;
use crate::precedent::similar::Precedents;
use crate::precedent::timeline::Timeline;
use crate::precedent::wording::Wordings;
use crate::web::desk::OfApi;
use crate::web::desk::facts::FactParams;
use crate::web::desk::notices::Asked;
use crate::web::desk::passage::{PassageParams, Sought};
use crate::web::desk::topic::TopicParams;
use crate::web::desk::variants::VariantParams;
use crate::web::error::{ApiError, AppError, ParamError};
use crate::web::params::body::JsonBody;
use crate::web::params::extract::ApiPath;
use crate::web::state::AppState;

/// A passage in the body of a request, where it is too long for an address.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct TextBody {
    /// The passage, at most 2,000 characters.
    #[schemars(length(min = 1, max = 2000), regex(pattern = r"\S"))]
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
    body: JsonBody<TextBody>,
) -> Result<Json<Precedents>, ApiError> {
    answer(&app, &PassageParams { sought: Some(text_of(&body.0)?), ..params.0 }).await
}

/// Answers with the wordings of a requirement.
pub(in crate::web) async fn variants(
    State(app): State<AppState>,
    params: OfApi<VariantParams>,
) -> Result<Json<Wordings>, ApiError> {
    Ok(Json(sorted(&app, &params.0).await?))
}

/// Answers with the wordings of a requirement whose text stands in the body: `{"text": "…"}`.
pub(in crate::web) async fn variants_of_body(
    State(app): State<AppState>,
    params: OfApi<VariantParams>,
    body: JsonBody<TextBody>,
) -> Result<Json<Wordings>, ApiError> {
    let mut params = params.0;
    params.passage.sought = Some(text_of(&body.0)?);
    Ok(Json(sorted(&app, &params).await?))
}

/// Answers with what places rule on a question, a row a notice.
pub(in crate::web) async fn facts(
    State(app): State<AppState>,
    params: OfApi<FactParams>,
) -> Result<Json<FactTable>, ApiError> {
    if params.0.question().is_empty() {
        return Err(no_question().into());
    }
    Ok(Json(params.0.table(&app).await?))
}

/// Answers with how a topic spread over years, levels and provinces.
pub(in crate::web) async fn timeline(
    State(app): State<AppState>,
    params: OfApi<TopicParams>,
) -> Result<Json<Timeline>, ApiError> {
    let request = params.0.0;
    if request.text.trim().is_empty() {
        return Err(no_question().into());
    }
    Ok(Json(app.desk().timeline(&request, app.today()).await?))
}

/// What `/api/v1/compare` answers with.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(in crate::web) enum CompareBody {
    Clauses(SideBySide),
    Notices(Box<NoticesCompared>),
}

/// Answers with clauses side by side, or two whole notices.
pub(in crate::web) async fn compare(
    State(app): State<AppState>,
    params: OfApi<Asked>,
) -> Result<Json<CompareBody>, ApiError> {
    let body = match params.0 {
        Asked::Clauses(clauses) => CompareBody::Clauses(clauses.compare(&app).await?),
        Asked::Notices(notices) => CompareBody::Notices(Box::new(notices.compare(&app).await?)),
        Asked::Notice(id) => return Err(AppError::NotFound(format!("notice {id}")).into()),
    };
    Ok(Json(body))
}

async fn answer(app: &AppState, params: &PassageParams) -> Result<Json<Precedents>, ApiError> {
    let sought = params.asked().ok_or_else(nothing_sought)?;
    let (desk, today) = (app.desk(), app.today());
    let passage = sought.passage(&desk, today).await?;
    Ok(Json(desk.similar(&passage, &params.request(), today).await?))
}

async fn sorted(app: &AppState, params: &VariantParams) -> Result<Wordings, ApiError> {
    let sought = params.passage.asked().ok_or_else(nothing_sought)?;
    Ok(params.wordings(sought, app).await?)
}

/// Takes the text of a body.
fn text_of(body: &TextBody) -> Result<Sought, ApiError> {
    Ok(Sought::text(&body.text).map_err(wrong)?)
}

fn no_question() -> Vec<ParamError> {
    let reason = "a question is needed".to_owned();
    vec![ParamError { parameter: "q".to_owned(), reason }]
}

fn nothing_sought() -> Vec<ParamError> {
    wrong("or clause is needed".to_owned())
}

fn wrong(reason: String) -> Vec<ParamError> {
    vec![ParamError { parameter: "text".to_owned(), reason }]
}
