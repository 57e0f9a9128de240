//! Counts what a publication will hold before it is made, so that it can be compared with it later.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::error::EngineError;
use crate::notice::id::NoticeId;

/// What a publication holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Notices that can be found.
    pub(super) notices: u64,
    /// Clauses that can be found.
    pub(super) clauses: u64,
}

/// Counts of what was there, and what became of it.
#[derive(Debug, Default)]
pub(super) struct Tally {
    before: Option<Arc<Snapshot>>,
    /// How many clauses each notice has that was written; `None` for one that was taken out.
    changed: HashMap<NoticeId, Option<u64>>,
}

impl Tally {
    /// Begins with what was published before.
    pub(super) fn over(before: Arc<Snapshot>) -> Self {
        Self { before: Some(before), changed: HashMap::new() }
    }

    /// Counts a notice with so many clauses, in place of the one that has its key.
    pub(super) fn put(&mut self, id: &NoticeId, clauses: usize) {
        self.changed.insert(id.clone(), Some(clauses as u64));
    }

    /// Counts a notice no more.
    pub(super) fn remove(&mut self, id: &NoticeId) {
        self.changed.insert(id.clone(), None);
    }

    /// Returns what there is after all changes.
    pub(super) fn counts(&self) -> Result<Counts, EngineError> {
        let status = self.before.as_ref().map(|before| before.status()).unwrap_or_default();
        let mut counts = Counts { notices: status.notices, clauses: status.clauses };
        for (id, clauses) in &self.changed {
            let before = self.before.as_ref().map(|before| before.find(id)).transpose()?.flatten();
            if let Some(found) = before {
                counts.notices -= 1;
                counts.clauses -= found.clauses().count() as u64;
            }
            if let Some(clauses) = clauses {
                counts.notices += 1;
                counts.clauses += clauses;
            }
        }
        Ok(counts)
    }
}
