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
pub mod head;
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

use crate::corpus::parse::head::Head;
use crate::corpus::parse::line::Piece;
use crate::corpus::parse::metadata::Metadata;
use crate::corpus::parse::outline::Outline;
use crate::corpus::parse::parts::Parts;
use crate::corpus::parse::title::Title;
use crate::corpus::raw::RawNotice;
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::chunk::Chunk;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::NoticeId;
use crate::notice::number_form::unreadable;
use crate::notice::status::Expiry;
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
pub fn parse(mut raw: RawNotice, lexicon: &Lexicon) -> Notice {
    let page = read_page(&mut raw);
    let head = Head::read(&page, lexicon);
    assemble(raw, head, page, lexicon)
}

/// Reads a chunk of a longer notice, whose head it has; a title that is given to it stands.
pub fn parse_under(head: &Head, mut raw: RawNotice, lexicon: &Lexicon) -> Notice {
    let own = raw.title.as_deref().and_then(title::given).map(|(title, _)| title);
    raw.title.clone_from(&head.title);
    if let Some(chunk) = &mut raw.chunk {
        chunk.title.clone_from(&head.title);
    }
    let page = read_page(&mut raw);
    let head = Head { title: own.or_else(|| head.title.clone()), ..head.clone() };
    assemble(raw, head, page, lexicon)
}

/// Reads the head of a notice of which the library holds chunks alone: none of its own clauses can
/// be named.
pub fn head_of(mut whole: RawNotice, lexicon: &Lexicon) -> Head {
    let head = Head::read(&read_page(&mut whole), lexicon);
    let expiry = head.expiry.map(|expiry| Expiry { clause: None, ..expiry });
    Head { expiry, ..head }
}

/// Puts a notice together of its head and its text, and reads what follows from both.
fn assemble(raw: RawNotice, head: Head, page: Page, lexicon: &Lexicon) -> Notice {
    let Head { title, doc_number, place, mut warnings, .. } = head;
    let (mut clauses, tables) = (page.outline.clauses, page.outline.tables);
    twins::tie(&mut clauses);
    let base = deadline::Base { year: head.year, issued_on: head.issued_on };
    let assignments = task::assignments(page.outline.tasks, &clauses, base, lexicon, &mut warnings);
    let repeals = repeal::find(title.as_deref(), &clauses);
    warnings.extend(page.parts.lines().flat_map(numbers_unread));
    let citations = citation::find(page.parts.lines(), doc_number.as_ref(), title.as_deref());
    Notice {
        id: NoticeId::given(raw.key.unwrap_or_else(|| raw.source.clone())),
        file: raw.file,
        source: raw.source,
        url: raw.url,
        opening: opening::of(title.as_deref(), &clauses, &page.outline.sections),
        title,
        doc_number,
        issuers: head.issuers,
        region: place.code.map(|code| lexicon.divisions.region(code)).unwrap_or_default(),
        level: place.level,
        kind: head.kind,
        inner_kind: head.inner_kind,
        year: head.year,
        issued_on: head.issued_on,
        published_on: head.published_on,
        effective_on: head.effective_on,
        expires_on: head.expiry.as_ref().map(|expiry| expiry.on),
        expiry: head.expiry,
        index_number: head.index_number,
        topic: head.topic,
        topic_derived: head.topic_derived,
        openness: head.openness,
        validity: head.validity,
        validity_derived: None,
        addressees: head.addressees,
        attachments: page.parts.attachments.clone(),
        outline: page.outline.sections,
        clauses,
        tables,
        assignments,
        citations,
        repeals,
        chunk: raw.chunk,
        ended_by: None,
        also_at: Vec::new(),
        aside: page.aside,
        warnings,
    }
}

/// Warns of the numbers of a line that name no document.
fn numbers_unread(line: &str) -> impl Iterator<Item = Warning> {
    let unread = unreadable(line).into_iter();
    unread.map(|number| Warning::new(WarningKind::NumberUnread, &line[number.range]))
}

/// Tells the lines of a page apart; its blocks are taken for it.
fn read_page(raw: &mut RawNotice) -> Page {
    let pieces = reflow::reflow(line::clean_blocks(std::mem::take(&mut raw.blocks)));
    let (pieces, copies) = copies::drop_second(pieces);
    let (pieces, contents) = contents::drop_contents(pieces);
    let goes_on = raw.chunk.as_ref().is_some_and(Chunk::goes_on);
    let body_start = |pieces: &[Piece]| if goes_on { 0 } else { body_start(pieces) };
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
    let named = title.as_ref().map(|title| title.text.as_str()).or(given.as_deref());
    let mut parts = parts::read(&rest, named, raw.chunk.as_ref());
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
