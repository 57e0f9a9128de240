//! Writes notices into a generation of its own, and has the alias name it, whole and at once.
//!
//! What is published takes no more writes: changes go into a clone of it, which shares its files.
//! So nothing of a publication is seen before its end, and an earlier one can be gone back to.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use serde_json::{Value, json};

use crate::engine::document::NoticeDocument;
use crate::engine::error::EngineError;
use crate::engine::opensearch::bulk::{self, Operation};
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::cluster::Cluster;
use crate::engine::opensearch::documents::{self, notice_id, unit_id};
use crate::engine::opensearch::facts;
use crate::engine::opensearch::lock::Lock;
use crate::engine::opensearch::mapping::{self, CLAUSE, NOTICE};
use crate::engine::opensearch::parts::has;
use crate::engine::opensearch::records;
use crate::engine::opensearch::shards;
use crate::engine::{IndexWriter, Publication, Status};
use crate::notice::id::NoticeId;

/// How long the cluster may take to put an index in its place.
const IN_PLACE: &str = "60s";

/// Writes into one generation.
pub(super) struct ClusterWriter {
    cluster: Arc<Cluster>,
    /// Waits for a cluster that has too much to do, as nobody waits for what is written.
    client: Client,
    lock: Option<Lock>,
    index: String,
    /// The index that is searched until then.
    current: Option<String>,
    /// Number of the publication, which is the version of what is written.
    version: u64,
    /// Whether the alias was told to name it: it is never removed then.
    is_decided: bool,
}

impl ClusterWriter {
    /// Begins a new generation.
    pub(super) async fn rebuild(cluster: Arc<Cluster>) -> Result<Self, EngineError> {
        cluster.release().await?;
        cluster.make_states().await?;
        let mut writer = Self::begin(cluster).await?;
        let body = mapping::index(&writer.cluster.options);
        let made = writer.make(&Request::put(format!("/{}", writer.index), &body)).await;
        writer.or_give_up(made).await?;
        Ok(writer)
    }

    /// Begins changes to the current generation.
    pub(super) async fn update(cluster: Arc<Cluster>) -> Result<Self, EngineError> {
        let Some(current) = cluster.current().await? else { return Err(cluster.missing()) };
        cluster.open(&cluster.client.patient(), current).await?;
        let mut writer = Self::begin(cluster).await?;
        let body = json!({"settings": {"index.blocks.write": null, "index.number_of_replicas": 0}});
        let made = match &writer.current {
            Some(current) => {
                let path = format!("/{current}/_clone/{}", writer.index);
                writer.make(&Request::put(path, &body)).await
            }
            None => Err(writer.cluster.missing()),
        };
        writer.or_give_up(made).await?;
        Ok(writer)
    }

    async fn begin(cluster: Arc<Cluster>) -> Result<Self, EngineError> {
        let lock = Lock::take(&cluster).await?;
        match Self::look(&cluster).await {
            Ok((index, current, version)) => {
                let (client, lock) = (cluster.client.patient(), Some(lock));
                Ok(Self { cluster, client, lock, index, current, version, is_decided: false })
            }
            Err(error) => {
                lock.release().await;
                Err(error)
            }
        }
    }

    /// Clears what earlier writers left; returns which index is written, which is searched, and the
    /// number of the publication.
    async fn look(cluster: &Cluster) -> Result<(String, Option<String>, u64), EngineError> {
        let current = cluster.current().await?;
        let generations = cluster.generations().await?;
        let version = cluster.last_number(current.as_deref()).await? + 1;
        // What is newer than what is searched was left by a writer that ended.
        for (_, index) in &generations {
            if current.as_ref().is_none_or(|current| index > current) {
                cluster.client.look_up(&Request::delete(format!("/{index}"))).await?;
            }
        }
        let number = generations.last().map_or(0, |(number, _)| *number) + 1;
        Ok((cluster.index(number), current, version))
    }

    /// Makes the index, and waits until it is in its place.
    async fn make(&self, request: &Request) -> Result<(), EngineError> {
        self.client.make(request).await?;
        self.wait(&self.index, "yellow").await
    }

    async fn ask(&self, request: &Request) -> Result<Value, EngineError> {
        self.client.ask(request).await
    }

    /// Waits until an index is in its place.
    async fn wait(&self, index: &str, status: &str) -> Result<(), EngineError> {
        let path = format!("/_cluster/health/{index}?wait_for_status={status}&timeout={IN_PLACE}");
        let health = self.client.send(&Request::get(path)).await?;
        if health.body["timed_out"] == false {
            return Ok(());
        }
        let told = health.body["status"].as_str().unwrap_or("unknown");
        let reason = format!("`{index}` is {told} after {IN_PLACE}");
        Err(EngineError::Incomplete { at: self.cluster.client.address(), reason })
    }

    /// Returns how many units notices have that are there, by the ids of the notices.
    async fn units(&self, ids: &[String]) -> Result<BTreeMap<String, usize>, EngineError> {
        let wanted: Vec<(String, String)> = ids.iter().map(|id| (id.clone(), id.clone())).collect();
        let client = &self.client;
        let found = records::read(client, &self.index, &wanted, &["units"]).await?;
        let units = |source: &Value| source["units"].as_u64().and_then(|n| usize::try_from(n).ok());
        Ok(found.iter().map(|(id, source)| (id.clone(), units(source).unwrap_or(0))).collect())
    }

    async fn write(&self, operations: &[Operation]) -> Result<(), EngineError> {
        bulk::write(&self.client, &self.index, self.version, operations).await
    }

    async fn count(&self, unit: &str) -> Result<u64, EngineError> {
        shards::count(&self.client, &self.index, &has("unit", unit)).await
    }

    async fn refresh(&self) -> Result<(), EngineError> {
        let path = format!("/{}/_refresh", self.index);
        let refreshed = self.ask(&Request::post(path, &json!({}))).await?;
        shards::whole(&self.client, refreshed).map(drop)
    }

    /// Writes what follows from all notices, makes the index safe, and has the alias name it.
    async fn publish_now(&mut self, publication: Publication) -> Result<Status, EngineError> {
        self.confirm().await?;
        self.refresh().await?;
        facts::settle(&self.client, &self.index, self.version).await?;
        self.refresh().await?;
        let status = Status {
            generation: self.version,
            notices: self.count(NOTICE).await?,
            clauses: self.count(CLAUSE).await?,
            publication: Arc::new(publication),
        };
        let settings = format!("/{}/_settings", self.index);
        let replicas = self.cluster.options.replicas;
        let body = json!({"index": {"number_of_replicas": replicas, "blocks.write": true}});
        self.ask(&Request::put(settings, &body)).await?;
        let mark = json!({"_meta": {
            "schema": mapping::schema(),
            "fingerprint": status.publication.fingerprint,
        }});
        self.ask(&Request::put(format!("/{}/_mapping", self.index), &mark)).await?;
        self.cluster.keep_state(&self.index, &status).await?;
        self.wait(&self.index, if replicas > 0 { "green" } else { "yellow" }).await?;
        self.confirm().await?;
        self.switch().await?;
        Ok(status)
    }

    /// Has the alias name the index. Where that fails it may have been done all the same: then the
    /// cluster is asked, and where it does not tell, the next writer finds out.
    async fn switch(&mut self) -> Result<(), EngineError> {
        let alias = self.cluster.alias();
        let earlier = self.current.iter();
        // Done twice, since an answer was lost, it is as done once.
        let remove =
            |index| json!({"remove": {"index": index, "alias": alias, "must_exist": false}});
        let mut actions: Vec<Value> = earlier.map(remove).collect();
        actions.push(json!({"add": {"index": self.index, "alias": alias}}));
        let request = Request::post("/_aliases", &json!({"actions": actions})).patiently();
        self.is_decided = true;
        let error = match self.ask(&request).await {
            Ok(answer) if answer["acknowledged"] == true => return Ok(()),
            Ok(_) => {
                let reason = "not all nodes have taken the alias over in time".to_owned();
                EngineError::Incomplete { at: self.client.address(), reason }
            }
            Err(error) => error,
        };
        match self.cluster.current().await {
            Ok(Some(current)) if current == self.index => Ok(()),
            _ => Err(error),
        }
    }

    /// Shows what was published, and removes what is not kept; what fails there takes nothing from
    /// the publication.
    async fn follow(&self) {
        match self.cluster.open(&self.client, self.index.clone()).await {
            Ok(opened) => self.cluster.show(Arc::new(opened)),
            Err(error) => tracing::warn!(%error, "what was published cannot be opened yet"),
        }
        if let Err(error) = self.sweep().await {
            tracing::warn!(%error, "old generations could not be removed");
        }
    }

    /// Gives the lock back, and removes the index unless it is published or may be.
    async fn give_up(&mut self) {
        let Some(lock) = self.lock.take() else { return };
        give_up(&self.cluster, lock, &self.index, self.is_decided).await;
    }

    /// Gives up where something failed: nothing can follow, and the next writer need not wait.
    async fn or_give_up<T>(&mut self, done: Result<T, EngineError>) -> Result<T, EngineError> {
        if done.is_err() {
            self.give_up().await;
        }
        done
    }

    async fn confirm(&self) -> Result<(), EngineError> {
        match &self.lock {
            Some(lock) => lock.confirm().await,
            None => Err(EngineError::Locked { path: self.cluster.path() }),
        }
    }

    /// Removes the generations before those that are kept; what cannot be removed is left.
    async fn sweep(&self) -> Result<(), EngineError> {
        let generations = self.cluster.generations().await?;
        let kept = self.cluster.options.keep + 1;
        for (_, index) in generations.iter().rev().skip(kept) {
            let removed = self.cluster.client.look_up(&Request::delete(format!("/{index}"))).await;
            if let Err(error) = removed {
                tracing::warn!(index, %error, "an old generation could not be removed");
            }
            self.cluster.drop_state(index).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl IndexWriter for ClusterWriter {
    async fn put(&mut self, batch: Vec<NoticeDocument>) -> Result<(), EngineError> {
        let ids: Vec<String> = batch.iter().map(|document| notice_id(&document.id)).collect();
        let held = self.units(&ids).await;
        let mut held = self.or_give_up(held).await?;
        let mut operations = Vec::new();
        for (document, id) in batch.iter().zip(ids) {
            let documents = documents::of(document)?;
            let count = documents.len() - 1;
            let before = held.insert(id.clone(), count).unwrap_or(0);
            operations.extend(documents.into_iter().map(Operation::Index));
            let beyond = count + 1..=before;
            operations.extend(
                beyond.map(|at| Operation::Delete { id: unit_id(&id, at), routing: id.clone() }),
            );
        }
        let written = self.write(&operations).await;
        self.or_give_up(written).await
    }

    async fn remove(&mut self, id: &NoticeId) -> Result<(), EngineError> {
        let id = notice_id(id);
        let held = self.units(std::slice::from_ref(&id)).await;
        let held = self.or_give_up(held).await?;
        let Some(units) = held.get(&id) else { return Ok(()) };
        let ids = std::iter::once(id.clone()).chain((1..=*units).map(|at| unit_id(&id, at)));
        let operations: Vec<Operation> =
            ids.map(|unit| Operation::Delete { id: unit, routing: id.clone() }).collect();
        let written = self.write(&operations).await;
        self.or_give_up(written).await
    }

    async fn publish(mut self: Box<Self>, publication: Publication) -> Result<Status, EngineError> {
        let published = self.publish_now(publication).await;
        if published.is_ok() {
            self.follow().await;
        }
        self.give_up().await;
        published
    }
}

impl Drop for ClusterWriter {
    fn drop(&mut self) {
        let Some(lock) = self.lock.take() else { return };
        let (cluster, index, is_decided) =
            (Arc::clone(&self.cluster), self.index.clone(), self.is_decided);
        // Where it cannot be removed, the next writer does it.
        self.client.finish(async move { give_up(&cluster, lock, &index, is_decided).await });
    }
}

async fn give_up(cluster: &Cluster, lock: Lock, index: &str, is_decided: bool) {
    if !is_decided {
        let _ = cluster.client.send(&Request::delete(format!("/{index}"))).await;
    }
    lock.release().await;
}
