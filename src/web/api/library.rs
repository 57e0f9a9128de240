//! The steward's report for other programs, and when the library was last changed.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::MomentSchema;
use crate::steward::Report;
use crate::web::error::ApiError;
use crate::web::params::extract::NoParams;
use crate::web::state::AppState;

/// The report on a publication.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct LibraryAnswer {
    /// Number of the publication.
    generation: u64,
    /// When the library was last changed (RFC 3339); left out where the index does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "MomentSchema")]
    updated_at: Option<Timestamp>,
    #[serde(flatten)]
    report: Report,
}

/// Returns the report on the library.
pub(in crate::web) async fn library(
    State(state): State<AppState>,
    _: NoParams,
) -> Result<Json<LibraryAnswer>, ApiError> {
    let report = state.searcher.report(state.today()).await?;
    let status = state.searcher.status().await?;
    let (generation, updated_at) = (status.generation, status.publication.made_at);
    Ok(Json(LibraryAnswer { generation, updated_at, report: Report::clone(&report) }))
}
