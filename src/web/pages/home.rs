//! `/`: the box, what the library holds, ways into it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::query::facet::FacetField;
use crate::query::request::{FacetRequest, Page, SearchRequest, Sort};
use crate::search::response::{FacetEntry, SearchResult};
use crate::web::assets::STYLE_PATH;
use crate::web::error::PageError;
use crate::web::links::{self, Links, Source};
use crate::web::pages::view::{Badge, Link, NoticeView, facts, render};
use crate::web::state::AppState;
use crate::web::usage;

/// How many of the newest notices are listed.
const NEWEST: usize = 6;

#[derive(Debug, Template)]
#[template(path = "home.html")]
struct HomePage {
    style: &'static str,
    notices: u64,
    clauses: u64,
    popular: Vec<Link>,
    newest: Vec<NoticeView>,
    ways: Vec<Way>,
}

/// A dimension by which the library can be entered.
#[derive(Debug)]
struct Way {
    label: &'static str,
    entries: Vec<(String, u64, String)>,
}

/// Shows the home page.
pub(in crate::web) async fn home(State(app): State<AppState>) -> Result<Html<String>, PageError> {
    let fields = [
        (FacetField::Region, 12),
        (FacetField::Year, 12),
        (FacetField::Department, 16),
        (FacetField::Kind, 8),
    ];
    let request = SearchRequest {
        sort: Sort::Newest,
        page: Page::all(NEWEST),
        facets: fields.into_iter().map(|(field, size)| FacetRequest { field, size }).collect(),
        ..SearchRequest::default()
    };
    let response = app.searcher.search(&request, app.today()).await?;
    let status = app.searcher.status().await?;
    let newest = response.results.iter().filter_map(|result| match result {
        SearchResult::Notice(result) => Some(NoticeView {
            title_html: result.title_html.clone(),
            href: links::notice(result.notice.id.as_str(), ""),
            facts: facts(&result.notice),
            validity: Badge::new(result.notice.validity, result.notice.validity_is_derived),
            clauses: Vec::new(),
        }),
        SearchResult::Clause(_) => None,
    });
    let popular = usage::popular(&app).await.unwrap_or_default();
    render(&HomePage {
        style: &STYLE_PATH,
        notices: status.notices,
        clauses: status.clauses,
        popular: popular.iter().map(|text| popular_link(text)).collect(),
        newest: newest.collect(),
        ways: fields.iter().map(|(field, size)| way(*field, *size, &response.facets)).collect(),
    })
}

/// Makes the link of a popular search.
fn popular_link(text: &str) -> Link {
    let request = SearchRequest { text: text.to_owned(), ..SearchRequest::default() };
    let href = links::followed(&request, Source::Popular);
    Link { text: text.to_owned(), href, current: false }
}

fn way(field: FacetField, size: usize, facets: &BTreeMap<FacetField, Vec<FacetEntry>>) -> Way {
    let nothing = SearchRequest::default();
    let links = Links::new(&nothing);
    let mut entries = facets.get(&field).cloned().unwrap_or_default();
    if field == FacetField::Region {
        entries = widest(entries);
    }
    entries.retain(|entry| entry.value != crate::query::facet::NOT_STATED);
    entries.truncate(size);
    let entries = entries
        .into_iter()
        .map(|entry| (entry.label, entry.count, links.toggled(field, &entry.value)))
        .collect();
    Way { label: field.label(), entries }
}

/// Goes down a tree of places while there is only one: a city's library lists its districts.
fn widest(mut entries: Vec<FacetEntry>) -> Vec<FacetEntry> {
    while let [only] = &entries[..] {
        if only.children.len() < 2 {
            break;
        }
        entries = only.children.clone();
    }
    entries
}
