//! Records of notices and clauses as they are returned, completed with what notices say of each
//! other.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::engine::days::date_of;
use crate::engine::document::{ClauseRecord, NoticeRecord, whole_notice};
use crate::engine::error::EngineError;
use crate::engine::opensearch::ask::Candidate;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::documents::{notice_id, unit_id};
use crate::engine::opensearch::names::{Holders, texts};
use crate::engine::opensearch::parts::{all, has};
use crate::engine::opensearch::refusal;
use crate::notice::Notice;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::notice::status::{EndedBy, Validity};

/// What is read of a notice.
const OF_NOTICE: [&str; 6] = ["record", "ended_by", "ended_value", "ended_on", "also_at", "units"];

/// How many documents are read at once.
const AT_ONCE: usize = 500;

/// Returns the records of notices by their keys, without the notices that they cite.
pub(super) async fn notices(
    client: &Client,
    index: &str,
    keys: &[String],
) -> Result<Vec<NoticeRecord>, EngineError> {
    let wanted: Vec<(String, String)> = keys
        .iter()
        .map(|key| notice_id(&NoticeId::given(key.as_str())))
        .map(|id| (id.clone(), id))
        .collect();
    let found = read(client, index, &wanted, &OF_NOTICE).await?;
    found.values().map(notice).collect()
}

/// Returns the records of clauses by their ids.
pub(super) async fn clauses(
    client: &Client,
    index: &str,
    places: &[Candidate],
) -> Result<HashMap<String, ClauseRecord>, EngineError> {
    let routing = |key: &str| notice_id(&NoticeId::given(key));
    let wanted: Vec<(String, String)> =
        places.iter().map(|place| (place.id.clone(), routing(&place.key))).collect();
    let found = read(client, index, &wanted, &["record"]).await?;
    let record = |(id, source): (String, Value)| Ok((id, record(&source["record"])?));
    found.into_iter().map(record).collect()
}

/// Returns a notice whole.
pub(super) async fn whole(
    client: &Client,
    index: &str,
    id: &NoticeId,
) -> Result<Option<Notice>, EngineError> {
    let own = notice_id(id);
    let found = read(client, index, &[(own.clone(), own.clone())], &OF_NOTICE).await?;
    let Some(source) = found.values().next() else { return Ok(None) };
    let units = source["units"].as_u64().and_then(|units| usize::try_from(units).ok()).unwrap_or(0);
    let mut record = vec![notice(source)?];
    complete(client, index, &mut record).await?;
    let ids: Vec<(String, String)> =
        (1..=units).map(|at| (unit_id(&own, at), own.clone())).collect();
    let mut found = read(client, index, &ids, &["record"]).await?;
    let mut clauses = Vec::with_capacity(units);
    for (id, _) in &ids {
        let Some(source) = found.remove(id) else { continue };
        let clause: ClauseRecord = self::record(&source["record"])?;
        if clause.clause.id != crate::notice::id::ClauseId::head() {
            clauses.push(clause);
        }
    }
    Ok(record.pop().map(|record| whole_notice(record, clauses.into_iter())))
}

/// Returns a clause with its notice.
pub(super) async fn clause(
    client: &Client,
    index: &str,
    key: &ClauseKey,
) -> Result<Option<(NoticeRecord, ClauseRecord)>, EngineError> {
    let body = json!({
        "query": all(vec![has("key", key.notice.as_str()), has("clause_id", key.clause.as_str())]),
        "sort": [{"at": "asc"}],
        "size": 1,
        "_source": ["record"],
    });
    let path = format!("/{index}/_search?allow_partial_search_results=false");
    let answer = client.ask(&Request::post(path, &body)).await?;
    let Some(found) = answer.pointer("/hits/hits/0/_source/record") else { return Ok(None) };
    let mut notices = notices(client, index, &[key.notice.as_str().to_owned()]).await?;
    complete(client, index, &mut notices).await?;
    let Some(notice) = notices.pop() else { return Ok(None) };
    Ok(Some((notice, record(found)?)))
}

/// Reads a notice with what others say of it, as it was told when it was published.
fn notice(source: &Value) -> Result<NoticeRecord, EngineError> {
    let mut notice: NoticeRecord = record(&source["record"])?;
    let value = source["ended_value"].as_str().and_then(Validity::named);
    notice.ended_by = source["ended_by"].as_str().zip(value).map(|(by, value)| EndedBy {
        by: NoticeId::given(by),
        value,
        on: source["ended_on"].as_i64().and_then(|day| i32::try_from(day).ok()).and_then(date_of),
    });
    notice.also_at = texts(&source["also_at"]).map(NoticeId::given).collect();
    Ok(notice)
}

/// Completes records with the notices that they cite.
pub(super) async fn complete(
    client: &Client,
    index: &str,
    records: &mut [NoticeRecord],
) -> Result<(), EngineError> {
    let citations = records.iter().flat_map(|record| record.citations.clone()).collect::<Vec<_>>();
    let holders = Holders::of(client, index, &citations).await?;
    for citation in records.iter_mut().flat_map(|record| &mut record.citations) {
        citation.notice = holders.cited(citation);
    }
    Ok(())
}

/// Reads parts of documents by id; those that are not there are left out.
pub(super) async fn read(
    client: &Client,
    index: &str,
    wanted: &[(String, String)],
    parts: &[&str],
) -> Result<HashMap<String, Value>, EngineError> {
    let mut found = HashMap::with_capacity(wanted.len());
    for some in wanted.chunks(AT_ONCE) {
        let place = |(id, routing): &(String, String)| json!({"_id": id, "routing": routing, "_source": parts});
        let body = json!({"docs": some.iter().map(place).collect::<Vec<_>>()});
        let path = format!("/{index}/_mget");
        let mut answer = client.ask(&Request::post(path, &body)).await?;
        let Value::Array(documents) = answer["docs"].take() else { continue };
        for mut document in documents {
            if document["error"].is_object() {
                return Err(refusal::of_document(&client.address(), &document["error"]));
            }
            let id = document["_id"].as_str().unwrap_or_default().to_owned();
            let source = document["_source"].take();
            if source.is_object() {
                found.insert(id, source);
            }
        }
    }
    Ok(found)
}

/// Reads a record by way of its text, as the embedded engine reads it: to read values would need all
/// code that reads notices a second time.
fn record<T: DeserializeOwned>(record: &Value) -> Result<T, EngineError> {
    serde_json::from_str(&record.to_string())
        .map_err(|error| EngineError::Internal(error.to_string()))
}
