//! `/feed.atom` and `/feed.json`: any search as a feed, its newest results first.

mod atom;
mod entry;
mod json;

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::query::request::{Page, SearchRequest, Sort};
use crate::search::response::SearchResponse;
use crate::web::conditional::Tag;
use crate::web::discovery::feed::atom::AtomFeed;
use crate::web::discovery::feed::entry::{Entry, moment};
use crate::web::discovery::feed::json::JsonFeed;
use crate::web::discovery::{NAME, render};
use crate::web::error::ApiError;
use crate::web::links;
use crate::web::params::extract::FeedSearch;
use crate::web::site::Origin;
use crate::web::state::AppState;

/// How many results a feed holds where no number is given: a busy week of a province.
const USUAL: usize = 30;

/// Five minutes; after that a client asks again by its tag.
const KEPT: &str = "public, max-age=300";

/// The media type of Atom.
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// A search as a feed.
#[derive(Debug)]
struct Feed {
    title: String,
    /// Absolute address of the first page of the feed, by which it is known for ever.
    address: String,
    /// The search as a page.
    page: String,
    /// The next, older part.
    next: Option<String>,
    icon: String,
    description: String,
    /// When the newest entry changed, else the day of the answer.
    updated: String,
    entries: Vec<Entry>,
}

/// Answers with an Atom feed (RFC 4287).
pub(in crate::web) async fn atom(
    State(app): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    params: FeedSearch,
) -> Result<Response, ApiError> {
    let tag = Tag::of_publication(&app).await?;
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(KEPT));
    }
    let feed = find("/feed.atom", params.0.request, &app, &origin).await?;
    Ok(tag.answer(ATOM, KEPT, render(&AtomFeed { feed })?))
}

/// Answers a search of the API with an Atom feed.
pub(in crate::web) async fn of(
    app: &AppState,
    origin: &Origin,
    request: SearchRequest,
) -> Result<Response, ApiError> {
    let feed = find("/feed.atom", request, app, origin).await?;
    Ok(([(CONTENT_TYPE, ATOM)], render(&AtomFeed { feed })?).into_response())
}

/// Answers with a JSON Feed (version 1.1).
pub(in crate::web) async fn json(
    State(app): State<AppState>,
    origin: Origin,
    headers: HeaderMap,
    params: FeedSearch,
) -> Result<Response, ApiError> {
    let tag = Tag::of_publication(&app).await?;
    if tag.is_held(&headers) {
        return Ok(tag.unchanged(KEPT));
    }
    let feed = find("/feed.json", params.0.request, &app, &origin).await?;
    Ok(tag.answer("application/feed+json", KEPT, Json(JsonFeed::new(&feed))))
}

/// Searches, and returns the feed that a path answers with.
async fn find(
    path: &str,
    request: SearchRequest,
    app: &AppState,
    origin: &Origin,
) -> Result<Feed, ApiError> {
    let request = newest_first(request);
    let response = app.searcher.search(&request, app.today()).await?;
    Ok(Feed::new(path, &request, &response, origin, moment(app.today())))
}

/// Returns the request in the order and with the size of feeds.
fn newest_first(request: SearchRequest) -> SearchRequest {
    let size = request.page.size();
    let size = if size == Page::default().size() { USUAL } else { size };
    let page = Page::new(request.page.number(), size).unwrap_or(request.page);
    SearchRequest { sort: Sort::Newest, page, group: None, alone: true, ..request }
}

impl Feed {
    fn new(
        path: &str,
        request: &SearchRequest,
        response: &SearchResponse,
        origin: &Origin,
        today: String,
    ) -> Self {
        // A subscriber waits for what holds the words; what holds a few of them is no news.
        let results = if response.loosened { &[][..] } else { &response.results };
        let entries: Vec<Entry> = results.iter().map(|result| Entry::new(result, origin)).collect();
        let usual = SearchRequest {
            sort: Sort::default(),
            page: Page::new(1, request.page.size()).unwrap_or_default(),
            ..request.clone()
        };
        let read = SearchRequest { sort: Sort::Newest, page: Page::default(), ..request.clone() };
        let is_last = response.loosened || response.page.number >= response.page.pages;
        let next = Page::new(request.page.number() + 1, request.page.size()).ok();
        let next = next.filter(|_| !is_last).map(|page| SearchRequest { page, ..usual.clone() });
        Self {
            title: title(request),
            address: origin.at(&links::at(path, &usual)),
            page: origin.at(&links::address(&read)),
            next: next.map(|next| origin.at(&links::at(path, &next))),
            icon: origin.at("/favicon.ico"),
            description: "政策公文全文检索，最新的在前。".to_owned(),
            updated: entries.iter().map(|entry| entry.updated.clone()).max().unwrap_or(today),
            entries,
        }
    }
}

fn title(request: &SearchRequest) -> String {
    let text = request.text.as_str();
    let narrowed = if request.filters.is_empty() { "" } else { "（已筛选）" };
    if text.is_empty() {
        format!("{NAME}：最新{}{narrowed}", request.scope.label())
    } else {
        format!("{NAME}：{text}{narrowed}")
    }
}
