//! `/api/v1/popular`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use schemars::JsonSchema;
use serde::Serialize;

use crate::web::error::ApiError;
use crate::web::params::extract::NoParams;
use crate::web::state::AppState;
use crate::web::usage;

/// Five minutes: it changes with what is asked, not with what is published.
const KEPT: &str = "public, max-age=300";

/// What many readers ask.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct Popular {
    /// The queries, the most asked first; empty where nothing is counted or too few ask the same.
    queries: Vec<PopularQuery>,
}

/// A query that many readers ask.
#[derive(Debug, Serialize, JsonSchema)]
struct PopularQuery {
    /// Its words.
    text: String,
}

/// Answers with what many readers ask; their order is told, how many there are is not.
pub(in crate::web) async fn popular(
    State(app): State<AppState>,
    _: NoParams,
) -> Result<([(HeaderName, &'static str); 1], Json<Popular>), ApiError> {
    let texts = usage::popular(&app).await?;
    let queries = texts.iter().map(|text| PopularQuery { text: text.clone() }).collect();
    Ok(([(CACHE_CONTROL, KEPT)], Json(Popular { queries })))
}
