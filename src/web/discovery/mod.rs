//! What lets programs find the site and take it along: descriptions, feeds, maps, the box for
//! other sites.

pub(super) mod embed;
pub(super) mod feed;
pub(super) mod opensearch;
pub(super) mod robots;
pub(super) mod sitemap;

use askama::Template;

use crate::web::error::{ApiError, AppError};

/// The name of the site.
const NAME: &str = "政搜";

/// Renders a document.
fn render(document: &impl Template) -> Result<String, ApiError> {
    document.render().map_err(|error| {
        tracing::error!(%error, "a document could not be rendered");
        AppError::NotFound("the document".to_owned()).into()
    })
}
