//! `/compare?n=…`: what a notice can be compared with: that of another year, those like it.

use askama::Template;
use axum::response::Html;

use crate::notice::id::NoticeId;
use crate::search::part::{Missing, Part};
use crate::search::response::NoticeSummary;
use crate::web::address;
use crate::web::desk::notices::comparison;
use crate::web::error::{AppError, PageError};
use crate::web::frame::Frame;
use crate::web::pages::view::{Badge, facts, render};
use crate::web::state::AppState;

/// The most notices like it that are offered.
const MOST_SIMILAR: usize = 10;

#[derive(Debug, Template)]
#[template(path = "counterpart.html")]
struct CounterpartPage {
    frame: Frame,
    title: String,
    href: String,
    /// Those of the nearest other years.
    years: Vec<OfferView>,
    similar: Vec<OfferView>,
    missing: Option<String>,
}

/// A notice that can be compared with the one that was chosen.
#[derive(Debug)]
struct OfferView {
    name: &'static str,
    title: String,
    href: String,
    comparison: String,
    facts: Vec<String>,
    badge: Badge,
}

impl OfferView {
    fn new(name: &'static str, notice: &NoticeSummary, comparison: String) -> Self {
        Self {
            name,
            title: notice.title.clone(),
            href: address::notice(notice.id.as_str(), ""),
            comparison,
            facts: facts(notice),
            badge: Badge::new(notice.validity, notice.validity_is_derived),
        }
    }
}

/// Offers what a notice can be compared with; it is the one that others are compared with, but for
/// those of earlier years.
pub(super) async fn choose(
    app: &AppState,
    frame: Frame,
    id: &NoticeId,
) -> Result<Html<String>, PageError> {
    let found = app.searcher.notice(id, app.today()).await?;
    let notice = found.ok_or_else(|| AppError::NotFound(format!("notice {id}")))?;
    let mut missing = Missing::default();
    let years = app.desk().neighbours_of(&notice, app.today()).await;
    let years = missing.or_nothing(Part::Years, years);
    let similar = app.searcher.similar(&notice, MOST_SIMILAR, app.today()).await;
    let similar = missing.or_nothing(Part::Similar, similar);
    let is_neighbour = |other: &&NoticeSummary| {
        [&years.previous, &years.next].into_iter().flatten().any(|year| year.id == other.id)
    };
    let key = notice.id.as_str();
    let previous = years.previous.as_ref().map(|previous| {
        OfferView::new("上一年度", previous, comparison(previous.id.as_str(), key))
    });
    let next = years
        .next
        .as_ref()
        .map(|next| OfferView::new("下一年度", next, comparison(key, next.id.as_str())));
    let others = similar.iter().filter(|other| !is_neighbour(other));
    let others =
        others.map(|other| OfferView::new("相似文件", other, comparison(key, other.id.as_str())));
    render(&CounterpartPage {
        frame,
        title: notice.display_title().into_owned(),
        href: address::notice(key, ""),
        years: [previous, next].into_iter().flatten().collect(),
        similar: others.collect(),
        missing: missing.said(),
    })
}
