//! Two to six clauses side by side, each compared with one of them.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::id::ClauseKey;
use crate::precedent::Desk;
use crate::precedent::clause::ShownClause;
use crate::precedent::comparison::{Comparison, compare};
use crate::search::error::SearchError;

/// How few and how many clauses are compared.
pub const COMPARED: std::ops::RangeInclusive<usize> = 2..=6;

/// Clauses side by side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SideBySide {
    /// Which of them the others are compared with, from 0.
    pub baseline: usize,
    /// The clauses, in the order asked for.
    pub clauses: Vec<Side>,
}

/// One of them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Side {
    /// The clause.
    #[serde(flatten)]
    pub clause: ShownClause,
    /// It beside the baseline; `None` for that itself.
    pub comparison: Option<Comparison>,
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
            let clause = ShownClause::new(&notice, &record, today);
            clauses.push(Side { clause, comparison: None });
        }
        let base = clauses.get(baseline).map(|side| side.clause.text.clone()).unwrap_or_default();
        for (at, side) in clauses.iter_mut().enumerate() {
            side.comparison =
                (at != baseline).then(|| compare(&base, &side.clause.text, &world.analyzer));
        }
        Ok(Ok(SideBySide { baseline, clauses }))
    }
}
