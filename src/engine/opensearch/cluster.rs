//! Generations on a cluster: an index each, an alias that names the one that is searched, and what
//! was said of each publication in an index of states.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::engine::Status;
use crate::engine::error::EngineError;
use crate::engine::opensearch::client::{Client, Request};
use crate::engine::opensearch::generation::Generation;
use crate::engine::opensearch::mapping;
use crate::engine::opensearch::options::ClusterOptions;
use crate::engine::opensearch::release::Release;
use crate::lexicon::overlay::Overlay;

/// How long it is not looked again which generation is searched: another process's publication is
/// seen this much later, one of this process at once.
const FRESH: Duration = Duration::from_secs(1);

/// How long the cluster waits for the shard of states, where a copy of it is on no node.
pub(super) const FOR_A_SHARD: &str = "15s";

/// A cluster with the index that lies on it.
#[derive(Debug)]
pub(super) struct Cluster {
    pub(super) client: Client,
    pub(super) options: ClusterOptions,
    latest: Mutex<Option<(Instant, Arc<Generation>)>>,
}

/// What is kept of a publication.
#[derive(Debug, Serialize, Deserialize)]
struct State {
    schema: String,
    status: Status,
    /// The operator's tables, which a publication leaves out where it is written.
    overlay: [String; 5],
}

impl Cluster {
    /// Makes one that was not asked yet.
    pub(super) fn new(options: ClusterOptions) -> Result<Self, EngineError> {
        let client = Client::new(&options)?;
        Ok(Self { client, options, latest: Mutex::new(None) })
    }

    /// Returns the name of the alias.
    pub(super) fn alias(&self) -> &str {
        self.options.name.as_str()
    }

    /// Returns the name of the index of states.
    pub(super) fn states(&self) -> String {
        format!("{}-state", self.alias())
    }

    /// Returns the name of a generation's index.
    pub(super) fn index(&self, number: u64) -> String {
        format!("{}-{number:06}", self.alias())
    }

    /// Returns what is searched: what was published last, by this process or another.
    pub(super) async fn latest(&self) -> Result<Arc<Generation>, EngineError> {
        let held = self.latest.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((since, held)) = &held
            && since.elapsed() < FRESH
        {
            return Ok(Arc::clone(held));
        }
        let held = held.map(|(_, held)| held);
        let generation = match (self.look(held.as_ref()).await, held) {
            (Err(error), Some(held)) if error.may_pass() => {
                tracing::warn!(%error, "it cannot be told what was published last");
                held
            }
            (latest, _) => latest?,
        };
        self.show(Arc::clone(&generation));
        Ok(generation)
    }

    /// Looks which generation is searched, and opens it where it is another one than is held.
    async fn look(&self, held: Option<&Arc<Generation>>) -> Result<Arc<Generation>, EngineError> {
        // Any node knows, also while none is the manager.
        let index = self.named("?local=true").await?.ok_or_else(|| self.missing())?;
        match held.filter(|held| held.index == index) {
            Some(held) => Ok(Arc::clone(held)),
            None => Ok(Arc::new(self.open(&self.client, index).await?)),
        }
    }

    /// Takes a generation for the latest.
    pub(super) fn show(&self, generation: Arc<Generation>) {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((Instant::now(), generation));
    }

    /// Returns the index that the alias names, as the manager of the cluster knows it.
    pub(super) async fn current(&self) -> Result<Option<String>, EngineError> {
        self.named("").await
    }

    async fn named(&self, from: &str) -> Result<Option<String>, EngineError> {
        let path = format!("/_alias/{}{from}", self.alias());
        let found = self.client.look_up(&Request::get(path)).await?;
        let Some(Value::Object(indices)) = found else { return Ok(None) };
        Ok(indices.keys().filter(|index| self.number(index).is_some()).max().cloned())
    }

    /// Returns the indices of all generations with their numbers, in order.
    pub(super) async fn generations(&self) -> Result<Vec<(u64, String)>, EngineError> {
        let path = format!("/_cat/indices/{}-*?format=json&h=index", self.alias());
        let found = self.client.look_up(&Request::get(path)).await?.unwrap_or_default();
        let names = found.as_array().into_iter().flatten();
        let names = names.filter_map(|row| row["index"].as_str());
        let mut all: Vec<(u64, String)> = names
            .filter_map(|index| self.number(index).map(|number| (number, index.to_owned())))
            .collect();
        all.sort_unstable();
        Ok(all)
    }

    /// Opens a generation that was published, asking as patiently as a client does.
    pub(super) async fn open(
        &self,
        client: &Client,
        index: String,
    ) -> Result<Generation, EngineError> {
        let state = self.state(client, &index).await?;
        let Some(state) = state else { return Err(self.damaged("no state of it is kept")) };
        if state.schema != mapping::schema() {
            let library = state.status.publication.paths.clone();
            return Err(EngineError::Outdated { path: self.path(), library });
        }
        let path = format!("/{index}/_settings/index.number_of_shards?flat_settings=true");
        let settings = client.ask(&Request::get(path)).await?;
        let shards = settings[&index]["settings"]["index.number_of_shards"].as_str();
        let shards = shards.and_then(|shards| shards.parse().ok()).unwrap_or(1);
        let release = self.release().await?;
        Ok(Generation::new(index, state.status, shards, release))
    }

    /// Asks the cluster which release it is.
    ///
    /// # Errors
    ///
    /// It is none that can be used.
    pub(super) async fn release(&self) -> Result<Release, EngineError> {
        let about = self.client.ask(&Request::get("/")).await?;
        let at = self.client.address();
        Release::of(&about).map_err(|reason| EngineError::Foreign { at, reason })
    }

    /// Returns the number of the last publication, whatever version of the program made it; 0
    /// before the first. Asked by those who write.
    pub(super) async fn last_number(&self, current: Option<&str>) -> Result<u64, EngineError> {
        let Some(current) = current else { return Ok(0) };
        let state = self.state(&self.client.patient(), current).await?;
        Ok(state.map_or(0, |state| state.status.generation))
    }

    /// Keeps what is said of a publication, before the alias names it.
    pub(super) async fn keep_state(&self, index: &str, status: &Status) -> Result<(), EngineError> {
        let overlay = status.publication.overlay.clone();
        let Overlay { divisions, departments, words, colloquial, blocked } = overlay;
        let state = State {
            schema: mapping::schema(),
            status: status.clone(),
            overlay: [divisions, departments, words, colloquial, blocked],
        };
        let body = serde_json::to_value(&state)
            .map_err(|error| EngineError::Internal(error.to_string()))?;
        let path = format!("/{}/_doc/{index}?refresh=true&timeout={FOR_A_SHARD}", self.states());
        self.client.ask(&Request::put(path, &body)).await.map(drop)
    }

    /// Forgets what was said of a publication.
    pub(super) async fn drop_state(&self, index: &str) -> Result<(), EngineError> {
        let path = format!("/{}/_doc/{index}?timeout={FOR_A_SHARD}", self.states());
        self.client.look_up(&Request::delete(path)).await.map(drop)
    }

    /// Makes the index of states where there is none.
    pub(super) async fn make_states(&self) -> Result<(), EngineError> {
        let path = format!("/{}", self.states());
        if self.client.look_up(&Request::get(path.clone())).await?.is_some() {
            return Ok(());
        }
        // It is small, and nothing can be told without it: it is kept on three nodes where it can be.
        let body = json!({
            "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-2"},
            "mappings": {"enabled": false},
        });
        // Another process may make it at the same time.
        self.client.make(&Request::put(path, &body)).await?;
        // A node that is lost before it has a second copy would take all that is said along. A
        // cluster that has no place for one is written to all the same.
        let copied = format!(
            "/_cluster/health/{}?wait_for_status=green&timeout={FOR_A_SHARD}",
            self.states()
        );
        let _ = self.client.patient().send(&Request::get(copied)).await;
        Ok(())
    }

    async fn state(&self, client: &Client, index: &str) -> Result<Option<State>, EngineError> {
        let path = format!("/{}/_doc/{index}", self.states());
        let Some(found) = client.look_up(&Request::get(path)).await? else { return Ok(None) };
        let mut state: State = serde_json::from_value(found["_source"].clone())
            .map_err(|error| self.damaged(&format!("its state: {error}")))?;
        let [divisions, departments, words, colloquial, blocked] = state.overlay.clone();
        let overlay = Overlay { divisions, departments, words, colloquial, blocked };
        Arc::make_mut(&mut state.status.publication).overlay = overlay;
        Ok(Some(state))
    }

    /// Says that there is no index.
    pub(super) fn missing(&self) -> EngineError {
        EngineError::Missing { path: self.path() }
    }

    /// Says that the index cannot be used.
    pub(super) fn damaged(&self, reason: &str) -> EngineError {
        EngineError::Damaged { path: self.path(), reason: reason.to_owned() }
    }

    /// Returns where the index is, for messages.
    pub(super) fn path(&self) -> PathBuf {
        PathBuf::from(self.client.address())
    }

    fn number(&self, index: &str) -> Option<u64> {
        index.strip_prefix(self.alias())?.strip_prefix('-')?.parse().ok()
    }
}
