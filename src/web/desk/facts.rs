//! A question that compares places, out of an address: the parameters of a search, and `order`.

use crate::precedent::facts::table::{FactOrder, FactTable};
use crate::precedent::request::PrecedentRequest;
use crate::web::desk::FromQuery;
use crate::web::error::{AppError, ParamError};
use crate::web::params::group::Group;
use crate::web::params::{SearchParams, beside_a_search};
use crate::web::state::AppState;

/// Groups of the parameters of a search that this takes.
pub(in crate::web) const GROUPS: &[Group] = &[Group::Text, Group::Narrowing];

/// What is compared, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::web) struct FactParams {
    pub(in crate::web) order: FactOrder,
    /// The parameters of every search; their text is the question.
    pub(in crate::web) search: SearchParams,
}

impl FromQuery for FactParams {
    fn read(query: &str, strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut order = FactOrder::default();
        let search = beside_a_search(query, strict, GROUPS, |name, value| match name {
            "order" if value.is_empty() => Some(Ok(())),
            "order" => Some(value.parse().map(|named| order = named)),
            _ => None,
        })?;
        Ok(Self { order, search })
    }
}

impl FactParams {
    /// Returns the question.
    pub(in crate::web) fn question(&self) -> &str {
        &self.search.request.text
    }

    /// Answers the question.
    ///
    /// # Errors
    ///
    /// The index cannot be read.
    pub(in crate::web) async fn table(&self, app: &AppState) -> Result<FactTable, AppError> {
        let filters = self.search.request.filters.clone();
        let request = PrecedentRequest { filters, ..PrecedentRequest::default() };
        let mut table = app.desk().facts(self.question(), &request, app.today()).await?;
        table.sort(self.order);
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::FactParams;
    use crate::precedent::facts::table::FactOrder;
    use crate::web::desk::FromQuery;

    #[test]
    fn an_order_stands_beside_the_parameters_of_a_search() {
        let params = FactParams::read("q=x&order=number&year=2024", true).expect("all known");
        assert_eq!((params.order, params.question()), (FactOrder::Number, "x"));
        let errors = FactParams::read("order=up&colour=red", true).expect_err("both wrong");
        let names: Vec<&str> = errors.iter().map(|error| error.parameter.as_str()).collect();
        assert_eq!(names, ["order", "colour"]);
    }
}
