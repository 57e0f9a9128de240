//! What precedents are sought for, out of an address: a clause by its key, or a text.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use form_urlencoded::Serializer;
use jiff::civil::Date;

use crate::notice::id::ClauseKey;
use crate::precedent::Desk;
use crate::precedent::passage::Passage;
use crate::precedent::request::PrecedentRequest;
use crate::web::error::{ApiError, AppError, PageError, ParamError};
use crate::web::params::{self, SearchParams};

/// The longest text that is taken, in characters.
pub(super) const LONGEST: usize = 2000;

/// What precedents are sought for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// A clause, by its key as given.
    Clause(String),
    /// A text.
    Text(String),
}

impl Sought {
    /// Makes the passage of it.
    ///
    /// # Errors
    ///
    /// There is no such clause, or the index cannot be read.
    pub(super) async fn passage(&self, desk: &Desk, today: Date) -> Result<Passage, AppError> {
        match self {
            Self::Text(text) => Ok(Passage::pasted(text)),
            Self::Clause(given) => {
                let missing = || AppError::NotFound(format!("clause {given}"));
                let key = ClauseKey::parse(given).ok_or_else(missing)?;
                desk.passage(&key, today).await?.ok_or_else(missing)
            }
        }
    }

    /// Takes a text that precedents can be sought for.
    pub(super) fn text(text: &str) -> Result<Self, ParamError> {
        let length = text.chars().count();
        if length > LONGEST {
            let reason = format!("has {length} characters; the limit is {LONGEST}");
            return Err(ParamError { parameter: "text".to_owned(), reason });
        }
        Ok(Self::Text(text.trim().to_owned()))
    }
}

/// What is sought, and what narrows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PassageParams {
    /// What is sought; `None` where neither clause nor text is given.
    pub(super) sought: Option<Sought>,
    /// The parameters of every search.
    pub(super) search: SearchParams,
}

impl PassageParams {
    /// Reads parameters; every wrong one is named.
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut rest = Serializer::new(String::new());
        let (mut sought, mut errors) = (None, Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "clause" | "text" if value.trim().is_empty() => {}
                "clause" => sought = Some(Sought::Clause(value.trim().to_owned())),
                "text" => match Sought::text(&value) {
                    Ok(text) => sought = sought.or(Some(text)),
                    Err(error) => errors.push(error),
                },
                _ => drop(rest.append_pair(&name, &value)),
            }
        }
        match params::search(&rest.finish(), strict) {
            Ok(search) if errors.is_empty() => Ok(Self { sought, search }),
            Ok(_) => Err(errors),
            Err(others) => {
                errors.extend(others);
                Err(errors)
            }
        }
    }

    /// Returns what is asked of the desk.
    pub(super) fn request(&self) -> PrecedentRequest {
        PrecedentRequest {
            filters: self.search.request.filters.clone(),
            page: self.search.request.page,
            shows_copies: false,
        }
    }
}

/// The same for the API, where unknown parameters are refused.
#[derive(Debug)]
pub(super) struct ApiPassage(pub(super) PassageParams);

impl<S: Send + Sync> FromRequestParts<S> for ApiPassage {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        Ok(Self(PassageParams::read(parts.uri.query().unwrap_or(""), true)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PassageParams {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        Ok(Self::read(parts.uri.query().unwrap_or(""), false)?)
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, PassageParams, Sought};

    #[test]
    fn a_clause_goes_before_a_text() {
        let read = |query: &str| PassageParams::read(query, true).map(|params| params.sought);
        assert_eq!(read("clause=a:b&text=x"), Ok(Some(Sought::Clause("a:b".to_owned()))));
        assert_eq!(read("text=+%E6%B5%AE%E6%A1%A5"), Ok(Some(Sought::Text("浮桥".to_owned()))));
        assert_eq!(read("text=&year=2024"), Ok(None));
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        let long = "x".repeat(LONGEST + 1);
        let errors = PassageParams::read(&format!("text={long}&year=x&colour=red"), true);
        let names: Vec<String> =
            errors.expect_err("all wrong").into_iter().map(|error| error.parameter).collect();
        assert_eq!(names, ["text", "year", "colour"]);
    }
}
