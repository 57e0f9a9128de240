//! Headers of answers: a strict content policy, no sniffing, no referrers, and who else may read.

use std::time::Duration;

use axum::http::header::{
    CONTENT_SECURITY_POLICY, ETAG, ORIGIN, REFERRER_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::response::Response;
use tower_http::cors::{AllowOrigin, Any, CorsLayer, Vary};

use crate::web::site::SiteAddress;

/// Only our own styles, scripts and pictures, no frames of others.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/// Adds the headers to an answer.
pub(super) async fn secure(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("interest-cohort=()"),
    );
    response
}

/// How long a browser may go without asking again whether another origin may read.
const ASKED_AGAIN: Duration = Duration::from_hours(24);

/// Where the next results are, in forms of answers that have no place for it.
pub(super) const NEXT_CURSOR: HeaderName = HeaderName::from_static("x-next-cursor");

/// How many results there are, in forms of answers that have no place for it.
pub(super) const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

/// What scripts of other origins may read beside what every answer shows them.
const EXPOSED: [HeaderName; 7] = [
    NEXT_CURSOR,
    TOTAL_COUNT,
    ETAG,
    RETRY_AFTER,
    HeaderName::from_static("ratelimit"),
    HeaderName::from_static("ratelimit-policy"),
    HeaderName::from_static("x-request-id"),
];

/// Lets pages of other origins read what is public anyway, without cookies: of those that are named,
/// of every origin where none is.
pub(super) fn for_other_origins(named: &[SiteAddress]) -> CorsLayer {
    let named: Vec<HeaderValue> =
        named.iter().filter_map(|origin| HeaderValue::try_from(origin.to_string()).ok()).collect();
    // The answer for one origin must not be kept for another.
    let (origins, varies) = if named.is_empty() {
        (AllowOrigin::any(), Vary::list([]))
    } else {
        (AllowOrigin::list(named), Vary::list([ORIGIN]))
    };
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(Any)
        .expose_headers(EXPOSED)
        .max_age(ASKED_AGAIN)
        .vary(varies)
}
