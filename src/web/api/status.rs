//! `/api/v1/status`: what is searched now, and how publishing stands.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::MomentSchema;
use crate::web::api::publishing::Publishing;
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
    /// How publishing stands; `null` where this server publishes nothing.
    publishing: Option<Publishing>,
}

/// Answers with what is searched and how publishing stands; that changes by the second, so that the
/// answer is not to be kept.
pub(in crate::web) async fn status(
    State(app): State<AppState>,
    _: NoParams,
) -> Result<([(HeaderName, &'static str); 1], Json<StatusBody>), ApiError> {
    let status = app.searcher.status().await?;
    let body = StatusBody {
        version: env!("CARGO_PKG_VERSION"),
        generation: status.generation,
        notices: status.notices,
        clauses: status.clauses,
        updated_at: status.publication.made_at,
        publishing: Publishing::of(&app),
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(body)))
}
