//! Answers with styles, scripts and pictures.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::web::assets::{self, ICON};
use crate::web::error::{AppError, PageError};
use crate::web::params::extract::PathParam;

/// For what is named by its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// For what keeps its name when it changes.
const FOR_A_DAY: &str = "public, max-age=86400";

/// Answers with an asset.
pub(in crate::web) async fn asset(name: PathParam) -> Result<Response, PageError> {
    let path = format!("/assets/{}", name.0);
    let asset = assets::at(&path).ok_or(AppError::NotFound(path))?;
    Ok(answer(asset.kind, FOR_EVER, asset.content))
}

/// Answers with the icon where browsers look for it.
pub(in crate::web) async fn icon() -> Response {
    answer("image/svg+xml", FOR_A_DAY, ICON)
}

fn answer(kind: &'static str, kept: &'static str, body: &'static str) -> Response {
    (StatusCode::OK, [(CONTENT_TYPE, kind), (CACHE_CONTROL, kept)], body).into_response()
}
