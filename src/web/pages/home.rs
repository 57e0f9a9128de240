//! `/`: the box, what the library holds, ways into it.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::{FacetRequest, Page, SearchRequest, Sort};
use crate::search::response::{FacetEntry, SearchResponse, SearchResult};
use crate::web::address;
use crate::web::conditional;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::links::{self, Links, Source};
use crate::web::pages::map::TileMap;
use crate::web::pages::view::{Badge, Link, NoticeView, facts, render, updated};
use crate::web::pages::years::YearBars;
use crate::web::state::AppState;
use crate::web::usage;

/// How many of the newest notices are listed.
const NEWEST: usize = 6;

/// How many places, years and topics are counted.
const COUNTED: [(FacetField, usize); 3] =
    [(FacetField::Region, 40), (FacetField::Year, 60), (FacetField::Topic, 24)];

#[derive(Debug, Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    notices: u64,
    clauses: u64,
    /// The share of notices that state title, number, issuer and date, where it is known.
    complete: Option<String>,
    /// When the library was last changed, where that is known.
    updated: Option<String>,
    /// What the reader should know of the counts.
    notes: Vec<String>,
    popular: Vec<Link>,
    newest: Vec<NoticeView>,
    map: Option<TileMap>,
    years: Option<YearBars>,
    regions: Vec<Entry>,
    topics: Vec<Entry>,
}

/// A value of a dimension by which the library can be entered.
#[derive(Debug)]
struct Entry {
    label: String,
    count: u64,
    href: String,
}

/// Shows the home page.
pub(in crate::web) async fn home(
    State(app): State<AppState>,
    frame: Frame,
) -> Result<Response, PageError> {
    let facets = COUNTED.map(|(field, size)| FacetRequest { field, size });
    let request = SearchRequest {
        sort: Sort::Newest,
        page: Page::all(NEWEST),
        facets: facets.to_vec(),
        admits_partial: true,
        ..SearchRequest::default()
    };
    let response = app.searcher.search(&request, app.today()).await?;
    let status = app.searcher.status().await?;
    let popular = usage::popular(&app).await.unwrap_or_default();
    let nothing = SearchRequest::default();
    let links = Links::new(&nothing);
    let narrowed = |field: FacetField| {
        let links = links.clone();
        move |entry: &FacetEntry| links.toggled(field, &entry.value)
    };
    let regions = FacetEntry::widest(stated(&response, FacetField::Region));
    let page = render(&HomePage {
        frame,
        notices: status.notices,
        clauses: status.clauses,
        complete: app.searcher.last_report().map(|report| {
            format!("{:.0}%", report.complete as f64 * 100.0 / report.notices.max(1) as f64)
        }),
        updated: updated(status.publication.made_at),
        notes: response.notes.clone(),
        popular: popular.iter().map(|text| popular_link(text)).collect(),
        newest: response.results.iter().filter_map(newest).collect(),
        map: TileMap::new(&regions, narrowed(FacetField::Region)),
        years: YearBars::new(&stated(&response, FacetField::Year), narrowed(FacetField::Year)),
        regions: entries(&regions, narrowed(FacetField::Region)),
        topics: entries(&stated(&response, FacetField::Topic), narrowed(FacetField::Topic)),
    })?;
    Ok(conditional::kept_if_whole(page.into_response(), response.is_partial))
}

fn newest(result: &SearchResult) -> Option<NoticeView> {
    let SearchResult::Notice(result) = result else { return None };
    Some(NoticeView {
        title_html: result.title_html.clone(),
        href: address::notice(result.notice.id.as_str(), ""),
        facts: facts(&result.notice),
        validity: Badge::new(result.notice.validity, result.notice.validity_is_derived),
        clauses: Vec::new(),
        why: Vec::new(),
    })
}

/// Makes the link of a popular search.
fn popular_link(text: &str) -> Link {
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    let href = links::followed(&request, Source::Popular);
    Link { text: text.to_owned(), href, current: false }
}

/// Returns the values of a dimension that notices state.
fn stated(response: &SearchResponse, field: FacetField) -> Vec<FacetEntry> {
    let mut entries = response.facets.get(&field).cloned().unwrap_or_default();
    entries.retain(|entry| entry.value != NOT_STATED);
    entries
}

fn entries(values: &[FacetEntry], href: impl Fn(&FacetEntry) -> String) -> Vec<Entry> {
    let entries = values.iter().map(|entry| Entry {
        label: entry.label.clone(),
        count: entry.count,
        href: href(entry),
    });
    entries.collect()
}
