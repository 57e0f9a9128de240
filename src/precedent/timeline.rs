//! Since when, and where: how a topic spread over years, levels and provinces within the library.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::precedent::Desk;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::{FacetRequest, Page, Scope, SearchRequest, Sort};
use crate::query::syntax::{PieceKind, parse};
use crate::search::error::SearchError;
use crate::search::response::{FacetEntry, NoticeSummary, SearchResponse, SearchResult};

/// The earliest notices that are named.
const NAMED: usize = 5;

/// The most years that are told apart, the last ones: each is a search of its own.
const MOST_YEARS: usize = 30;

/// How a topic spread within the library.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Timeline {
    /// What was searched for.
    pub query: String,
    /// Number of notices that a search for it finds.
    pub total: u64,
    /// Number of all notices that the filters admit.
    pub all: u64,
    /// Number of places whose notices are among them; at most 1,000 are told apart.
    pub places: usize,
    /// The earliest notices, by date of signature, else of publication.
    pub first: Vec<NoticeSummary>,
    /// By the year that notices are about, the earliest first; without those that state none.
    pub years: Vec<YearShare>,
    /// By level, the most frequent first.
    pub levels: Vec<Share>,
    /// By province, the most frequent first.
    pub provinces: Vec<ProvinceShare>,
    /// What the reader should know of the search, in words.
    pub notes: Vec<String>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// How many of the notices with a value are about the topic.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "TimelineShare")]
pub struct Share {
    /// The value, as filters take it.
    pub value: String,
    /// Its name for readers.
    pub label: String,
    /// Number of notices about the topic.
    pub count: u64,
    /// Number of all notices with the value.
    pub all: u64,
    /// The one in the other, 0 to 1.
    pub share: f64,
}

/// A year of the topic.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct YearShare {
    /// How many notices of the year.
    #[serde(flatten)]
    pub share: Share,
    /// Number of places whose notices of the year are about the topic.
    pub places: usize,
    /// How many of them had none in an earlier year.
    pub new_places: usize,
}

/// A province of the topic.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProvinceShare {
    /// How many notices of the province and the places in it.
    #[serde(flatten)]
    pub share: Share,
    /// The first year with one.
    pub first_year: Option<String>,
    /// Number of notices by year.
    pub years: BTreeMap<String, u64>,
}

/// Returns what is searched for a topic: each of its words must stand in a notice as written, since
/// a figure is no place for guesses. Quotes, exclusions and filters stay as they are.
pub fn literal(topic: &str) -> String {
    let (pieces, _) = parse(topic);
    let texts = pieces.into_iter().flat_map(|piece| match piece.kind {
        PieceKind::Words(words) => {
            words.split_whitespace().map(|word| format!("\"{word}\"")).collect()
        }
        _ => vec![topic[piece.range].to_owned()],
    });
    texts.collect::<Vec<_>>().join(" ")
}

impl Desk {
    /// Counts what a search finds by year, level and province, beside all that its filters admit.
    ///
    /// The text is searched as [`literal`] gives it. The search is the one that readers see: each
    /// figure is the length of a list that the same request with one more filter shows. Scope, order
    /// and page of the request are not heeded.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn timeline(
        &self,
        request: &SearchRequest,
        today: Date,
    ) -> Result<Timeline, SearchError> {
        let begun = Instant::now();
        let asked = SearchRequest {
            text: literal(&request.text),
            scope: Scope::Notices,
            sort: Sort::Oldest,
            page: Page::all(NAMED),
            facets: [FacetField::Year, FacetField::Level, FacetField::Region].map(whole).into(),
            explain: false,
            group: None,
            alone: true,
            ..request.clone()
        };
        let found = self.searcher.search(&asked, today).await?;
        let everything = SearchRequest { text: String::new(), ..asked.clone() };
        let everything = self.searcher.search(&everything, today).await?;
        let by = |field| shares(entries(&found, field), entries(&everything, field));
        let (years, by_year) = self.years(&asked, by(FacetField::Year), today).await?;
        let provinces = by(FacetField::Region).into_iter().map(|share| {
            let counted = by_year.iter().filter_map(|(year, regions)| {
                let entry = regions.iter().find(|entry| entry.value == share.value)?;
                (entry.count > 0).then(|| (year.clone(), entry.count))
            });
            let years: BTreeMap<String, u64> = counted.collect();
            ProvinceShare { share, first_year: years.keys().next().cloned(), years }
        });
        Ok(Timeline {
            query: found.query.clone(),
            total: found.total,
            all: everything.total,
            places: places(entries(&found, FacetField::Region)).len(),
            first: found.results.iter().filter_map(notice).collect(),
            years,
            levels: by(FacetField::Level),
            provinces: provinces.collect(),
            notes: found.notes,
            took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        })
    }

    /// Searches year by year; returns of each year its share and the places in it.
    async fn years(
        &self,
        asked: &SearchRequest,
        mut shares: Vec<Share>,
        today: Date,
    ) -> Result<(Vec<YearShare>, Vec<(String, Vec<FacetEntry>)>), SearchError> {
        shares.sort_by(|one, two| one.value.cmp(&two.value));
        let shares = shares.split_off(shares.len().saturating_sub(MOST_YEARS));
        let (mut years, mut by_year) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::new();
        for share in shares {
            let mut of_year = SearchRequest {
                page: Page::all(1),
                facets: vec![whole(FacetField::Region)],
                ..asked.clone()
            };
            let values = of_year.filters.values.entry(FacetField::Year).or_default();
            *values = BTreeSet::from([share.value.clone()]);
            let mut response = self.searcher.search(&of_year, today).await?;
            let regions = response.facets.remove(&FacetField::Region).unwrap_or_default();
            let places = places(&regions);
            let new_places = places.iter().filter(|place| !seen.contains(*place)).count();
            by_year.push((share.value.clone(), regions));
            years.push(YearShare { share, places: places.len(), new_places });
            seen.extend(places);
        }
        Ok((years, by_year))
    }
}

/// Asks for every value of a dimension.
fn whole(field: FacetField) -> FacetRequest {
    FacetRequest { field, size: FacetRequest::MOST }
}

fn entries(response: &SearchResponse, field: FacetField) -> &[FacetEntry] {
    response.facets.get(&field).map_or(&[], Vec::as_slice)
}

/// Puts counts beside those of all notices; what states no value is left out.
fn shares(counted: &[FacetEntry], all: &[FacetEntry]) -> Vec<Share> {
    let stated = counted.iter().filter(|entry| entry.value != NOT_STATED && entry.count > 0);
    stated
        .map(|entry| {
            let all = all.iter().find(|one| one.value == entry.value);
            let all = all.map_or(entry.count, |one| one.count.max(entry.count));
            Share {
                value: entry.value.clone(),
                label: entry.label.clone(),
                count: entry.count,
                all,
                share: entry.count as f64 / all as f64,
            }
        })
        .collect()
}

/// Returns the places that have notices of their own: more than the places inside them have.
fn places(entries: &[FacetEntry]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.value != NOT_STATED) {
        let inside: u64 = entry.children.iter().map(|child| child.count).sum();
        if entry.count > inside {
            found.insert(entry.value.clone());
        }
        found.extend(places(&entry.children));
    }
    found
}

fn notice(result: &SearchResult) -> Option<NoticeSummary> {
    match result {
        SearchResult::Notice(result) => Some(result.notice.clone()),
        SearchResult::Clause(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{NOT_STATED, literal, places, shares};
    use crate::search::response::FacetEntry;

    fn entry(value: &str, count: u64, children: Vec<FacetEntry>) -> FacetEntry {
        FacetEntry {
            value: value.to_owned(),
            label: value.to_owned(),
            count,
            selected: false,
            children,
        }
    }

    #[test]
    fn a_place_counts_where_it_has_notices_of_its_own() {
        let city = entry("city", 3, vec![entry("county", 3, Vec::new())]);
        let tree = [entry("province", 4, vec![city]), entry(NOT_STATED, 2, Vec::new())];
        assert_eq!(places(&tree).into_iter().collect::<Vec<_>>(), ["county", "province"]);
    }

    #[test]
    fn words_are_meant_as_written() {
        let cases = [
            ("政府公报 浮桥", "\"政府公报\" \"浮桥\""),
            (" 浮桥　渡口 ", "\"浮桥\" \"渡口\""),
            ("“浮桥 渡口” 巡查 -夜间 年份:2024", "“浮桥 渡口” \"巡查\" -夜间 年份:2024"),
            ("", ""),
        ];
        for (topic, expected) in cases {
            assert_eq!(literal(topic), expected);
        }
    }

    #[test]
    fn a_share_is_of_all_notices_with_the_value() {
        let found = [entry("2023", 2, Vec::new()), entry(NOT_STATED, 1, Vec::new())];
        let all = [entry("2023", 8, Vec::new()), entry("2024", 5, Vec::new())];
        let shares = shares(&found, &all);
        assert_eq!((shares.len(), shares[0].all, shares[0].count), (1, 8, 2));
        assert!((shares[0].share - 0.25).abs() < f64::EPSILON);
    }
}
