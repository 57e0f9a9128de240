//! Counts the searches that readers type, and lists the popular ones.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use crate::query::request::SearchRequest;
use crate::search::error::SearchError;
use crate::search::response::SearchResponse;
use crate::usage::answered::found;
use crate::usage::visitor::is_robot;
use crate::web::links;
use crate::web::observe::Asked;
use crate::web::state::AppState;

/// Who sent a request, as far as it tells visitors of a day apart; `None` for robots and for those
/// who followed a link instead of typing.
#[derive(Debug)]
pub(super) struct Visitor(Option<String>);

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _app: &AppState) -> Result<Self, Infallible> {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let agent = header(USER_AGENT.as_str()).unwrap_or("");
        if is_robot(agent) || links::is_followed(parts.uri.query().unwrap_or("")) {
            return Ok(Self(None));
        }
        let asked = parts.extensions.get::<Asked>().and_then(|asked| asked.address);
        let address = asked.map(|address| address.to_string()).unwrap_or_default();
        Ok(Self(Some(format!("{address} {agent}"))))
    }
}

/// Counts a search of a page where a reader typed it: the first page, not narrowed, not reordered.
pub(super) fn count(
    app: &AppState,
    visitor: &Visitor,
    request: &SearchRequest,
    response: &SearchResponse,
) {
    let (Some(usage), Some(visitor)) = (&app.usage, &visitor.0) else { return };
    let typed = SearchRequest {
        text: request.text.clone(),
        facets: request.facets.clone(),
        explain: request.explain,
        admits_partial: request.admits_partial,
        ..SearchRequest::default()
    };
    // What is not found in parts of the index may be found in the others.
    if *request == typed && !response.is_partial {
        usage.recorder.record(&request.text, found(response), visitor, app.today());
    }
}

/// Returns the popular searches, the most asked first; none where nothing is kept.
pub(super) async fn popular(app: &AppState) -> Result<Arc<[String]>, SearchError> {
    let Some(usage) = &app.usage else { return Ok(Arc::default()) };
    let is_blocked = app.searcher.blocks().await?;
    usage.popular.list(&usage.recorder, &app.searcher, app.today(), &is_blocked).await
}
