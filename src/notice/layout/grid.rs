//! Puts the rows of a table in columns.

use crate::notice::clause::{CELL_SEPARATOR, Clause, ClauseKind};
use crate::notice::layout::contents::Contents;
use crate::notice::layout::{Grid, GridCell, GridRow, table_of};
use crate::notice::table::Table;

/// Returns the rows at the head of some clauses that stand in one table, and the table where the
/// notice keeps its layout. Without it, rows whose addresses differ in their number alone do.
pub(super) fn rows_of_table<'a>(
    clauses: &'a [Clause],
    tables: &'a [Table],
) -> (&'a [Clause], Option<&'a Table>) {
    let table = table_of(&clauses[0], tables);
    let place = place(&clauses[0]);
    let belongs = |clause: &&Clause| {
        clause.kind == ClauseKind::Row
            && match table {
                Some(table) => table_of(clause, std::slice::from_ref(table)).is_some(),
                None => self::place(clause) == place,
            }
    };
    let length = clauses.iter().take_while(belongs).count().max(1);
    (&clauses[..length], table)
}

/// Returns where the table of a row stands: 附件1 for 附件1第3行.
fn place(row: &Clause) -> &str {
    row.address.rsplit_once('第').map_or("", |(place, _)| place)
}

/// Returns the headings that hold every row and stand in no cell.
pub(super) fn shared_path(rows: &[Clause]) -> &[String] {
    let Some((first, others)) = rows.split_first() else { return &[] };
    let shared =
        |row: &Clause| row.path.iter().zip(&first.path).take_while(|(one, two)| one == two).count();
    let is_cell = |name: &String| first.text.split(CELL_SEPARATOR).any(|cell| cell == name);
    let above = first.path.iter().take_while(|name| !is_cell(name)).count();
    let length = others.iter().map(shared).min().unwrap_or(above).min(above);
    &first.path[..length]
}

/// Lays the rows of a table out.
pub(super) fn lay_out<'a>(
    rows: &'a [Clause],
    table: Option<&'a Table>,
    contents: &mut Contents<'a>,
) -> Grid<'a> {
    let columns = table.map_or(&[][..], |table| table.columns.as_slice());
    let is_header =
        |row: &Clause| table.is_some_and(|table| table.header.as_ref() == Some(&row.id));
    let body: Vec<(&Clause, &[usize])> = rows
        .iter()
        .filter(|row| !is_header(row))
        .map(|row| (row, table.map_or(&[][..], |table| columns_of(row, table))))
        .collect();
    let needed = body.iter().map(|(row, known)| match known.iter().max() {
        Some(last) => last + 1,
        None => row.text.split(CELL_SEPARATOR).count(),
    });
    let width = needed.chain([columns.len()]).max().unwrap_or(1);
    let laid_out = body.into_iter().map(|(clause, known)| GridRow {
        headings: contents.open(&clause.path, Some(clause)),
        clause,
        cells: cells(&clause.text, known, width),
    });
    Grid {
        place: rows.first().map_or("", place),
        columns,
        header: rows.iter().find(|row| is_header(row)),
        width,
        rows: laid_out.collect(),
    }
}

/// Returns the column of each cell of a row, where the table tells.
fn columns_of<'a>(row: &Clause, table: &'a Table) -> &'a [usize] {
    table.rows.iter().find(|held| held.clause == row.id).map_or(&[], |held| &held.cells)
}

/// Puts the cells of a row in their columns. Cells whose columns are not known stand one after
/// another, the last as wide as what is left.
fn cells<'a>(text: &'a str, known: &[usize], width: usize) -> Vec<GridCell<'a>> {
    let texts: Vec<&str> = text.split(CELL_SEPARATOR).collect();
    let in_order = known.windows(2).all(|pair| pair[0] < pair[1]);
    if known.len() != texts.len() || !in_order {
        let last = texts.len() - 1;
        let span = |at: usize| if at == last { width.saturating_sub(last).max(1) } else { 1 };
        let cells = texts.into_iter().enumerate();
        return cells.map(|(at, text)| GridCell { text, span: span(at) }).collect();
    }
    let cell = |column: usize| {
        let at = known.iter().position(|held| *held == column);
        GridCell { text: at.map_or("", |at| texts[at]), span: 1 }
    };
    (0..width).map(cell).collect()
}
