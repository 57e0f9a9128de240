//! Two notices whole, clause by clause: what one kept, reworded, added and dropped of the other.

pub(super) mod align;
pub(super) mod compared;
pub mod fate;
pub(super) mod likeness;
pub(super) mod order;
pub mod shown;
mod sides;
pub mod years;

use jiff::civil::Date;

use crate::notice::id::NoticeId;
use crate::precedent::Desk;
use crate::precedent::notices::shown::NoticesCompared;
use crate::precedent::notices::sides::compared;
use crate::search::error::SearchError;

/// How many notices are compared whole: two, since a third would have to be aligned with both.
pub const COMPARED: usize = 2;

impl Desk {
    /// Compares a notice with a baseline, clause by clause; the key that there is no notice of
    /// comes back as an error.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn compare_notices(
        &self,
        baseline: &NoticeId,
        other: &NoticeId,
        today: Date,
    ) -> Result<Result<NoticesCompared, NoticeId>, SearchError> {
        let Some(old) = self.searcher.notice(baseline, today).await? else {
            return Ok(Err(baseline.clone()));
        };
        let Some(new) = self.searcher.notice(other, today).await? else {
            return Ok(Err(other.clone()));
        };
        let world = self.searcher.world().await?;
        Ok(Ok(compared(&old, &new, &world, today)))
    }
}
