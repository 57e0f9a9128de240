//! Checks against the index what a text finds now.

use jiff::civil::Date;

use crate::query::request::{Page, SearchRequest};
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::search::response::SearchResponse;
use crate::usage::summary::Summary;

/// Tells whether a search found what it asked for: anything, also what has ended and is not shown,
/// but not notices that hold only few of its words.
pub fn found(response: &SearchResponse) -> bool {
    response.total + response.hidden.not_in_force > 0 && !response.loosened
}

/// Returns the first of some summaries that find something now, or that find nothing, as wanted.
///
/// `is_blocked` tells which texts are never shown; it is asked before anything is searched.
///
/// # Errors
///
/// As [`Searcher::search`].
pub async fn first_that(
    wanted: bool,
    summaries: &[Summary],
    limit: usize,
    is_blocked: &(dyn Fn(&str) -> bool + Sync),
    searcher: &Searcher,
    today: Date,
) -> Result<Vec<Summary>, SearchError> {
    let mut kept = Vec::new();
    for summary in summaries.iter().filter(|summary| !is_blocked(&summary.text)) {
        if kept.len() == limit {
            break;
        }
        let request = SearchRequest {
            text: summary.text.clone(),
            page: Page::all(0),
            alone: true,
            ..SearchRequest::default()
        };
        if found(&searcher.search(&request, today).await?) == wanted {
            kept.push(summary.clone());
        }
    }
    Ok(kept)
}
