//! A notice as documents of the cluster: one of its own, one of its title and number, one a clause.
//!
//! A clause carries the values of its notice that it is counted and narrowed by, so that counting
//! needs no look at the notice.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::analysis::EncodedText;
use crate::analysis::slots;
use crate::engine::days::day_number;
use crate::engine::document::{ClauseDocument, NoticeDocument, Twin, Values};
use crate::engine::error::EngineError;
use crate::engine::opensearch::mapping::{CLAUSE, HEAD, NO_TERMS, NOTICE, facet, text};
use crate::notice::id::NoticeId;
use crate::notice::status::Validity;
use crate::query::boost::Field;
use crate::query::facet::FacetField;
use crate::query::plan::Stream;

/// A document with its place on the cluster.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Document {
    /// Its id, which begins with that of its notice.
    pub(super) id: String,
    /// What its place is told by: the id of its notice, with which it stands on one shard.
    pub(super) routing: String,
    /// Its fields.
    pub(super) source: Map<String, Value>,
}

/// Returns the id of a notice's own document; keys may be longer than ids.
pub(super) fn notice_id(id: &NoticeId) -> String {
    blake3::hash(id.as_str().as_bytes()).to_hex()[..32].to_owned()
}

/// Returns the id of a unit of a notice by its place, from 1.
pub(super) fn unit_id(notice: &str, at: usize) -> String {
    format!("{notice}-{at}")
}

/// Makes the documents of a notice, its own first.
pub(super) fn of(document: &NoticeDocument) -> Result<Vec<Document>, EngineError> {
    let id = notice_id(&document.id);
    let units = document.head.iter().map(|head| (HEAD, head));
    let units = units.chain(document.clauses.iter().map(|clause| (CLAUSE, clause)));
    let count = document.clauses.len() + usize::from(document.head.is_some());
    let mut documents = Vec::with_capacity(count + 1);
    documents.push(Document {
        source: notice(document, count)?,
        routing: id.clone(),
        id: id.clone(),
    });
    for (at, (unit, clause)) in (1..).zip(units) {
        documents.push(Document {
            id: unit_id(&id, at),
            source: self::unit(document, &id, unit, clause, at)?,
            routing: id.clone(),
        });
    }
    Ok(documents)
}

fn notice(document: &NoticeDocument, units: usize) -> Result<Map<String, Value>, EngineError> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("unit", json!(NOTICE));
    put("key", json!(document.id));
    put("at", json!(0));
    put("units", json!(units));
    put("text_digest", json!("0"));
    put("number", json!(document.numbers));
    put("title_key", json!(document.title_keys));
    put("names", json!(document.names));
    put("repeals", json!(ended(document, false)));
    put("expires", json!(ended(document, true)));
    put("copy_keys", json!(document.copy_keys));
    put("whole", json!(document.whole));
    put("completeness", json!(document.completeness));
    put("file", json!(document.file));
    put("file_digest", json!(document.file_digest));
    put("digest", json!(document.digest));
    let clauses = document.clauses.iter().flat_map(|clause| &clause.phrases);
    let all: BTreeSet<&String> = document.phrases.iter().chain(clauses).collect();
    put("phrases", json!(document.phrases));
    put("all_phrases", json!(all));
    put("record", record(&document.record)?);
    add_texts(&mut fields, &document.texts, false);
    add_values(&mut fields, &document.values);
    add_days(&mut fields, document);
    add_held(&mut fields);
    Ok(fields)
}

fn unit(
    document: &NoticeDocument,
    notice: &str,
    unit: &str,
    clause: &ClauseDocument,
    at: usize,
) -> Result<Map<String, Value>, EngineError> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("unit", json!({"name": unit, "parent": notice}));
    put("key", json!(document.id));
    put("at", json!(at));
    put("clause_id", json!(clause.record.clause.id));
    put("text_digest", json!(format!("{:016x}", clause.text_digest)));
    put("phrases", json!(clause.phrases));
    put("record", record(&clause.record)?);
    if clause.twin != Twin::None {
        let fold = format!("{notice} {:016x}", clause.text_digest);
        let rank = u32::from(clause.twin == Twin::Paragraph);
        put("twin", json!(clause.twin as u8));
        put("fold_at", json!(format!("{fold} {rank}")));
        put("fold", json!(fold));
        put("fold_rank", json!(rank));
    }
    add_texts(&mut fields, &clause.texts, true);
    add_values(&mut fields, &clause.values);
    for (field, value) in &document.values.facets {
        if !field.is_of_clauses() {
            add_value(&mut fields, *field, value);
        }
    }
    add_days(&mut fields, document);
    add_held(&mut fields);
    Ok(fields)
}

fn ended(document: &NoticeDocument, expires: bool) -> Vec<&String> {
    let is_so = |value: Validity| (value == Validity::Expired) == expires;
    document.ends.iter().filter(|(_, value)| is_so(*value)).map(|(name, _)| name).collect()
}

fn add_texts(fields: &mut Map<String, Value>, texts: &[(Field, EncodedText)], of_clause: bool) {
    for field in Field::ALL.into_iter().filter(|field| field.is_of_clause() == of_clause) {
        for stream in [Stream::Words, Stream::Grams] {
            fields.insert(text(field, stream), json!(NO_TERMS));
        }
    }
    let slots = |slots: &str| if slots.is_empty() { NO_TERMS } else { slots }.to_owned();
    for (field, encoded) in texts {
        fields.insert(text(*field, Stream::Words), json!(slots(&encoded.words)));
        fields.insert(text(*field, Stream::Grams), json!(slots(&encoded.grams)));
    }
}

fn add_values(fields: &mut Map<String, Value>, values: &Values) {
    for (field, value) in &values.facets {
        add_value(fields, *field, value);
    }
    fields.insert("cites".to_owned(), json!(values.cites));
    fields.insert("assigns".to_owned(), json!(values.assigns));
    if let Some(day) = values.deadline_on {
        fields.insert("deadline_on".to_owned(), json!(day_number(day)));
    }
}

fn add_value(fields: &mut Map<String, Value>, field: FacetField, value: &str) {
    let values = fields.entry(facet(field)).or_insert_with(|| json!([]));
    if let Value::Array(values) = values {
        values.push(json!(value));
    }
}

fn add_days(fields: &mut Map<String, Value>, document: &NoticeDocument) {
    if let Some(day) = document.dated_on {
        fields.insert("dated_on".to_owned(), json!(day_number(day)));
    }
    if let Some(day) = document.expires_on {
        fields.insert("expires_on".to_owned(), json!(day_number(day)));
    }
}

/// Adds the terms of a text each once, for counting: all words, of a notice all grams, of a clause
/// the single characters. The source leaves them out, so that they are added again whenever it is
/// written again.
pub(super) fn add_held(fields: &mut Map<String, Value>) {
    let is_notice = fields.contains_key(&text(Field::Text, Stream::Grams));
    let field = if is_notice { Field::Text } else { Field::Clause };
    let held = |stream: Stream, keep: fn(&str) -> bool| -> Vec<String> {
        let slots = fields.get(&text(field, stream)).and_then(Value::as_str).unwrap_or_default();
        let terms = slots::terms(slots).map(|(_, term)| term);
        let terms: BTreeSet<&str> = terms.filter(|term| *term != NO_TERMS && keep(term)).collect();
        terms.into_iter().map(str::to_owned).collect()
    };
    let is_single = |term: &str| term.chars().nth(1).is_none();
    let words = held(Stream::Words, |_| true);
    let grams = held(Stream::Grams, if is_notice { |_| true } else { is_single });
    fields.insert("held_words".to_owned(), json!(words));
    fields.insert("held_grams".to_owned(), json!(grams));
}

fn record(record: &impl Serialize) -> Result<Value, EngineError> {
    // By way of its text, as it is written elsewhere: the same code then serves both engines.
    serde_json::to_vec(record)
        .and_then(|text| serde_json::from_slice(&text))
        .map_err(|error| EngineError::Internal(error.to_string()))
}
