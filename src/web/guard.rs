//! Lets requests through that prove a key, and tells what of a request the proof is about.

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};

use crate::access::gate::{Attempt, Caller};
use crate::access::scope::Scope;
use crate::web::error::AppError;
use crate::web::state::AppState;
use crate::web::writing::refused;

/// Returns what a request says of who sends it, and what a signature of it would be about.
pub(super) fn attempt<'r>(method: &'r Method, uri: &'r Uri, headers: &'r HeaderMap) -> Attempt<'r> {
    Attempt {
        authorization: headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()),
        method: method.as_str(),
        target: uri.path_and_query().map_or("/", |target| target.as_str()),
    }
}

/// Lets a request without a body through that proves a key of a scope.
///
/// # Errors
///
/// It is not let through.
pub(super) fn admit(app: &AppState, parts: &Parts, scope: Scope) -> Result<Caller, AppError> {
    let attempt = attempt(&parts.method, &parts.uri, &parts.headers);
    let caller = app.gate(&attempt, scope).map_err(|denied| refused::denied(&denied))?;
    caller.vouches_for(b"").map_err(|denied| refused::denied(&denied))?;
    Ok(caller)
}
