//! What a notice has to do with others: those it cites, those that cite it, those like it.

use crate::notice::Notice;
use crate::precedent::notices::years::Years;
use crate::query::request::{Filters, Page, SearchRequest, ValidityFilter};
use crate::search::error::SearchError;
use crate::search::part::{Missing, Part};
use crate::search::response::{NoticeSummary, SearchResult};
use crate::web::address;
use crate::web::desk::notices;
use crate::web::links;
use crate::web::pages::notice::cited::{CitedView, UnreadView, cited, unread};
use crate::web::pages::view::{Badge, facts};
use crate::web::state::AppState;

/// The most notices that are listed as citing one.
const MOST_CITING: usize = 10;

/// The most notices that are listed as like one.
const MOST_SIMILAR: usize = 5;

/// What a notice has to do with others.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Documents that it names.
    pub(super) cites: Vec<CitedView>,
    /// Numbers that it cites and that name no document.
    pub(super) unread: Vec<UnreadView>,
    /// Notices that name it, the latest first.
    pub(super) cited_by: Vec<OtherView>,
    /// How many notices name it.
    pub(super) citing: u64,
    /// All of them.
    pub(super) citing_href: String,
    /// Notices about the same matter.
    pub(super) similar: Vec<OtherView>,
    /// The notices of the nearest other years: what each is called, itself, its comparison.
    pub(super) years: Vec<(&'static str, OtherView, String)>,
    /// Comparing the notice with that of the year before, or with another one: words and address.
    pub(super) comparison: (&'static str, String),
    /// What could not be looked up, in words.
    pub(super) missing: Option<String>,
}

/// Another notice.
#[derive(Debug)]
pub(super) struct OtherView {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) badge: Badge,
    pub(super) facts: Vec<String>,
}

impl Relations {
    /// Looks up what a notice has to do with others; what fails is missing, and said to be.
    pub(super) async fn of(app: &AppState, notice: &Notice) -> Self {
        let mut missing = Missing::default();
        let cites = cited(app, notice, &mut missing).await;
        let relations = missing.or_nothing(Part::CitedBy, citing(app, notice).await);
        let similar = app.searcher.similar(notice, MOST_SIMILAR, app.today()).await;
        let similar = missing.or_nothing(Part::Similar, similar);
        let similar = similar.iter().map(OtherView::new).collect();
        let years = app.desk().neighbours_of(notice, app.today()).await;
        let years = missing.or_nothing(Part::Years, years);
        let own = notice.id.as_str();
        let comparison = match &years.previous {
            Some(previous) => ("与上一年度对照", notices::comparison(previous.id.as_str(), own)),
            None => ("与其他文件对照", notices::choice(own)),
        };
        let years = neighbours(&years, own);
        let unread = unread(notice);
        Self { cites, unread, similar, years, comparison, missing: missing.said(), ..relations }
    }
}

/// Shows the notices of the nearest other years of a notice.
fn neighbours(years: &Years, own: &str) -> Vec<(&'static str, OtherView, String)> {
    let shown = |name: &'static str, other: &NoticeSummary, is_before: bool| {
        let (baseline, later) =
            if is_before { (other.id.as_str(), own) } else { (own, other.id.as_str()) };
        (name, OtherView::new(other), notices::comparison(baseline, later))
    };
    let previous = years.previous.as_ref().map(|other| shown("上一年度", other, true));
    let next = years.next.as_ref().map(|other| shown("下一年度", other, false));
    [previous, next].into_iter().flatten().collect()
}

/// Finds the notices that name the number of a notice.
async fn citing(app: &AppState, notice: &Notice) -> Result<Relations, SearchError> {
    let Some(number) = notice.doc_number.clone() else { return Ok(Relations::default()) };
    let filters =
        Filters { cites: Some(number), validity: ValidityFilter::Any, ..Filters::default() };
    let mut request = SearchRequest { filters, alone: true, ..SearchRequest::default() };
    let citing_href = links::address(&request);
    request.page = Page::new(1, MOST_CITING + 1).unwrap_or_default();
    let response = app.searcher.search(&request, app.today()).await?;
    let others = response.results.iter().filter_map(|result| match result {
        SearchResult::Notice(found) if found.notice.id != notice.id => {
            Some(OtherView::new(&found.notice))
        }
        _ => None,
    });
    let cited_by: Vec<OtherView> = others.take(MOST_CITING).collect();
    Ok(Relations { cited_by, citing: response.total, citing_href, ..Relations::default() })
}

impl OtherView {
    fn new(notice: &NoticeSummary) -> Self {
        Self {
            title: notice.title.clone(),
            href: address::notice(notice.id.as_str(), ""),
            badge: Badge::new(notice.validity, notice.validity_is_derived),
            facts: facts(notice),
        }
    }
}
