//! Parameters of figures: of how many days, and how long lists are.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::usage::{RETENTION_DAYS, WINDOW_DAYS};
use crate::web::error::{ApiError, ParamError};

/// The most texts of a list.
pub(in crate::web) const MOST_TEXTS: usize = 200;

/// Of how many days figures are, and how many texts a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) struct StatsParams {
    pub(in crate::web) days: i32,
    pub(in crate::web) limit: usize,
}

impl StatsParams {
    /// How many texts a list has when no number is given.
    pub(in crate::web) const USUAL: usize = 50;

    fn read(query: &str) -> Result<Self, Vec<ParamError>> {
        let mut params = Self { days: WINDOW_DAYS, limit: Self::USUAL };
        let mut errors = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let value = value.trim();
            let read = match &*name {
                _ if value.is_empty() => Ok(()),
                "days" => {
                    let days =
                        value.parse().ok().filter(|days| (1..=RETENTION_DAYS).contains(days));
                    days.map(|days| params.days = days)
                        .ok_or_else(|| format!("expected 1 to {RETENTION_DAYS}"))
                }
                "limit" => {
                    let limit = value.parse().ok().filter(|limit| (1..=MOST_TEXTS).contains(limit));
                    limit
                        .map(|limit| params.limit = limit)
                        .ok_or_else(|| format!("expected 1 to {MOST_TEXTS}"))
                }
                _ => Err("is unknown here; known are days, limit".to_owned()),
            };
            if let Err(reason) = read {
                errors.push(ParamError { parameter: name.into_owned(), reason });
            }
        }
        if errors.is_empty() { Ok(params) } else { Err(errors) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for StatsParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self::read(parts.uri.query().unwrap_or(""))?)
    }
}

#[cfg(test)]
mod tests {
    use super::StatsParams;

    #[test]
    fn days_and_limit_are_held_to_what_is_kept() {
        let read = StatsParams::read("days=7&limit=").expect("both good");
        assert_eq!((read.days, read.limit), (7, StatsParams::USUAL));
        for query in ["days=0", "days=93", "limit=0", "limit=201", "limit=x", "colour=red"] {
            assert!(StatsParams::read(query).is_err(), "{query}");
        }
    }
}
