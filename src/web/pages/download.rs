//! `/notices/{id}/download.…`: a notice to keep, in other forms.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::notice::Notice;
use crate::web::address;
use crate::web::error::{AppError, PageError};
use crate::web::export::file_name::disposition;
use crate::web::export::{WORD, docx, sheet, text};
use crate::web::pages::notice::find;
use crate::web::params::extract::PathParam;
use crate::web::site::Origin;
use crate::web::state::AppState;

/// Answers with a notice as plain text.
pub(in crate::web) async fn text(
    State(app): State<AppState>,
    origin: Origin,
    id: PathParam,
) -> Result<Response, PageError> {
    let notice = find(&app, &id).await?;
    let body = text::write(&notice, &address(&origin, &notice));
    Ok(file(&notice, "txt", "text/plain; charset=utf-8", body))
}

/// Answers with a notice as a Word document.
pub(in crate::web) async fn word(
    State(app): State<AppState>,
    origin: Origin,
    id: PathParam,
) -> Result<Response, PageError> {
    let notice = find(&app, &id).await?;
    let body = docx::write(&notice, &address(&origin, &notice)).map_err(|error| {
        tracing::error!(%error, "a document could not be written");
        AppError::NotFound(format!("notice {} as a document", id.0))
    })?;
    Ok(file(&notice, "docx", WORD, body))
}

/// Answers with the tasks of a notice as a sheet.
pub(in crate::web) async fn tasks(
    State(app): State<AppState>,
    origin: Origin,
    id: PathParam,
) -> Result<Response, PageError> {
    let notice = find(&app, &id).await?;
    let body = sheet::tasks(&notice, &address(&origin, &notice));
    Ok(file(&notice, "csv", "text/csv; charset=utf-8", body))
}

/// Answers with what was read out of a notice, as the API has it.
pub(in crate::web) async fn data(
    State(app): State<AppState>,
    id: PathParam,
) -> Result<Response, PageError> {
    let notice = find(&app, &id).await?;
    let body = serde_json::to_vec_pretty(&notice).map_err(|error| {
        tracing::error!(%error, "a notice could not be written");
        AppError::NotFound(format!("notice {} as data", id.0))
    })?;
    Ok(file(&notice, "json", "application/json", body))
}

fn address(origin: &Origin, notice: &Notice) -> String {
    origin.at(&address::notice(notice.id.as_str(), ""))
}

fn file(notice: &Notice, ending: &str, kind: &'static str, body: impl IntoResponse) -> Response {
    let name = disposition(&notice.display_title(), "notice", ending);
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, body).into_response()
}
