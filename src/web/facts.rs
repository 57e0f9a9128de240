//! A question that compares places, out of an address: the parameters of a search, and `order`.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use form_urlencoded::Serializer;

use crate::precedent::facts::table::{FactOrder, FactTable};
use crate::precedent::request::PrecedentRequest;
use crate::web::error::{ApiError, AppError, PageError, ParamError};
use crate::web::params::{self, SearchParams};
use crate::web::state::AppState;

/// What is compared, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FactParams {
    pub(super) order: FactOrder,
    /// The parameters of every search; their text is the question.
    pub(super) search: SearchParams,
}

impl FactParams {
    /// Reads parameters; every wrong one is named.
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut rest = Serializer::new(String::new());
        let (mut order, mut errors) = (FactOrder::default(), Vec::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "order" if value.trim().is_empty() => {}
                "order" => match value.trim().parse() {
                    Ok(named) => order = named,
                    Err(reason) => {
                        errors.push(ParamError { parameter: "order".to_owned(), reason });
                    }
                },
                _ => drop(rest.append_pair(&name, &value)),
            }
        }
        match params::search(&rest.finish(), strict) {
            Ok(search) if errors.is_empty() => Ok(Self { order, search }),
            Ok(_) => Err(errors),
            Err(others) => {
                errors.extend(others);
                Err(errors)
            }
        }
    }

    /// Returns the question.
    pub(super) fn question(&self) -> &str {
        &self.search.request.text
    }

    /// Answers the question.
    ///
    /// # Errors
    ///
    /// The index cannot be read.
    pub(super) async fn table(&self, app: &AppState) -> Result<FactTable, AppError> {
        let filters = self.search.request.filters.clone();
        let request = PrecedentRequest { filters, ..PrecedentRequest::default() };
        let mut table = app.desk().facts(self.question(), &request, app.today()).await?;
        table.sort(self.order);
        Ok(table)
    }
}

/// The same for the API, where unknown parameters are refused.
#[derive(Debug)]
pub(super) struct ApiFacts(pub(super) FactParams);

impl<S: Send + Sync> FromRequestParts<S> for ApiFacts {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        Ok(Self(FactParams::read(parts.uri.query().unwrap_or(""), true)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for FactParams {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, PageError> {
        Ok(Self::read(parts.uri.query().unwrap_or(""), false)?)
    }
}

#[cfg(test)]
mod tests {
    use super::FactParams;
    use crate::precedent::facts::table::FactOrder;

    #[test]
    fn an_order_stands_beside_the_parameters_of_a_search() {
        let params = FactParams::read("q=x&order=number&year=2024", true).expect("all known");
        assert_eq!((params.order, params.question()), (FactOrder::Number, "x"));
        let errors = FactParams::read("order=up&colour=red", true).expect_err("both wrong");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["order", "colour"]);
    }
}
