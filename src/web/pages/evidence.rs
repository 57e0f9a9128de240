//! `/evidence.…`: clauses to keep as proof, collected in the address.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::notice::assignment::Duty;
use crate::web::address;
use crate::web::desk::OfPage;
use crate::web::desk::compared::Collected;
use crate::web::error::{AppError, PageError};
use crate::web::export::evidence::{self, Evidence};
use crate::web::export::file_name::disposition;
use crate::web::export::{WORD, docx};
use crate::web::site::Origin;
use crate::web::state::AppState;

/// What the files are called.
const NAME: &str = "条款摘录";

/// Answers with clauses as a sheet.
pub(in crate::web) async fn sheet(
    State(app): State<AppState>,
    origin: Origin,
    OfPage(collected): OfPage<Collected>,
) -> Result<Response, PageError> {
    let evidence = collect(&app, &origin, &collected).await?;
    Ok(file("csv", "text/csv; charset=utf-8", evidence::sheet(&evidence)))
}

/// Answers with clauses as Markdown.
pub(in crate::web) async fn markdown(
    State(app): State<AppState>,
    origin: Origin,
    OfPage(collected): OfPage<Collected>,
) -> Result<Response, PageError> {
    let evidence = collect(&app, &origin, &collected).await?;
    Ok(file("md", "text/markdown; charset=utf-8", evidence::markdown(&evidence)))
}

/// Answers with clauses as a Word document.
pub(in crate::web) async fn word(
    State(app): State<AppState>,
    origin: Origin,
    OfPage(collected): OfPage<Collected>,
) -> Result<Response, PageError> {
    let evidence = collect(&app, &origin, &collected).await?;
    let body = docx::evidence(&evidence).map_err(|error| {
        tracing::error!(%error, "a document could not be written");
        AppError::NotFound("these clauses as a document".to_owned())
    })?;
    Ok(file("docx", WORD, body))
}

async fn collect(
    app: &AppState,
    origin: &Origin,
    collected: &Collected,
) -> Result<Vec<Evidence>, PageError> {
    let today = app.today();
    let mut evidence = Vec::with_capacity(collected.0.len());
    for key in &collected.0 {
        let found = app.searcher.clause(key, today).await?;
        let (notice, record) = found.ok_or_else(|| AppError::NotFound(format!("clause {key}")))?;
        let link = origin.at(&address::clause(&key.to_string(), ""));
        let duty = Duty::of(&record.assignments);
        evidence.push(Evidence::new(&notice, &record.clause, &duty, link, today));
    }
    Ok(evidence)
}

fn file(ending: &str, kind: &'static str, body: impl IntoResponse) -> Response {
    let name = disposition(NAME, "clauses", ending);
    let headers = [(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)];
    (headers, body).into_response()
}
