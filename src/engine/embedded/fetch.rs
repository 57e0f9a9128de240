//! Reads the records of the hits that are shown.

use tantivy::DocAddress;

use crate::engine::document::ClauseRecord;
use crate::engine::embedded::collect::Candidate;
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::window::BestClauses;
use crate::engine::error::EngineError;
use crate::engine::hits::Hit;
use crate::query::plan::QueryPlan;
use crate::query::request::Scope;

/// Returns the hits of the page that a plan asks for.
pub(super) fn hits(
    snapshot: &Snapshot,
    plan: &QueryPlan,
    candidates: &[Candidate],
    best: &[BestClauses],
) -> Result<Vec<Hit>, EngineError> {
    let shown = candidates.iter().enumerate().skip(plan.page.start()).take(plan.page.size());
    shown.map(|(at, candidate)| hit(snapshot, plan.scope, candidate, best.get(at))).collect()
}

fn hit(
    snapshot: &Snapshot,
    scope: Scope,
    candidate: &Candidate,
    best: Option<&BestClauses>,
) -> Result<Hit, EngineError> {
    let columns = &snapshot.segments[candidate.segment as usize];
    let notice =
        DocAddress::new(candidate.segment, columns.doc_of(columns.notice_of(candidate.doc)));
    let clauses: Result<Vec<ClauseRecord>, EngineError> = match scope {
        Scope::Notices => best
            .into_iter()
            .flat_map(|best| &best.places)
            .map(|place| snapshot.record(*place))
            .collect(),
        Scope::Clauses | Scope::Assignments => {
            let place = DocAddress::new(candidate.segment, candidate.doc);
            snapshot.record(place).map(|record| vec![record])
        }
    };
    Ok(Hit {
        notice: snapshot.notice_record(notice)?,
        clauses: clauses?,
        score: candidate.score,
        pinned: candidate.pinned,
        explanation: None,
    })
}
