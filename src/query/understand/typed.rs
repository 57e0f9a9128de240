//! A run of words that knows where in the query each of its characters was typed.

use std::ops::Range;

/// A run of a query; characters that letters were read as stand where the letters do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TypedRun {
    text: String,
    /// Where each character was typed, in bytes of the query.
    origins: Vec<Range<usize>>,
}

impl TypedRun {
    /// Takes a range of a query as it was typed.
    pub(super) fn of(query: &str, range: Range<usize>) -> Self {
        let mut run = Self::default();
        run.extend(&query[range.clone()], range.start);
        run
    }

    /// Appends characters that were typed from a place of the query on.
    pub(super) fn extend(&mut self, typed: &str, from: usize) {
        self.text.push_str(typed);
        let origins = typed.char_indices();
        self.origins.extend(origins.map(|(at, one)| from + at..from + at + one.len_utf8()));
    }

    /// Appends characters that a range of the query was read as.
    pub(super) fn push_read(&mut self, read: &str, origin: &Range<usize>) {
        self.text.push_str(read);
        self.origins.extend(read.chars().map(|_| origin.clone()));
    }

    /// Appends another run.
    pub(super) fn append(&mut self, other: Self) {
        self.text.push_str(&other.text);
        self.origins.extend(other.origins);
    }

    /// Returns a part of it, by bytes of its text.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let from = self.text[..range.start].chars().count();
        let count = self.text[range.clone()].chars().count();
        Self {
            text: self.text[range].to_owned(),
            origins: self.origins[from..from + count].to_vec(),
        }
    }

    /// Returns its characters.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns where the query holds it, in bytes; `None` where the query has other characters.
    pub(super) fn origin(&self, query: &str) -> Option<Range<usize>> {
        let range = self.origins.first()?.start..self.origins.last()?.end;
        (query.get(range.clone()) == Some(self.text.as_str())).then_some(range)
    }

    /// Returns the part that a stretch of the folded run stands for; folding changes no number of
    /// characters.
    pub(super) fn unfolded(&self, folded: &str, range: &Range<usize>) -> Self {
        let from = folded[..range.start].chars().count();
        let count = folded[range.clone()].chars().count();
        Self {
            text: self.text.chars().skip(from).take(count).collect(),
            origins: self.origins.iter().skip(from).take(count).cloned().collect(),
        }
    }
}
