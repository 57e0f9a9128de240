//! Parameters of an export: those of a search that say which results, and in which shape each.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::web::error::{ApiError, ParamError};
use crate::web::params::group::Group;
use crate::web::params::{SearchParams, beside_a_search};

/// The groups of the parameters of a search that an export takes.
pub(in crate::web) const OF_EXPORT: &[Group] =
    &[Group::Text, Group::Scope, Group::Narrowing, Group::Sort, Group::Reading, Group::Shape];

/// The form of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) enum ExportForm {
    /// A result a line, as JSON.
    #[default]
    Jsonl,
    /// A sheet.
    Csv,
}

impl ExportForm {
    /// Every form, by name.
    pub(in crate::web) const NAMES: [&str; 2] = ["jsonl", "csv"];

    fn named(name: &str) -> Option<Self> {
        match name {
            "jsonl" => Some(Self::Jsonl),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Which results are exported, and how.
#[derive(Clone, Debug)]
pub(in crate::web) struct ExportParams {
    pub(in crate::web) search: SearchParams,
    pub(in crate::web) form: ExportForm,
}

impl ExportParams {
    fn read(query: &str) -> Result<Self, Vec<ParamError>> {
        let mut form = ExportForm::default();
        let search = beside_a_search(query, true, OF_EXPORT, |name, value| match (name, value) {
            ("format", "") => Some(Ok(())),
            ("format", name) => Some(match ExportForm::named(name) {
                Some(named) => {
                    form = named;
                    Ok(())
                }
                None => Err(format!("expected one of {}", ExportForm::NAMES.join(", "))),
            }),
            _ => None,
        })?;
        if form == ExportForm::Csv && search.shape.fields.is_some() {
            let reason = "goes with jsonl: a sheet has columns of its own".to_owned();
            return Err(vec![ParamError { parameter: "fields".to_owned(), reason }]);
        }
        Ok(Self { search, form })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ExportParams {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self::read(parts.uri.query().unwrap_or(""))?)
    }
}

#[cfg(test)]
mod tests {
    use super::{ExportForm, ExportParams};

    #[test]
    fn an_export_takes_what_says_which_results() {
        let read = ExportParams::read("q=x&scope=clauses&year=2024&sort=newest&format=csv");
        assert_eq!(read.expect("an export").form, ExportForm::Csv);
        for (query, wrong) in [
            ("format=atom", "format"),
            ("page=2", "page"),
            ("cursor=x", "cursor"),
            ("facets=year", "facets"),
            ("format=csv&fields=id", "fields"),
        ] {
            let errors = ExportParams::read(query).expect_err(query);
            assert_eq!(errors[0].parameter, wrong, "{query}");
        }
    }
}
