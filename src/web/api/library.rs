//! The steward's report for other programs.

use axum::Json;
use axum::extract::State;

use crate::steward::Report;
use crate::web::error::ApiError;
use crate::web::state::AppState;

/// Returns the report on the library.
pub(in crate::web) async fn library(
    State(state): State<AppState>,
) -> Result<Json<Report>, ApiError> {
    let report = state.searcher.report(state.today()).await?;
    Ok(Json(Report::clone(&report)))
}
