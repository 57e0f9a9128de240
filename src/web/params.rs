//! Parameters of page and API: parsed at the door, with messages that a person can act on.

#![expect(clippy::disallowed_types, reason = "the one place that may use axum's extractors")]

use std::collections::BTreeSet;

use axum::extract::{FromRequestParts, Path, RawQuery};
use axum::http::request::Parts;
use jiff::civil::Date;

use crate::notice::date::parse_date;
use crate::notice::doc_number::DocNumber;
use crate::query::facet::FacetField;
use crate::query::request::{FacetRequest, Filters, Page, SearchRequest};
use crate::query::understand::UnderstoodKind;
use crate::web::error::{ApiError, AppError, PageError, ParamError};

/// Parameters that narrow by one of their values, with the dimension.
const FILTERS: &[FacetField] = &[
    FacetField::Region,
    FacetField::Level,
    FacetField::Issuer,
    FacetField::Department,
    FacetField::Unit,
    FacetField::Section,
    FacetField::Openness,
    FacetField::Year,
    FacetField::Kind,
    FacetField::Topic,
    FacetField::Validity,
    FacetField::DeadlineMonth,
];

/// Other parameters of a search.
const OTHERS: &[&str] = &[
    "q",
    "scope",
    "date_from",
    "date_to",
    "deadline_before",
    "cites",
    "sort",
    "page",
    "per_page",
    "facets",
    "group",
    "expand",
    "answers",
    "without",
];

/// Parameters that only the API takes.
const API_ONLY: &[&str] = &["explain", "highlight", "fields", "format"];

/// A search as page and API take it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SearchParams {
    /// What is asked.
    pub(super) request: SearchRequest,
    /// Whether matches are marked.
    pub(super) marks: bool,
    /// The fields of results that are wanted; all when `None`.
    pub(super) fields: Option<BTreeSet<String>>,
}

/// Reads the parameters of a search; every wrong one is named.
pub(super) fn search(query: &str, strict: bool) -> Result<SearchParams, Vec<ParamError>> {
    let mut reader = Reader {
        params: SearchParams { marks: true, ..SearchParams::default() },
        ..Reader::default()
    };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if !value.trim().is_empty() {
            reader.take(&name, value.trim(), strict);
        }
    }
    reader.finish()
}

#[derive(Debug, Default)]
struct Reader {
    params: SearchParams,
    number: Option<usize>,
    size: Option<usize>,
    errors: Vec<ParamError>,
}

impl Reader {
    fn take(&mut self, name: &str, value: &str, strict: bool) {
        let read = match FILTERS.iter().find(|field| field.name() == name) {
            Some(field) => self.params.request.filters.add(*field, value),
            None if OTHERS.contains(&name) => self.take_other(name, value),
            None if API_ONLY.contains(&name) && strict => self.take_api(name, value),
            None if strict => Err(format!("is unknown; known are {}", known())),
            None => Ok(()),
        };
        if let Err(reason) = read {
            self.errors.push(ParamError { parameter: name.to_owned(), reason });
        }
    }

    fn take_other(&mut self, name: &str, value: &str) -> Result<(), String> {
        let request = &mut self.params.request;
        match name {
            "q" => {
                let length = value.chars().count();
                if length > SearchRequest::LONGEST_TEXT {
                    return Err(format!(
                        "has {length} characters; the limit is {}",
                        SearchRequest::LONGEST_TEXT
                    ));
                }
                value.clone_into(&mut request.text);
            }
            "scope" => request.scope = value.parse()?,
            "sort" => request.sort = value.parse()?,
            "date_from" => request.filters.date_from = Some(date(value)?),
            "date_to" => request.filters.date_to = Some(date(value)?),
            "deadline_before" => request.filters.deadline_before = Some(date(value)?),
            "cites" => {
                let number = DocNumber::parse_loosely(value);
                request.filters.cites =
                    Some(number.ok_or("expected a document number such as 国办发〔2017〕47号")?);
            }
            "group" => {
                let known = SearchRequest::GROUPS.into_iter().find(|field| field.name() == value);
                request.group = Some(known.ok_or_else(|| {
                    format!(
                        "expected one of {}",
                        SearchRequest::GROUPS.map(FacetField::name).join(", ")
                    )
                })?);
            }
            "expand" => set_wanted(request, UnderstoodKind::Plain, value)?,
            "answers" => set_wanted(request, UnderstoodKind::Answer, value)?,
            "without" => {
                for part in value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
                    request.without.insert(UnderstoodKind::optional(part)?);
                }
            }
            "page" => self.number = Some(whole(value)?),
            "per_page" => self.size = Some(whole(value)?),
            "facets" => {
                for part in value.split(',').filter(|part| !part.trim().is_empty()) {
                    request.facets.push(part.trim().parse()?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn take_api(&mut self, name: &str, value: &str) -> Result<(), String> {
        match (name, value) {
            ("highlight", "html") | ("format", "json") => {}
            ("highlight", "none") => self.params.marks = false,
            ("explain", "true") => self.params.request.explain = true,
            ("explain", "false") => self.params.request.explain = false,
            ("explain", _) => return Err("expected true or false".to_owned()),
            ("highlight", _) => return Err("expected html or none".to_owned()),
            ("format", _) => return Err("expected json".to_owned()),
            _ => {
                let names = value
                    .split(',')
                    .map(|name| name.trim().to_owned())
                    .filter(|name| !name.is_empty());
                self.params.fields.get_or_insert_default().extend(names);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<SearchParams, Vec<ParamError>> {
        let usual = Page::default();
        match Page::new(self.number.unwrap_or(usual.number()), self.size.unwrap_or(usual.size())) {
            Ok(page) => self.params.request.page = page,
            Err((parameter, reason)) => {
                self.errors.push(ParamError { parameter: parameter.to_owned(), reason });
            }
        }
        let Filters { date_from, date_to, .. } = &self.params.request.filters;
        if let (Some(from), Some(to)) = (date_from, date_to)
            && from > to
        {
            let reason = format!("is before date_from ({from})");
            self.errors.push(ParamError { parameter: "date_to".to_owned(), reason });
        }
        if self.errors.is_empty() { Ok(self.params) } else { Err(self.errors) }
    }
}

/// Sets whether a kind of understanding is wanted.
fn set_wanted(
    request: &mut SearchRequest,
    kind: UnderstoodKind,
    value: &str,
) -> Result<(), String> {
    match value {
        "true" => request.without.remove(&kind),
        "false" => request.without.insert(kind),
        _ => return Err("expected true or false".to_owned()),
    };
    Ok(())
}

fn known() -> String {
    let filters = FILTERS.iter().map(|field| field.name());
    filters
        .chain(OTHERS.iter().copied())
        .chain(API_ONLY.iter().copied())
        .collect::<Vec<_>>()
        .join(", ")
}

fn date(value: &str) -> Result<Date, String> {
    parse_date(value).ok_or_else(|| "expected a date such as 2024-05-08".to_owned())
}

fn whole(value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| "expected a whole number".to_owned())
}

/// What was typed so far, and how many suggestions are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SuggestParams {
    pub(super) typed: String,
    pub(super) limit: usize,
}

/// The most suggestions of one answer.
const MOST_SUGGESTIONS: usize = 50;

impl SuggestParams {
    fn read(query: &str) -> Result<Self, Vec<ParamError>> {
        let mut params = Self { typed: String::new(), limit: 8 };
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

/// The parameters of a search of the API, where unknown ones are refused.
#[derive(Debug)]
pub(super) struct ApiSearch(pub(super) SearchParams);

/// The parameters of a search page, where unknown ones (that sharing adds) are passed over.
#[derive(Debug)]
pub(super) struct PageSearch(pub(super) SearchParams);

/// The parameters of a feed: those of the page, with errors that programs read.
#[derive(Debug)]
pub(super) struct FeedSearch(pub(super) SearchParams);

/// A variable part of a path, decoded.
#[derive(Debug)]
pub(super) struct PathParam(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for ApiSearch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Ok(Self(search(&raw(parts, state).await, true)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PageSearch {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        Ok(Self(search(&raw(parts, state).await, false)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for FeedSearch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Ok(Self(search(&raw(parts, state).await, false)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SuggestParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Ok(Self::read(&raw(parts, state).await)?)
    }
}

/// The same for the API.
#[derive(Debug)]
pub(super) struct ApiPath(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for ApiPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        path.map(|Path(value)| Self(value))
            .map_err(|_| AppError::NotFound(parts.uri.path().to_owned()).into())
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

async fn raw<S: Send + Sync>(parts: &mut Parts, state: &S) -> String {
    match RawQuery::from_request_parts(parts, state).await {
        Ok(RawQuery(query)) => query.unwrap_or_default(),
        Err(never) => match never {},
    }
}

/// Facets that a page counts: every dimension.
pub(super) fn page_facets() -> Vec<FacetRequest> {
    let size = |field| match field {
        FacetField::Region => 40,
        FacetField::Year | FacetField::DeadlineMonth => 30,
        _ => FacetRequest::USUAL,
    };
    FacetField::ALL.into_iter().map(|field| FacetRequest { field, size: size(field) }).collect()
}

#[cfg(test)]
mod tests {
    use super::search;
    use crate::query::facet::FacetField;
    use crate::query::request::{Scope, Sort};

    #[test]
    fn parameters_become_a_request() {
        let params = search("q=%E5%85%AC%E5%BC%80+%E6%A3%80%E7%B4%A2&scope=clauses&year=2024&year=2023&sort=newest&page=2&per_page=20&facets=region:20,year", true).expect("all known");
        assert_eq!(params.request.text, "公开 检索");
        assert_eq!(params.request.scope, Scope::Clauses);
        assert_eq!(params.request.sort, Sort::Newest);
        assert_eq!(params.request.filters.values[&FacetField::Year].len(), 2);
        assert_eq!(params.request.facets.len(), 2);
        assert_eq!((params.request.page.number(), params.request.page.size()), (2, 20));
        let spaced = search("q=a%20b", true).expect("known");
        assert_eq!(spaced.request.text, search("q=a+b", true).expect("known").request.text);
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        let errors = search("colour=red&year=x&page=0&date_from=soon&scope=all&explain=1", true)
            .expect_err("all wrong");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["colour", "year", "date_from", "scope", "explain", "page"]);
        assert!(errors[5].reason.contains('1'), "{}", errors[5].reason);
    }

    #[test]
    fn pages_pass_over_what_sharing_adds_and_empty_fields() {
        let params = search("q=x&from=singlemessage&region=&year=&explain=true", false)
            .expect("known or passed over");
        assert!(params.request.filters.is_empty());
    }
}
