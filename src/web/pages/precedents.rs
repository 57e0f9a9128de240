//! `/precedents`: how other places word a requirement.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::precedent::passage::Passage;
use crate::precedent::similar::Precedent;
use crate::query::request::Page;
use crate::web::address;
use crate::web::desk::OfPage;
use crate::web::desk::passage::{LONGEST, PassageParams, Sought};
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::difference::{DifferenceView, is_added, is_removed, tasks};
use crate::web::pages::view::{Badge, Link, facts, render};
use crate::web::pages::views::views;
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "precedents.html")]
struct PrecedentsPage {
    frame: Frame,
    /// The text in the field.
    text: String,
    longest: usize,
    /// The key, title and address of the clause, where one is sought by its key.
    clause: Option<(String, String, String)>,
    asked: bool,
    /// Other views of the same requirement.
    views: Vec<Link>,
    precedents: Vec<PrecedentView>,
    /// Addresses of the pages before and after.
    previous: Option<String>,
    next: Option<String>,
    first: usize,
}

#[derive(Debug)]
struct PrecedentView {
    id: String,
    title: String,
    href: String,
    address: String,
    facts: Vec<String>,
    badge: Badge,
    difference: DifferenceView,
    tasks: Vec<(&'static str, String)>,
    /// Precedents of this clause.
    further: String,
}

impl PrecedentView {
    fn new(precedent: &Precedent) -> Self {
        let notice = &precedent.clause.notice;
        let address = match &precedent.clause.also_at {
            Some(other) => format!("{}（同{other}）", precedent.clause.address),
            None => precedent.clause.address.clone(),
        };
        let copies = precedent.copies.len();
        let copies = (copies > 0).then(|| format!("另有{copies}处转载"));
        Self {
            id: precedent.clause.id.clone(),
            title: notice.title.clone(),
            href: address::clause(&precedent.clause.id, ""),
            address,
            facts: facts(notice).into_iter().chain(copies).collect(),
            badge: Badge::new(notice.validity, notice.validity_is_derived),
            difference: DifferenceView::listed(&precedent.comparison),
            tasks: tasks(
                &precedent.clause.lead,
                &precedent.clause.responsible,
                &precedent.clause.supporting,
                precedent.clause.deadline.as_ref(),
            ),
            further: address::precedents(&precedent.clause.id),
        }
    }
}

/// Shows the precedents of a clause or a text; without either, the field for a text.
pub(in crate::web) async fn precedents(
    State(app): State<AppState>,
    frame: Frame,
    OfPage(params): OfPage<PassageParams>,
) -> Result<Html<String>, PageError> {
    let (desk, today) = (app.desk(), app.today());
    let request = params.request();
    let mut page = PrecedentsPage {
        text: String::new(),
        longest: LONGEST,
        clause: None,
        asked: params.sought.is_some(),
        views: views(&params, "/precedents"),
        precedents: Vec::new(),
        previous: None,
        next: None,
        first: request.page.start() + 1,
        frame,
    };
    if let Some(sought) = &params.sought {
        let passage = sought.passage(&desk, today).await?;
        let found = desk.similar(&passage, &request, today).await?;
        page.clause = named(sought, &passage);
        page.precedents = found.precedents.iter().map(PrecedentView::new).collect();
        page.text = passage.text;
        let (number, size) = (request.page.number(), request.page.size());
        page.previous = (number > 1).then(|| at_page(&params, number - 1));
        let is_full = page.precedents.len() == size;
        page.next = (is_full && number * size < DEEPEST).then(|| at_page(&params, number + 1));
    }
    render(&page)
}

/// The last precedent that is paged to: further ones have little in common with the passage.
const DEEPEST: usize = 100;

fn named(sought: &Sought, passage: &Passage) -> Option<(String, String, String)> {
    let Sought::Clause(key) = sought else { return None };
    let name = passage.notice.as_ref()?.name.clone();
    Some((key.clone(), name, address::clause(key, "")))
}

fn at_page(params: &PassageParams, number: usize) -> String {
    let mut params = params.clone();
    let page = &mut params.search.request.page;
    if let Ok(other) = Page::new(number, page.size()) {
        *page = other;
    }
    params.at("/precedents")
}
