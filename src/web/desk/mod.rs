//! What the precedent desk is asked, out of an address.

pub(super) mod compared;
pub(super) mod draft;
pub(super) mod drafting;
pub(super) mod facts;
pub(super) mod notices;
pub(super) mod passage;
pub(super) mod text;
pub(super) mod topic;
pub(super) mod variants;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::web::error::{ApiError, PageError, ParamError};

/// What can be read out of the query of an address.
pub(super) trait FromQuery: Sized {
    /// Reads it; every wrong parameter is named, and an unknown one is wrong where `strict`.
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>>;
}

/// What a page is asked; unknown parameters (that sharing adds) are passed over.
#[derive(Debug)]
pub(super) struct OfPage<T>(pub(super) T);

/// The same for the API, where unknown parameters are refused.
#[derive(Debug)]
pub(super) struct OfApi<T>(pub(super) T);

impl<S: Send + Sync, T: FromQuery> FromRequestParts<S> for OfPage<T> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        Ok(Self(T::read(parts.uri.query().unwrap_or(""), false)?))
    }
}

impl<S: Send + Sync, T: FromQuery> FromRequestParts<S> for OfApi<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        Ok(Self(T::read(parts.uri.query().unwrap_or(""), true)?))
    }
}
