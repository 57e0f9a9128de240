//! Which clauses of a notice are compared: each requirement once.

use std::collections::BTreeSet;

use crate::analysis::fold::key;
use crate::notice::Notice;
use crate::notice::clause::{CELL_SEPARATOR, Clause, ClauseKind};

/// The most clauses of a notice that are compared. The longest work plans read have about a
/// hundred; what has more is a list of names or goods, which nobody reads clause by clause.
const MOST: usize = 400;

/// The shortest text of a cell by which a row repeats a paragraph, in characters of its key: a
/// shorter one may be the name of a unit.
const SHORTEST_REPEATED: usize = 12;

/// The clauses of a notice that are compared.
#[derive(Debug)]
pub(in crate::precedent) struct Compared<'n> {
    /// The clauses, in order.
    pub(in crate::precedent) clauses: Vec<&'n Clause>,
    /// Rows of an annex that repeat its text.
    pub(in crate::precedent) repeated: usize,
    /// Clauses beyond the most.
    pub(in crate::precedent) beyond: usize,
}

impl<'n> Compared<'n> {
    /// Chooses the clauses of a notice: without the names of columns, and without rows that say
    /// again what its text says.
    pub(in crate::precedent) fn of(notice: &'n Notice) -> Self {
        let headers: BTreeSet<_> =
            notice.tables.iter().filter_map(|table| table.header.as_ref()).collect();
        let is_row = |clause: &&Clause| clause.kind == ClauseKind::Row;
        let texts = notice.clauses.iter().filter(|clause| !is_row(clause));
        let text = texts.map(|clause| key(&clause.text)).collect::<Vec<_>>().join("\n");
        let mut clauses: Vec<&Clause> =
            notice.clauses.iter().filter(|clause| !headers.contains(&clause.id)).collect();
        let before = clauses.len();
        clauses.retain(|clause| !(is_row(clause) && repeats(clause, &text)));
        let repeated = before - clauses.len();
        let beyond = clauses.len().saturating_sub(MOST);
        clauses.truncate(MOST);
        Self { clauses, repeated, beyond }
    }
}

/// Tells whether the longest cell of a row stands in a text, which is given as its key.
fn repeats(row: &Clause, text: &str) -> bool {
    let cells = row.text.split(CELL_SEPARATOR).map(key);
    let longest = cells.max_by_key(|cell| cell.chars().count()).unwrap_or_default();
    longest.chars().count() >= SHORTEST_REPEATED && text.contains(&longest)
}
