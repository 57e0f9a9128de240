//! `/opensearch.xml`: tells browsers and programs how the site is searched (OpenSearch 1.1).

use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::web::conditional::Tag;
use crate::web::discovery::{NAME, render};
use crate::web::error::ApiError;
use crate::web::frame::Frame;
use crate::web::site::Origin;

/// A day: it changes with the program alone.
const KEPT: &str = "public, max-age=86400";

#[derive(Debug, Template)]
#[template(path = "opensearch.xml")]
struct Description {
    /// At most 16 characters, as the format has it.
    name: &'static str,
    origin: Origin,
}

/// Answers with the description.
pub(in crate::web) async fn describe(
    origin: Origin,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let text = render(&Description { name: NAME, origin })?;
    let tag = Tag::of_text(&text);
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(KEPT));
    }
    Ok(tag.answer("application/opensearchdescription+xml; charset=utf-8", KEPT, text))
}
