//! The notices as all peers are given them: plain lines, so that any program can read them.
//!
//! A line of notices has the key, the values of each dimension and the text, a tab between; values
//! stand in one column, a bar between. The text is its terms with blanks between or, in the file of
//! whole texts, the text itself with blanks for its line breaks. A line of queries has the words of
//! one, a blank between.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Lines, Write};
use std::path::Path;

/// The dimensions that are counted, in the order of their columns.
pub const DIMENSIONS: [&str; 4] = ["region", "year", "kind", "department"];

/// The file of notices with their terms.
pub const TERMS: &str = "notices.tsv";

/// The file of notices with their texts, for those who cut themselves.
pub const TEXTS: &str = "texts.tsv";

/// The file of queries.
pub const QUERIES: &str = "queries.tsv";

/// A notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Its key.
    pub id: String,
    /// Its values by dimension.
    pub values: [Vec<String>; DIMENSIONS.len()],
    /// Its terms or its text.
    pub text: String,
}

/// Writes notices.
#[derive(Debug)]
pub struct Cutter(BufWriter<File>);

impl Cutter {
    /// Begins a file.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn new(path: &Path) -> Self {
        Self(BufWriter::new(File::create(path).expect("a new file")))
    }

    /// Writes a notice.
    ///
    /// # Panics
    ///
    /// Where there is no room, or a value holds what parts values.
    pub fn put(&mut self, notice: &Cut) {
        let columns = notice.values.each_ref().map(|values| {
            assert!(!values.iter().any(|value| value.contains(['|', '\t', '\n'])), "{values:?}");
            values.join("|")
        });
        let text = notice.text.replace(char::is_control, " ");
        let line = [&[notice.id.as_str()][..], &columns.each_ref().map(String::as_str), &[&text]];
        writeln!(self.0, "{}", line.concat().join("\t")).expect("room on the disk");
    }

    /// Ends the file.
    ///
    /// # Panics
    ///
    /// Where there is no room.
    pub fn end(mut self) {
        self.0.flush().expect("room on the disk");
    }
}

/// Reads notices.
#[derive(Debug)]
pub struct Notices(Lines<BufReader<File>>);

impl Notices {
    /// Opens a file.
    ///
    /// # Panics
    ///
    /// Where it cannot be read.
    pub fn open(path: &Path) -> Self {
        Self(BufReader::new(File::open(path).expect("the notices")).lines())
    }
}

impl Iterator for Notices {
    type Item = Cut;

    fn next(&mut self) -> Option<Cut> {
        let line = self.0.next()?.expect("a line of notices");
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, values @ .., text] = columns.as_slice() else { panic!("columns of a notice") };
        let split = |column: &&str| -> Vec<String> {
            column.split('|').filter(|value| !value.is_empty()).map(str::to_owned).collect()
        };
        let values: Vec<Vec<String>> = values.iter().map(split).collect();
        let values = values.try_into().expect("a column for each dimension");
        Some(Cut { id: (*id).to_owned(), values, text: (*text).to_owned() })
    }
}

/// Returns the queries of a folder.
///
/// # Panics
///
/// Where they cannot be read.
pub fn queries(folder: &Path) -> Vec<String> {
    let queries = std::fs::read_to_string(folder.join(QUERIES)).expect("the queries");
    queries.lines().map(str::to_owned).collect()
}
