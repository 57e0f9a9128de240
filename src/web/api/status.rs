//! `/api/v1/status`: what is searched now.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::MomentSchema;
use crate::web::error::ApiError;
use crate::web::params::extract::NoParams;
use crate::web::state::AppState;

/// What is searched now.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct StatusBody {
    /// Version of the program.
    version: &'static str,
    /// Number of the publication.
    generation: u64,
    /// Notices that can be found.
    notices: u64,
    /// Clauses that can be found.
    clauses: u64,
    /// When it was published; `null` where the index does not know.
    #[schemars(with = "Option<MomentSchema>")]
    updated_at: Option<Timestamp>,
}

/// Answers with what is searched.
pub(in crate::web) async fn status(
    State(app): State<AppState>,
    _: NoParams,
) -> Result<Json<StatusBody>, ApiError> {
    let status = app.searcher.status().await?;
    Ok(Json(StatusBody {
        version: env!("CARGO_PKG_VERSION"),
        generation: status.generation,
        notices: status.notices,
        clauses: status.clauses,
        updated_at: status.publication.made_at,
    }))
}
