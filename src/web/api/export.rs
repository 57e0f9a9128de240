//! `/api/v1/export`: all results of a search, in one stream over one publication.
//!
//! The results are found piece by piece, as fast as they are read, and each piece waits for its turn
//! among the heavy requests. What is published meanwhile does not change them. A piece that fails
//! breaks the connection off, so that what came is not taken for the whole.

use std::io;
use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use jiff::civil::Date;

use crate::query::request::{Page, SearchRequest};
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::search::response::SearchResult;
use crate::web::api::fields;
use crate::web::api::search::give;
use crate::web::client::Asker;
use crate::web::error::ApiError;
use crate::web::export::file_name::disposition;
use crate::web::export::results;
use crate::web::headers::TOTAL_COUNT;
use crate::web::params::export::{ExportForm, ExportParams};
use crate::web::params::shape::Shape;
use crate::web::state::AppState;

/// Results of one piece: some megabytes of memory, and few enough searches for a whole library.
const PIECE: usize = 1000;

/// An export that is being read.
struct Export {
    app: AppState,
    asker: Asker,
    searcher: Searcher,
    request: SearchRequest,
    today: Date,
    shape: Shape,
    form: ExportForm,
    /// Results that were found so far.
    found: usize,
    /// How many there are.
    total: u64,
}

/// Answers with all results of a search.
pub(in crate::web) async fn export(
    State(app): State<AppState>,
    Extension(asker): Extension<Asker>,
    params: ExportParams,
) -> Result<Response, ApiError> {
    let ExportParams { search, form } = params;
    if let Some(wanted) = &search.shape.fields {
        fields::check(wanted)?;
    }
    let (searcher, today) = (app.searcher.held().await?, app.today());
    let (request, shape) = (search.request, search.shape);
    let mut export =
        Export { app, asker, searcher, request, today, shape, form, found: 0, total: 0 };
    let first = export.piece().await?;
    let headers = export.headers();
    let head = export.head() + &first;
    let pieces = stream::try_unfold((Some(head), export), |(ready, export)| async move {
        let further = match ready {
            Some(ready) => Some((ready, export)),
            None => export.next().await?,
        };
        Ok::<_, io::Error>(further.map(|(piece, export)| (piece, (None, export))))
    });
    Ok((headers, Body::from_stream(pieces)).into_response())
}

impl Export {
    /// Finds the next piece when its turn comes; `None` behind the last.
    async fn next(mut self) -> io::Result<Option<(String, Self)>> {
        let (found, total, asker) = (self.found, self.total, self.asker);
        if u64::try_from(found).is_ok_and(|found| found >= total) {
            return Ok(None);
        }
        let limits = Arc::clone(&self.app.operation.limits);
        let further = Box::pin(async move { self.piece().await.map(|piece| (piece, self)) });
        let piece = match limits.in_turn(asker, further).await {
            Ok(Ok(further)) => Ok(further),
            Ok(Err(error)) => Err(error.to_string()),
            Err(refusal) => Err(refusal.detail()),
        };
        piece.map(Some).map_err(|reason| {
            tracing::warn!(%reason, found, total, "an export broke off");
            io::Error::other(reason)
        })
    }

    async fn piece(&mut self) -> Result<String, SearchError> {
        self.request.page = Page::from(self.found, PIECE);
        let (total, results) = self.searcher.results(&self.request, self.today).await?;
        self.total = total;
        self.found += results.len();
        if results.is_empty() {
            self.total = self.found.try_into().unwrap_or(u64::MAX);
        }
        Ok(self.write(&results))
    }

    fn write(&self, results: &[SearchResult]) -> String {
        match self.form {
            ExportForm::Csv => results::lines(results),
            ExportForm::Jsonl => {
                let line = |result: &SearchResult| {
                    let mut value = serde_json::to_value(result).unwrap_or_default();
                    give(&mut value, &self.shape);
                    format!("{value}\n")
                };
                results.iter().map(line).collect()
            }
        }
    }

    fn head(&self) -> String {
        match self.form {
            ExportForm::Csv => results::head(self.request.scope),
            ExportForm::Jsonl => String::new(),
        }
    }

    fn headers(&self) -> [(HeaderName, HeaderValue); 3] {
        let (kind, ending) = match self.form {
            ExportForm::Csv => ("text/csv; charset=utf-8", "csv"),
            ExportForm::Jsonl => ("application/jsonl; charset=utf-8", "jsonl"),
        };
        let name = HeaderValue::try_from(disposition("检索结果", "results", ending));
        [
            (CONTENT_TYPE, HeaderValue::from_static(kind)),
            (CONTENT_DISPOSITION, name.unwrap_or(HeaderValue::from_static("attachment"))),
            (TOTAL_COUNT, HeaderValue::from(self.total)),
        ]
    }
}
