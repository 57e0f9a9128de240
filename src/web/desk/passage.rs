//! What precedents are sought for, out of an address: a clause by its key, or a text.

use form_urlencoded::Serializer;
use jiff::civil::Date;

use crate::notice::id::ClauseKey;
use crate::precedent::Desk;
use crate::precedent::passage::Passage;
use crate::precedent::request::PrecedentRequest;
use crate::web::desk::FromQuery;
use crate::web::error::{AppError, ParamError};
use crate::web::links;
use crate::web::params::group::Group;
use crate::web::params::{SearchParams, beside_a_search};

/// The longest text that is taken, in characters.
pub(in crate::web) const LONGEST: usize = 2000;

/// Groups of the parameters of a search that this takes.
pub(in crate::web) const GROUPS: &[Group] = &[Group::Narrowing, Group::Paging];

/// What precedents are sought for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::web) enum Sought {
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
    pub(in crate::web) async fn passage(
        &self,
        desk: &Desk,
        today: Date,
    ) -> Result<Passage, AppError> {
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
    ///
    /// # Errors
    ///
    /// It is too long.
    pub(in crate::web) fn text(text: &str) -> Result<Self, String> {
        let length = text.chars().count();
        if length > LONGEST {
            return Err(format!("has {length} characters; the limit is {LONGEST}"));
        }
        Ok(Self::Text(text.trim().to_owned()))
    }
}

/// What is sought, and what narrows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::web) struct PassageParams {
    /// What is sought; `None` where neither clause nor text is given.
    pub(in crate::web) sought: Option<Sought>,
    /// The parameters of every search.
    pub(in crate::web) search: SearchParams,
}

impl FromQuery for PassageParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        Self::read_with(query, strict, GROUPS)
    }
}

impl PassageParams {
    /// Reads what is sought beside some groups of the parameters of a search.
    pub(super) fn read_with(
        query: &str,
        strict: bool,
        groups: &'static [Group],
    ) -> Result<Self, Vec<ParamError>> {
        let (mut clause, mut text) = (None, None);
        let search = beside_a_search(query, strict, groups, |name, value| match name {
            "clause" | "text" if value.is_empty() => Some(Ok(())),
            "clause" => {
                clause = Some(Sought::Clause(value.to_owned()));
                Some(Ok(()))
            }
            "text" => Some(Sought::text(value).map(|sought| text = Some(sought))),
            _ => None,
        })?;
        Ok(Self { sought: clause.or(text), search })
    }

    /// Returns what is sought; `None` where it has no text.
    pub(in crate::web) fn asked(&self) -> Option<&Sought> {
        self.sought.as_ref().filter(|sought| **sought != Sought::Text(String::new()))
    }

    /// Returns the same question asked at another path.
    pub(in crate::web) fn at(&self, path: &str) -> String {
        let mut query = Serializer::new(String::new());
        match &self.sought {
            Some(Sought::Clause(key)) => drop(query.append_pair("clause", key)),
            Some(Sought::Text(text)) => drop(query.append_pair("text", text)),
            None => {}
        }
        let rest = links::at("", &self.search.request);
        let parts = [query.finish(), rest.trim_start_matches('?').to_owned()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{path}?{}", parts.join("&"))
    }

    /// Returns what is asked of the desk.
    pub(in crate::web) fn request(&self) -> PrecedentRequest {
        PrecedentRequest {
            filters: self.search.request.filters.clone(),
            page: self.search.request.page,
            shows_copies: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, PassageParams, Sought};
    use crate::web::desk::FromQuery;

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
