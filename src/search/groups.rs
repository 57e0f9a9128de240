//! Results by place or by year: the best of each value side by side.

use jiff::civil::Date;

use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::{FacetRequest, Page, SearchRequest};
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::search::facets;
use crate::search::response::{FacetEntry, Group};
use crate::search::world::World;

/// The most groups of a page.
const MOST: usize = 10;

/// Results of each group.
const SHOWN: usize = 3;

/// Values that are counted to choose from.
const COUNTED: usize = 60;

impl Searcher {
    /// Returns the best results of each value of a dimension that a request is grouped by; none
    /// where it is not grouped. Places are those of the level at which results differ.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub(super) async fn groups(
        &self,
        request: &SearchRequest,
        today: Date,
    ) -> Result<Vec<Group>, SearchError> {
        let Some(field) = request.group else { return Ok(Vec::new()) };
        let counting = SearchRequest {
            page: Page::all(0),
            facets: vec![FacetRequest { field, size: COUNTED }],
            ..ungrouped(request)
        };
        let world = self.world().await?;
        let (_, counted) = self.found(&counting, &world, today).await?;
        let mut facets = facets::show(&counted.hits, &counted.plan, &world.lexicon);
        let values = facets.remove(&field).unwrap_or_default();
        let mut groups = Vec::new();
        for value in values_of(field, values).into_iter().take(MOST) {
            groups.push(self.group(request, field, value, &world, today).await?);
        }
        Ok(groups)
    }

    async fn group(
        &self,
        request: &SearchRequest,
        field: FacetField,
        value: FacetEntry,
        world: &World,
        today: Date,
    ) -> Result<Group, SearchError> {
        let mut request = SearchRequest { page: Page::all(SHOWN), ..ungrouped(request) };
        request.facets.clear();
        request.filters.values.remove(&field);
        // The value is one that the engine counted, which every filter takes.
        let _ = request.filters.add(field, &value.value);
        let (understanding, found) = self.found(&request, world, today).await?;
        let results = found.results(&request, &understanding, world, today);
        Ok(Group { value: value.value, label: value.label, total: found.hits.total, results })
    }
}

fn ungrouped(request: &SearchRequest) -> SearchRequest {
    SearchRequest { group: None, ..request.clone() }
}

/// Returns the values that make groups: years the last first, places where they first differ,
/// those with most results first.
fn values_of(field: FacetField, mut values: Vec<FacetEntry>) -> Vec<FacetEntry> {
    values.retain(|value| value.value != NOT_STATED);
    let mut values = FacetEntry::widest(values);
    if field == FacetField::Year {
        values.sort_by(|one, two| two.value.cmp(&one.value));
    }
    values
}
