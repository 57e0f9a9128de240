//! `/metrics`: figures for whoever watches the site.

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::web::state::AppState;

/// Answers with all figures in the text form that Prometheus reads.
pub(in crate::web) async fn metrics(State(app): State<AppState>) -> Response {
    let metrics = &app.operation.metrics;
    // Where the index cannot be read now, its figures stay as they were.
    if let Ok(status) = app.searcher.status().await {
        metrics.searches_over(&status);
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], metrics.text()).into_response()
}
