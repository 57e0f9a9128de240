//! Searches again and again while nodes are lost, and keeps what was answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::JoinHandle;
use zhengsou::query::request::{Scope, SearchRequest};
use zhengsou::search::Searcher;

use crate::support::TODAY;

/// Readers that search at once.
const READERS: usize = 2;

/// What a search found: notices, clauses, and whether parts were missing.
pub(super) type Seen = Result<(u64, u64, bool), String>;

/// Readers that search until they are told to end.
pub(super) struct Watcher {
    ended: Arc<AtomicBool>,
    readers: Vec<JoinHandle<Vec<Seen>>>,
}

impl Watcher {
    /// Lets readers search.
    pub(super) fn of(searcher: &Arc<Searcher>) -> Self {
        let ended = Arc::new(AtomicBool::new(false));
        let reader = |_| {
            let (searcher, told) = (Arc::clone(searcher), Arc::clone(&ended));
            tokio::spawn(async move {
                let mut seen = Vec::new();
                while !told.load(Ordering::Relaxed) {
                    seen.push(look(&searcher).await);
                }
                seen
            })
        };
        let readers = (0..READERS).map(reader).collect();
        Self { ended, readers }
    }

    /// Ends the readers, and returns what they saw.
    pub(super) async fn end(self) -> Vec<Seen> {
        self.ended.store(true, Ordering::Relaxed);
        let mut all = Vec::new();
        for reader in self.readers {
            all.extend(reader.await.unwrap());
        }
        all
    }
}

/// Searches the matter of a library: its notices, then its clauses of the same publication.
pub(super) async fn look(searcher: &Searcher) -> Seen {
    let ask = async |scope| {
        let text = super::MATTER.to_owned();
        let request =
            SearchRequest { text, scope, admits_partial: true, ..SearchRequest::default() };
        searcher.search(&request, TODAY).await.map_err(|error| error.to_string())
    };
    loop {
        let notices = ask(Scope::Notices).await?;
        let clauses = ask(Scope::Clauses).await?;
        if notices.generation == clauses.generation {
            let is_partial = notices.is_partial || clauses.is_partial;
            return Ok((notices.total, clauses.total, is_partial));
        }
    }
}
