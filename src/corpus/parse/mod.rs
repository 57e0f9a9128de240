//! Reads a notice out of a page as found; never fails.
//!
//! The steps in order: clean the lines, restore paragraphs, take the block of labelled values,
//! find the title, cut the footer, part covering text and annexes, build outline and clauses,
//! and read what follows from them: tasks, citations, term, place.

mod assignment;
pub mod citation;
mod column;
mod contents;
mod copies;
mod deadline;
mod flat_table;
mod furniture;
mod heading;
mod issuer;
mod kind;
mod line;
mod metadata;
mod numbering;
mod opening;
mod outline;
mod parts;
mod place;
mod reflow;
mod repair;
mod repeal;
mod run_on_table;
mod table;
mod task;
mod title;
mod topic;
mod twins;
mod unit;
mod validity;
mod year;

use jiff::civil::Date;

use crate::corpus::parse::line::Piece;
use crate::corpus::parse::metadata::Metadata;
use crate::corpus::parse::outline::Outline;
use crate::corpus::parse::parts::Parts;
use crate::corpus::parse::place::{Evidence, Place};
use crate::corpus::parse::title::Title;
use crate::corpus::raw::RawNotice;
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::{ClauseId, NoticeId};
use crate::notice::number_form::unreadable;
use crate::notice::status::{Expiry, ValidityBasis};
use crate::notice::warning::{Warning, WarningKind};

/// What the lines of a page were taken for, before anything is concluded from them.
#[derive(Debug)]
struct Page {
    metadata: Metadata,
    title: Option<Title>,
    given_title: Option<String>,
    parts: Parts,
    outline: Outline,
    aside: Vec<String>,
}

/// Reads a notice; its key is filled in by whoever knows the library.
pub fn parse(raw: RawNotice, lexicon: &Lexicon) -> Notice {
    let (file, source, url) = (raw.file.clone(), raw.source.clone(), raw.url.clone());
    let key = raw.key.clone();
    let page = read_page(raw);
    let mut warnings = Vec::new();
    let title =
        page.title.as_ref().map(|title| title.text.clone()).or_else(|| page.given_title.clone());
    let doc_number =
        repair::doc_number(&page.metadata, page.title.as_ref(), &page.parts, &mut warnings);
    let issuers = issuer::read(
        title.as_deref(),
        doc_number.as_ref(),
        &page.metadata,
        &page.parts,
        &lexicon.divisions,
    );
    let published_on = page.metadata.published_on.or(page.parts.head_date);
    let issued_on = repair::issued_on(&page.metadata, &page.parts, &mut warnings);
    let place =
        tell_place(title.as_deref(), doc_number.as_ref(), &issuers, &page, &lexicon.divisions);
    if place == Place::default() {
        warnings.push(Warning::new(WarningKind::RegionUnknown, "no place is named without doubt"));
    }
    warnings.extend(missing(title.is_none(), issuers.is_empty(), issued_on.is_none()));
    let (kind, inner_kind) = kind::tell(title.as_deref(), &page.parts);
    let term = own_term(&page.outline.clauses, issued_on);
    let year = tell_year(title.as_deref(), doc_number.as_ref(), issued_on, term.as_ref(), &page);
    let topic_derived = derived_topic(title.as_deref(), &issuers, &page, lexicon);
    let (mut clauses, tables) = (page.outline.clauses, page.outline.tables);
    twins::tie(&mut clauses);
    let base = deadline::Base { year, issued_on };
    let assignments = task::assignments(page.outline.tasks, &clauses, base, lexicon, &mut warnings);
    let expiry = expiry(page.metadata.expires_on, term.as_ref());
    let repeals = repeal::find(title.as_deref(), &clauses);
    warnings.extend(page.parts.lines().flat_map(numbers_unread));
    let citations = citation::find(page.parts.lines(), doc_number.as_ref(), title.as_deref());
    Notice {
        id: NoticeId::given(key.unwrap_or_else(|| source.clone())),
        file,
        source,
        url,
        opening: opening::of(title.as_deref(), &clauses, &page.outline.sections),
        title,
        doc_number,
        issuers,
        region: place.code.map(|code| lexicon.divisions.region(code)).unwrap_or_default(),
        level: place.level,
        kind,
        inner_kind,
        year,
        issued_on,
        published_on,
        effective_on: page.metadata.effective_on.or(term.as_ref().and_then(|(term, _)| term.from)),
        expires_on: expiry.as_ref().map(|expiry| expiry.on),
        index_number: page.metadata.index_number.clone(),
        topic: page.metadata.topic,
        topic_derived,
        openness: page.parts.openness.or(page.metadata.openness),
        validity: page.metadata.validity.unwrap_or_default(),
        validity_derived: None,
        expiry,
        addressees: page.parts.addressees.clone(),
        attachments: page.parts.attachments.clone(),
        outline: page.outline.sections,
        clauses,
        tables,
        assignments,
        citations,
        repeals,
        ended_by: None,
        also_at: Vec::new(),
        aside: page.aside,
        warnings,
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

/// Warns of the numbers of a line that name no document.
fn numbers_unread(line: &str) -> impl Iterator<Item = Warning> {
    let unread = unreadable(line).into_iter();
    unread.map(|number| Warning::new(WarningKind::NumberUnread, &line[number.range]))
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

fn read_page(raw: RawNotice) -> Page {
    let pieces = reflow::reflow(line::clean_blocks(raw.blocks));
    let (pieces, copies) = copies::drop_second(pieces);
    let (pieces, contents) = contents::drop_contents(pieces);
    let body_start = |pieces: &[Piece]| if raw.goes_on { 0 } else { body_start(pieces) };
    let body = body_start(&pieces);
    let (metadata, pieces, taken) = metadata::take(&raw.metadata, pieces, body);
    let body = body_start(&pieces);
    let given = raw
        .title
        .as_deref()
        .and_then(title::given)
        .map(|(text, _)| text)
        .or_else(|| metadata.title.clone());
    let title = title::find(&pieces, body, given.as_deref());
    let title =
        title.or_else(|| if given.is_none() { title::find_plain(&pieces, body) } else { None });
    let (before, rest) = split_before(pieces, title.as_ref(), body);
    let (rest, footer) = furniture::cut_footer(rest);
    let mut parts =
        parts::read(&rest, title.as_ref().map(|title| title.text.as_str()).or(given.as_deref()));
    let outline = outline::build(&parts.parts);
    let mut aside = taken;
    aside.extend(before);
    aside.append(&mut parts.aside);
    aside.extend(footer.into_iter().chain(copies).chain(contents).map(text_of));
    let inner =
        parts.parts.iter().find_map(|part| part.title.clone().filter(|_| part.annex.is_none()));
    let given_title = given.or(if title.is_none() { inner } else { None });
    Page { metadata, title, given_title, parts, outline, aside }
}

/// Returns the first piece that is text of the notice: its addressees, a numbered line that
/// opens a sequence, or a paragraph.
fn body_start(pieces: &[Piece]) -> usize {
    let first = pieces.iter().position(|piece| match piece {
        Piece::Line(line) => {
            let text = line.text.as_str();
            let numbered = numbering::label(text).is_some_and(|label| {
                label.number == 1
                    && label.style <= numbering::Style::ChineseBracketed
                    && line.len() >= 5
            });
            let paragraph = line.len() >= 45
                && text.contains(['。', '；'])
                && !metadata::line::is_pair(text)
                && !furniture::is_bar(text);
            let addressees = parts::form::is_addressees(text) && !metadata::line::is_pair(text);
            addressees || numbered && !furniture::is_bar(text) || paragraph
        }
        Piece::Table(_) => false,
    });
    first.unwrap_or(pieces.len())
}

/// Sets aside what stands before the title, or the bars before the text where there is none.
fn split_before(
    pieces: Vec<Piece>,
    title: Option<&Title>,
    body: usize,
) -> (Vec<String>, Vec<Piece>) {
    let mut before = Vec::new();
    let mut rest = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.into_iter().enumerate() {
        let aside = match title {
            Some(title) if index >= title.start && index < title.end => continue,
            Some(title) => index < title.start && !is_head_line(&piece),
            None => {
                index < body && matches!(&piece, Piece::Line(line) if furniture::is_bar(&line.text))
            }
        };
        if aside {
            before.push(text_of(piece));
        } else {
            rest.push(piece);
        }
    }
    (before, rest)
}

/// Tells a line before the title that belongs to the head: a number or an order's name.
fn is_head_line(piece: &Piece) -> bool {
    match piece {
        Piece::Line(line) => {
            DocNumber::parse(line.text.trim_matches(['（', '）', '(', ')'])).is_some()
                || line.text.contains("文件")
                    && unit::looks_like_unit(line.text.split("文件").next().unwrap_or(""))
        }
        Piece::Table(_) => false,
    }
}

fn text_of(piece: Piece) -> String {
    match piece {
        Piece::Line(line) => line.text,
        Piece::Table(table) => {
            let cells: Vec<&str> = table
                .rows
                .iter()
                .flatten()
                .filter(|cell| !cell.merged)
                .map(|cell| cell.text.as_str())
                .collect();
            cells.join(" ")
        }
    }
}

fn tell_place(
    title: Option<&str>,
    doc_number: Option<&DocNumber>,
    issuers: &[String],
    page: &Page,
    divisions: &crate::lexicon::divisions::Divisions,
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
