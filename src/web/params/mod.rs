//! Parameters of page and API: parsed at the door, with messages that a person can act on.

pub(super) mod body;
pub(super) mod export;
pub(super) mod extract;
pub(super) mod group;
pub(super) mod lexicon;
pub(super) mod shape;
pub(super) mod stats;
pub(super) mod suggest;

use form_urlencoded::Serializer;
use jiff::civil::Date;

use crate::notice::date::parse_date;
use crate::notice::doc_number::DocNumber;
use crate::query::facet::FacetField;
use crate::query::request::{FacetRequest, Filters, Page, SearchRequest};
use crate::query::understand::UnderstoodKind;
use crate::web::error::ParamError;
use crate::web::params::group::{FILTERS, Group};
use crate::web::params::shape::Shape;

/// A search as page and API take it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SearchParams {
    /// What is asked.
    pub(super) request: SearchRequest,
    /// In which shape programs get results.
    pub(super) shape: Shape,
}

/// What happens to parameters that are not among those of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Others {
    /// They are passed over: pages are opened by addresses to which sharing adds its own.
    PassedOver,
    /// They are refused, and so are those of groups that are not among these.
    Refused(&'static [Group]),
}

/// Reads the parameters of a search; every wrong one is named.
pub(super) fn search(query: &str, others: Others) -> Result<SearchParams, Vec<ParamError>> {
    let mut reader = Reader::default();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if !value.trim().is_empty() {
            reader.take(&name, value.trim(), others);
        }
    }
    reader.finish()
}

/// Reads some groups of the parameters of a search and others beside them: `take` is given each by
/// name and value, and returns `None` for what is not its own.
pub(super) fn beside_a_search(
    query: &str,
    strict: bool,
    groups: &'static [Group],
    mut take: impl FnMut(&str, &str) -> Option<Result<(), String>>,
) -> Result<SearchParams, Vec<ParamError>> {
    let mut rest = Serializer::new(String::new());
    let mut errors = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match take(&name, value.trim()) {
            Some(Ok(())) => {}
            Some(Err(reason)) => errors.push(ParamError { parameter: name.into_owned(), reason }),
            None => drop(rest.append_pair(&name, &value)),
        }
    }
    let others = if strict { Others::Refused(groups) } else { Others::PassedOver };
    match search(&rest.finish(), others) {
        Ok(search) if errors.is_empty() => Ok(search),
        Ok(_) => Err(errors),
        Err(others) => {
            errors.extend(others);
            Err(errors)
        }
    }
}

#[derive(Debug, Default)]
struct Reader {
    params: SearchParams,
    number: Option<usize>,
    size: Option<usize>,
    errors: Vec<ParamError>,
}

impl Reader {
    fn take(&mut self, name: &str, value: &str, others: Others) {
        let read = match others.check(name) {
            Err(reason) => Err(reason),
            Ok(false) => Ok(()),
            Ok(true) => match FILTERS.iter().find(|field| field.name() == name) {
                Some(field) => self.params.request.filters.add(*field, value),
                None if Group::is_for_programs(name) => self.take_shape(name, value),
                None => self.take_other(name, value),
            },
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

    fn take_shape(&mut self, name: &str, value: &str) -> Result<(), String> {
        match (name, value) {
            ("explain", "true") => self.params.request.explain = true,
            ("explain", "false") => self.params.request.explain = false,
            ("explain", _) => return Err("expected true or false".to_owned()),
            _ => return self.params.shape.take(name, value),
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
        if self.number.is_some() && self.params.shape.cursor.is_some() {
            let reason = "goes without page: it says where to go on".to_owned();
            self.errors.push(ParamError { parameter: "cursor".to_owned(), reason });
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

impl Others {
    /// Tells whether a parameter is taken.
    fn check(self, name: &str) -> Result<bool, String> {
        match self {
            Self::PassedOver => {
                let is_known = Group::names_of(Group::ALL).contains(&name);
                Ok(is_known && !Group::is_for_programs(name))
            }
            Self::Refused(taken) => {
                let known = Group::names_of(taken);
                let is_known = known.contains(&name);
                let reason = || format!("is unknown here; known are {}", known.join(", "));
                if is_known { Ok(true) } else { Err(reason()) }
            }
        }
    }
}

fn date(value: &str) -> Result<Date, String> {
    value
        .parse()
        .ok()
        .or_else(|| parse_date(value))
        .ok_or_else(|| "expected a date such as 2024-05-08".to_owned())
}

fn whole(value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| "expected a whole number".to_owned())
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
    use super::{Others, SearchParams, search};
    use crate::query::facet::FacetField;
    use crate::query::request::{Scope, Sort};
    use crate::web::error::ParamError;
    use crate::web::params::group::Group;

    fn strictly(query: &str) -> Result<SearchParams, Vec<ParamError>> {
        search(query, Others::Refused(Group::ALL))
    }

    #[test]
    fn parameters_become_a_request() {
        let params = strictly("q=%E5%85%AC%E5%BC%80+%E6%A3%80%E7%B4%A2&scope=clauses&year=2024&year=2023&sort=newest&page=2&per_page=20&facets=region:20,year").expect("all known");
        assert_eq!(params.request.text, "公开 检索");
        assert_eq!(params.request.scope, Scope::Clauses);
        assert_eq!(params.request.sort, Sort::Newest);
        assert_eq!(params.request.filters.values[&FacetField::Year].len(), 2);
        assert_eq!(params.request.facets.len(), 2);
        assert_eq!((params.request.page.number(), params.request.page.size()), (2, 20));
        let spaced = strictly("q=a%20b").expect("known");
        assert_eq!(spaced.request.text, strictly("q=a+b").expect("known").request.text);
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        let errors = strictly("colour=red&year=x&page=0&date_from=soon&scope=all&explain=1")
            .expect_err("all wrong");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["colour", "year", "date_from", "scope", "explain", "page"]);
        assert!(errors[5].reason.contains('1'), "{}", errors[5].reason);
    }

    #[test]
    fn pages_pass_over_what_sharing_adds_and_empty_fields() {
        let params =
            search("q=x&from=singlemessage&region=&year=&explain=true", Others::PassedOver)
                .expect("known or passed over");
        assert!(params.request.filters.is_empty());
    }

    #[test]
    fn a_path_refuses_parameters_of_groups_that_it_does_not_take() {
        let errors = search("q=x&year=2024&page=2", Others::Refused(&[Group::Narrowing]))
            .expect_err("neither text nor page");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["q", "page"]);
        assert!(errors[0].reason.contains("date_from"), "{}", errors[0].reason);
        assert!(!errors[0].reason.contains("per_page"), "{}", errors[0].reason);
    }
}
