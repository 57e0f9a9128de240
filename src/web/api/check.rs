//! `/api/v1/check`: what is to be looked at again in a draft.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;

use crate::precedent::check::Check;
use crate::web::desk::draft::{DraftParams, Refused, bytes};
use crate::web::error::{ApiError, ParamError};
use crate::web::state::AppState;

/// Answers with the check of a draft that stands in the body: `{"text": "…", "region": "130100"}`.
///
/// Nothing of it is kept, here or on the way.
pub(in crate::web) async fn check(
    State(app): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<([(HeaderName, &'static str); 1], Json<Check>), ApiError> {
    let body = bytes(body).map_err(|error| Refused::from(error).into_error())?;
    let draft: DraftParams = serde_json::from_slice(&body).map_err(|error| {
        vec![ParamError { parameter: "body".to_owned(), reason: error.to_string() }]
    })?;
    let checked = draft.check(&app).await.map_err(Refused::into_error)?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(checked)))
}
