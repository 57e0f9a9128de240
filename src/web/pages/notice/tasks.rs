//! The tasks of a notice in one table: what, who, by when, where it says so.

use crate::notice::Notice;
use crate::notice::assignment::Assignment;

/// The longest part of a task that is shown, in characters: what it is about; its clause has all.
const LONGEST: usize = 60;

/// What a text that was cut off ends with.
const CUT: char = '…';

/// The tasks of a notice.
#[derive(Debug, Default)]
pub(super) struct TaskTable {
    /// Names of the columns that any task fills.
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<TaskRow>,
}

/// A task.
#[derive(Debug)]
pub(super) struct TaskRow {
    pub(super) text: String,
    /// One value for each column of the table.
    pub(super) values: Vec<String>,
    pub(super) anchor: String,
    pub(super) address: String,
}

/// A column: its name, and what a task says there.
type Column = (&'static str, fn(&Assignment) -> String);

const COLUMNS: [Column; 4] = [
    ("牵头单位", |task| task.lead.join("、")),
    ("责任单位", |task| task.responsible.join("、")),
    ("配合单位", |task| task.supporting.join("、")),
    ("完成时限", |task| {
        task.deadline.as_ref().map_or_else(String::new, |held| held.text.clone())
    }),
];

impl TaskTable {
    /// Lists the tasks of a notice in the order of its text.
    pub(super) fn of(notice: &Notice) -> Self {
        let is_filled =
            |(_, value): &&Column| notice.assignments.iter().any(|task| !value(task).is_empty());
        let columns: Vec<&Column> = COLUMNS.iter().filter(is_filled).collect();
        let rows = notice.assignments.iter().filter_map(|task| {
            let clause = notice.clauses.iter().find(|clause| clause.id == task.clause)?;
            Some(TaskRow {
                text: shortened(&task.text),
                values: columns.iter().map(|(_, value)| value(task)).collect(),
                anchor: format!("c-{}", task.clause),
                address: clause.address.clone(),
            })
        });
        Self { rows: rows.collect(), columns: columns.iter().map(|(name, _)| *name).collect() }
    }
}

/// Returns the first sentence of a task, cut off where it is long.
fn shortened(text: &str) -> String {
    let end = text.char_indices().find(|(_, c)| matches!(c, '。' | '；'));
    let first = end.map_or(text, |(at, sign)| &text[..at + sign.len_utf8()]);
    match first.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}{CUT}", &first[..at]),
        None if first.len() < text.len() => format!("{first}{CUT}"),
        None => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, shortened};

    #[test]
    fn a_task_is_told_by_its_first_sentence() {
        assert_eq!(shortened("完善检索。增设拼音。"), "完善检索。…");
        assert_eq!(shortened("完善检索"), "完善检索");
        assert_eq!(shortened(&"长".repeat(100)).chars().count(), LONGEST + 1);
    }
}
