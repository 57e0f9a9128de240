//! `/api/v1/stats`: what readers ask, for who holds a key to operate.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::access::scope::Scope;
use crate::usage::Usage;
use crate::usage::error::UsageError;
use crate::usage::lists::Lists;
use crate::usage::store::Row;
use crate::web::error::{ApiError, AppError};
use crate::web::guard;
use crate::web::params::stats::StatsParams;
use crate::web::particular::Particular;
use crate::web::state::AppState;

/// It is no other's business, and changes with every search.
const KEPT: &str = "private, no-store";

/// What readers ask.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct Stats {
    /// What was asked; `null` where nothing of it is kept.
    usage: Option<Lists>,
}

/// Answers with what readers ask.
pub(in crate::web) async fn stats(
    State(app): State<AppState>,
    params: StatsParams,
    parts: Parts,
) -> Result<([(HeaderName, &'static str); 1], Json<Stats>), ApiError> {
    guard::admit(&app, &parts, Scope::Operate)?;
    let today = app.today();
    let StatsParams { days, limit } = params;
    let usage = match &app.usage {
        Some(usage) => {
            let rows =
                rows(Arc::clone(usage), today, days).await.map_err(|error| unread(&error))?;
            Some(Lists::of(&rows, today, days, limit, &app.searcher).await?)
        }
        None => None,
    };
    Ok(([(CACHE_CONTROL, KEPT)], Json(Stats { usage })))
}

async fn rows(usage: Arc<Usage>, today: Date, days: i32) -> Result<Vec<Row>, UsageError> {
    #[expect(clippy::disallowed_methods, reason = "a small file is read, nothing is searched")]
    let read = tokio::task::spawn_blocking(move || usage.rows(today, days)).await;
    read.unwrap_or_else(|error| Err(std::io::Error::other(error).into()))
}

fn unread(error: &UsageError) -> AppError {
    tracing::error!(%error, "usage cannot be read");
    Particular::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "/problems/usage-unreadable",
        "what was counted cannot be read now",
        "the operator finds why in the log".to_owned(),
    )
    .into()
}
