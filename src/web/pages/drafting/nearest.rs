//! The nearest clauses of others under the headings of a notice.

use askama::Template;
use axum::response::Html;

use crate::notice::id::NoticeId;
use crate::precedent::drafting::nearest::{DraftClause, Drafting};
use crate::precedent::similar::Precedent;
use crate::web::address;
use crate::web::desk::drafting::{self, at_part};
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::drafting::Above;
use crate::web::pages::view::{Badge, Link, place, render};
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "drafting/nearest.html")]
struct NearestPage {
    frame: Frame,
    above: Above,
    parts: Vec<Link>,
    heading: String,
    clauses: Vec<ClauseView>,
    left_out: usize,
}

#[derive(Debug)]
struct ClauseView {
    address: String,
    href: String,
    text: String,
    nearest: Vec<NearView>,
    more: usize,
    /// All precedents of the clause.
    precedents: String,
}

#[derive(Debug)]
struct NearView {
    date: String,
    place: String,
    title: String,
    address: String,
    href: String,
    badge: Badge,
    text: String,
    /// The clause of the notice and this one side by side.
    comparison: String,
}

impl ClauseView {
    fn new(clause: &DraftClause) -> Self {
        Self {
            address: clause.address.clone(),
            href: address::clause(&clause.id, ""),
            text: clause.text.clone(),
            nearest: clause.nearest.iter().map(|near| NearView::new(near, &clause.id)).collect(),
            more: clause.more,
            precedents: address::precedents(&clause.id),
        }
    }
}

impl NearView {
    fn new(near: &Precedent, own: &str) -> Self {
        let (clause, notice) = (&near.clause, &near.clause.notice);
        let date = notice.dated_on().map(|date| date.to_string());
        Self {
            date: date.unwrap_or_else(|| "日期不详".to_owned()),
            place: place(&notice.region),
            title: notice.title.clone(),
            address: clause.address.clone(),
            href: address::clause(&clause.id, ""),
            badge: Badge::new(notice.validity, notice.validity_is_derived),
            text: near.passage.clone(),
            comparison: address::comparison(&[own, &clause.id]),
        }
    }
}

/// Shows the nearest clauses of a part.
pub(super) async fn show(
    app: &AppState,
    frame: Frame,
    id: &NoticeId,
    part: usize,
) -> Result<Html<String>, PageError> {
    let found = drafting::nearest(app, id, part).await?;
    let heading = found.part.checked_sub(1).and_then(|at| found.parts.get(at));
    render(&NearestPage {
        frame,
        above: Above::new(&found.notice, false),
        heading: named(heading.and_then(|part| part.heading.as_deref())),
        parts: parts(&found),
        clauses: found.clauses.iter().map(ClauseView::new).collect(),
        left_out: found.left_out,
    })
}

fn parts(found: &Drafting) -> Vec<Link> {
    let numbered = found.parts.iter().zip(1..);
    let parts = numbered.map(|(part, number)| Link {
        text: format!("{}（{}条）", named(part.heading.as_deref()), part.clauses),
        href: at_part(found.notice.id.as_str(), number),
        current: number == found.part,
    });
    parts.collect()
}

fn named(heading: Option<&str>) -> String {
    heading.unwrap_or("正文").to_owned()
}
