//! The steward's page: how complete the library is, with the list behind every count.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::steward::{Absent, Case, Element, Report, UnknownUnit};
use crate::web::address;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::view::render;
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "library.html")]
struct LibraryPage {
    frame: Frame,
    report: Arc<Report>,
}

impl LibraryPage {
    /// Returns the share of notices that state an element, in percent.
    fn share(&self, element: &Element) -> String {
        let all = self.report.notices.max(1);
        format!("{:.1}%", element.stated as f64 * 100.0 / all as f64)
    }
}

fn case_href(case: &Case) -> String {
    address::notice(case.id.as_str(), "")
}

/// Returns the address of a notice that names a unit, the name marked in it.
fn unit_href(unit: &UnknownUnit) -> String {
    address::notice(unit.example.as_str(), &unit.name)
}

/// Returns the address of a notice that cites a document, its name marked in it.
fn absent_href(absent: &Absent) -> String {
    address::notice(absent.example.as_str(), &absent.name)
}

/// Shows the report on the library.
pub(in crate::web) async fn library(
    State(state): State<AppState>,
    frame: Frame,
) -> Result<Html<String>, PageError> {
    let report = state.searcher.report(state.today()).await?;
    render(&LibraryPage { frame, report })
}
