//! A publication opened for searching: its index, and what is remembered of it, which never changes.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;
use serde_json::{Map, Value, json};
use tokio::sync::OnceCell;

use crate::engine::Status;
use crate::engine::error::EngineError;
use crate::engine::opensearch::buckets;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::mapping::{self, NO_TERMS, NOTICE};
use crate::engine::opensearch::release::Release;
use crate::query::boost::Field;
use crate::query::facet::FacetField;
use crate::query::plan::Stream;

/// The most terms whose counts are kept: some 10 MB.
const MOST_TERMS: NonZeroUsize = NonZeroUsize::new(100_000).expect("more than none");

/// A term in a field of the index.
pub(super) type FieldTerm = (Field, Stream, String);

/// A publication opened for searching.
#[derive(Debug)]
pub(super) struct Generation {
    /// Name of its index.
    pub(super) index: String,
    /// What was published.
    pub(super) status: Status,
    /// Primary shards of its index.
    shards: u64,
    release: Release,
    counts: Mutex<LruCache<FieldTerm, u64>>,
    /// Documents that have a field.
    units: Mutex<HashMap<(Field, Stream), u64>>,
    sections: OnceCell<HashSet<String>>,
    values: OnceCell<HashMap<FacetField, BTreeSet<String>>>,
}

/// How many documents hold terms, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Counts {
    holding: HashMap<FieldTerm, u64>,
    units: HashMap<(Field, Stream), u64>,
}

impl Counts {
    /// Returns how many documents hold a term in a field.
    pub(super) fn holding(&self, field: Field, stream: Stream, term: &str) -> u64 {
        self.holding.get(&(field, stream, term.to_owned())).copied().unwrap_or(0)
    }

    /// Returns how many documents have a field.
    pub(super) fn units(&self, field: Field, stream: Stream) -> u64 {
        self.units.get(&(field, stream)).copied().unwrap_or(0)
    }
}

impl Generation {
    /// Makes one of what was published.
    pub(super) fn new(index: String, status: Status, shards: u64, release: Release) -> Self {
        Self {
            index,
            status,
            shards: shards.max(1),
            release,
            counts: Mutex::new(LruCache::new(MOST_TERMS)),
            units: Mutex::default(),
            sections: OnceCell::new(),
            values: OnceCell::new(),
        }
    }

    /// Returns what the score of a term is to be multiplied by for `k1`, to be ours.
    pub(super) fn factor(&self, k1: f32) -> f32 {
        if self.release.multiplies() { 1.0 } else { k1 + 1.0 }
    }

    /// Returns where plans are asked: with several shards, by the counts of all of them.
    pub(super) fn search_path(&self, admits_partial: bool) -> String {
        let statistics = if self.shards > 1 { "&search_type=dfs_query_then_fetch" } else { "" };
        format!(
            "/{}/_search?include_named_queries_score=true&allow_partial_search_results={admits_partial}{statistics}",
            self.index
        )
    }

    /// Counts the documents that hold terms in fields: of the shards that can be read where that is
    /// admitted, which is not remembered.
    pub(super) async fn counts(
        &self,
        client: &Client,
        terms: &[FieldTerm],
        admits_partial: bool,
    ) -> Result<Counts, EngineError> {
        let mut counts = Counts::default();
        let mut unknown: HashMap<(Field, Stream), BTreeSet<&str>> = HashMap::new();
        {
            let mut known = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            let units = self.units.lock().unwrap_or_else(PoisonError::into_inner);
            counts.units.clone_from(&units);
            for term in terms {
                let (field, stream, text) = term;
                match known.get(term) {
                    Some(count) => drop(counts.holding.insert(term.clone(), *count)),
                    None => drop(unknown.entry((*field, *stream)).or_default().insert(text)),
                }
            }
        }
        if unknown.is_empty() {
            return Ok(counts);
        }
        let answers = (0..self.shards).map(|shard| self.ask_shard(client, shard, &unknown));
        let mut answers = futures_util::future::join_all(answers).await;
        let is_lost = |answer: &Result<_, _>| matches!(answer, Err(EngineError::Incomplete { .. }));
        if admits_partial && !answers.iter().all(is_lost) {
            answers.retain(|answer| !is_lost(answer));
        }
        let is_whole = answers.len() as u64 == self.shards;
        let answers = answers.into_iter().collect::<Result<Vec<Value>, EngineError>>()?;
        for ((field, stream), texts) in unknown {
            let name = mapping::text(field, stream);
            let of_field = || answers.iter().map(|answer| &answer["term_vectors"][&name]);
            let sum = |path: &dyn Fn(&Value) -> u64| of_field().map(path).sum::<u64>();
            let units = sum(&|told| told["field_statistics"]["doc_count"].as_u64().unwrap_or(0));
            counts.units.insert((field, stream), units);
            for text in texts {
                let holding = sum(&|told| told["terms"][text]["doc_freq"].as_u64().unwrap_or(0));
                counts.holding.insert((field, stream, text.to_owned()), holding);
            }
        }
        if is_whole {
            self.remember(&counts);
        }
        Ok(counts)
    }

    fn remember(&self, counts: &Counts) {
        let units = counts.units.iter().map(|(field, units)| (*field, *units));
        self.units.lock().unwrap_or_else(PoisonError::into_inner).extend(units);
        let mut known = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        for (term, holding) in &counts.holding {
            known.put(term.clone(), *holding);
        }
    }

    /// Asks one shard for the counts of terms: those of a document that holds each once.
    async fn ask_shard(
        &self,
        client: &Client,
        shard: u64,
        terms: &HashMap<(Field, Stream), BTreeSet<&str>>,
    ) -> Result<Value, EngineError> {
        let mut document = Map::new();
        for ((field, stream), texts) in terms {
            // A shard tells the counts of a field only with one of its terms.
            let slots: Vec<&str> = texts.iter().copied().chain([NO_TERMS]).collect();
            document.insert(mapping::text(*field, *stream), json!(slots.join(" ")));
        }
        let body = json!({
            "doc": document,
            "term_statistics": true,
            "field_statistics": true,
            "positions": false,
            "offsets": false,
            "payloads": false,
        });
        let path = format!("/{}/_termvectors?preference=_shards:{shard}", self.index);
        client.ask(&Request::post(path, &body)).await
    }

    /// Returns the sections that at least two notices have.
    pub(super) async fn shared_sections(
        &self,
        client: &Client,
    ) -> Result<&HashSet<String>, EngineError> {
        let read = || async {
            let field = mapping::facet(FacetField::Section);
            let filter = json!({"term": {"unit": NOTICE}});
            let all = buckets::all(client, &self.index, &field, &filter).await?;
            Ok(all.into_iter().filter(|(_, count)| *count > 1).map(|(value, _)| value).collect())
        };
        self.sections.get_or_try_init(read).await
    }

    /// Returns the values that a library has in the dimensions that a query can prefer.
    pub(super) async fn values(
        &self,
        client: &Client,
    ) -> Result<&HashMap<FacetField, BTreeSet<String>>, EngineError> {
        let read = || async {
            let mut values = HashMap::new();
            for field in [FacetField::Region, FacetField::Year] {
                let name = mapping::facet(field);
                let filter = json!({"term": {"unit": NOTICE}});
                let all = buckets::all(client, &self.index, &name, &filter).await?;
                values.insert(field, all.into_iter().map(|(value, _)| value).collect());
            }
            Ok(values)
        };
        self.values.get_or_try_init(read).await
    }
}
