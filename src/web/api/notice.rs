//! `/api/v1/notices/{id}` and `/api/v1/clauses/{id}`.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::Notice;
use crate::notice::assignment::Assignment;
use crate::notice::clause::Clause;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::search::response::NoticeSummary;
use crate::search::results::summary;
use crate::web::error::{ApiError, AppError};
use crate::web::params::extract::{ApiPath, NoParams};
use crate::web::state::AppState;

/// A clause with its tasks and its notice.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct ClauseBody {
    id: String,
    #[serde(flatten)]
    clause: ClauseFields,
    assignments: Vec<Assignment>,
    notice: NoticeSummary,
}

/// A clause without its key inside the notice, which the body gives whole.
#[derive(Debug, Serialize, JsonSchema)]
struct ClauseFields {
    path: Vec<String>,
    address: String,
    kind: crate::notice::clause::ClauseKind,
    text: String,
}

impl From<Clause> for ClauseFields {
    fn from(clause: Clause) -> Self {
        Self { path: clause.path, address: clause.address, kind: clause.kind, text: clause.text }
    }
}

/// Answers with a notice, whole.
pub(in crate::web) async fn notice(
    State(app): State<AppState>,
    id: ApiPath,
    _: NoParams,
) -> Result<Json<Notice>, ApiError> {
    let found = app.searcher.notice(&NoticeId::given(id.0.clone()), app.today()).await?;
    let notice =
        found.ok_or_else(|| AppError::NotFound(format!("there is no notice `{}`", id.0)))?;
    Ok(Json(notice))
}

/// Answers with a clause and its notice.
pub(in crate::web) async fn clause(
    State(app): State<AppState>,
    id: ApiPath,
    _: NoParams,
) -> Result<Json<ClauseBody>, ApiError> {
    let missing =
        || AppError::NotFound(format!("there is no clause `{}`; keys are `notice:clause`", id.0));
    let key = ClauseKey::parse(&id.0).ok_or_else(missing)?;
    let (notice, record) = app.searcher.clause(&key, app.today()).await?.ok_or_else(missing)?;
    Ok(Json(ClauseBody {
        id: key.to_string(),
        clause: record.clause.into(),
        assignments: record.assignments,
        notice: summary(&notice, app.today()),
    }))
}
