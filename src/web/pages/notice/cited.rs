//! What a notice rests on: the documents that it names, and numbers that name none.

use std::collections::BTreeSet;

use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::clause::Clause;
use crate::notice::doc_number::DocNumber;
use crate::notice::number_form::{Misshapen, unreadable};
use crate::notice::status::EndedBy;
use crate::query::request::{Filters, Scope, SearchRequest, ValidityFilter};
use crate::search::error::SearchError;
use crate::search::part::{Missing, Part};
use crate::web::address;
use crate::web::export::citation::named;
use crate::web::links;
use crate::web::pages::view::Badge;
use crate::web::state::AppState;

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

/// Looks up the documents that a notice names, each once.
pub(super) async fn cited(
    app: &AppState,
    notice: &Notice,
    missing: &mut Missing,
) -> Vec<CitedView> {
    let known = app.searcher.known(&notice.citations).await;
    let known = missing.or_nothing(Part::Cites, known);
    let (mut cites, mut told) = (Vec::new(), BTreeSet::new());
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
    cites
}

/// Returns the numbers of a text that name no document.
pub(super) fn unread(notice: &Notice) -> Vec<UnreadView> {
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

/// Returns the address of all clauses that cite a number, in whatever validity.
fn citing_clauses(number: &DocNumber) -> String {
    let filters = Filters {
        cites: Some(number.clone()),
        validity: ValidityFilter::Any,
        ..Filters::default()
    };
    links::address(&SearchRequest { filters, scope: Scope::Clauses, ..SearchRequest::default() })
}
