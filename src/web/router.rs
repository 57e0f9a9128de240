//! Every path and its handler: the table of contents of the site.

use axum::Router;
use axum::middleware;
use axum::routing::get;
use tower_http::trace::TraceLayer;

use crate::web::state::AppState;
use crate::web::{api, frame, headers, pages};

/// Makes the site over a state.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/", get(pages::home::home))
        .route("/search", get(pages::search::search))
        .route("/notices/{id}", get(pages::notice::notice))
        .route("/preferences", get(pages::preferences::show).post(pages::preferences::choose))
        .route("/library", get(pages::library::library))
        .route("/api/v1/search", get(api::search::search))
        .route("/api/v1/facets", get(api::search::facets))
        .route("/api/v1/library", get(api::library::library))
        .route("/api/v1/popular", get(api::popular::popular))
        .route("/api/v1/suggest", get(api::suggest::suggest))
        .route("/api/v1/notices/{id}", get(api::notice::notice))
        .route("/api/v1/clauses/{id}", get(api::notice::clause))
        .route("/api/{*path}", get(api::not_found))
        .route("/healthz", get(api::health::alive))
        .route("/readyz", get(api::health::ready))
        .route("/assets/{name}", get(pages::asset::asset))
        .route("/favicon.ico", get(pages::asset::icon))
        .fallback(pages::not_found)
        .with_state(state)
        .layer(middleware::from_fn(frame::around))
        .layer(middleware::map_response(headers::secure))
        .layer(TraceLayer::new_for_http())
}
