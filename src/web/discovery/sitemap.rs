//! `/sitemap.xml` and the maps that it names: every notice once, by the year that it is about.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;

use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::{FacetRequest, Filters, Page, SearchRequest, Sort, ValidityFilter};
use crate::search::response::{NoticeSummary, SearchResponse, SearchResult};
use crate::web::address;
use crate::web::conditional::Tag;
use crate::web::discovery::render;
use crate::web::error::{ApiError, AppError};
use crate::web::params::extract::ApiPath;
use crate::web::site::Origin;
use crate::web::state::AppState;

/// The most addresses of one map, as the protocol of sitemaps has it.
const LARGEST: usize = 50_000;

/// An hour: an index is brought up to date a few times a day.
const KEPT: &str = "public, max-age=3600";

/// The name of the map of notices that state no year.
const WITHOUT_YEAR: &str = "undated";

/// An address with the day on which it changed last, where that is known.
#[derive(Debug)]
struct Place {
    address: String,
    changed: Option<Date>,
}

#[derive(Debug, Template)]
#[template(path = "sitemap_index.xml")]
struct Index {
    maps: Vec<Place>,
}

#[derive(Debug, Template)]
#[template(path = "sitemap.xml")]
struct Map {
    notices: Vec<Place>,
}

/// Answers with the list of maps.
pub(in crate::web) async fn index(
    State(app): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let tag = Tag::of_publication(&app).await?;
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(KEPT));
    }
    let mut maps = Vec::new();
    for year in years(&app).await? {
        let newest = notices(&app, &year, 1).await?;
        let total = usize::try_from(newest.total).unwrap_or(usize::MAX);
        for part in 1..=total.div_ceil(LARGEST) {
            maps.push(Place {
                address: origin.at(&format!("/sitemap/{}.xml", name(&year, part))),
                changed: summaries(&newest).next().and_then(changed),
            });
        }
    }
    Ok(tag.answer("application/xml; charset=utf-8", KEPT, render(&Index { maps })?))
}

/// Answers with one map.
pub(in crate::web) async fn map(
    State(app): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    file: ApiPath,
) -> Result<Response, ApiError> {
    let missing = || AppError::NotFound(format!("there is no sitemap `{}`", file.0));
    let (year, part) = file.0.strip_suffix(".xml").and_then(read).ok_or_else(missing)?;
    let tag = Tag::of_publication(&app).await?;
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(KEPT));
    }
    let total = usize::try_from(notices(&app, &year, 0).await?.total).unwrap_or(usize::MAX);
    let begin = (part - 1).saturating_mul(LARGEST);
    if begin >= total {
        return Err(missing().into());
    }
    let found = notices(&app, &year, total.min(begin + LARGEST)).await?;
    let notices = summaries(&found).skip(begin).map(|notice| Place {
        address: origin.at(&address::notice(notice.id.as_str(), "")),
        changed: changed(notice),
    });
    let map = Map { notices: notices.collect() };
    Ok(tag.answer("application/xml; charset=utf-8", KEPT, render(&map)?))
}

/// Returns the years that notices are about, the latest first, and the value for none.
async fn years(app: &AppState) -> Result<Vec<String>, ApiError> {
    let counted = FacetRequest { field: FacetField::Year, size: FacetRequest::MOST };
    let request = SearchRequest { facets: vec![counted], ..whole(Filters::default(), 0) };
    let response = app.searcher.search(&request, app.today()).await?;
    let entries = response.facets.get(&FacetField::Year).into_iter().flatten();
    let mut years: Vec<String> = entries.map(|entry| entry.value.clone()).collect();
    years.sort_unstable_by(|one, two| {
        (one == NOT_STATED).cmp(&(two == NOT_STATED)).then_with(|| two.cmp(one))
    });
    Ok(years)
}

/// Returns the newest notices of a year, whatever their validity.
async fn notices(app: &AppState, year: &str, most: usize) -> Result<SearchResponse, ApiError> {
    let mut filters = Filters::default();
    let _ = filters.add(FacetField::Year, year);
    Ok(app.searcher.search(&whole(filters, most), app.today()).await?)
}

fn whole(filters: Filters, most: usize) -> SearchRequest {
    let filters = Filters { validity: ValidityFilter::Any, ..filters };
    SearchRequest {
        filters,
        sort: Sort::Newest,
        page: Page::all(most),
        alone: true,
        ..SearchRequest::default()
    }
}

fn summaries(response: &SearchResponse) -> impl Iterator<Item = &NoticeSummary> {
    response.results.iter().map(|result| match result {
        SearchResult::Notice(result) => &result.notice,
        SearchResult::Clause(result) => &result.notice,
    })
}

fn changed(notice: &NoticeSummary) -> Option<Date> {
    notice.published_on.max(notice.issued_on)
}

/// Writes the name of a map: `2024`, and `2024-2` for what does not fit in the first.
fn name(year: &str, part: usize) -> String {
    let year = if year == NOT_STATED { WITHOUT_YEAR } else { year };
    if part == 1 { year.to_owned() } else { format!("{year}-{part}") }
}

/// Reads the name of a map: the value of the year, and the part from 1.
fn read(name: &str) -> Option<(String, usize)> {
    let (year, part) = match name.split_once('-') {
        Some((year, part)) => (year, part.parse().ok().filter(|part| *part > 1)?),
        None => (name, 1),
    };
    let year = if year == WITHOUT_YEAR { NOT_STATED } else { year };
    FacetField::Year.value(year).ok().filter(|value| value == year).map(|value| (value, part))
}

#[cfg(test)]
mod tests {
    use super::{name, read};

    #[test]
    fn names_of_maps_read_back() {
        for (year, part) in [("2024", 1), ("2024", 2), ("none", 1), ("none", 3)] {
            assert_eq!(read(&name(year, part)), Some((year.to_owned(), part)));
        }
        for other in ["", "24", "2024-1", "2024-0", "2024-x", "none-", "undated-"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
