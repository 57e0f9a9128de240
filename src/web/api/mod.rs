//! The JSON API.

pub(super) mod check;
pub(super) mod health;
pub(super) mod library;
pub(super) mod notice;
pub(super) mod notices;
pub(super) mod popular;
pub(super) mod precedents;
pub(super) mod search;
pub(super) mod suggest;

use axum::http::Uri;

use crate::web::error::{ApiError, AppError};

/// Answers for addresses of the API that are not there.
pub(super) async fn not_found(uri: Uri) -> ApiError {
    AppError::NotFound(format!("there is no {} in this API", uri.path())).into()
}
