//! Two to six clauses side by side, each compared with one of them.

use jiff::civil::Date;
use serde::Serialize;

use crate::notice::assignment::{Deadline, Duty};
use crate::notice::id::ClauseKey;
use crate::precedent::Desk;
use crate::precedent::comparison::{Comparison, compare};
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;

/// How few and how many clauses are compared.
pub const COMPARED: std::ops::RangeInclusive<usize> = 2..=6;

/// Clauses side by side.
#[derive(Clone, Debug, Serialize)]
pub struct SideBySide {
    /// Which of them the others are compared with, from 0.
    pub baseline: usize,
    /// The clauses, in the order asked for.
    pub clauses: Vec<Side>,
}

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
    /// Its text.
    pub text: String,
    /// It beside the baseline; `None` for that itself.
    pub comparison: Option<Comparison>,
    /// 牵头单位, as written.
    pub lead: Vec<String>,
    /// 责任单位, as written.
    pub responsible: Vec<String>,
    /// 配合单位, as written.
    pub supporting: Vec<String>,
    /// 完成时限
    pub deadline: Option<Deadline>,
    /// Its notice.
    pub notice: NoticeSummary,
}

impl Desk {
    /// Puts clauses side by side; the key that there is no clause of comes back as an error.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn compare(
        &self,
        keys: &[ClauseKey],
        baseline: usize,
        today: Date,
    ) -> Result<Result<SideBySide, ClauseKey>, SearchError> {
        let world = self.searcher.world().await?;
        let mut clauses = Vec::with_capacity(keys.len());
        for key in keys {
            let Some((notice, record)) = self.searcher.clause(key, today).await? else {
                return Ok(Err(key.clone()));
            };
            let Duty { lead, responsible, supporting, deadline } = Duty::of(&record.assignments);
            clauses.push(Side {
                id: key.to_string(),
                address: record.clause.address.clone(),
                text: record.clause.text.clone(),
                comparison: None,
                lead,
                responsible,
                supporting,
                deadline,
                notice: summary(&notice, today),
            });
        }
        let base = clauses.get(baseline).map(|side| side.text.clone()).unwrap_or_default();
        for (at, side) in clauses.iter_mut().enumerate() {
            side.comparison = (at != baseline).then(|| compare(&base, &side.text, &world.analyzer));
        }
        Ok(Ok(SideBySide { baseline, clauses }))
    }
}
