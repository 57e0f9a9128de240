//! What is said of a notice as a whole: title, number, issuers, place, dates, kind, topic, validity.

use jiff::civil::Date;

use crate::corpus::parse::metadata::Metadata;
use crate::corpus::parse::place::{self, Evidence, Place};
use crate::corpus::parse::{Page, issuer, kind, repair, topic, validity, year};
use crate::lexicon::Lexicon;
use crate::lexicon::divisions::Divisions;
use crate::notice::clause::Clause;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::ClauseId;
use crate::notice::kind::Kind;
use crate::notice::status::{Expiry, Openness, Validity, ValidityBasis};
use crate::notice::warning::{Warning, WarningKind};

/// What holds for all of a notice, wherever on its page it stands.
#[derive(Clone, Debug)]
pub struct Head {
    pub(super) title: Option<String>,
    pub(super) doc_number: Option<DocNumber>,
    pub(super) issuers: Vec<String>,
    pub(super) place: Place,
    pub(super) kind: Option<Kind>,
    pub(super) inner_kind: Option<Kind>,
    pub(super) year: Option<i16>,
    pub(super) issued_on: Option<Date>,
    pub(super) published_on: Option<Date>,
    pub(super) effective_on: Option<Date>,
    pub(super) expiry: Option<Expiry>,
    pub(super) index_number: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) topic_derived: Option<String>,
    pub(super) openness: Option<Openness>,
    pub(super) validity: Validity,
    pub(super) addressees: Vec<String>,
    /// What of all that was not understood.
    pub(super) warnings: Vec<Warning>,
}

impl Head {
    /// Reads what the lines of a page say of the whole.
    pub(super) fn read(page: &Page, lexicon: &Lexicon) -> Self {
        let Page { metadata, parts, outline, .. } = page;
        let mut warnings = Vec::new();
        let title = page.title.as_ref().map(|title| title.text.clone());
        let title = title.or_else(|| page.given_title.clone());
        let named = title.as_deref();
        let doc_number = repair::doc_number(metadata, page.title.as_ref(), parts, &mut warnings);
        let number = doc_number.as_ref();
        let issuers = issuer::read(named, number, metadata, parts, &lexicon.divisions);
        let issued_on = repair::issued_on(metadata, parts, &mut warnings);
        let place = tell_place(named, number, &issuers, page, &lexicon.divisions);
        if place == Place::default() {
            let detail = "no place is named without doubt";
            warnings.push(Warning::new(WarningKind::RegionUnknown, detail));
        }
        warnings.extend(missing(title.is_none(), issuers.is_empty(), issued_on.is_none()));
        let (kind, inner_kind) = kind::tell(named, parts);
        let term = own_term(&outline.clauses, issued_on);
        let term = term.as_ref();
        let Metadata { published_on, effective_on, expires_on, .. } = *metadata;
        Self {
            year: tell_year(named, number, issued_on, term, page),
            topic_derived: derived_topic(named, &issuers, page, lexicon),
            effective_on: effective_on.or(term.and_then(|(term, _)| term.from)),
            expiry: expiry(expires_on, term),
            published_on: published_on.or(parts.head_date),
            index_number: metadata.index_number.clone(),
            topic: metadata.topic.clone(),
            openness: parts.openness.or(metadata.openness),
            validity: metadata.validity.unwrap_or_default(),
            addressees: parts.addressees.clone(),
            title,
            doc_number,
            issuers,
            place,
            kind,
            inner_kind,
            issued_on,
            warnings,
        }
    }
}

/// Warns of elements that no page of a notice should lack.
fn missing(title: bool, issuers: bool, issued_on: bool) -> impl Iterator<Item = Warning> {
    let elements = [
        (title, WarningKind::TitleMissing, "no line of the page reads like a title"),
        (issuers, WarningKind::IssuerMissing, "no issuing body is named"),
        (issued_on, WarningKind::DateMissing, "no date of signature"),
    ];
    let missing = elements.into_iter().filter(|(is_missing, ..)| *is_missing);
    missing.map(|(_, kind, detail)| Warning::new(kind, detail))
}

/// Returns the term that the last clause which states one gives, with that clause.
fn own_term(clauses: &[Clause], issued_on: Option<Date>) -> Option<(validity::Term, ClauseId)> {
    clauses.iter().rev().find_map(|clause| {
        let heading = clause.path.last().map(String::as_str);
        validity::read(&clause.text, heading, issued_on).map(|term| (term, clause.id.clone()))
    })
}

fn tell_year(
    title: Option<&str>,
    doc_number: Option<&DocNumber>,
    issued_on: Option<Date>,
    term: Option<&(validity::Term, ClauseId)>,
    page: &Page,
) -> Option<i16> {
    year::tell(&year::Evidence {
        title,
        attachments: &page.parts.attachments,
        issued_on,
        damaged_date: page.parts.damaged_date.as_deref(),
        doc_number,
        published_on: page.metadata.published_on.or(page.parts.head_date),
        term: term.map(|(term, _)| term),
        texts: page.outline.clauses.iter().map(|clause| clause.text.as_str()).collect(),
    })
}

/// Derives the topic where the page states none.
fn derived_topic(
    title: Option<&str>,
    issuers: &[String],
    page: &Page,
    lexicon: &Lexicon,
) -> Option<String> {
    if page.metadata.topic.is_some() {
        return None;
    }
    let opening = page.outline.clauses.first().map(|clause| clause.text.as_str());
    topic::derive(title, opening, &page.outline.sections, issuers, lexicon)
}

fn tell_place(
    title: Option<&str>,
    doc_number: Option<&DocNumber>,
    issuers: &[String],
    page: &Page,
    divisions: &Divisions,
) -> Place {
    let evidence = Evidence {
        title,
        issuers,
        index_number: page.metadata.index_number.as_deref(),
        doc_number,
        publisher: page.metadata.publisher.as_deref().or(page.metadata.issuer.as_deref()),
        addressees: &page.parts.addressees,
        texts: page.outline.clauses.iter().map(|clause| clause.text.as_str()).collect(),
        aside: page.aside.iter().map(String::as_str).collect(),
    };
    place::tell(&evidence, divisions)
}

/// Says when a notice ends: by the block of values, else by its own clause.
fn expiry(stated: Option<Date>, term: Option<&(validity::Term, ClauseId)>) -> Option<Expiry> {
    let by_page = stated.map(|on| Expiry { on, basis: ValidityBasis::ExpiryDate, clause: None });
    by_page.or_else(|| {
        let (term, clause) = term?;
        Some(Expiry { on: term.to?, basis: term.basis?, clause: Some(clause.clone()) })
    })
}
