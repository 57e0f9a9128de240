//! What handlers are given of an address: the parameters of a search, and the parts of a path.

#![expect(clippy::disallowed_types, reason = "the one place that may use axum's extractors")]

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::web::error::{ApiError, AppError, PageError, ParamError};
use crate::web::params::group::Group;
use crate::web::params::{Others, SearchParams, search};

/// The parameters of a search of the API, where unknown ones are refused.
#[derive(Debug)]
pub(in crate::web) struct ApiSearch(pub(in crate::web) SearchParams);

/// Groups of the parameters of a search that counts take.
pub(in crate::web) const OF_COUNTS: &[Group] =
    &[Group::Text, Group::Scope, Group::Narrowing, Group::Counting, Group::Reading];

/// The parameters of counts of the API.
#[derive(Debug)]
pub(in crate::web) struct ApiCounts(pub(in crate::web) SearchParams);

/// The parameters of a search page, where unknown ones (that sharing adds) are passed over.
#[derive(Debug)]
pub(in crate::web) struct PageSearch(pub(in crate::web) SearchParams);

/// The parameters of a feed: those of the page, with errors that programs read.
#[derive(Debug)]
pub(in crate::web) struct FeedSearch(pub(in crate::web) SearchParams);

/// Of a path that takes no parameters: that there are none.
#[derive(Debug)]
pub(in crate::web) struct NoParams;

/// A variable part of a path, decoded.
#[derive(Debug)]
pub(in crate::web) struct PathParam(pub(in crate::web) String);

impl<S: Send + Sync> FromRequestParts<S> for ApiSearch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self(search(query(parts), Others::Refused(Group::ALL))?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ApiCounts {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self(search(query(parts), Others::Refused(OF_COUNTS))?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageSearch {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        Ok(Self(search(query(parts), Others::PassedOver)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for FeedSearch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self(search(query(parts), Others::PassedOver)?))
    }
}

/// The same for the API.
#[derive(Debug)]
pub(in crate::web) struct ApiPath(pub(in crate::web) String);

impl<S: Send + Sync> FromRequestParts<S> for NoParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let given = form_urlencoded::parse(query(parts).as_bytes());
        let wrong = given.map(|(name, _)| ParamError {
            parameter: name.into_owned(),
            reason: "is unknown here; this takes no parameters".to_owned(),
        });
        let wrong: Vec<ParamError> = wrong.collect();
        if wrong.is_empty() { Ok(Self) } else { Err(wrong.into()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ApiPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(value)| Self(value))
            .map_err(|_| AppError::NotFound(parts.uri.path().to_owned()).into())
    }
}

/// Several variable parts of a path of the API, decoded.
#[derive(Debug)]
pub(in crate::web) struct ApiPaths<const COUNT: usize>(pub(in crate::web) [String; COUNT]);

impl<S: Send + Sync, const COUNT: usize> FromRequestParts<S> for ApiPaths<COUNT> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<Vec<String>>::from_request_parts(parts, state).await;
        let given = path.ok().and_then(|Path(given)| given.try_into().ok());
        given.map(Self).ok_or_else(|| AppError::NotFound(parts.uri.path().to_owned()).into())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PathParam {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(value)| Self(value))
            .map_err(|_| AppError::NotFound(parts.uri.path().to_owned()).into())
    }
}

/// Returns the part of an address behind its `?`.
fn query(parts: &Parts) -> &str {
    parts.uri.query().unwrap_or("")
}
