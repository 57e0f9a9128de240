//! What a writer is answered.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::Notice;
use crate::notice::schema::MomentSchema;
use crate::notice::warning::Warning;
use crate::received::version::Change;
use crate::upkeep::reception::Receipt;

/// What a writer is answered.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Receipt")]
pub(in crate::web) struct ReceiptBody {
    /// Key of the notice.
    key: String,
    /// Version that stands now.
    version: u64,
    /// What came of it: `created`, `updated`, `unchanged` or `deleted`.
    status: &'static str,
    /// Whether it is kept; false for a dry run.
    kept: bool,
    /// Number of the publication that is searched now.
    generation_now: u64,
    /// When a publish begins that takes the change in; null where none is needed.
    #[schemars(with = "Option<MomentSchema>")]
    visible_after: Option<Timestamp>,
    /// What the reader did not understand.
    warnings: Vec<Warning>,
    /// What the reader made of it, for a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<Notice>,
}

impl ReceiptBody {
    /// Says what came of an order.
    pub(super) fn of(receipt: Receipt, dry_run: bool) -> Self {
        let warnings = receipt.notice.as_ref().map(|notice| notice.warnings.clone());
        Self {
            key: receipt.key.as_str().to_owned(),
            version: receipt.version,
            status: receipt.change.name(),
            kept: !dry_run,
            generation_now: receipt.generation,
            visible_after: receipt.visible_after,
            warnings: warnings.unwrap_or_default(),
            notice: receipt.notice.filter(|_| dry_run),
        }
    }

    /// Leaves out what the reader made of the notice.
    pub(super) fn without_notice(self) -> Self {
        Self { notice: None, ..self }
    }
}

/// Answers with what came of an order.
pub(in crate::web) fn answer(receipt: Receipt, dry_run: bool) -> Response {
    let status = if receipt.change == Change::Created && !dry_run {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let body = ReceiptBody::of(receipt, dry_run);
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
