//! Ties a row of an annex table to the paragraph whose words it repeats.

use crate::analysis::fold::key;
use crate::notice::clause::{CELL_SEPARATOR, Clause, ClauseKind};

/// The least that a row must share with a paragraph, in characters of its key.
const LEAST: usize = 12;

/// How many characters of a row's task tell the paragraph; table and text may differ further on.
const SHARED: usize = 40;

/// The most rows that are compared with every paragraph.
const MOST_ROWS: usize = 2000;

/// Ties rows and paragraphs, each to one at most.
pub(super) fn tie(clauses: &mut [Clause]) {
    let is_row = |clause: &Clause| clause.kind == ClauseKind::Row;
    let rows: Vec<usize> = (0..clauses.len()).filter(|at| is_row(&clauses[*at])).collect();
    if rows.is_empty() || rows.len() > MOST_ROWS {
        return;
    }
    let mut paragraphs: Vec<(usize, String)> = (0..clauses.len())
        .filter(|at| !is_row(&clauses[*at]))
        .map(|at| (at, key(&clauses[at].text)))
        .collect();
    for row in rows {
        let Some(task) = task_of(&clauses[row]) else { continue };
        let found = paragraphs.iter().position(|(_, text)| text.contains(&task));
        let Some((paragraph, _)) = found.map(|at| paragraphs.swap_remove(at)) else { continue };
        clauses[paragraph].same_as = Some(clauses[row].id.clone());
        clauses[paragraph].also_at = Some(clauses[row].address.clone());
        clauses[row].also_at = Some(clauses[paragraph].address.clone());
    }
}

/// Returns the beginning of what a row says is to be done: of its longest cell.
fn task_of(row: &Clause) -> Option<String> {
    let longest = row.text.split(CELL_SEPARATOR).max_by_key(|cell| cell.len())?;
    let task: String = key(longest).chars().take(SHARED).collect();
    (task.chars().count() >= LEAST).then_some(task)
}

#[cfg(test)]
mod tests {
    use super::tie;
    use crate::notice::clause::{Clause, ClauseKind};
    use crate::notice::id::ClauseId;

    fn clause(address: &str, kind: ClauseKind, text: &str) -> Clause {
        Clause {
            id: ClauseId::of_text(text, 1),
            path: Vec::new(),
            address: address.to_owned(),
            kind,
            text: text.to_owned(),
            also_at: None,
            same_as: None,
        }
    }

    #[test]
    fn a_row_knows_the_paragraph_that_it_repeats() {
        let mut clauses = vec![
            clause(
                "第一条",
                ClauseKind::Item,
                "（一）强化平台。完善政府网站站内检索，增设关键词推荐。",
            ),
            clause("第二条", ClauseKind::Item, "（二）加强培训。每年至少举办三次政务公开培训。"),
            clause(
                "附件第1行",
                ClauseKind::Row,
                "1 | 完善政府网站站内检索，增设关键词推荐。 | 市数据局",
            ),
            clause("附件第2行", ClauseKind::Row, "2 | 公布惠企政策清单。 | 市财政局"),
        ];
        tie(&mut clauses);
        let also: Vec<Option<&str>> =
            clauses.iter().map(|clause| clause.also_at.as_deref()).collect();
        assert_eq!(also, [Some("附件第1行"), None, Some("第一条"), None]);
        assert_eq!(clauses[0].same_as.as_ref(), Some(&clauses[2].id));
    }
}
