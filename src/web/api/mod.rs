//! The JSON API.

pub(super) mod check;
pub(super) mod citations;
mod cursor;
pub(super) mod doc_numbers;
pub(super) mod export;
mod fields;
pub(super) mod health;
pub(super) mod lexicon;
pub(super) mod library;
mod marks;
pub(super) mod metrics;
pub(super) mod notice;
pub(super) mod notices;
pub(super) mod openapi;
pub(super) mod operation;
pub(super) mod operations;
mod parameter;
pub(super) mod popular;
pub(super) mod precedents;
mod publishing;
pub(super) mod search;
pub(super) mod stats;
pub(super) mod status;
pub(super) mod suggest;
pub(super) mod writing;

use axum::http::Uri;

use crate::web::error::{ApiError, AppError};

/// Answers for methods that a path does not have.
pub(super) async fn no_method() -> ApiError {
    AppError::Method.into()
}

/// Answers for addresses of the API that are not there.
pub(super) async fn not_found(uri: Uri) -> ApiError {
    AppError::NotFound(format!("there is no {} in this API", uri.path())).into()
}
