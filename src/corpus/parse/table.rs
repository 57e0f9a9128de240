//! Reads annex tables whose cells are known: columns by their header, rows with merged cells filled.

use std::collections::BTreeSet;

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
    /// The column of each cell; none where one cell spans the table.
    pub(super) places: Vec<usize>,
    /// The unit columns as written: column and text.
    pub(super) units: Vec<(Column, String)>,
    /// The deadline as written.
    pub(super) deadline: Option<String>,
}

/// A table read by its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// Names of its columns; none where it has no header.
    pub(super) names: Vec<String>,
    /// Whether the first row holds these names.
    pub(super) opens_with_names: bool,
    /// Its rows, a header of known names left out.
    pub(super) rows: Vec<Row>,
    /// Whether it assigns tasks to units.
    pub(super) assigns: bool,
}

/// Reads a table whose cells are known; a table without a known header keeps its cells only.
pub(super) fn read(table: &Table) -> Grid {
    let header = table.rows.iter().take(4).position(|row| known_columns(row) >= 2);
    let Some(header) = header else { return without_known_header(table) };
    let mut columns = columns(&table.rows[header]);
    let mut names = names(&table.rows[header]);
    let mut first = header + 1;
    if let Some(second) = table
        .rows
        .get(first)
        .filter(|row| known_columns(row) >= 2 && row.iter().any(|cell| cell.merged))
    {
        refine(&mut columns, second);
        for (name, cell) in names.iter_mut().zip(second).filter(|(_, cell)| !cell.merged) {
            *name = one_line(&cell.text);
        }
        first += 1;
    }
    let assigns = columns
        .iter()
        .any(|column| matches!(column, Column::Lead | Column::Responsible | Column::Supporting));
    if !assigns {
        return Grid { names, rows: plain(table, first), ..Grid::default() };
    }
    let mut grid = Grid { names, assigns, ..Grid::default() };
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
        row.places.push(index);
    }
    if row.task.is_empty() {
        row.task = row.headings.pop().unwrap_or_default();
    }
    row
}

/// Reads a table without known names: its first row names the columns where it stands over
/// numbers and holds none.
fn without_known_header(table: &Table) -> Grid {
    let opens_with_names = names_columns(&table.rows);
    let names = if opens_with_names { names(&table.rows[0]) } else { Vec::new() };
    Grid { names, opens_with_names, rows: plain(table, 0), assigns: false }
}

/// The longest name of a column, in characters; longer ones are sentences.
const LONGEST_NAME: usize = 16;

/// Tells a first row of short words, all different, over a column that is mostly numbers.
fn names_columns(rows: &[Vec<Cell>]) -> bool {
    let Some((first, body)) = rows.split_first().filter(|(_, body)| !body.is_empty()) else {
        return false;
    };
    let has_number = |text: &str| text.contains(|c: char| c.is_numeric());
    let texts: BTreeSet<String> = first.iter().map(|cell| one_line(&cell.text)).collect();
    let are_names = first.len() > 1
        && texts.len() == first.len()
        && texts.iter().all(|text| {
            let length = text.chars().count();
            (1..=LONGEST_NAME).contains(&length) && !text.contains(['。', '；', '，'])
        });
    are_names
        && !texts.iter().any(|text| has_number(text))
        && (0..first.len()).any(|column| {
            let counted = body
                .iter()
                .filter(|row| row.get(column).is_some_and(|cell| has_number(&cell.text)));
            counted.count() * 2 > body.len()
        })
}

fn names(row: &[Cell]) -> Vec<String> {
    row.iter().map(|cell| one_line(&cell.text)).collect()
}

/// Reads the rows of a table that assigns nothing: they are kept as text.
fn plain(table: &Table, first: usize) -> Vec<Row> {
    let rows = table.rows[first.min(table.rows.len())..].iter().enumerate();
    rows.map(|(place, cells)| {
        let (places, cells) = match spanning(cells) {
            Some(text) => (Vec::new(), vec![one_line(text)]),
            None => cells
                .iter()
                .map(|cell| one_line(&cell.text))
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
                .unzip(),
        };
        Row {
            number: u32::try_from(place + 1).unwrap_or(u32::MAX),
            cells,
            places,
            ..Row::default()
        }
    })
    .filter(|row| !row.cells.is_empty())
    .collect()
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

    #[test]
    fn names_of_columns_are_kept_with_the_column_of_each_cell() {
        let tasks = read(&table(&[
            &["序号", "工作任务", "责任分工", "^责任分工", "完成时限"],
            &["^序号", "^工作任务", "牵头单位", "配合单位", "^完成时限"],
            &["1", "完善检索。", "市政府办公室", "", "9月底前"],
        ]));
        assert_eq!(tasks.names, ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]);
        assert_eq!(tasks.rows[0].places, [0, 1, 2, 4], "an empty cell has a column, too");
        let plain = read(&table(&[&["地区", "标准"], &["清泽市", "900元"], &["望溪市", "800元"]]));
        assert_eq!(plain.names, ["地区", "标准"], "words over numbers");
        assert!(plain.opens_with_names && plain.rows.len() == 3, "which stay a row");
        let words = read(&table(&[&["清泽市", "望溪市"], &["岚川省", "滨江市"]]));
        assert!(words.names.is_empty());
        let spanned = read(&table(&[&["一、总表", "^一、总表"], &["甲", "1"]]));
        assert!(spanned.rows[0].places.is_empty() && spanned.names.is_empty());
    }
}
