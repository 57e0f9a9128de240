//! The form in which an engine takes a stream of terms: one slot a position.
//!
//! Slots are parted by blanks. A slot holds the terms that begin at its position, joined by `¦`,
//! or `_` where none begins: 完善 _ 政务公开¦政务 _ 公开. A search server with only its built-in
//! filters (whitespace, pattern capture, stop) makes the same terms at the same positions of it
//! as the embedded engine does.

use std::str::Split;

/// What parts slots.
const BETWEEN_SLOTS: char = ' ';
/// What parts the terms of one slot.
const BETWEEN_TERMS: char = '¦';
/// A position at which no term begins.
const HOLE: &str = "_";

/// Writes terms into slots, in order of position.
#[derive(Debug)]
pub(super) struct SlotWriter {
    text: String,
    next: u32,
    open: bool,
}

impl SlotWriter {
    /// Makes a writer that expects about this many bytes.
    pub(super) fn new(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), next: 0, open: false }
    }

    /// Adds a term at a position, which is that of the last term or a later one.
    pub(super) fn push(&mut self, position: u32, term: &str) {
        debug_assert!(position + 1 >= self.next, "terms come in order of position");
        if self.open && position + 1 == self.next {
            self.text.push(BETWEEN_TERMS);
        } else {
            while self.next < position {
                self.begin_slot();
                self.text.push_str(HOLE);
            }
            self.begin_slot();
            self.open = true;
        }
        self.text.push_str(term);
    }

    /// Returns the slots.
    pub(super) fn finish(self) -> String {
        self.text
    }

    fn begin_slot(&mut self) {
        if self.next > 0 {
            self.text.push(BETWEEN_SLOTS);
        }
        self.next += 1;
        self.open = false;
    }
}

/// The terms of a slot text with their positions, in order.
#[derive(Clone, Debug)]
pub struct SlotTerms<'a> {
    slots: Split<'a, char>,
    terms: Option<Split<'a, char>>,
    next: u32,
}

/// Reads the terms of a slot text.
pub fn terms(slots: &str) -> SlotTerms<'_> {
    SlotTerms { slots: slots.split(BETWEEN_SLOTS), terms: None, next: 0 }
}

impl<'a> Iterator for SlotTerms<'a> {
    type Item = (u32, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(term) = self.terms.as_mut().and_then(Iterator::next) {
                return Some((self.next - 1, term));
            }
            let slot = self.slots.next()?;
            self.next += 1;
            self.terms = (slot != HOLE && !slot.is_empty()).then(|| slot.split(BETWEEN_TERMS));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SlotWriter, terms};

    #[test]
    fn slots_read_back_as_they_were_written() {
        let written = [(0, "完善"), (2, "政务公开"), (2, "政务"), (4, "公开"), (9, "检索")];
        let mut writer = SlotWriter::new(0);
        for (position, term) in written {
            writer.push(position, term);
        }
        let slots = writer.finish();
        assert_eq!(slots, "完善 _ 政务公开¦政务 _ 公开 _ _ _ _ 检索");
        assert_eq!(terms(&slots).collect::<Vec<_>>(), written);
    }

    #[test]
    fn an_empty_text_has_no_terms() {
        assert_eq!(terms(&SlotWriter::new(0).finish()).count(), 0);
    }
}
