//! Reads tables of facts: fields parted by tabs, `#` for comments, errors with line numbers.

use thiserror::Error;

/// A line of a table that cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{file}:{line}: {reason}")]
pub struct TableError {
    file: String,
    line: usize,
    reason: String,
}

impl TableError {
    /// Makes an error about a line.
    pub fn new(file: &str, line: usize, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, reason: reason.into() }
    }

    /// Returns the name of the table.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Returns the number of the line, from 1.
    pub(super) fn line(&self) -> usize {
        self.line
    }
}

/// Returns the lines of a table with their numbers, comments and blank lines left out.
///
/// A byte-order mark and CRLF do not disturb; fields are trimmed.
pub(super) fn rows(table: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    table.trim_start_matches('\u{FEFF}').lines().enumerate().filter_map(|(index, line)| {
        let line = line.trim_end();
        let is_row = !line.trim().is_empty() && !line.starts_with('#');
        is_row.then(|| (index + 1, line.split('\t').map(str::trim).collect()))
    })
}

/// Returns the alternatives of a field, which 、 parts.
pub(super) fn alternatives(field: &str) -> impl Iterator<Item = &str> {
    field.split('、').map(str::trim).filter(|alternative| !alternative.is_empty())
}
