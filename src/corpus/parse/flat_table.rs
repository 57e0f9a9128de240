//! Reads annex tables that were flattened to one cell a line.
//!
//! The header tells the columns. A line that is the next row number begins a row. Inside a row,
//! numbered short lines are merged headings, lists of units fill the unit columns from the right,
//! a deadline fills its column, and what remains is the task. A row that shows no units stands
//! under the merged cell of the row above.

use crate::corpus::parse::column::{Column, column_of, is_header_cell};
use crate::corpus::parse::deadline;
use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::table::{Grid, Row, set_heading};
use crate::corpus::parse::unit;

/// Finds the header of a flattened table at a piece; returns its columns.
pub(super) fn header_at(pieces: &[Piece], at: usize) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    for piece in &pieces[at..] {
        let Piece::Line(line) = piece else { break };
        match column_of(&line.text) {
            Some(column) => columns.push(column),
            None => break,
        }
    }
    let assigns = columns.iter().any(|column| is_units(*column));
    let begins = matches!(columns.first(), Some(Column::Number | Column::Task));
    (columns.len() >= 3 && assigns && begins).then_some(columns)
}

/// Returns the places of the columns whose cells rows keep: the last one of tasks, each of units,
/// the deadline.
fn kept(columns: &[Column]) -> Vec<usize> {
    let last_task = columns.iter().rposition(|column| *column == Column::Task);
    let is_kept = |(at, column): &(usize, &Column)| {
        Some(*at) == last_task || is_units(**column) || **column == Column::Deadline
    };
    columns.iter().enumerate().filter(is_kept).map(|(at, _)| at).collect()
}

fn is_units(column: Column) -> bool {
    matches!(column, Column::Lead | Column::Responsible | Column::Supporting)
}

/// Reads the rows below a header; returns them with the number of pieces taken.
pub(super) fn read(pieces: &[Piece], columns: &[Column]) -> (Grid, usize) {
    let header = &pieces[..columns.len().min(pieces.len())];
    let usual_gap = usual_gap(header);
    let kept = kept(columns);
    let names = kept.iter().filter_map(|at| header.get(*at)).filter_map(|piece| match piece {
        Piece::Line(line) => Some(line.text.clone()),
        Piece::Table(_) => None,
    });
    let mut reader = Reader {
        columns,
        usual_gap,
        section: Vec::new(),
        grid: Grid { names: names.collect(), assigns: true, ..Grid::default() },
        kept: kept.iter().map(|at| columns[*at]).collect(),
    };
    let mut at = columns.len();
    let mut cells: Vec<&Line> = Vec::new();
    let mut number = None;
    while at < pieces.len() {
        let Piece::Line(line) = &pieces[at] else { break };
        if header_at(pieces, at).is_some() {
            at += columns.len();
            continue;
        }
        match row_number(&line.text, number) {
            Some(next) => {
                reader.close(number, &mut cells);
                number = Some(next);
            }
            None => cells.push(line),
        }
        at += 1;
    }
    reader.close(number, &mut cells);
    (reader.grid, at)
}

/// Returns the row number of a line, if it is the one that must come next.
fn row_number(text: &str, last: Option<u32>) -> Option<u32> {
    let bare = text.trim_end_matches(['.', '、', '．']);
    if bare.is_empty() || bare.len() > 3 || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u32 = bare.parse().ok()?;
    let expected = last.map_or(1, |last| last + 1);
    (number >= expected && number <= expected + 2).then_some(number)
}

fn usual_gap(header: &[Piece]) -> usize {
    header
        .iter()
        .skip(1)
        .filter_map(|piece| match piece {
            Piece::Line(line) => Some(line.gap),
            Piece::Table(_) => None,
        })
        .min()
        .unwrap_or(0)
}

struct Reader<'a> {
    columns: &'a [Column],
    usual_gap: usize,
    section: Vec<String>,
    grid: Grid,
    /// The columns whose cells rows keep, in order.
    kept: Vec<Column>,
}

/// One cell put together of its lines.
#[derive(Debug)]
struct Flat {
    text: String,
    /// Empty cells before it, as blank lines show.
    empty_before: usize,
}

impl Reader<'_> {
    /// Closes the row whose cells have been collected.
    fn close(&mut self, number: Option<u32>, lines: &mut Vec<&Line>) {
        let cells = self.cells(lines);
        lines.clear();
        let Some(number) = number else {
            for cell in cells.iter().filter(|cell| is_heading(&cell.text)) {
                set_heading(&mut self.section, &cell.text);
            }
            return;
        };
        let mut row = Row { number, ..Row::default() };
        let wants_deadline = self.columns.contains(&Column::Deadline);
        let mut texts: Vec<&Flat> = cells.iter().collect();
        let mut later = Vec::new();
        while texts.len() > 1 && texts.last().is_some_and(|cell| is_heading(&cell.text)) {
            later.extend(texts.pop().map(|cell| cell.text.clone()));
        }
        let mut empty = 0;
        let last = texts.last().filter(|cell| wants_deadline && deadline::is_deadline(&cell.text));
        if let Some(cell) = last.filter(|_| texts.len() > 1) {
            row.deadline = Some(cell.text.clone());
            empty += cell.empty_before;
            texts.pop();
        }
        let mut lists: Vec<&str> = Vec::new();
        let unit_columns: Vec<Column> =
            self.columns.iter().copied().filter(|column| is_units(*column)).collect();
        while lists.len() < unit_columns.len() && texts.len() > 1 {
            let Some(cell) = texts.last().filter(|cell| is_unit_list(&cell.text)) else { break };
            lists.push(&cell.text);
            if lists.len() < unit_columns.len() {
                empty += cell.empty_before;
            }
            texts.pop();
        }
        lists.reverse();
        self.assign(&mut row, &unit_columns, &lists, empty);
        for cell in texts {
            if is_heading(&cell.text) && row.task.is_empty() {
                set_heading(&mut self.section, &cell.text);
            } else {
                row.task.push_str(&cell.text);
            }
        }
        row.headings.clone_from(&self.section);
        if row.task.is_empty() {
            row.task = row.headings.pop().unwrap_or_default();
        }
        self.lay_out(&mut row);
        self.grid.rows.push(row);
        for heading in later.into_iter().rev() {
            set_heading(&mut self.section, &heading);
        }
    }

    /// Gives the lists of units to their columns, or those of the merged cell above.
    fn assign(&self, row: &mut Row, columns: &[Column], lists: &[&str], empty: usize) {
        let above = self.grid.rows.last();
        if row.deadline.is_none() {
            row.deadline = above.and_then(|above| above.deadline.clone());
        }
        if lists.is_empty() {
            let held = above.map(|above| above.units.clone()).unwrap_or_default();
            let kept = if empty > 0 { 1 } else { held.len() };
            row.units = held.into_iter().take(kept).collect();
            return;
        }
        row.units =
            columns.iter().copied().zip(lists.iter().map(|list| (*list).to_owned())).collect();
    }

    /// Writes the cells of a row, each with its column.
    fn lay_out(&self, row: &mut Row) {
        let task = std::iter::once((Column::Task, row.task.clone()));
        let units = row.units.iter().cloned();
        let deadline = row.deadline.clone().map(|text| (Column::Deadline, text));
        let cells: Vec<(Column, String)> = task.chain(units).chain(deadline).collect();
        for (column, text) in cells {
            let place = self.kept.iter().position(|kept| *kept == column);
            row.places.push(place.unwrap_or(self.kept.len()));
            row.cells.push(text);
        }
    }

    /// Puts lines together to cells: one that ends in a comma goes on in the next.
    fn cells(&self, lines: &[&Line]) -> Vec<Flat> {
        let mut cells: Vec<Flat> = Vec::new();
        for line in lines {
            match cells.last_mut() {
                Some(last) if last.text.ends_with(['、', '，', ',']) => {
                    last.text.push_str(&line.text);
                }
                _ => cells.push(Flat {
                    text: line.text.clone(),
                    empty_before: line.gap.saturating_sub(self.usual_gap),
                }),
            }
        }
        cells
    }
}

/// Tells a merged heading: numbered, short, without a full stop.
fn is_heading(text: &str) -> bool {
    text.chars().count() <= 60
        && !text.contains('。')
        && label(text)
            .is_some_and(|label| matches!(label.style, Style::Chinese | Style::ChineseBracketed))
}

/// Tells a list of units from other cells.
fn is_unit_list(text: &str) -> bool {
    if text.contains('。') || is_header_cell(text) || label(text).is_some() {
        return false;
    }
    let units = unit::split(text);
    !units.is_empty()
        && units.iter().all(|name| unit::looks_like_unit(name) || unit::looks_like_group(name))
}

#[cfg(test)]
mod tests {
    use super::{header_at, read};
    use crate::corpus::parse::column::Column;
    use crate::corpus::parse::line::{Line, Piece};
    use crate::corpus::parse::table::Grid;

    fn grid(text: &str) -> Grid {
        let mut pieces = Vec::new();
        let mut gap = 0;
        for line in text.lines() {
            if line.trim().is_empty() {
                gap += 1;
            } else {
                pieces.push(Piece::Line(Line {
                    text: line.trim().to_owned(),
                    gap: std::mem::take(&mut gap),
                }));
            }
        }
        let columns = header_at(&pieces, 0).expect("a header");
        read(&pieces, &columns).0
    }

    #[test]
    fn merged_headings_units_and_deadlines_are_told_apart() {
        let grid = grid(
            "序号\n\n工作任务\n\n具体要求\n\n责任单位\n\n完成时限\n\n1\n\n一、强化公开\n\n（一）平台\n\n完善检索，做好推荐。\n\n区政府办公室、各街道办事处\n\n2024年12月底前\n\n2\n\n完善问答。\n\n区政府各部门（单位）\n\n长期坚持\n",
        );
        assert_eq!(grid.rows.len(), 2);
        assert_eq!(grid.rows[0].headings, ["一、强化公开", "（一）平台"]);
        assert_eq!(grid.rows[0].task, "完善检索，做好推荐。");
        assert_eq!(grid.rows[1].units, [(Column::Responsible, "区政府各部门（单位）".to_owned())]);
        assert_eq!(grid.rows[1].headings.len(), 2, "the merged heading reaches down");
        assert_eq!(grid.rows[1].deadline.as_deref(), Some("长期坚持"));
        assert_eq!(grid.names, ["具体要求", "责任单位", "完成时限"]);
        assert_eq!(grid.rows[0].places, [0, 1, 2]);
    }

    #[test]
    fn missing_merged_cells_are_those_of_the_row_above() {
        let grid = grid(
            "序号\n\n具体任务\n\n主体责任单位\n\n配合单位\n\n完成时间\n\n1\n\n编制甲目录\n\n区民政局\n\n\n2024年10月30日前\n\n2\n\n编制乙\n\n目录\n\n\n2024年10月30日前\n\n3\n\n编制丙目录\n\n区住建局\n\n区水利局、\n\n区城管局\n\n2024年10月30日前\n\n4\n\n编制丁目录\n\n2024年10月30日前\n",
        );
        let units = |row: usize| {
            grid.rows[row].units.iter().map(|(_, list)| list.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(units(0), ["区民政局"]);
        assert_eq!(units(1), ["区民政局"]);
        assert_eq!(grid.rows[1].task, "编制乙目录");
        assert_eq!(units(2), ["区住建局", "区水利局、区城管局"]);
        assert_eq!(units(3), ["区住建局", "区水利局、区城管局"]);
    }
}
