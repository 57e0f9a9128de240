//! Searches in the shape of Algolia's API, so that pages made of `InstantSearch` run against a site.

pub(super) mod answer;
mod asked;
mod attribute;
mod body;
mod condition;
mod expression;
pub(super) mod facet_search;
mod given;
mod hit;
mod index;
mod narrowing;
pub(super) mod problem;
pub(super) mod shape;
mod tags;
mod wanted;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value};

use crate::query::request::SearchRequest;
use crate::search::places::Places;
use crate::search::response::SearchResponse;
use crate::web::algolia::answer::{Answer, Answers, HitsAnswer};
use crate::web::algolia::asked::Asked;
use crate::web::algolia::body::Sent;
use crate::web::algolia::facet_search::{FacetHits, FacetSearch};
use crate::web::algolia::given::wrong;
use crate::web::error::{ApiError, AppError};
use crate::web::params::extract::{ApiPath, ApiPaths};
use crate::web::site::Origin;
use crate::web::state::AppState;

/// The most queries of one request. `InstantSearch` sends one and one more for each attribute that
/// narrows: two indexes with all sixteen.
const MOST_QUERIES: usize = 34;

/// Answers several queries, one after the other: they take one place of those that are searching.
pub(super) async fn queries(
    State(app): State<AppState>,
    origin: Origin,
    Sent(mut sent): Sent,
) -> Result<Json<Answers>, ApiError> {
    let requests = match sent.remove("requests") {
        Some(Value::Array(requests)) if requests.len() <= MOST_QUERIES => requests,
        _ => {
            let reason = format!("expected an array of {MOST_QUERIES} queries at most");
            return Err(vec![wrong("requests", reason)].into());
        }
    };
    sent.retain(|name, value| name != "strategy" || value != "none");
    if let Some(name) = sent.keys().next() {
        return Err(vec![wrong(name, "is unknown here; known are requests, strategy")].into());
    }
    let places = app.searcher.places().await?;
    let mut results = Vec::new();
    for request in requests {
        let Value::Object(query) = request else {
            return Err(vec![wrong("requests", "expected objects in it")].into());
        };
        results.push(one_of_several(&app, &origin, query, &places).await?);
    }
    Ok(Json(Answers { results }))
}

/// Answers a query to one index.
pub(super) async fn query(
    State(app): State<AppState>,
    origin: Origin,
    ApiPath(index): ApiPath,
    Sent(sent): Sent,
) -> Result<Json<HitsAnswer>, ApiError> {
    let places = app.searcher.places().await?;
    let asked = Asked::read(&index, sent, &places)?;
    let response = found(&app, &asked).await?;
    Ok(Json(HitsAnswer::new(asked, &response, &places, &origin)))
}

/// Answers a search inside the values of an attribute.
pub(super) async fn facet(
    State(app): State<AppState>,
    ApiPaths([index, facet]): ApiPaths<2>,
    Sent(sent): Sent,
) -> Result<Json<FacetHits>, ApiError> {
    let places = app.searcher.places().await?;
    let search = FacetSearch::new(Asked::read(&index, sent, &places)?, &facet)?;
    let response = found(&app, &search.asked).await?;
    Ok(Json(search.found(&response, &places)))
}

async fn one_of_several(
    app: &AppState,
    origin: &Origin,
    mut query: Map<String, Value>,
    places: &Places,
) -> Result<Answer, AppError> {
    let index = named(&mut query, "indexName")?.unwrap_or_default();
    let kind = named(&mut query, "type")?;
    let facet = named(&mut query, "facet")?;
    let asked = Asked::read(&index, query, places)?;
    match (kind.as_deref(), facet) {
        (None | Some("default"), None) => {
            let response = found(app, &asked).await?;
            Ok(Answer::Hits(Box::new(HitsAnswer::new(asked, &response, places, origin))))
        }
        (Some("facet"), Some(facet)) => {
            let search = FacetSearch::new(asked, &facet)?;
            let response = found(app, &search.asked).await?;
            Ok(Answer::Values(search.found(&response, places)))
        }
        _ => {
            Err(vec![wrong("type", "expected `default`, or `facet` with the parameter facet")]
                .into())
        }
    }
}

/// Takes a text out of an object.
fn named(object: &mut Map<String, Value>, name: &str) -> Result<Option<String>, AppError> {
    match object.remove(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(vec![wrong(name, "expected a text")].into()),
    }
}

async fn found(app: &AppState, asked: &Asked) -> Result<SearchResponse, AppError> {
    let request = SearchRequest { admits_partial: true, alone: true, ..asked.request.clone() };
    let response = app.searcher.search(&request, app.today()).await?;
    if asked.request.page.size() > 0 {
        app.operation.metrics.searched(response.total, response.is_kept);
    }
    Ok(response)
}
