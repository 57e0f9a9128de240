//! `/robots.txt`: where robots find the notices, and where they only cost.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::web::site::Origin;

/// Every combination of filters is an address; the sitemaps name each notice once.
const RULES: &str = "User-agent: *\n\
    Disallow: /search?\n\
    Disallow: /feed.\n\
    Disallow: /api/\n\
    Disallow: /precedents\n\
    Disallow: /compare\n\
    Disallow: /facts?\n\
    Disallow: /evidence.\n\
    Disallow: /preferences\n";

/// Answers with the rules.
pub(in crate::web) async fn rules(origin: Origin) -> Response {
    let text = format!("{RULES}\nSitemap: {}\n", origin.at("/sitemap.xml"));
    let headers =
        [(CONTENT_TYPE, "text/plain; charset=utf-8"), (CACHE_CONTROL, "public, max-age=86400")];
    (headers, text).into_response()
}
