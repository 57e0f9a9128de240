//! The lock of writers: a document that its holder renews every second.
//!
//! Nothing is told by clocks, which differ between machines. Whoever finds a lock watches it: one
//! that is renewed meanwhile is held, one that is not for a while is left over from a process that
//! ended, and is taken over.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::AbortHandle;

use crate::engine::error::EngineError;
use crate::engine::opensearch::client::Request;
use crate::engine::opensearch::cluster::{Cluster, FOR_A_SHARD};

/// How often a lock is renewed.
const RENEWAL: Duration = Duration::from_secs(1);

/// How long a lock is watched before it is told to be held.
const LOOK: Duration = Duration::from_secs(3);

/// How long a lock that is not renewed still holds: longer than a process is likely to stand still.
const LEASE: Duration = Duration::from_secs(20);

/// Which state of a document is meant: what was written of it in between is not overwritten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    number: u64,
    term: u64,
}

impl Seen {
    fn of(answer: &Value) -> Option<Self> {
        Some(Self { number: answer["_seq_no"].as_u64()?, term: answer["_primary_term"].as_u64()? })
    }
}

/// The lock while it is held; it is given back when it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    cluster: Arc<Cluster>,
    owner: String,
    renewing: Option<AbortHandle>,
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    ///
    /// Another process holds it.
    pub(super) async fn take(cluster: &Arc<Cluster>) -> Result<Self, EngineError> {
        let owner = format!("{:016x}", RandomState::new().build_hasher().finish());
        let seen = match create(cluster, &owner).await? {
            Some(seen) => seen,
            None => take_over(cluster, &owner).await?,
        };
        let renewing = cluster.client.spawn(renew(Arc::clone(cluster), owner.clone(), seen));
        Ok(Self { cluster: Arc::clone(cluster), owner, renewing })
    }

    /// Makes sure that the lock is still held.
    ///
    /// # Errors
    ///
    /// Another process took it over, since this one stood still for long.
    pub(super) async fn confirm(&self) -> Result<(), EngineError> {
        let held = own(&self.cluster, &self.owner).await?;
        held.map(drop).ok_or_else(|| locked(&self.cluster))
    }

    /// Renews it no more; tells whether it was renewed until now.
    fn end(&mut self) -> bool {
        self.renewing.take().map(|renewing| renewing.abort()).is_some()
    }

    /// Gives the lock back.
    pub(super) async fn release(mut self) {
        self.end();
        give_back(&self.cluster, &self.owner).await;
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.end() {
            let (cluster, owner) = (Arc::clone(&self.cluster), self.owner.clone());
            self.cluster.client.spawn(async move { give_back(&cluster, &owner).await });
        }
    }
}

/// Takes the lock away, as far as it is an owner's; where that fails it runs out by itself.
async fn give_back(cluster: &Cluster, owner: &str) {
    // A renewal that was on its way may come in between.
    for _ in 0..3 {
        let Ok(Some(Seen { number, term })) = own(cluster, owner).await else { return };
        let place = format!("/{}/_doc/lock", cluster.states());
        let path = format!("{place}?if_seq_no={number}&if_primary_term={term}");
        match cluster.client.send(&Request::delete(path)).await {
            Ok(answer) if answer.status == 409 => {}
            _ => return,
        }
    }
}

/// Returns the state of the lock that has an owner; `None` where it is another one's.
async fn own(cluster: &Cluster, owner: &str) -> Result<Option<Seen>, EngineError> {
    let path = format!("/{}/_doc/lock", cluster.states());
    let found = cluster.client.look_up(&Request::get(path).patiently()).await?.unwrap_or_default();
    let is_own = found["_source"]["owner"] == owner;
    Ok(if is_own { Seen::of(&found) } else { None })
}

/// Makes the lock; `None` where another one holds it.
async fn create(cluster: &Cluster, owner: &str) -> Result<Option<Seen>, EngineError> {
    let path = format!("/{}/_create/lock?timeout={FOR_A_SHARD}", cluster.states());
    let made = cluster.client.send(&Request::put(path, &json!({"owner": owner}))).await?;
    match made.status {
        // Where it was made and the answer lost, it is there with this owner.
        409 => own(cluster, owner).await,
        status if status < 300 => Ok(Seen::of(&made.body)),
        _ => Err(cluster.client.refused(&made)),
    }
}

/// Waits until a lock of another one has run out.
async fn take_over(cluster: &Cluster, owner: &str) -> Result<Seen, EngineError> {
    let mut first = None;
    for pause in [Duration::ZERO, LOOK, LEASE.saturating_sub(LOOK)] {
        cluster.client.pause(pause).await;
        let path = format!("/{}/_doc/lock", cluster.states());
        let Some(found) = cluster.client.look_up(&Request::get(path).patiently()).await? else {
            return create(cluster, owner).await?.ok_or_else(|| locked(cluster));
        };
        let seen = Seen::of(&found);
        if *first.get_or_insert(seen) != seen {
            return Err(locked(cluster));
        }
    }
    let Some(Some(seen)) = first else { return Err(locked(cluster)) };
    write(cluster, owner, seen).await?.ok_or_else(|| locked(cluster))
}

async fn renew(cluster: Arc<Cluster>, owner: String, mut seen: Seen) {
    loop {
        cluster.client.pause(RENEWAL).await;
        let written = match write(&cluster, &owner, seen).await {
            // It may have been written before, and the answer lost.
            Ok(None) => own(&cluster, &owner).await,
            written => written,
        };
        match written {
            Ok(Some(renewed)) => seen = renewed,
            Ok(None) => return,
            // The next renewal may reach the cluster.
            Err(error) => tracing::warn!(%error, "the lock of writers could not be renewed"),
        }
    }
}

/// Writes the lock in place of a state of it; `None` where it was written in between.
async fn write(cluster: &Cluster, owner: &str, seen: Seen) -> Result<Option<Seen>, EngineError> {
    let Seen { number, term } = seen;
    let path = format!(
        "/{}/_doc/lock?if_seq_no={number}&if_primary_term={term}&timeout={FOR_A_SHARD}",
        cluster.states()
    );
    let written = cluster.client.send(&Request::put(path, &json!({"owner": owner}))).await?;
    match written.status {
        409 => Ok(None),
        status if status < 300 => Ok(Seen::of(&written.body)),
        _ => Err(cluster.client.refused(&written)),
    }
}

fn locked(cluster: &Cluster) -> EngineError {
    EngineError::Locked { path: cluster.path() }
}
