//! Which notices have some names, and which end the documents of some names.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::engine::Known;
use crate::engine::days::date_of;
use crate::engine::error::EngineError;
use crate::engine::naming::names;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::mapping::{MOST_AT_ONCE, NOTICE};
use crate::engine::opensearch::parts::{all, any, has, has_any};
use crate::notice::citation::Citation;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::NoticeId;
use crate::notice::status::{EndedBy, Validity};

/// A notice that has a name.
#[derive(Clone, Debug)]
struct Holder {
    /// The copy of it that is shown in place of all.
    shown: NoticeId,
    /// Whether it has a number.
    is_numbered: bool,
}

/// Which notices have some names.
#[derive(Debug, Default)]
pub(super) struct Holders(HashMap<String, Holder>);

impl Holders {
    /// Asks for the notices that have the names of some citations; of several the first by key.
    pub(super) async fn of(
        client: &Client,
        index: &str,
        citations: &[Citation],
    ) -> Result<Self, EngineError> {
        let wanted: Vec<String> = citations
            .iter()
            .flat_map(|citation| names(citation.doc_number.as_ref(), citation.title.as_deref()))
            .collect();
        let mut holders = Self::default();
        for hit in ask(client, index, &["names"], &wanted).await? {
            let fields = &hit["fields"];
            let own: Vec<&str> = texts(&fields["names"]).collect();
            let shown = texts(&fields["shown"]).next().or_else(|| texts(&fields["key"]).next());
            let Some(shown) = shown else { continue };
            let is_numbered = own.iter().any(|name| DocNumber::parse(name).is_some());
            let holder = Holder { shown: NoticeId::given(shown), is_numbered };
            for name in own {
                holders.0.entry(name.to_owned()).or_insert_with(|| holder.clone());
            }
        }
        Ok(holders)
    }

    fn held(&self, number: Option<&DocNumber>, title: Option<&str>) -> Option<&Holder> {
        names(number, title).iter().find_map(|name| self.0.get(name))
    }

    /// Finds the notice that a citation names. One that has another number than the cited one is
    /// not it, whatever its title: titles recur from year to year.
    pub(super) fn cited(&self, citation: &Citation) -> Option<NoticeId> {
        let by_title = self.held(None, citation.title.as_deref());
        let found = match &citation.doc_number {
            Some(number) => self
                .held(Some(number), None)
                .or_else(|| by_title.filter(|holder| !holder.is_numbered)),
            None => by_title,
        };
        found.map(|holder| holder.shown.clone())
    }
}

/// Returns what the library knows of documents that a text cites, each in its place.
pub(super) async fn known(
    client: &Client,
    index: &str,
    documents: &[Citation],
) -> Result<Vec<Known>, EngineError> {
    let holders = Holders::of(client, index, documents).await?;
    let named = |document: &Citation| {
        let by_number = names(document.doc_number.as_ref(), None).into_iter().next();
        by_number.or_else(|| names(None, document.title.as_deref()).into_iter().next())
    };
    let wanted: Vec<String> = documents.iter().filter_map(named).collect();
    let enders = enders(client, index, &wanted).await?;
    let known = |document: &Citation| Known {
        by_number: holders
            .held(document.doc_number.as_ref(), None)
            .map(|holder| holder.shown.clone()),
        by_title: holders.held(None, document.title.as_deref()).map(|holder| holder.shown.clone()),
        ended_by: named(document).and_then(|name| enders.get(&name).cloned()),
    };
    Ok(documents.iter().map(known).collect())
}

/// Asks for the notices that end the documents of some names, of each the earliest.
async fn enders(
    client: &Client,
    index: &str,
    wanted: &[String],
) -> Result<HashMap<String, EndedBy>, EngineError> {
    let mut found: HashMap<String, (Option<i64>, EndedBy)> = HashMap::new();
    for hit in ask(client, index, &["repeals", "expires"], wanted).await? {
        let fields = &hit["fields"];
        let Some(key) = texts(&fields["key"]).next() else { continue };
        let day = fields["dated_on"][0].as_i64();
        let on = day.and_then(|day| i32::try_from(day).ok()).and_then(date_of);
        for (field, value) in [("repeals", Validity::Repealed), ("expires", Validity::Expired)] {
            for name in texts(&fields[field]) {
                let ended = (day, EndedBy { by: NoticeId::given(key), value, on });
                match found.get(name) {
                    Some((held, _)) if *held <= day => {}
                    _ => drop(found.insert(name.to_owned(), ended)),
                }
            }
        }
    }
    Ok(found.into_iter().map(|(name, (_, ended))| (name, ended)).collect())
}

/// Asks for the notices that have any of some values in any of some fields, in the order of keys.
async fn ask(
    client: &Client,
    index: &str,
    fields: &[&str],
    values: &[String],
) -> Result<Vec<Value>, EngineError> {
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = any(fields.iter().map(|field| has_any(field, values)).collect());
    let mut read = vec!["key", "dated_on", "shown"];
    read.extend(fields);
    let body = json!({
        "query": all(vec![has("unit", NOTICE), wanted]),
        "size": MOST_AT_ONCE,
        "sort": [{"key": "asc"}],
        "_source": false,
        "docvalue_fields": read,
    });
    let path = format!("/{index}/_search?allow_partial_search_results=false");
    let mut answer = client.ask(&Request::post(path, &body)).await?;
    match answer["hits"]["hits"].take() {
        Value::Array(hits) => Ok(hits),
        _ => Ok(Vec::new()),
    }
}

/// Reads the texts of a field.
pub(super) fn texts(field: &Value) -> impl Iterator<Item = &str> {
    field.as_array().into_iter().flatten().filter_map(Value::as_str)
}
