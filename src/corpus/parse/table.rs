//! Reads annex tables whose cells are known: columns by their header, rows with merged cells filled.

use crate::corpus::parse::column::{Column, column_of, is_header_cell};
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::raw::{Cell, Table};

/// A row of a table with what its cells hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// The number that the row is printed with, else its place.
    pub(super) number: u32,
    /// Headings that hold the row: merged cells such as 一、… and （一）….
    pub(super) headings: Vec<String>,
    /// What is to be done.
    pub(super) task: String,
    /// All cells in order, for the row's text.
    pub(super) cells: Vec<String>,
    /// The unit columns as written: column and text.
    pub(super) units: Vec<(Column, String)>,
    /// The deadline as written.
    pub(super) deadline: Option<String>,
}

/// A table read by its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// Its rows, the header left out.
    pub(super) rows: Vec<Row>,
    /// Whether it assigns tasks to units.
    pub(super) assigns: bool,
}

/// Reads a table whose cells are known; a table without a known header keeps its cells only.
pub(super) fn read(table: &Table) -> Grid {
    let header = table.rows.iter().take(4).position(|row| known_columns(row) >= 2);
    let Some(header) = header else { return plain(table, 0) };
    let mut columns = columns(&table.rows[header]);
    let mut first = header + 1;
    if let Some(second) = table
        .rows
        .get(first)
        .filter(|row| known_columns(row) >= 2 && row.iter().any(|cell| cell.merged))
    {
        refine(&mut columns, second);
        first += 1;
    }
    let assigns = columns
        .iter()
        .any(|column| matches!(column, Column::Lead | Column::Responsible | Column::Supporting));
    if !assigns {
        return plain(table, first);
    }
    let mut grid = Grid { rows: Vec::new(), assigns };
    let mut section: Vec<String> = Vec::new();
    for cells in &table.rows[first..] {
        if let Some(heading) = spanning(cells) {
            set_heading(&mut section, heading);
            continue;
        }
        if known_columns(cells) >= 2 {
            continue;
        }
        grid.rows.push(row(cells, &columns, &section, grid.rows.len()));
    }
    grid
}

fn known_columns(row: &[Cell]) -> usize {
    row.iter().filter(|cell| !cell.merged && is_header_cell(&cell.text)).count()
}

fn columns(row: &[Cell]) -> Vec<Column> {
    row.iter().map(|cell| column_of(&cell.text).unwrap_or(Column::Other)).collect()
}

/// Takes the second line of a header: 责任分工 over 牵头单位 and 配合单位.
fn refine(columns: &mut [Column], second: &[Cell]) {
    for (column, cell) in columns.iter_mut().zip(second) {
        if let Some(known) = column_of(&cell.text) {
            *column = known;
        }
    }
}

/// Returns the text of a row that is one merged cell.
fn spanning(cells: &[Cell]) -> Option<&str> {
    let first = cells.first()?;
    let one =
        cells.len() > 1 && cells[1..].iter().all(|cell| cell.merged && cell.text == first.text);
    (one && !first.text.is_empty()).then_some(first.text.as_str())
}

/// Puts a heading in its place: （一） stands below 一、.
pub(super) fn set_heading(section: &mut Vec<String>, heading: &str) {
    let style = |text: &str| label(text).map_or(Style::Chinese, |label| label.style);
    section.retain(|held| style(held) < style(heading));
    section.push(one_line(heading));
}

fn row(cells: &[Cell], columns: &[Column], section: &[String], place: usize) -> Row {
    let mut row = Row {
        number: u32::try_from(place + 1).unwrap_or(u32::MAX),
        headings: section.to_vec(),
        ..Row::default()
    };
    let last_task = columns.iter().rposition(|column| *column == Column::Task);
    for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
        let text = one_line(&cell.text);
        if text.is_empty() {
            continue;
        }
        match column {
            Column::Number => row.number = text.parse().unwrap_or(row.number),
            Column::Task if Some(index) == last_task => row.task.clone_from(&text),
            Column::Task => set_heading(&mut row.headings, &text),
            Column::Lead | Column::Responsible | Column::Supporting => {
                row.units.push((*column, cell.text.clone()));
            }
            Column::Deadline => row.deadline = Some(text.clone()),
            Column::Other => {}
        }
        row.cells.push(text);
    }
    if row.task.is_empty() {
        row.task = row.headings.pop().unwrap_or_default();
    }
    row
}

/// Reads a table that assigns nothing: its rows are kept as text.
fn plain(table: &Table, first: usize) -> Grid {
    let rows = table.rows[first.min(table.rows.len())..]
        .iter()
        .enumerate()
        .map(|(place, cells)| {
            let cells: Vec<String> = match spanning(cells) {
                Some(text) => vec![one_line(text)],
                None => cells
                    .iter()
                    .map(|cell| one_line(&cell.text))
                    .filter(|text| !text.is_empty())
                    .collect(),
            };
            Row { number: u32::try_from(place + 1).unwrap_or(u32::MAX), cells, ..Row::default() }
        })
        .filter(|row| !row.cells.is_empty())
        .collect();
    Grid { rows, assigns: false }
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::{Column, read};
    use crate::corpus::raw::{Cell, Table};

    fn table(rows: &[&[&str]]) -> Table {
        let rows = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|text| match text.strip_prefix('^') {
                        Some(text) => Cell { text: text.to_owned(), merged: true },
                        None => Cell { text: (*text).to_owned(), merged: false },
                    })
                    .collect()
            })
            .collect();
        Table { rows }
    }

    #[test]
    fn rows_carry_their_units_and_headings() {
        let grid = read(&table(&[
            &["序号", "重点任务", "具体举措", "责任单位", "完成时限"],
            &["一、强化公开", "^一、强化公开", "^一、强化公开", "^一、强化公开", "^一、强化公开"],
            &["1", "（一）平台", "完善检索。", "市政府办公室", "9月底前"],
            &["2", "^（一）平台", "完善问答。", "^市政府办公室", "长期坚持"],
        ]));
        assert!(grid.assigns);
        assert_eq!(grid.rows.len(), 2);
        assert_eq!(grid.rows[1].number, 2);
        assert_eq!(grid.rows[1].task, "完善问答。");
        assert_eq!(grid.rows[1].headings, ["一、强化公开", "（一）平台"]);
        assert_eq!(grid.rows[1].units, [(Column::Responsible, "市政府办公室".to_owned())]);
    }

    #[test]
    fn a_table_without_units_keeps_its_cells() {
        let grid = read(&table(&[&["地区", "标准"], &["清泽市", "900元"]]));
        assert!(!grid.assigns);
        assert_eq!(grid.rows[1].cells, ["清泽市", "900元"]);
    }
}
