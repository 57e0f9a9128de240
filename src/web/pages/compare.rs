//! `/compare`: clauses side by side, each beside the one that is chosen as the baseline; whole
//! notices have pages of their own.

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::precedent::side_by_side::Side;
use crate::web::address;
use crate::web::desk::OfPage;
use crate::web::desk::compared::Compared;
use crate::web::desk::notices::Asked;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::difference::{DifferenceView, is_added, is_removed, tasks};
use crate::web::pages::view::{Badge, facts, render};
use crate::web::pages::{counterpart, notices_compared};
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "compare.html")]
struct ComparePage {
    frame: Frame,
    sides: Vec<SideView>,
    /// The clauses as proof: name and address of each form.
    evidence: [(&'static str, String); 3],
}

#[derive(Debug)]
struct SideView {
    title: String,
    href: String,
    address: String,
    facts: Vec<String>,
    badge: Badge,
    text: String,
    /// `None` for the baseline.
    difference: Option<DifferenceView>,
    tasks: Vec<(&'static str, String)>,
    /// The same clauses with this one as the baseline.
    as_baseline: String,
}

impl SideView {
    fn new(side: &Side, as_baseline: String) -> Self {
        Self {
            title: side.clause.notice.title.clone(),
            href: address::clause(&side.clause.id, ""),
            address: side.clause.address.clone(),
            facts: facts(&side.clause.notice),
            badge: Badge::new(side.clause.notice.validity, side.clause.notice.validity_is_derived),
            text: side.clause.text.clone(),
            difference: side.comparison.as_ref().map(DifferenceView::new),
            tasks: tasks(
                &side.clause.lead,
                &side.clause.responsible,
                &side.clause.supporting,
                side.clause.deadline.as_ref(),
            ),
            as_baseline,
        }
    }
}

/// Shows clauses side by side, two whole notices, or what a notice can be compared with.
pub(in crate::web) async fn compare(
    State(app): State<AppState>,
    frame: Frame,
    OfPage(asked): OfPage<Asked>,
) -> Result<Html<String>, PageError> {
    match asked {
        Asked::Clauses(compared) => clauses(&app, frame, &compared).await,
        Asked::Notices(notices) => notices_compared::show(&app, frame, &notices).await,
        Asked::Notice(id) => counterpart::choose(&app, frame, &id).await,
    }
}

async fn clauses(
    app: &AppState,
    frame: Frame,
    compared: &Compared,
) -> Result<Html<String>, PageError> {
    let side_by_side = compared.compare(app).await?;
    let sides = side_by_side.clauses.iter().zip(1..);
    let sides = sides.map(|(side, number)| SideView::new(side, compared.with_baseline(number)));
    render(&ComparePage { sides: sides.collect(), evidence: compared.evidence(), frame })
}
