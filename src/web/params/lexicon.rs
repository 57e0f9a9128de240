//! Parameters of the lexicon: a text, and which page.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::query::request::Page;
use crate::web::error::ApiError;
use crate::web::params::group::Group;
use crate::web::params::{Others, search};

/// The groups of the parameters of a search that the lexicon takes.
pub(in crate::web) const OF_LEXICON: &[Group] = &[Group::Text, Group::Paging];

/// What is looked up; everything where the text is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) struct LexiconParams {
    pub(in crate::web) text: String,
    pub(in crate::web) page: Page,
}

impl<S: Send + Sync> FromRequestParts<S> for LexiconParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or("");
        let request = search(query, Others::Refused(OF_LEXICON))?.request;
        Ok(Self { text: request.text, page: request.page })
    }
}
