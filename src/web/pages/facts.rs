//! `/facts`: what places rule on one question, a row a notice.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::precedent::facts::table::{FactOrder, FactRow};
use crate::web::address;
use crate::web::desk::OfPage;
use crate::web::desk::facts::FactParams;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::links;
use crate::web::pages::view::{or_nothing, place, render};
use crate::web::state::AppState;

/// The columns, each with the order that it gives.
const COLUMNS: [(&str, Option<FactOrder>); 7] = [
    ("地区", Some(FactOrder::Region)),
    ("日期", Some(FactOrder::Date)),
    ("规定", Some(FactOrder::Number)),
    ("牵头单位", Some(FactOrder::Lead)),
    ("责任单位", None),
    ("完成时限", Some(FactOrder::Deadline)),
    ("出处", None),
];

#[derive(Debug, Template)]
#[template(path = "facts.html")]
struct FactsPage {
    frame: Frame,
    question: String,
    /// Name, address of the order that it gives, and whether the rows stand in it.
    columns: Vec<(&'static str, Option<String>, bool)>,
    /// The rows by whether they are sure, with the words that say so.
    tables: Vec<(&'static str, Vec<RowView>)>,
}

#[derive(Debug)]
struct RowView {
    place: String,
    date: String,
    value: String,
    sentence: String,
    lead: String,
    responsible: String,
    deadline: String,
    title: String,
    address: String,
    href: String,
}

impl RowView {
    fn new(row: &FactRow) -> Self {
        let notice = &row.notice;
        Self {
            place: or_nothing(Some(place(&notice.region))),
            date: or_nothing(notice.dated_on().map(|date| date.to_string())),
            value: row.value.clone(),
            sentence: row.sentence.clone(),
            lead: or_nothing(row.lead.clone()),
            responsible: or_nothing(Some(row.responsible.join("、"))),
            deadline: or_nothing(row.deadline.as_ref().map(|deadline| deadline.text.clone())),
            title: notice.title.clone(),
            address: row.address.clone(),
            href: address::clause(&row.clause, ""),
        }
    }
}

/// Shows the table of a question; without one, the field for it.
pub(in crate::web) async fn facts(
    State(app): State<AppState>,
    frame: Frame,
    OfPage(params): OfPage<FactParams>,
) -> Result<Html<String>, PageError> {
    let question = params.question().to_owned();
    let mut tables = Vec::new();
    if !question.is_empty() {
        let table = params.table(&app).await?;
        let (sure, others): (Vec<_>, Vec<_>) = table.rows.iter().partition(|row| row.is_sure);
        for (said, rows) in [("较为可靠", sure), ("可能相关，请核对原文", others)] {
            if !rows.is_empty() {
                tables.push((said, rows.into_iter().map(RowView::new).collect()));
            }
        }
    }
    let columns = COLUMNS.map(|(name, order)| {
        let href = order.map(|order| ordered(&params, order));
        (name, href, order.is_some_and(|order| order == params.order))
    });
    render(&FactsPage { frame, question, columns: columns.into(), tables })
}

/// Returns the address of the same question in another order.
fn ordered(params: &FactParams, order: FactOrder) -> String {
    let address = links::at("/facts", &params.search.request);
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}order={}", order.name())
}
