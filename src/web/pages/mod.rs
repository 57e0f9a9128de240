//! The pages: each a struct with its template beside it.

mod answer;
pub(super) mod asset;
pub(super) mod check;
pub(super) mod compare;
mod counterpart;
mod difference;
pub(super) mod download;
pub(super) mod drafting;
pub(super) mod evidence;
pub(super) mod facts;
pub(super) mod home;
pub(super) mod library;
mod map;
mod meta;
pub(super) mod notice;
mod notices_compared;
pub(super) mod precedents;
pub(super) mod preferences;
pub(super) mod search;
mod spread;
pub(super) mod timeline;
pub(super) mod variants;
pub(super) mod view;
mod views;
mod years;

use axum::http::Uri;

use crate::web::error::{AppError, PageError};

/// Answers for addresses that are not there.
pub(super) async fn not_found(uri: Uri) -> PageError {
    AppError::NotFound(uri.path().to_owned()).into()
}
