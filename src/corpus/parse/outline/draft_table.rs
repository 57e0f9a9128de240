//! A table while its notice is read: its rows are places in a list until clauses have their keys.

use crate::corpus::parse::table::Grid;
use crate::notice::clause::Clause;
use crate::notice::table::{Table, TableRow};

/// A table before its clauses have their keys.
#[derive(Debug)]
pub(super) struct DraftTable {
    names: Vec<String>,
    opens_with_names: bool,
    /// Place in the list of clauses and columns of each row.
    rows: Vec<(usize, Vec<usize>)>,
}

impl DraftTable {
    /// Takes the layout of a table whose rows are clauses from a place on.
    pub(super) fn of(grid: &Grid, first: usize) -> Self {
        let columns = grid.rows.iter().map(|row| row.places.clone());
        Self {
            names: grid.names.clone(),
            opens_with_names: grid.opens_with_names,
            rows: (first..).zip(columns).collect(),
        }
    }

    /// Names the rows by their clauses.
    pub(super) fn table(self, clauses: &[Clause]) -> Table {
        let mut rows = self.rows.into_iter().filter_map(|(at, cells)| {
            Some(TableRow { clause: clauses.get(at)?.id.clone(), cells })
        });
        let header = if self.opens_with_names { rows.next().map(|row| row.clause) } else { None };
        Table { columns: self.names, header, rows: rows.collect() }
    }
}
