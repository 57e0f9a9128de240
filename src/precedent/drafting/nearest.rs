//! The nearest clauses of other notices under the headings of a notice, part by part, the newest
//! first among those that are near enough.

use std::cmp::Reverse;
use std::time::Instant;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::analysis::fold::key;
use crate::engine::hits::Hit;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::precedent::Desk;
use crate::precedent::notices::compared::Compared;
use crate::precedent::notices::likeness::is_opening;
use crate::precedent::notices::order::tops;
use crate::precedent::passage::{OwnNotice, Passage};
use crate::precedent::request::PrecedentRequest;
use crate::precedent::similar::{Precedent, Scores};
use crate::query::request::Page;
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;

/// The most clauses of one part: each is a search of its own, some 70 ms.
const MOST_CLAUSES: usize = 16;

/// Searches that run at once: more would take the searches of other readers their turn.
const AT_ONCE: usize = 4;

/// Clauses that are looked at for those that are near enough: of the precedent benchmark's best
/// twenty one half put the same.
const LOOKED_AT: usize = 20;

/// Clauses that are shown.
const MOST_SHOWN: usize = 3;

/// The share of the best score from which a clause is near enough: of the benchmark's, 65 % put the
/// same, seven for a source (0.6: 54 %, 0.8: 74 %).
const NEAR: f32 = 0.7;

/// The least score of a near clause: of the benchmark's below it, fewer than a fifth put the same.
const LEAST: f32 = 1.2;

/// The shortest clause that is looked for, in characters of its key: 特此通知 has no precedents.
const SHORTEST: usize = 16;

/// A part of a notice with the nearest clauses of others.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Drafting {
    /// The notice.
    pub notice: NoticeSummary,
    /// Its parts, in order.
    pub parts: Vec<DraftPart>,
    /// Which of them is shown, from 1.
    pub part: usize,
    /// The clauses of this part.
    pub clauses: Vec<DraftClause>,
    /// Clauses of the notice that are in no part: openings, short ones, rows that repeat its text.
    pub left_out: usize,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// A part of a notice; a long one is cut into several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DraftPart {
    /// Its heading with its number; `None` where it has none.
    pub heading: Option<String>,
    /// How many clauses it has.
    pub clauses: usize,
}

/// A clause with the nearest ones of other notices.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DraftClause {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
    /// Its text.
    pub text: String,
    /// The clauses that are near enough, the newest first, as many as are shown.
    pub nearest: Vec<Precedent>,
    /// How many more are near enough.
    pub more: usize,
}

impl Desk {
    /// Returns a part of a notice with the nearest clauses of others; `None` where there is no such
    /// notice, a part that it has not where there is no such part.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn drafting(
        &self,
        id: &NoticeId,
        part: usize,
        today: Date,
    ) -> Result<Option<Drafting>, SearchError> {
        let begun = Instant::now();
        let Some(notice) = self.searcher.notice(id, today).await? else { return Ok(None) };
        let parts = parts(&notice);
        let sought: usize = parts.iter().map(|(_, clauses)| clauses.len()).sum();
        let chosen = part.checked_sub(1).and_then(|at| parts.get(at));
        let clauses = chosen.map(|(_, clauses)| clauses.as_slice()).unwrap_or_default();
        Ok(Some(Drafting {
            clauses: self.nearest_of(&notice, clauses, today).await?,
            parts: parts
                .iter()
                .map(|(heading, clauses)| DraftPart {
                    heading: heading.cloned(),
                    clauses: clauses.len(),
                })
                .collect(),
            part,
            left_out: notice.clauses.len() - sought,
            notice: summary(&notice, today),
            took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        }))
    }

    /// Finds the nearest clauses of each of some clauses, some of them at once.
    async fn nearest_of(
        &self,
        notice: &Notice,
        clauses: &[&Clause],
        today: Date,
    ) -> Result<Vec<DraftClause>, SearchError> {
        let mut found: Vec<Option<DraftClause>> = vec![None; clauses.len()];
        let mut waiting = clauses.iter().enumerate();
        let mut searches = JoinSet::new();
        loop {
            while searches.len() < AT_ONCE
                && let Some((at, clause)) = waiting.next()
            {
                let (desk, own) = (self.clone(), OwnNotice::of(notice));
                let clause = (*clause).clone();
                searches.spawn(async move { (at, desk.nearest_to(own, &clause, today).await) });
            }
            match searches.join_next().await {
                Some(Ok((at, nearest))) => found[at] = Some(nearest?),
                Some(Err(stopped)) => std::panic::resume_unwind(stopped.into_panic()),
                None => return Ok(found.into_iter().flatten().collect()),
            }
        }
    }

    async fn nearest_to(
        &self,
        own: OwnNotice,
        clause: &Clause,
        today: Date,
    ) -> Result<DraftClause, SearchError> {
        let id = ClauseKey { notice: own.id.clone(), clause: clause.id.clone() }.to_string();
        let passage = Passage::of_clause(own, clause);
        let page = Page::all(LOOKED_AT);
        let request = PrecedentRequest { page, ..PrecedentRequest::default() };
        let found = self.found(&passage, &request, Scores::Compared, today).await?;
        let mut near = near_enough(&found.hits);
        near.sort_by_key(|hit| Reverse(hit.notice.dated_on()));
        let more = near.len().saturating_sub(MOST_SHOWN);
        let shown = near.into_iter().take(MOST_SHOWN);
        Ok(DraftClause {
            id,
            address: clause.address.clone(),
            text: clause.text.clone(),
            nearest: shown.filter_map(|hit| found.show(hit, &passage, today)).collect(),
            more,
        })
    }
}

/// Returns the hits that are near enough; those of a notice once, by its best.
fn near_enough(hits: &[Hit]) -> Vec<&Hit> {
    let best = hits.first().map_or(0.0, |hit| hit.score);
    let near = hits.iter().filter(|hit| hit.score >= LEAST && hit.score >= NEAR * best);
    let mut once: Vec<&Hit> = Vec::new();
    for hit in near {
        if once.iter().all(|held| held.notice.id != hit.notice.id) {
            once.push(hit);
        }
    }
    once
}

/// Returns the parts of a notice with the clauses that are looked for.
fn parts(notice: &Notice) -> Vec<(Option<&String>, Vec<&Clause>)> {
    let chosen = Compared::of(notice).clauses;
    let says_enough =
        |clause: &Clause| !is_opening(clause) && key(&clause.text).chars().count() >= SHORTEST;
    let mut parts: Vec<(Option<&String>, Vec<&Clause>)> = Vec::new();
    for (clause, top) in chosen.iter().zip(tops(&chosen)) {
        if !says_enough(clause) {
            continue;
        }
        match parts.last_mut() {
            Some((heading, clauses)) if *heading == top && clauses.len() < MOST_CLAUSES => {
                clauses.push(clause);
            }
            _ => parts.push((top, vec![clause])),
        }
    }
    parts
}
