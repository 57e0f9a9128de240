//! `/embed.js` and `/embed.css`: the box for pages of other sites, under names that never change.

use axum::http::HeaderMap;
use axum::response::Response;

use crate::web::assets::{EMBED_SCRIPT, EMBED_STYLE};
use crate::web::conditional::Tag;

/// An hour: portals name these files themselves, so that a change has to reach them.
const KEPT: &str = "public, max-age=3600";

/// Answers with the script that makes `<policy-search>` known.
pub(in crate::web) async fn script(headers: HeaderMap) -> Response {
    answer("text/javascript; charset=utf-8", EMBED_SCRIPT, &headers)
}

/// Answers with its style sheet.
pub(in crate::web) async fn style(headers: HeaderMap) -> Response {
    answer("text/css; charset=utf-8", EMBED_STYLE, &headers)
}

fn answer(kind: &'static str, text: &'static str, headers: &HeaderMap) -> Response {
    let tag = Tag::of_text(text);
    if tag.is_held(headers) { tag.unchanged(KEPT) } else { tag.answer(kind, KEPT, text) }
}
