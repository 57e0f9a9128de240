//! What comes back from an engine: hits with their records, counts.

use std::collections::BTreeMap;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::explanation::Explanation;
use crate::query::facet::FacetField;

/// The answer to a plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hits {
    /// How many notices or clauses match, exactly.
    pub total: u64,
    /// How many more would, were ended notices shown.
    pub hidden: u64,
    /// Those of the page asked for, in order.
    pub hits: Vec<Hit>,
    /// Counts by dimension and value, over the whole result; a dimension's own filter left out.
    pub facets: BTreeMap<FacetField, Vec<FacetValue>>,
    /// Number of the publication that was searched.
    pub generation: u64,
    /// Whether parts of the index could not be read: there may be more than these. Only where the
    /// plan admits that.
    pub is_partial: bool,
}

/// One hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its notice, without clauses.
    pub notice: NoticeRecord,
    /// The clause that is the hit, or the notice's best clauses, best first.
    pub clauses: Vec<ClauseRecord>,
    /// Its score; only the order has a meaning.
    pub score: f32,
    /// Whether it was asked for by number or whole title.
    pub pinned: bool,
    /// What its score is made of, where the plan asks for it.
    pub explanation: Option<Explanation>,
}

/// How often a value occurs in the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, as filters take it.
    pub value: String,
    /// How many results have it.
    pub count: u64,
}
