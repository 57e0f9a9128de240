//! Style sheet and icon, inside the program; named by their content so that they can be kept for
//! ever.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::web::error::{AppError, PageError};
use crate::web::params::PathParam;

const STYLE: &str = include_str!("assets/site.css");
const ICON: &str = include_str!("assets/icon.svg");

/// Where the style sheet is: its name changes with its content.
pub(super) static STYLE_PATH: LazyLock<String> = LazyLock::new(|| {
    format!("/assets/site-{}.css", &blake3::hash(STYLE.as_bytes()).to_hex()[..10])
});

/// Answers with an asset.
pub(super) async fn asset(name: PathParam) -> Result<Response, PageError> {
    let path = format!("/assets/{}", name.0);
    if path == *STYLE_PATH {
        return Ok(kept_for_ever("text/css; charset=utf-8", STYLE));
    }
    match name.0.as_str() {
        "icon.svg" => Ok(kept_for_ever("image/svg+xml", ICON)),
        _ => Err(AppError::NotFound(path).into()),
    }
}

/// Answers with the icon where browsers look for it.
pub(super) async fn icon() -> Response {
    kept_for_ever("image/svg+xml", ICON)
}

fn kept_for_ever(kind: &'static str, body: &'static str) -> Response {
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (StatusCode::OK, headers, body).into_response()
}
