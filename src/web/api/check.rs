//! `/api/v1/check`: what is to be looked at again in a draft.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;

use crate::precedent::check::Check;
use crate::web::desk::draft::{DraftParams, Refused};
use crate::web::error::ApiError;
use crate::web::params::body::JsonBody;
use crate::web::params::extract::NoParams;
use crate::web::state::AppState;

/// Answers with the check of a draft that stands in the body: `{"text": "…", "region": "130100"}`.
///
/// Nothing of it is kept, here or on the way.
pub(in crate::web) async fn check(
    State(app): State<AppState>,
    _: NoParams,
    draft: JsonBody<DraftParams>,
) -> Result<([(HeaderName, &'static str); 1], Json<Check>), ApiError> {
    let checked = draft.0.check(&app).await.map_err(Refused::into_error)?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(checked)))
}
