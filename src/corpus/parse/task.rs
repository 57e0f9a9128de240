//! Turns what was read of units and deadlines into tasks, each counted once.

use crate::analysis::fold::key;
use crate::corpus::parse::deadline::{self, Base};
use crate::corpus::parse::outline::Task;
use crate::lexicon::Lexicon;
use crate::notice::assignment::{Assignment, Departments};
use crate::notice::clause::Clause;
use crate::notice::warning::{Warning, WarningKind};

/// The least that a row must share with a paragraph to be the same task, in characters.
const SHARED: usize = 12;

/// Returns the tasks of a notice; one that stands in the text and again as a row counts once, as
/// the row.
pub(super) fn assignments(
    tasks: Vec<Task>,
    clauses: &[Clause],
    base: Base,
    lexicon: &Lexicon,
    warnings: &mut Vec<Warning>,
) -> Vec<Assignment> {
    let rows: Vec<String> =
        tasks.iter().filter(|task| task.is_row).map(|task| key(&task.text)).collect();
    tasks
        .into_iter()
        .filter(|task| task.is_row || !stands_in_rows(&task.text, &rows))
        .filter_map(|task| {
            let clause = clauses.get(task.clause)?;
            let deadline = match task.roles.deadline.as_deref() {
                Some(text) => {
                    let read = deadline::read(text, base);
                    if read.is_none() {
                        warnings.push(Warning::new(WarningKind::DeadlineUnread, text));
                    }
                    read
                }
                None if task.states_deadline => deadline::in_words(&task.text, base),
                None => None,
            };
            let departments = Departments {
                lead: departments(&task.roles.lead, lexicon),
                responsible: departments(&task.roles.responsible, lexicon),
                supporting: departments(&task.roles.supporting, lexicon),
            };
            Some(Assignment {
                clause: clause.id.clone(),
                text: task.text,
                lead: task.roles.lead,
                responsible: task.roles.responsible,
                supporting: task.roles.supporting,
                departments,
                deadline,
            })
        })
        .collect()
}

fn stands_in_rows(text: &str, rows: &[String]) -> bool {
    let text = key(text);
    rows.iter().any(|row| {
        let beginning: String = row.chars().take(40).collect();
        beginning.chars().count() >= SHARED && text.contains(&beginning)
    })
}

fn departments(units: &[String], lexicon: &Lexicon) -> Vec<String> {
    let place = |text: &str| lexicon.divisions.leading_length(text);
    let mut names: Vec<String> = Vec::new();
    for unit in units {
        for department in lexicon.departments.of_unit(unit, place) {
            if !names.contains(&department.name) {
                names.push(department.name.clone());
            }
        }
    }
    names
}
