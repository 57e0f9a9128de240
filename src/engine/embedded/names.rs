//! The phrases of a segment by their numbers, read into memory with the first question for them.
//!
//! The column keeps its phrases in packed blocks. Naming the thousands that keep company with a
//! query out of these took half of the time of a search.

use tantivy::SegmentReader;

use crate::engine::embedded::columns::small;
use crate::engine::embedded::schema::PHRASES;
use crate::engine::error::EngineError;

/// The phrases of one segment, one after the other.
#[derive(Debug, Default)]
pub(super) struct PhraseNames {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl PhraseNames {
    /// Reads the phrases of a segment.
    pub(super) fn read(segment: &SegmentReader) -> Result<Self, EngineError> {
        let mut names = Self::default();
        let Some(column) = segment.fast_fields().str(PHRASES)? else { return Ok(names) };
        let mut phrases = column.dictionary().stream().map_err(tantivy::TantivyError::from)?;
        while phrases.advance() {
            names.text.push_str(&String::from_utf8_lossy(phrases.key()));
            names.ends.push(small(names.text.len()));
        }
        Ok(names)
    }

    /// Returns how many there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// Returns the phrase of a number.
    pub(super) fn name(&self, number: usize) -> &str {
        let end_of = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end_of);
        self.text.get(start..end_of(number)).unwrap_or("")
    }
}
