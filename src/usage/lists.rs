//! What the operator is told of some days: how much was asked, what often, and what found nothing.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::DateSchema;
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::usage::answered::first_that;
use crate::usage::store::{Row, first_of};
use crate::usage::summary::{self, Summary};

/// What was asked on some days.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Usage")]
pub struct Lists {
    /// The first day.
    #[schemars(with = "DateSchema")]
    pub from: Date,
    /// The last day.
    #[schemars(with = "DateSchema")]
    pub to: Date,
    /// How many searches were typed.
    pub searches: u64,
    /// How many of them found nothing.
    pub found_nothing: u64,
    /// Texts that many asked and that find something now, the most asked first.
    pub popular: Vec<Summary>,
    /// Texts that find nothing now and that several asked, the most often first.
    pub unanswered: Vec<Summary>,
    /// Texts that found nothing and that one visitor asked on one day: they are not listed.
    pub single: usize,
}

impl Lists {
    /// Sums up rows of some days up to one; lists have `limit` texts at most.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn of(
        rows: &[Row],
        today: Date,
        days: i32,
        limit: usize,
        searcher: &Searcher,
    ) -> Result<Self, SearchError> {
        let all = summary::summaries(rows, today);
        let asked = summary::popular(&all);
        let (failed, single) = summary::unanswered(&all);
        let nothing_blocked = |_: &str| false;
        let find =
            |wanted, texts| first_that(wanted, texts, limit, &nothing_blocked, searcher, today);
        Ok(Self {
            from: first_of(today, days),
            to: today,
            searches: all.iter().map(|summary| summary.times).sum(),
            found_nothing: all.iter().map(|summary| summary.unanswered).sum(),
            popular: find(true, &asked[..]).await?,
            unanswered: find(false, &failed[..]).await?,
            single,
        })
    }
}
