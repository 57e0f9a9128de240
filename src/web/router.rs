//! Every path and its handler: the table of contents of the site.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{self, from_fn_with_state};
use axum::routing::{any, get};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::web::limits::Hold;
use crate::web::state::AppState;
use crate::web::{
    algolia, api, api_docs, conditional, discovery, frame, headers, limits, observe, pages,
};

/// How hard answers are compressed: pages and styles are a seventh smaller than at the 4 that is
/// usual, and a step further hardly makes them smaller (70 kB of results are 9.9 kB at 4, 8.5 kB at
/// 5 and at 6).
const QUALITY: CompressionLevel = CompressionLevel::Precise(5);

/// Makes the site over a state.
pub fn router(state: AppState) -> Router {
    let operation = Arc::clone(&state.operation);
    let limits = Arc::clone(&operation.limits);
    let hold = Hold { limits, gate: state.gate.clone(), now: state.now };
    let others = headers::for_other_origins(&operation.origins);
    // Answers to other origins say that these may read them also where they are refusals.
    let open = open(&state).layer(from_fn_with_state(hold.clone(), limits::hold));
    let open = open.layer(middleware::from_fn(algolia::problem::in_their_shape));
    Router::new()
        .without_v07_checks()
        .route("/", get(pages::home::home))
        .route("/search", get(pages::search::search))
        .route("/notices/{id}", get(pages::notice::notice))
        .route("/notices/{id}/download.txt", get(pages::download::text))
        .route("/notices/{id}/download.docx", get(pages::download::word))
        .route("/notices/{id}/download.csv", get(pages::download::tasks))
        .route("/notices/{id}/download.json", get(pages::download::data))
        .route("/preferences", get(pages::preferences::show).post(pages::preferences::choose))
        .route("/library", get(pages::library::library))
        .route("/precedents", get(pages::precedents::precedents))
        .route("/variants", get(pages::variants::variants))
        .route("/timeline", get(pages::timeline::timeline))
        .route("/check", get(pages::check::show).post(pages::check::check))
        .route("/compare", get(pages::compare::compare))
        .route("/facts", get(pages::facts::facts))
        .route("/drafting", get(pages::drafting::drafting))
        .route("/evidence.csv", get(pages::evidence::sheet))
        .route("/evidence.md", get(pages::evidence::markdown))
        .route("/evidence.docx", get(pages::evidence::word))
        .route("/robots.txt", get(discovery::robots::rules))
        .route("/sitemap.xml", get(discovery::sitemap::index))
        .route("/sitemap/{file}", get(discovery::sitemap::map))
        .route("/healthz", get(api::health::alive))
        .route("/readyz", get(api::health::ready))
        .route("/assets/{name}", get(pages::asset::asset))
        .route("/api/docs", get(api_docs::docs))
        .route("/favicon.ico", get(pages::asset::icon))
        .fallback(pages::not_found)
        .layer(from_fn_with_state(hold, limits::hold))
        .merge(open.layer(others))
        .with_state(state)
        .layer(middleware::from_fn(frame::around))
        .layer(middleware::map_response(headers::secure))
        .layer(from_fn_with_state(operation, observe::observe))
        .layer(CompressionLayer::new().quality(QUALITY))
}

/// Makes what pages of other sites may read, too.
fn open(state: &AppState) -> Router<AppState> {
    // A path of the adapter has a star in it, which stands for nothing but itself.
    let none = Router::new().without_v07_checks();
    let api = api::operations::all()
        .into_iter()
        .fold(none, |api, operation| api.route(operation.path, operation.handler));
    api.layer(from_fn_with_state(state.clone(), conditional::by_publication))
        .route("/api/v1/openapi.json", get(api::openapi::describe))
        .method_not_allowed_fallback(api::no_method)
        .route("/api/{*path}", any(api::not_found))
        .route("/feed.atom", get(discovery::feed::atom))
        .route("/feed.json", get(discovery::feed::json))
        .route("/opensearch.xml", get(discovery::opensearch::describe))
        .route("/embed.js", get(discovery::embed::script))
        .route("/embed.css", get(discovery::embed::style))
}

/// Makes what the operator alone reads.
pub(super) fn figures(state: AppState) -> Router {
    Router::new().route("/metrics", get(api::metrics::metrics)).with_state(state)
}
