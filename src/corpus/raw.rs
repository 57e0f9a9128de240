//! A notice as found: lines, tables and labelled values, nothing interpreted yet.

use crate::notice::chunk::Chunk;

/// A page before anything is read out of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawNotice {
    /// The path as it was given.
    pub file: String,
    /// Base name of the file, or the id of an imported line.
    pub source: String,
    /// The key that a writer gave, for an imported line.
    pub key: Option<String>,
    /// Which stretch of a longer notice it is, for an imported line that names one.
    pub chunk: Option<Chunk>,
    /// Address that it was published at, when the source says so.
    pub url: Option<String>,
    /// Title that the source gives beside the text.
    pub title: Option<String>,
    /// Labelled values that the source gives beside the text, such as 发文字号.
    pub metadata: Vec<(String, String)>,
    /// The text in order.
    pub blocks: Vec<Block>,
}

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line or paragraph; an empty one keeps the blank line of a text.
    Line(String),
    /// A table whose cells are known.
    Table(Table),
}

/// A table with merged cells filled in: every row has a cell for every column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Whether the text stands in a merged cell above or to the left.
    pub merged: bool,
}

impl RawNotice {
    /// Returns the whole text of the page in its order.
    pub fn page_text(&self) -> String {
        let mut text = String::new();
        for (label, value) in &self.metadata {
            text.push_str(label);
            text.push('：');
            text.push_str(value);
            text.push('\n');
        }
        for block in &self.blocks {
            match block {
                Block::Line(line) => {
                    text.push_str(line);
                    text.push('\n');
                }
                Block::Table(table) => {
                    for cell in table.rows.iter().flatten().filter(|cell| !cell.merged) {
                        text.push_str(&cell.text);
                        text.push('\n');
                    }
                }
            }
        }
        text
    }
}
