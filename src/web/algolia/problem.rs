//! Problems as Algolia's clients read them: a message and a status.

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::web::error;

/// What every path of the adapter begins with.
const ROOT: &str = "/api/algolia/";

/// A problem.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlgoliaProblem")]
pub(in crate::web) struct Message {
    /// What is wrong, and what to do.
    message: String,
    /// Status of the answer.
    status: u16,
}

/// Answers problems of the adapter's paths in their shape; what cannot be used is a 400 there.
pub(in crate::web) async fn in_their_shape(request: Request, next: Next) -> Response {
    let is_ours = request.uri().path().starts_with(ROOT);
    let mut response = next.run(request).await;
    if !is_ours {
        return response;
    }
    let Some(message) = error::take_message(&mut response) else { return response };
    let status = match response.status() {
        StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
        status => status,
    };
    let said = Json(Message { message, status: status.as_u16() }).into_response();
    let (mut parts, _) = response.into_parts();
    let (said, body) = said.into_parts();
    parts.status = status;
    parts.headers.extend(said.headers);
    Response::from_parts(parts, body)
}
