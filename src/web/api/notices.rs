//! What the desk says of a notice: `/api/v1/notices/{id}/years` and `…/compare` beside that of another
//! year, `…/drafting` and `…/topics` for a draft after it.

use axum::Json;
use axum::extract::State;

use crate::notice::id::NoticeId;
use crate::precedent::drafting::nearest::Drafting;
use crate::precedent::drafting::topics::Lacking;
use crate::precedent::notices::shown::NoticesCompared;
use crate::precedent::notices::years::Years;
use crate::web::desk::OfApi;
use crate::web::desk::drafting::{self, DraftParams};
use crate::web::error::{ApiError, AppError};
use crate::web::params::extract::{ApiPath, NoParams};
use crate::web::state::AppState;

/// Answers with the notices of the nearest other years of a notice.
pub(in crate::web) async fn years(
    State(app): State<AppState>,
    id: ApiPath,
    _: NoParams,
) -> Result<Json<Years>, ApiError> {
    Ok(Json(years_of(&app, &NoticeId::given(id.0)).await?))
}

/// Answers with a notice compared with that of the year before.
pub(in crate::web) async fn compare(
    State(app): State<AppState>,
    id: ApiPath,
    _: NoParams,
) -> Result<Json<NoticesCompared>, ApiError> {
    let id = NoticeId::given(id.0);
    let previous = years_of(&app, &id).await?.previous.ok_or_else(|| {
        AppError::NotFound(format!("the library holds no notice of an earlier year of `{id}`"))
    })?;
    let compared = app.desk().compare_notices(&previous.id, &id, app.today()).await?;
    Ok(Json(compared.map_err(|id| missing(&id))?))
}

/// Answers with the nearest clauses of others for a part of a notice.
pub(in crate::web) async fn drafting(
    State(app): State<AppState>,
    id: ApiPath,
    params: OfApi<DraftParams>,
) -> Result<Json<Drafting>, ApiError> {
    Ok(Json(drafting::nearest(&app, &NoticeId::given(id.0), params.0.part).await?))
}

/// Answers with the topics that others of the kind of a notice have and it lacks.
pub(in crate::web) async fn topics(
    State(app): State<AppState>,
    id: ApiPath,
    _: NoParams,
) -> Result<Json<Lacking>, ApiError> {
    Ok(Json(drafting::lacking(&app, &NoticeId::given(id.0)).await?))
}

async fn years_of(app: &AppState, id: &NoticeId) -> Result<Years, AppError> {
    let years = app.desk().neighbours(id, app.today()).await?;
    years.ok_or_else(|| missing(id))
}

fn missing(id: &NoticeId) -> AppError {
    AppError::NotFound(format!("there is no notice `{id}`"))
}
