//! What an empty result would hold without each of the filters in force.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::notice::schema::written;
use crate::query::facet::FacetField;
use crate::query::request::{Filters, Page, SearchRequest, ValidityFilter};
use crate::search::Searcher;
use crate::search::error::SearchError;

/// A filter that can be taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowing {
    /// Values of a dimension.
    Values(FacetField),
    /// Dates of issue.
    Dates,
    /// The last day by which something is due.
    Deadline,
    /// A document that is cited.
    Cites,
}

impl Narrowing {
    /// Returns the filters in force, one by one.
    pub fn of(filters: &Filters) -> Vec<Self> {
        let mut all: Vec<Self> = filters.values.keys().copied().map(Self::Values).collect();
        if let ValidityFilter::Only(_) = filters.validity {
            all.push(Self::Values(FacetField::Validity));
        }
        let others = [
            (filters.date_from.is_some() || filters.date_to.is_some(), Self::Dates),
            (filters.deadline_before.is_some(), Self::Deadline),
            (filters.cites.is_some(), Self::Cites),
        ];
        all.extend(others.into_iter().filter_map(|(is_set, one)| is_set.then_some(one)));
        all
    }

    /// Takes it off.
    pub fn take_off(self, filters: &mut Filters) {
        match self {
            Self::Values(FacetField::Validity) => filters.validity = ValidityFilter::default(),
            Self::Values(field) => {
                filters.values.remove(&field);
            }
            Self::Dates => {
                filters.date_from = None;
                filters.date_to = None;
            }
            Self::Deadline => filters.deadline_before = None,
            Self::Cites => filters.cites = None,
        }
    }

    /// Returns the name in JSON, that of its parameter.
    pub fn name(self) -> &'static str {
        match self {
            Self::Values(field) => field.name(),
            Self::Dates => "date",
            Self::Deadline => "deadline_before",
            Self::Cites => "cites",
        }
    }

    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Values(field) => field.label(),
            Self::Dates => "日期",
            Self::Deadline => "完成时限",
            Self::Cites => "引用文件",
        }
    }
}

written!(
    Narrowing,
    "Narrowing",
    "description": "The parameter of a filter; `date` stands for `date_from` and `date_to`."
);

impl Serialize for Narrowing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// How many results there are without a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Relief {
    /// The filter.
    pub without: Narrowing,
    /// Results without it.
    pub total: u64,
}

impl Searcher {
    /// Counts the results of a request without each of its filters, the most first; filters
    /// without which nothing is found either are left out.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub(super) async fn relief(
        &self,
        request: &SearchRequest,
        today: Date,
    ) -> Result<Vec<Relief>, SearchError> {
        let world = self.world().await?;
        let mut reliefs = Vec::new();
        for without in Narrowing::of(&request.filters) {
            let mut wider = SearchRequest { page: Page::all(0), ..request.clone() };
            wider.facets.clear();
            without.take_off(&mut wider.filters);
            let (_, found) = self.found(&wider, &world, today).await?;
            let total = found.hits.total;
            if total > 0 {
                reliefs.push(Relief { without, total });
            }
        }
        reliefs.sort_by_key(|relief| std::cmp::Reverse(relief.total));
        Ok(reliefs)
    }
}
