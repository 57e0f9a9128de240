//! How notices of a place use a name: in how many, from when, until when.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::analysis::Analyzer;
use crate::engine::hits::Hits;
use crate::notice::Notice;
use crate::notice::region::{Level, RegionCode};
use crate::precedent::Desk;
use crate::query::boost::Weights;
use crate::query::facet::FacetField;
use crate::query::plan::{Closeness, Matching, Pins, QueryPlan, phrase};
use crate::query::request::{FacetRequest, Filters, Page, Scope, Sort, ValidityFilter};
use crate::search::error::SearchError;

/// How notices use a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    /// How many hold it, copies of one counted once.
    pub(super) notices: u64,
    /// The date of the first.
    pub(super) first: Option<Date>,
    /// The last of them.
    pub(super) latest: Option<Notice>,
}

impl Uses {
    /// Returns the date of the last notice.
    pub(super) fn last(&self) -> Option<Date> {
        self.latest.as_ref().and_then(Notice::dated_on)
    }
}

/// Which notices are asked: those that bodies of a place issued, of the whole library where it is
/// `None`, between two days.
///
/// Of the same level only: 市财政局 in a notice of a county-level city is not that of the city above.
#[derive(Clone, Copy, Debug)]
pub(super) struct Among {
    pub(super) place: Option<(RegionCode, Level)>,
    pub(super) from: Option<Date>,
    pub(super) until: Date,
}

impl Desk {
    /// Tells how notices use a name.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub(super) async fn uses(
        &self,
        name: &str,
        among: Among,
        analyzer: &Analyzer,
    ) -> Result<Uses, SearchError> {
        let Some(phrase) = phrase(name, analyzer) else { return Ok(Uses::default()) };
        let mut plan = plan(among);
        plan.matching.required = vec![phrase];
        let newest = self.searcher.engine().search(&plan).await?;
        let oldest = match newest.total {
            0 | 1 => newest.clone(),
            _ => {
                plan.sort = Sort::Oldest;
                self.searcher.engine().search(&plan).await?
            }
        };
        let first = |hits: &Hits| hits.hits.first().map(|hit| hit.notice.clone());
        Ok(Uses {
            notices: newest.total,
            first: first(&oldest).as_ref().and_then(Notice::dated_on),
            latest: first(&newest),
        })
    }

    /// Returns the names of units with one of some functions, as tasks of these notices write them,
    /// the most frequent first.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub(super) async fn units(
        &self,
        departments: &BTreeSet<String>,
        among: Among,
    ) -> Result<Vec<String>, SearchError> {
        let mut plan = plan(among);
        plan.page = Page::all(0);
        plan.scope = Scope::Clauses;
        plan.filters.values.insert(FacetField::Department, departments.clone());
        plan.facets = vec![FacetRequest { field: FacetField::Unit, size: FacetRequest::MOST }];
        let mut hits = self.searcher.engine().search(&plan).await?;
        let units = hits.facets.remove(&FacetField::Unit).unwrap_or_default();
        Ok(units.into_iter().map(|unit| unit.value).collect())
    }
}

/// Makes the plan of all these notices, in whatever validity, one of them wanted.
fn plan(among: Among) -> QueryPlan {
    let mut filters = Filters {
        validity: ValidityFilter::Any,
        date_from: among.from,
        date_to: Some(among.until),
        ..Filters::default()
    };
    if let Some((region, level)) = among.place {
        let level = level.name().to_owned();
        for (field, value) in [(FacetField::Region, region.to_string()), (FacetField::Level, level)]
        {
            filters.values.insert(field, BTreeSet::from([value]));
        }
    }
    QueryPlan {
        scope: Scope::Notices,
        matching: Matching::default(),
        terms: Vec::new(),
        least_score: 0.0,
        expansions: Vec::new(),
        preferences: Vec::new(),
        closeness: Closeness::default(),
        pins: Pins::default(),
        filters,
        facets: Vec::new(),
        folds_copies: true,
        sort: Sort::Newest,
        page: Page::all(1),
        today: among.until,
        weights: Weights::default(),
        explains: false,
        admits_partial: false,
    }
}
