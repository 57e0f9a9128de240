//! How a notice is laid out to be read: headings, paragraphs and tables in order, and their list.

mod contents;
mod grid;
#[cfg(test)]
mod tests;

use crate::notice::Notice;
use crate::notice::clause::{Clause, ClauseKind};
use crate::notice::id::ClauseId;
use crate::notice::layout::contents::Contents;
use crate::notice::table::Table;

/// A notice laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout<'a> {
    /// What stands one below the other.
    pub blocks: Vec<Block<'a>>,
    /// The table of contents, in order.
    pub contents: Vec<Entry<'a>>,
}

/// What stands one below the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// A heading on a line of its own.
    Heading(Heading<'a>),
    /// A paragraph or an item.
    Clause(&'a Clause),
    /// The rows of one table.
    Table(Grid<'a>),
}

/// A heading on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// How many headings it stands under that are shown, plus 1.
    pub level: usize,
    /// Which heading of the notice it is, from 1.
    pub number: usize,
    /// Label and words.
    pub text: &'a str,
}

/// A table, its cells put in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid<'a> {
    /// Where it stands, in words: 附件1.
    pub place: &'a str,
    /// Names of the columns; none where the table has no header.
    pub columns: &'a [String],
    /// The clause that holds these names, where there is one.
    pub header: Option<&'a Clause>,
    /// How many columns it has.
    pub width: usize,
    /// Its rows, the header left out.
    pub rows: Vec<GridRow<'a>>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridRow<'a> {
    /// Headings that begin with the row and stand in none of its cells.
    pub headings: Vec<Heading<'a>>,
    /// The clause that the row is.
    pub clause: &'a Clause,
    /// Its cells; together they are as wide as the table.
    pub cells: Vec<GridCell<'a>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridCell<'a> {
    /// Its text.
    pub text: &'a str,
    /// How many columns it takes.
    pub span: usize,
}

/// A line of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// 1 for the topmost.
    pub depth: usize,
    /// Label and words of the heading.
    pub text: String,
    /// Where it leads.
    pub target: Target<'a>,
}

/// Where a line of the table of contents leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// The heading of this number.
    Heading(usize),
    /// A clause that opens with its heading, or the row that holds it.
    Clause(&'a ClauseId),
}

/// Lays a notice out.
///
/// Clauses that open with their heading (（一）加强领导。各单位要…) keep it in their text; other
/// headings stand on lines of their own. Rows that follow each other in one table are one table.
pub fn lay_out(notice: &Notice) -> Layout<'_> {
    let mut contents = Contents::of(notice);
    let mut blocks = Vec::new();
    let mut clauses = notice.clauses.as_slice();
    while let Some(clause) = clauses.first() {
        if clause.kind == ClauseKind::Row {
            let (rows, table) = grid::rows_of_table(clauses, &notice.tables);
            let shared = grid::shared_path(rows);
            blocks.extend(contents.open(shared, None).into_iter().map(Block::Heading));
            blocks.push(Block::Table(grid::lay_out(rows, table, &mut contents)));
            clauses = &clauses[rows.len()..];
        } else {
            blocks.extend(contents.open(&clause.path, None).into_iter().map(Block::Heading));
            contents.pass(clause);
            blocks.push(Block::Clause(clause));
            clauses = &clauses[1..];
        }
    }
    Layout { blocks, contents: contents.entries }
}

/// Returns the table that a row stands in, where the notice tells.
fn table_of<'a>(row: &Clause, tables: &'a [Table]) -> Option<&'a Table> {
    tables.iter().find(|table| {
        table.header.as_ref() == Some(&row.id)
            || table.rows.iter().any(|held| held.clause == row.id)
    })
}
