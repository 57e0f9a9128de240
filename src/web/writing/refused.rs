//! What a writer is answered whose request is refused: one stable type for each thing to do next.

use axum::http::StatusCode;
use axum::http::header::WWW_AUTHENTICATE;
use serde_json::json;

use crate::access::credentials::SIGNED;
use crate::access::denied::{Denied, Reason};
use crate::received::error::{ContentError, StoreError};
use crate::upkeep::refusal::Refusal;
use crate::web::error::AppError;
use crate::web::particular::Particular;

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        let detail = refusal.to_string();
        match refusal {
            Refusal::Search(error) => error.into(),
            Refusal::Store(error) => store(&error),
            Refusal::Taken { .. } => Particular::new(
                StatusCode::CONFLICT,
                "/problems/key-taken",
                "the key is that of another notice",
                detail,
            )
            .into(),
            Refusal::Unread(_) => unreadable(detail),
            Refusal::NotOpen(openness) => Particular::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "/problems/not-open",
                "the notice is not open to everyone",
                detail,
            )
            .with("openness", json!(openness))
            .into(),
            Refusal::Unlogged(_) => {
                tracing::error!(error = %refusal, "a notice was kept and not logged");
                unwritable(detail)
            }
            Refusal::Busy => Particular::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "/problems/busy",
                "too many notices are waiting",
                detail,
            )
            .into(),
            Refusal::Fault => Particular::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "/problems/internal",
                "the notice was not received",
                detail,
            )
            .into(),
        }
    }
}

fn store(error: &StoreError) -> AppError {
    let detail = error.to_string();
    match error {
        StoreError::Conflict(conflict) => Particular::new(
            StatusCode::CONFLICT,
            "/problems/version",
            "another version is here",
            detail,
        )
        .with("present", json!({ "version": conflict.present, "deleted": conflict.deleted }))
        .into(),
        StoreError::Absent => AppError::NotFound(detail),
        StoreError::Foreign { .. } => Particular::new(
            StatusCode::CONFLICT,
            "/problems/key-taken",
            "the key is that of another notice",
            detail,
        )
        .into(),
        StoreError::Full(_) => {
            tracing::error!(%error, "a notice was not kept");
            Particular::new(
                StatusCode::INSUFFICIENT_STORAGE,
                "/problems/disk-full",
                "the disk of the library is full",
                "nothing was changed; send it again when the operator has made room".to_owned(),
            )
            .into()
        }
        StoreError::Locked | StoreError::Unwritable(_) => {
            tracing::error!(%error, "a notice was not kept");
            unwritable(
                "nothing was changed; send it again when the operator has mended it".to_owned(),
            )
        }
    }
}

fn unwritable(detail: String) -> AppError {
    Particular::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "/problems/not-writable",
        "the library cannot be written now",
        detail,
    )
    .into()
}

fn unreadable(detail: String) -> AppError {
    Particular::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "/problems/content",
        "the body is no notice",
        detail,
    )
    .into()
}

/// Refuses a body that is no notice.
pub(super) fn content(error: &ContentError) -> AppError {
    unreadable(format!("the body {error}"))
}

/// Refuses a line of a bulk that is no notice.
pub(super) fn line(error: &ContentError) -> AppError {
    unreadable(format!("the line {error}"))
}

/// Refuses what stands behind the last line of a bulk that is taken.
pub(super) fn too_many_lines(limit: usize) -> AppError {
    Particular::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "/problems/too-large",
        "the body has too many lines",
        format!("the limit is {limit} lines; send this one and those behind it in another request"),
    )
    .into()
}

/// Refuses what did not come of a bulk.
pub(super) fn broken_off() -> AppError {
    let detail = "it broke off, or paused for too long; send this line and those behind it again";
    AppError::Malformed(detail.to_owned())
}

/// Refuses a body that is too large.
pub(super) fn too_large(limit: usize) -> AppError {
    Particular::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "/problems/too-large",
        "the body is too large",
        format!("the limit is {limit} bytes"),
    )
    .into()
}

/// Refuses a body of another kind.
pub(super) fn other_kind(kind: &str, taken: &[&str]) -> AppError {
    let given = if kind.is_empty() { "none" } else { kind };
    let taken: Vec<String> = taken.iter().map(|kind| format!("`{kind}`")).collect();
    Particular::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "/problems/media-type",
        "the body is of a kind that is not taken",
        format!("expected as `Content-Type`: {}; given: {given}", taken.join(", ")),
    )
    .into()
}

/// Refuses a request that is not let through.
pub(in crate::web) fn denied(denied: &Denied) -> AppError {
    let detail = denied.to_string();
    let refused = match denied.reason {
        Reason::OutOfScope(_) => Particular::new(
            StatusCode::FORBIDDEN,
            "/problems/forbidden",
            "the key is not made for this",
            detail,
        ),
        Reason::Unreadable => Particular::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "/problems/keys-unreadable",
            "the keys cannot be read now",
            detail,
        ),
        Reason::TooMany => Particular::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "/problems/busy",
            "too many signed requests",
            detail,
        ),
        _ => Particular::new(
            StatusCode::UNAUTHORIZED,
            "/problems/unauthorized",
            "a key is needed that is good",
            detail,
        )
        .with_header(WWW_AUTHENTICATE, challenge(denied.reason)),
    };
    refused.with("reason", json!(denied.reason.name())).into()
}

/// Says which ways of proving a key there are, and what was wrong with one that was tried.
fn challenge(reason: Reason) -> String {
    let error = if reason == Reason::Missing { "" } else { ", error=\"invalid_token\"" };
    format!("Bearer realm=\"zhengsou\"{error}, {SIGNED} realm=\"zhengsou\"")
}
