//! `/api/v1/doc-numbers`: the document numbers of a text, and what the library knows of each.

use std::ops::Range;

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::Known;
use crate::notice::citation::Citation;
use crate::notice::doc_number::{DocNumber, FoundNumber};
use crate::notice::id::NoticeId;
use crate::notice::number_form::{Fault, Misshapen, misshapen, unreadable};
use crate::notice::status::EndedBy;
use crate::web::desk::OfApi;
use crate::web::desk::text::TextParams;
use crate::web::error::ApiError;
use crate::web::params::body::JsonBody;
use crate::web::params::extract::NoParams;
use crate::web::state::AppState;

/// The document numbers of a text.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::web) struct DocNumbers {
    /// Those that name a document, in the order of the text.
    numbers: Vec<NumberRead>,
    /// Those that are written so that they name none.
    unreadable: Vec<NumberUnread>,
}

/// A document number of a text.
#[derive(Debug, Serialize, JsonSchema)]
struct NumberRead {
    /// As the text writes it.
    written: String,
    /// Where it begins and ends in the text, in characters from 0.
    place: [usize; 2],
    /// As it is printed.
    doc_number: DocNumber,
    /// 机关代字
    agency_code: String,
    /// 年份
    year: Option<i16>,
    /// 顺序号
    sequence: u32,
    /// How it is not written as the standard has it; empty where it is.
    faults: Vec<Fault>,
    /// The notice of the library that has it; `null` where the library lacks it.
    notice: Option<NoticeId>,
    /// The notice of the library that ends the document, which the library itself may lack.
    ended_by: Option<EndedBy>,
}

/// A number that names no document.
#[derive(Debug, Serialize, JsonSchema)]
struct NumberUnread {
    /// As the text writes it.
    written: String,
    /// Where it begins and ends in the text, in characters from 0.
    place: [usize; 2],
    /// What is wrong with it.
    faults: Vec<Fault>,
}

/// Answers with the numbers of a text.
pub(in crate::web) async fn of_text(
    State(app): State<AppState>,
    params: OfApi<TextParams>,
) -> Result<Json<DocNumbers>, ApiError> {
    read(&app, params.0.text()?).await
}

/// Answers with the numbers of a text that stands in the body: `{"text": "…"}`.
pub(in crate::web) async fn of_body(
    State(app): State<AppState>,
    _: NoParams,
    body: JsonBody<TextParams>,
) -> Result<Json<DocNumbers>, ApiError> {
    read(&app, body.0.text()?).await
}

async fn read(app: &AppState, text: &str) -> Result<Json<DocNumbers>, ApiError> {
    let mut found = DocNumber::find(text);
    if found.is_empty() {
        let whole = DocNumber::parse_loosely(text);
        found.extend(whole.map(|number| FoundNumber { range: 0..text.len(), number }));
    }
    let cited = |found: &FoundNumber| Citation {
        title: None,
        doc_number: Some(found.number.clone()),
        notice: None,
    };
    let known = app.searcher.known(&found.iter().map(cited).collect::<Vec<_>>()).await?;
    let misshapen = misshapen(text);
    let faults = |found: &FoundNumber| {
        let same = |other: &&Misshapen| overlap(&other.range, &found.range);
        let known = misshapen.iter().find(same).map(|number| number.faults.clone());
        let is_nameless = found.number.agency_code.is_empty();
        known.unwrap_or_else(|| Vec::from_iter(is_nameless.then_some(Fault::CodeMissing)))
    };
    let numbers = found.into_iter().zip(known).map(|(found, known)| {
        let faults = faults(&found);
        number(text, found, faults, known)
    });
    let unread = |number: Misshapen| NumberUnread {
        written: text[number.range.clone()].to_owned(),
        place: place(text, &number.range),
        faults: number.faults,
    };
    let unreadable = unreadable(text).into_iter().map(unread).collect();
    Ok(Json(DocNumbers { numbers: numbers.collect(), unreadable }))
}

fn number(text: &str, found: FoundNumber, faults: Vec<Fault>, known: Known) -> NumberRead {
    let FoundNumber { range, number } = found;
    NumberRead {
        written: text[range.clone()].to_owned(),
        place: place(text, &range),
        agency_code: number.agency_code.clone(),
        year: number.year,
        sequence: number.sequence,
        doc_number: number,
        faults,
        notice: known.by_number,
        ended_by: known.ended_by,
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Turns a place in bytes into one in characters.
fn place(text: &str, range: &Range<usize>) -> [usize; 2] {
    [range.start, range.end].map(|end| text[..end].chars().count())
}
