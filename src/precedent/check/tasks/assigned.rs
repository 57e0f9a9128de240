//! Which clauses of a draft have units and deadlines.

use std::collections::BTreeSet;

use crate::notice::clause::ClauseKind;
use crate::notice::id::ClauseId;
use crate::precedent::check::draft::Draft;

/// So many rows that name units are a division of the work.
const ROWS: usize = 3;

/// Which clauses have units and deadlines.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    pub(super) units: BTreeSet<ClauseId>,
    pub(super) deadlines: BTreeSet<ClauseId>,
}

impl Assigned {
    /// Takes the tasks that the reader found: of a clause, of the row that repeats it, of all
    /// clauses where a table or an annex divides the work, of a whole section where its last clause names it.
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let notice = draft.notice;
        let named = |with_deadline: bool| {
            let tasks = notice.assignments.iter().filter(move |task| {
                if with_deadline { task.deadline.is_some() } else { task.units().next().is_some() }
            });
            tasks.map(|task| &task.clause).collect::<BTreeSet<_>>()
        };
        let spread = |named: &BTreeSet<&ClauseId>| -> BTreeSet<ClauseId> {
            let clauses = &notice.clauses;
            let is_row = |id: &ClauseId| {
                clauses.iter().any(|clause| clause.id == *id && clause.kind == ClauseKind::Row)
            };
            let is_divided = notice.attachments.iter().any(|name| divides_work(name));
            if is_divided || named.iter().filter(|id| is_row(id)).count() >= ROWS {
                return clauses.iter().map(|clause| clause.id.clone()).collect();
            }
            let mut all: BTreeSet<ClauseId> = named.iter().map(|id| (*id).clone()).collect();
            for clause in clauses {
                let row = clause.same_as.as_ref().is_some_and(|row| named.contains(row));
                let mut siblings = clauses
                    .iter()
                    .filter(|other| !clause.path.is_empty() && other.path == clause.path);
                let last = siblings.next_back();
                let closes = last.is_some_and(|last| named.contains(&last.id))
                    && !siblings.any(|other| named.contains(&other.id));
                if row || closes {
                    all.insert(clause.id.clone());
                }
            }
            all
        };
        Self { units: spread(&named(false)), deadlines: spread(&named(true)) }
    }
}

/// Tells whether the name of an annex, which the draft itself need not hold, says that it divides
/// the work: 任务分工表, 重点任务分解.
fn divides_work(name: &str) -> bool {
    ["分工", "分解"].iter().any(|word| name.contains(word))
}
