//! `/check`: a draft, and what is to be looked at again before it is issued.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use crate::precedent::check::draft::LONGEST_DRAFT;
use crate::precedent::check::finding::{Evidence, Finding, FindingKind, Severity};
use crate::precedent::check::{Check, CheckedClause};
use crate::precedent::similar::Precedent;
use crate::web::address;
use crate::web::desk::draft::{DraftParams, Refused, bytes};
use crate::web::desk::{FromQuery, OfPage};
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::difference::{DifferenceView, is_added, is_removed};
use crate::web::pages::view::{Badge, facts, place, render};
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "check.html")]
struct CheckPage {
    frame: Frame,
    draft: DraftParams,
    longest: usize,
    /// Why the draft was not checked.
    refused: Option<String>,
    checked: Option<CheckView>,
}

/// What a check found, as a page shows it.
#[derive(Debug)]
struct CheckView {
    title: String,
    place: String,
    clauses: usize,
    tasks: usize,
    counts: Vec<(&'static str, &'static str, usize)>,
    /// Findings by severity, with its label.
    groups: Vec<(&'static str, &'static str, Vec<FindingView>)>,
    /// Documents that are cited and not held.
    not_held: Vec<FindingView>,
    /// Clauses that have precedents.
    precedents: Vec<ClauseView>,
    /// Clauses that have none.
    without: usize,
    left_out: usize,
}

#[derive(Debug)]
struct FindingView {
    number: usize,
    kind: &'static str,
    /// Addresses of the clauses, each with the place on this page where its precedents stand.
    places: Vec<(String, Option<String>)>,
    /// The sentence: what stands before the words that are meant, these, what stands behind.
    sentence: (String, String, String),
    said: String,
    advice: String,
    evidence: Vec<EvidenceView>,
}

#[derive(Debug)]
struct EvidenceView {
    title: String,
    href: String,
    badge: Badge,
    facts: Vec<String>,
}

#[derive(Debug)]
struct ClauseView {
    anchor: String,
    address: String,
    text: String,
    /// How the text begins.
    beginning: String,
    precedents: Vec<PrecedentView>,
}

#[derive(Debug)]
struct PrecedentView {
    title: String,
    href: String,
    address: String,
    facts: Vec<String>,
    badge: Badge,
    difference: DifferenceView,
}

/// Shows the form; checks the draft that an address gives.
pub(in crate::web) async fn show(
    State(app): State<AppState>,
    frame: Frame,
    OfPage(draft): OfPage<DraftParams>,
) -> Result<Response, PageError> {
    if draft.text.trim().is_empty() {
        return page(frame, draft, StatusCode::OK, None, None);
    }
    answer(&app, frame, draft).await
}

/// Checks the draft of the form.
pub(in crate::web) async fn check(
    State(app): State<AppState>,
    frame: Frame,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, PageError> {
    match bytes(body) {
        Ok(body) => {
            let form = String::from_utf8_lossy(&body);
            answer(&app, frame, DraftParams::read(&form, false)?).await
        }
        Err(error) => refuse(frame, DraftParams::default(), error.said()),
    }
}

async fn answer(app: &AppState, frame: Frame, draft: DraftParams) -> Result<Response, PageError> {
    match draft.check(app).await {
        Ok(checked) => {
            let view = CheckView::new(&checked);
            page(frame, draft, StatusCode::OK, None, Some(view))
        }
        Err(Refused::Draft(error)) => refuse(frame, draft, error.said()),
        Err(Refused::App(error)) => Err(error.into()),
    }
}

fn refuse(frame: Frame, draft: DraftParams, said: String) -> Result<Response, PageError> {
    page(frame, draft, StatusCode::UNPROCESSABLE_ENTITY, Some(said), None)
}

fn page(
    frame: Frame,
    draft: DraftParams,
    status: StatusCode,
    refused: Option<String>,
    checked: Option<CheckView>,
) -> Result<Response, PageError> {
    // The address of a draft holds it: the way back from the settings leads to the empty form.
    let frame = Frame { here: "/check".to_owned(), ..frame };
    let page = render(&CheckPage { frame, draft, longest: LONGEST_DRAFT, refused, checked })?;
    Ok((status, [(CACHE_CONTROL, "no-store")], page).into_response())
}

impl CheckView {
    fn new(checked: &Check) -> Self {
        let held = |finding: &&Finding| finding.kind != FindingKind::NotHeld;
        let view = |finding: &Finding| FindingView::new(finding, &checked.clauses);
        let groups = Severity::ALL.into_iter().filter_map(|severity| {
            let of = checked.findings.iter().filter(held);
            let of: Vec<FindingView> =
                of.filter(|finding| finding.severity == severity).map(view).collect();
            (!of.is_empty()).then(|| (severity.label(), severity.name(), of))
        });
        let not_held = checked.findings.iter().filter(|finding| !held(finding)).map(view);
        let precedents = checked.clauses.iter().filter(|clause| !clause.precedents.is_empty());
        let precedents: Vec<ClauseView> = precedents.map(ClauseView::new).collect();
        let or_unknown = |text: String| if text.is_empty() { "未判明".to_owned() } else { text };
        Self {
            title: checked.title.clone().unwrap_or_else(|| "〔无标题〕".to_owned()),
            place: or_unknown(place(&checked.region)),
            clauses: checked.clauses_read,
            tasks: checked.tasks,
            counts: Severity::ALL
                .map(|severity| (severity.label(), severity.name(), checked.counts.get(severity)))
                .into(),
            groups: groups.collect(),
            not_held: not_held.collect(),
            without: checked.clauses.len() - precedents.len(),
            precedents,
            left_out: checked.left_out,
        }
    }
}

impl FindingView {
    fn new(finding: &Finding, clauses: &[CheckedClause]) -> Self {
        let anchored = |id| {
            let clause = clauses.iter().find(|clause| clause.clause == id)?;
            (!clause.precedents.is_empty()).then(|| format!("#{}", anchor(clause)))
        };
        let places = finding.places.iter();
        let (sentence, quote) = (finding.sentence.as_str(), finding.quote.trim());
        let at = sentence.find(quote).filter(|_| !quote.is_empty());
        let sentence = match at {
            Some(at) => (
                sentence[..at].to_owned(),
                quote.to_owned(),
                sentence[at + quote.len()..].to_owned(),
            ),
            None => (sentence.to_owned(), String::new(), String::new()),
        };
        Self {
            number: finding.number,
            kind: finding.kind.label(),
            places: places
                .map(|place| (place.address.clone(), anchored(place.clause.clone())))
                .collect(),
            sentence,
            said: finding.said.clone(),
            advice: finding.advice.clone(),
            evidence: finding.evidence.iter().map(EvidenceView::new).collect(),
        }
    }
}

impl EvidenceView {
    fn new(evidence: &Evidence) -> Self {
        let number = evidence.doc_number.as_ref().map(ToString::to_string);
        let day = evidence.dated_on.map(|day| day.to_string());
        Self {
            title: evidence.title.clone(),
            href: address::notice(evidence.notice.as_str(), ""),
            badge: Badge::new(evidence.validity, false),
            facts: number.into_iter().chain(day).collect(),
        }
    }
}

impl ClauseView {
    fn new(clause: &CheckedClause) -> Self {
        Self {
            anchor: anchor(clause),
            address: clause.address.clone(),
            text: clause.text.clone(),
            beginning: beginning(&clause.text),
            precedents: clause.precedents.iter().map(PrecedentView::new).collect(),
        }
    }
}

impl PrecedentView {
    fn new(precedent: &Precedent) -> Self {
        let notice = &precedent.clause.notice;
        Self {
            title: notice.title.clone(),
            href: address::clause(&precedent.clause.id, ""),
            address: precedent.clause.address.clone(),
            facts: facts(notice),
            badge: Badge::new(notice.validity, notice.validity_is_derived),
            difference: DifferenceView::new(&precedent.comparison),
        }
    }
}

/// So many characters of a clause tell which one it is.
const BEGINNING: usize = 32;

fn beginning(text: &str) -> String {
    let kept: String = text.chars().take(BEGINNING).collect();
    if kept.len() < text.len() { format!("{kept}……") } else { kept }
}

fn anchor(clause: &CheckedClause) -> String {
    format!("c-{}", clause.clause)
}
