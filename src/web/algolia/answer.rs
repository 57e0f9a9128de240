//! The answer to a query.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::query::facet::FacetField;
use crate::query::request::Page;
use crate::search::places::Places;
use crate::search::response::SearchResponse;
use crate::web::algolia::asked::Asked;
use crate::web::algolia::attribute::Attribute;
use crate::web::algolia::facet_search::FacetHits;
use crate::web::algolia::hit::{Hit, Maker};
use crate::web::site::Origin;

/// The answers to several queries, in their order.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlgoliaAnswers")]
pub(in crate::web) struct Answers {
    pub(super) results: Vec<Answer>,
}

/// The answer to one of several queries: hits, or values of an attribute.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "AlgoliaAnswerOf")]
pub(super) enum Answer {
    Hits(Box<HitsAnswer>),
    Values(FacetHits),
}

/// The hits of a query.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AlgoliaHits")]
pub(in crate::web) struct HitsAnswer {
    /// The hits of the page, in order.
    hits: Vec<Hit>,
    /// How many hits there are, exactly where `exhaustiveNbHits` says so.
    nb_hits: u64,
    /// Number of the page, from 0.
    page: usize,
    /// How many pages can be asked for.
    nb_pages: usize,
    hits_per_page: usize,
    /// Counts of values by attribute.
    facets: BTreeMap<&'static str, BTreeMap<String, u64>>,
    /// What is said of attributes that are numbers.
    #[serde(rename = "facets_stats")]
    facets_stats: BTreeMap<&'static str, Stats>,
    exhaustive: Exhaustive,
    exhaustive_nb_hits: bool,
    exhaustive_facets_count: bool,
    exhaustive_typo: bool,
    /// What was typed.
    query: String,
    /// The parameters as the text of an address.
    params: String,
    /// The name of the index.
    index: String,
    #[serde(rename = "processingTimeMS")]
    processing_time_ms: u64,
}

/// Which figures are exact: all are, unless parts of the index cannot be read.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AlgoliaExhaustive")]
struct Exhaustive {
    facets_count: bool,
    nb_hits: bool,
    typo: bool,
}

/// Figures of an attribute that is a number.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "AlgoliaStats")]
struct Stats {
    min: i64,
    max: i64,
    avg: f64,
    sum: i64,
}

impl HitsAnswer {
    /// Makes the answer of what was found.
    pub(super) fn new(
        asked: Asked,
        response: &SearchResponse,
        places: &Places,
        origin: &Origin,
    ) -> Self {
        let maker = Maker { asked: &asked, places, origin };
        let hits = response.results.iter().map(|result| maker.hit(result)).collect();
        let mut facets = BTreeMap::new();
        let mut facets_stats = BTreeMap::new();
        for attribute in &asked.facets {
            let entries = attribute.field().and_then(|field| response.facets.get(&field));
            let mut values = attribute.values(entries.map_or(&[], Vec::as_slice), places);
            if *attribute == Attribute::Field(FacetField::Year) {
                facets_stats.extend(Stats::of(&values).map(|stats| (attribute.name(), stats)));
            }
            values.truncate(asked.most_values);
            facets.insert(attribute.name(), values.into_iter().collect());
        }
        let page = asked.request.page;
        let is_whole = !response.is_partial;
        Self {
            hits,
            nb_hits: response.total,
            page: page.number() - 1,
            nb_pages: pages(page, response.total),
            hits_per_page: page.size(),
            facets,
            facets_stats,
            exhaustive: Exhaustive { facets_count: is_whole, nb_hits: is_whole, typo: true },
            exhaustive_nb_hits: is_whole,
            exhaustive_facets_count: is_whole,
            exhaustive_typo: true,
            params: asked.given.text(),
            query: asked.request.text,
            index: asked.index,
            processing_time_ms: response.took_ms,
        }
    }
}

/// Returns how many pages can be asked for; none of a page without hits.
fn pages(page: Page, total: u64) -> usize {
    let within = usize::try_from(total).unwrap_or(usize::MAX);
    match page.size() {
        0 => 0,
        size => page.pages(within).min(Page::DEEPEST / size),
    }
}

impl Stats {
    /// Returns the figures of values with their counts; none where no value is a number.
    fn of(values: &[(String, u64)]) -> Option<Self> {
        let number = |(value, count): &(String, u64)| {
            Some((value.parse().ok()?, i64::try_from(*count).ok()?))
        };
        let numbers: Vec<(i64, i64)> = values.iter().filter_map(number).collect();
        let sum = numbers.iter().map(|(number, count)| number * count).sum();
        let count: i64 = numbers.iter().map(|(_, count)| count).sum();
        let each = || numbers.iter().map(|(number, _)| *number);
        Some(Self { min: each().min()?, max: each().max()?, avg: sum as f64 / count as f64, sum })
    }
}

#[cfg(test)]
mod tests {
    use super::{Stats, pages};
    use crate::query::request::Page;

    #[test]
    fn only_pages_that_can_be_asked_for_are_told() {
        for (size, total, told) in [(0, 5, 0), (20, 0, 0), (20, 21, 2), (100, 1_000_000, 100)] {
            assert_eq!(pages(Page::new(1, size).expect("a page"), total), told, "{size} {total}");
        }
    }

    #[test]
    fn figures_count_what_is_a_number() {
        let value = |value: &str, count| (value.to_owned(), count);
        let stats = Stats::of(&[value("2024", 3), value("未标注", 9), value("2020", 1)]);
        assert_eq!(stats, Some(Stats { min: 2020, max: 2024, avg: 2023.0, sum: 8092 }));
        assert_eq!(Stats::of(&[value("未标注", 9)]), None);
    }
}
