//! `/drafting`: help with a draft after a notice, in two views.

mod nearest;
mod topics;

use axum::extract::State;
use axum::response::Html;

use crate::notice::id::NoticeId;
use crate::search::response::NoticeSummary;
use crate::web::address;
use crate::web::desk::OfPage;
use crate::web::desk::drafting::{DraftParams, at_part, at_topics};
use crate::web::error::{AppError, PageError};
use crate::web::frame::Frame;
use crate::web::pages::view::{Link, facts};
use crate::web::state::AppState;

/// What stands above both views: the notice, and the way from one view to the other.
#[derive(Debug)]
struct Above {
    title: String,
    href: String,
    facts: Vec<String>,
    views: [Link; 2],
}

impl Above {
    fn new(notice: &NoticeSummary, shows_topics: bool) -> Self {
        let id = notice.id.as_str();
        let view =
            |text: &str, href: String, current: bool| Link { text: text.to_owned(), href, current };
        Self {
            title: notice.title.clone(),
            href: address::notice(id, ""),
            facts: facts(notice),
            views: [
                view("各条近似写法", at_part(id, 1), !shows_topics),
                view("别处有、本文件没有的要点", at_topics(id), shows_topics),
            ],
        }
    }
}

/// Shows the nearest clauses of a part of a notice, or the topics that it lacks.
pub(in crate::web) async fn drafting(
    State(app): State<AppState>,
    frame: Frame,
    OfPage(params): OfPage<DraftParams>,
) -> Result<Html<String>, PageError> {
    let id: NoticeId = params.notice.ok_or_else(|| AppError::NotFound("notice".to_owned()))?;
    if params.asks_topics {
        topics::show(&app, frame, &id).await
    } else {
        nearest::show(&app, frame, &id, params.part).await
    }
}
