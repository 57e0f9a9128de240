//! What a notice has to do with others: those it cites, those that cite it, those like it.

use std::collections::BTreeSet;

use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::clause::Clause;
use crate::notice::doc_number::DocNumber;
use crate::notice::number_form::{Misshapen, unreadable};
use crate::notice::status::EndedBy;
use crate::precedent::notices::years::Years;
use crate::query::request::{Filters, Page, Scope, SearchRequest, ValidityFilter};
use crate::search::error::SearchError;
use crate::search::part::{Missing, Part};
use crate::search::response::{NoticeSummary, SearchResult};
use crate::web::address;
use crate::web::desk::notices;
use crate::web::export::citation::named;
use crate::web::links;
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

/// A document that a notice names.
#[derive(Debug)]
pub(super) struct CitedView {
    pub(super) text: String,
    /// Its page and validity, where the library has it.
    pub(super) held: Option<(String, Badge)>,
    /// What became of a document that the library lacks, with the notice of the library that says
    /// so: its title and page.
    pub(super) ended: Option<(&'static str, String, String)>,
    /// The clauses of the library that cite its number.
    pub(super) citing: Option<String>,
}

/// A number that the text cites and that names no document.
#[derive(Debug)]
pub(super) struct UnreadView {
    pub(super) written: String,
    pub(super) faults: String,
    /// Address and anchor of its clause.
    pub(super) address: String,
    pub(super) anchor: String,
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
        let mut cites = Vec::new();
        let mut told = BTreeSet::new();
        let known = app.searcher.known(&notice.citations).await;
        let known = missing.or_nothing(Part::Cites, known);
        for (at, citation) in notice.citations.iter().enumerate() {
            let text = named(citation);
            if text.is_empty() || !told.insert(text.clone()) {
                continue;
            }
            let held = missing.or_nothing(Part::Cites, held(app, citation).await);
            let by = known.get(at).and_then(|known| known.ended_by.as_ref());
            let by = by.filter(|by| held.is_none() && by.by != notice.id);
            let ended = missing.or_nothing(Part::Cites, ended(app, by).await);
            let citing = citation.doc_number.as_ref().map(citing_clauses);
            cites.push(CitedView { text, held, ended, citing });
        }
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

/// Returns the address of all clauses that cite a number, in whatever validity.
fn citing_clauses(number: &DocNumber) -> String {
    let filters = Filters {
        cites: Some(number.clone()),
        validity: ValidityFilter::Any,
        ..Filters::default()
    };
    links::address(&SearchRequest { filters, scope: Scope::Clauses, ..SearchRequest::default() })
}

/// Finds the notice that ends a document which the library lacks.
async fn ended(
    app: &AppState,
    by: Option<&EndedBy>,
) -> Result<Option<(&'static str, String, String)>, SearchError> {
    let Some(by) = by.filter(|by| by.on.is_none_or(|on| on <= app.today())) else {
        return Ok(None);
    };
    let notice = app.searcher.notice(&by.by, app.today()).await?;
    Ok(notice.map(|notice| {
        let title = notice.display_title().into_owned();
        (by.value.label(), title, address::notice(by.by.as_str(), ""))
    }))
}

/// Returns the numbers of a text that name no document.
fn unread(notice: &Notice) -> Vec<UnreadView> {
    let in_clause = |clause: &Clause| -> Vec<UnreadView> {
        let numbers = unreadable(&clause.text).into_iter();
        let view = |number: Misshapen| UnreadView {
            written: clause.text[number.range].to_owned(),
            faults: number.faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("，"),
            address: clause.address.clone(),
            anchor: format!("c-{}", clause.id),
        };
        numbers.map(view).collect()
    };
    notice.clauses.iter().flat_map(in_clause).collect()
}

/// Finds the page and the validity of a document that a notice names.
async fn held(app: &AppState, citation: &Citation) -> Result<Option<(String, Badge)>, SearchError> {
    let Some(id) = &citation.notice else { return Ok(None) };
    let notice = app.searcher.notice(id, app.today()).await?;
    Ok(notice.map(|notice| {
        let badge = Badge::new(notice.effective_validity(), notice.validity_derived.is_some());
        (address::notice(id.as_str(), ""), badge)
    }))
}

/// Finds the notices that name the number of a notice.
async fn citing(app: &AppState, notice: &Notice) -> Result<Relations, SearchError> {
    let Some(number) = notice.doc_number.clone() else { return Ok(Relations::default()) };
    let filters =
        Filters { cites: Some(number), validity: ValidityFilter::Any, ..Filters::default() };
    let mut request = SearchRequest { filters, ..SearchRequest::default() };
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
