//! Turns hits into results: what a reader sees of a notice and its clauses.

use jiff::civil::Date;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::engine::hits::Hit;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::notice::status::Validity;
use crate::query::request::Scope;
use crate::search::highlight::Marker;
use crate::search::response::{
    ClauseResult, ClauseSummary, Explained, NoticeResult, NoticeSummary, SearchResult,
};
use crate::search::why;

/// Characters of a clause that are shown under a notice.
const SHORT: usize = 140;

/// Characters of a clause that is a result itself.
const LONG: usize = 320;

/// Shows a hit.
pub(super) fn show(hit: &Hit, scope: Scope, marker: &Marker, today: Date) -> SearchResult {
    let notice = summary(&hit.notice, today);
    let explanation = hit
        .explanation
        .clone()
        .map(|explanation| Explained { why: why::reasons(&explanation), explanation });
    match (scope, hit.clauses.first()) {
        (Scope::Clauses | Scope::Assignments, Some(clause)) => SearchResult::Clause(ClauseResult {
            clause: clause_summary(&notice.id, clause, marker, LONG),
            score: hit.score,
            explanation,
            notice,
        }),
        _ => SearchResult::Notice(NoticeResult {
            title_html: marker.whole(&notice.title),
            clauses: hit
                .clauses
                .iter()
                .map(|clause| clause_summary(&notice.id, clause, marker, SHORT))
                .collect(),
            notice,
            score: hit.score,
            explanation,
            also_at: hit.notice.also_at.clone(),
        }),
    }
}

/// Says what results say of a notice.
pub fn summary(record: &NoticeRecord, today: Date) -> NoticeSummary {
    let mut record = record.clone();
    record.derive_validity(today);
    let validity = record.effective_validity();
    NoticeSummary {
        title: record.display_title().into_owned(),
        validity,
        validity_is_derived: record.validity == Validity::Unknown && validity != Validity::Unknown,
        id: record.id,
        source: record.source,
        doc_number: record.doc_number,
        issuers: record.issuers,
        region: record.region,
        level: record.level,
        kind: record.kind,
        year: record.year,
        issued_on: record.issued_on,
        published_on: record.published_on,
        url: record.url,
        chunk: record.chunk,
    }
}

/// Says what results say of a clause: the units and the deadline of all its tasks.
pub fn clause_summary(
    id: &NoticeId,
    record: &ClauseRecord,
    marker: &Marker,
    length: usize,
) -> ClauseSummary {
    let clause = &record.clause;
    let mut summary = ClauseSummary {
        id: ClauseKey { notice: id.clone(), clause: clause.id.clone() }.to_string(),
        address: clause.address.clone(),
        also_at: clause.also_at.clone(),
        path: clause.path.clone(),
        kind: clause.kind,
        html: marker.snippet(&clause.text, length),
        lead: Vec::new(),
        responsible: Vec::new(),
        supporting: Vec::new(),
        deadline: None,
    };
    for assignment in &record.assignments {
        summary.lead.extend(assignment.lead.iter().cloned());
        summary.responsible.extend(assignment.responsible.iter().cloned());
        summary.supporting.extend(assignment.supporting.iter().cloned());
        if summary.deadline.is_none() {
            summary.deadline.clone_from(&assignment.deadline);
        }
    }
    summary
}
