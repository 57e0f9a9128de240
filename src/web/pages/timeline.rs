//! `/timeline`: since when and where notices speak of a topic, drawn, with the lists behind it.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::precedent::timeline::{ProvinceShare, Share, Timeline, YearShare, literal};
use crate::query::facet::FacetField;
use crate::query::request::{Page, Scope, SearchRequest, Sort};
use crate::search::response::NoticeSummary;
use crate::web::address;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::links;
use crate::web::pages::spread::{Counted, Spread};
use crate::web::pages::view::{or_nothing, place, render};
use crate::web::params::extract::PageSearch;
use crate::web::state::AppState;

/// The most provinces that are drawn; the table has all.
const DRAWN: usize = 12;

#[derive(Debug, Template)]
#[template(path = "timeline.html")]
struct TimelinePage {
    frame: Frame,
    query: String,
    /// What was found, in words.
    said: String,
    notes: Vec<String>,
    /// The earliest notices: date, place, title, address.
    first: Vec<(String, String, String, String)>,
    tables: Vec<Table>,
    picture: Option<Spread>,
    picture_name: &'static str,
    picture_unit: &'static str,
    /// The notices themselves.
    list: String,
}

/// Counts by one dimension.
#[derive(Debug)]
struct Table {
    name: &'static str,
    /// What stands in the last columns beside the counts.
    further: &'static [&'static str],
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    label: String,
    count: u64,
    all: u64,
    percent: String,
    href: String,
    further: Vec<String>,
}

/// Shows how a topic spread; without one, the field for it.
pub(in crate::web) async fn timeline(
    State(app): State<AppState>,
    frame: Frame,
    params: PageSearch,
) -> Result<Html<String>, PageError> {
    let request = params.0.request;
    let mut page = TimelinePage {
        query: request.text.clone(),
        said: String::new(),
        notes: Vec::new(),
        first: Vec::new(),
        tables: Vec::new(),
        picture: None,
        picture_name: "各省份逐年的文件数",
        picture_unit: "件",
        list: links::address(&listed(&request)),
        frame,
    };
    if !request.text.trim().is_empty() {
        let found = app.desk().timeline(&request, app.today()).await?;
        let href = |field, value: &str| narrowed(&request, &[(field, value)]);
        page.said = said(&found);
        page.first = found.first.iter().map(named).collect();
        page.picture = picture(&found.provinces, &request);
        page.tables = [
            Table {
                name: "年份",
                further: &["地方", "新增地方"],
                rows: found.years.iter().rev().map(|year| of_year(year, &href)).collect(),
            },
            Table {
                name: "层级",
                further: &[],
                rows: found
                    .levels
                    .iter()
                    .map(|share| Row::new(share, href(FacetField::Level, &share.value), vec![]))
                    .collect(),
            },
            Table {
                name: "省份",
                further: &["最早年份"],
                rows: found.provinces.iter().map(|province| of_province(province, &href)).collect(),
            },
        ]
        .into_iter()
        .filter(|table| !table.rows.is_empty())
        .collect();
        page.notes = found.notes;
    }
    render(&page)
}

impl Row {
    fn new(share: &Share, href: String, further: Vec<String>) -> Self {
        let Share { label, count, all, .. } = share.clone();
        Self { label, count, all, percent: format!("{:.1}%", share.share * 100.0), href, further }
    }
}

fn of_year(year: &YearShare, href: &impl Fn(FacetField, &str) -> String) -> Row {
    let further = vec![year.places.to_string(), year.new_places.to_string()];
    Row::new(&year.share, href(FacetField::Year, &year.share.value), further)
}

fn of_province(province: &ProvinceShare, href: &impl Fn(FacetField, &str) -> String) -> Row {
    let further = vec![or_nothing(province.first_year.clone())];
    Row::new(&province.share, href(FacetField::Region, &province.share.value), further)
}

/// Says how many notices there are, in how many places, and the first.
fn said(found: &Timeline) -> String {
    if found.total == 0 {
        return format!("库内 {} 件文件中没有提到的", found.all);
    }
    let share = found.total as f64 * 100.0 / found.all.max(1) as f64;
    format!(
        "库内 {} 件文件中有 {} 件提到，占 {share:.1}%，出自 {} 个地方",
        found.all, found.total, found.places
    )
}

/// Returns date, place, title and address of a notice.
fn named(notice: &NoticeSummary) -> (String, String, String, String) {
    let date = notice.dated_on().map(|date| date.to_string());
    let href = address::notice(notice.id.as_str(), "");
    (date.unwrap_or_default(), place(&notice.region), notice.title.clone(), href)
}

/// Draws the provinces with most notices over the years.
fn picture(provinces: &[ProvinceShare], request: &SearchRequest) -> Option<Spread> {
    let drawn = provinces.iter().take(DRAWN).map(|province| -> Counted {
        let region = province.share.value.as_str();
        let years = province.years.iter().filter_map(|(year, count)| {
            let of_both = [(FacetField::Region, region), (FacetField::Year, year.as_str())];
            Some((year.parse().ok()?, usize::try_from(*count).ok()?, narrowed(request, &of_both)))
        });
        (province.share.label.clone(), years.collect())
    });
    Spread::new(drawn.collect())
}

/// Returns the address of the notices themselves, the oldest first, narrowed further.
fn narrowed(request: &SearchRequest, values: &[(FacetField, &str)]) -> String {
    let mut request = listed(request);
    for (field, value) in values {
        request.filters.values.insert(*field, [(*value).to_owned()].into());
    }
    links::address(&request)
}

fn listed(request: &SearchRequest) -> SearchRequest {
    SearchRequest {
        text: literal(&request.text),
        scope: Scope::Notices,
        sort: Sort::Oldest,
        page: Page::default(),
        ..request.clone()
    }
}
