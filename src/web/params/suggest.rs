//! Parameters of suggestions.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::web::error::{ApiError, ParamError};
use crate::web::params::whole;

/// What was typed so far, and how many suggestions are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct SuggestParams {
    pub(in crate::web) typed: String,
    pub(in crate::web) limit: usize,
}

/// The most suggestions of one answer.
pub(in crate::web) const MOST_SUGGESTIONS: usize = 50;

impl SuggestParams {
    /// How many suggestions come when no number is given: what a list shows without scrolling.
    pub(in crate::web) const USUAL: usize = 8;

    fn read(query: &str) -> Result<Self, Vec<ParamError>> {
        let mut params = Self { typed: String::new(), limit: Self::USUAL };
        let mut errors = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let read = match &*name {
                "q" => {
                    value.trim().clone_into(&mut params.typed);
                    Ok(())
                }
                "limit" => whole(&value).and_then(|limit| {
                    params.limit = limit;
                    let known = (1..=MOST_SUGGESTIONS).contains(&limit);
                    if known { Ok(()) } else { Err(format!("expected 1 to {MOST_SUGGESTIONS}")) }
                }),
                _ => Err("is unknown; known are q, limit".to_owned()),
            };
            if let Err(reason) = read {
                errors.push(ParamError { parameter: name.into_owned(), reason });
            }
        }
        if errors.is_empty() { Ok(params) } else { Err(errors) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SuggestParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self::read(parts.uri.query().unwrap_or(""))?)
    }
}
