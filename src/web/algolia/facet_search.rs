//! A search inside the values of an attribute.

use schemars::JsonSchema;
use serde::Serialize;

use crate::query::request::{FacetRequest, Page};
use crate::search::places::Places;
use crate::search::response::SearchResponse;
use crate::web::algolia::asked::{Asked, counted_attribute};
use crate::web::algolia::attribute::Attribute;
use crate::web::error::AppError;

/// A search inside the values of an attribute.
#[derive(Debug)]
pub(super) struct FacetSearch {
    /// The query that the values are those of, without hits.
    pub(super) asked: Asked,
    attribute: Attribute,
}

/// Values that were found.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AlgoliaFacetHits")]
pub(in crate::web) struct FacetHits {
    /// The values, the most frequent first.
    facet_hits: Vec<FacetHit>,
    exhaustive_facets_count: bool,
    #[serde(rename = "processingTimeMS")]
    processing_time_ms: u64,
}

/// A value that was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlgoliaFacetHit")]
struct FacetHit {
    /// The value, as filters take it.
    value: String,
    /// The value, the match marked.
    highlighted: String,
    /// How many hits have it.
    count: u64,
}

impl FacetSearch {
    /// Reads what is looked for in the values of an attribute.
    ///
    /// # Errors
    ///
    /// The attribute is not counted.
    pub(super) fn new(mut asked: Asked, attribute: &str) -> Result<Self, AppError> {
        let attribute = counted_attribute("facet", attribute);
        let attribute = attribute.map_err(|error| AppError::Params(vec![error]))?;
        asked.request.page = Page::all(0);
        let request = |field| FacetRequest { field, size: FacetRequest::MOST };
        asked.request.facets = attribute.field().map(request).into_iter().collect();
        Ok(Self { asked, attribute })
    }

    /// Returns the values that hold what is looked for.
    pub(super) fn found(&self, response: &SearchResponse, places: &Places) -> FacetHits {
        let entries = self.attribute.field().and_then(|field| response.facets.get(&field));
        let values = self.attribute.values(entries.map_or(&[], Vec::as_slice), places);
        let facet_hits = values.into_iter().filter_map(|(value, count)| {
            let place = place(&value, &self.asked.looked_for)?;
            Some(FacetHit { highlighted: self.asked.tags.mark(&value, &place), value, count })
        });
        FacetHits {
            facet_hits: facet_hits.take(self.asked.most_found).collect(),
            exhaustive_facets_count: !response.is_partial,
            processing_time_ms: response.took_ms,
        }
    }
}

/// Returns where a value holds what is looked for, in characters; nowhere where it is nothing, and
/// `None` where the value lacks it.
fn place(value: &str, looked_for: &str) -> Option<Vec<[usize; 2]>> {
    if looked_for.is_empty() {
        return Some(Vec::new());
    }
    let small: Vec<char> =
        value.chars().map(|letter| letter.to_lowercase().next().unwrap_or(letter)).collect();
    let looked_for: Vec<char> = looked_for.chars().collect();
    let begin = small.windows(looked_for.len()).position(|part| part == looked_for)?;
    Some(vec![[begin, begin + looked_for.len()]])
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn values_hold_what_is_looked_for_anywhere() {
        for (value, looked_for, found) in [
            ("教育局", "", Some(vec![])),
            ("市教育局", "教育", Some(vec![[1, 3]])),
            ("5G办", "5g", Some(vec![[0, 2]])),
            ("教育局", "民政", None),
        ] {
            assert_eq!(place(value, looked_for), found, "{value} {looked_for}");
        }
    }
}
