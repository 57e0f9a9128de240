//! Follows the headings of a notice: which begin where, which a clause opens with, in what order.

use std::collections::BTreeMap;

use crate::notice::Notice;
use crate::notice::clause::{CELL_SEPARATOR, Clause, ClauseKind};
use crate::notice::layout::{Entry, Heading, Target};

/// The headings met so far.
#[derive(Debug, Default)]
pub(super) struct Contents<'a> {
    /// What was met, in order.
    pub(super) entries: Vec<Entry<'a>>,
    /// The headings that hold the place reached, each with whether it stands on its own line.
    open: Vec<(&'a str, bool)>,
    headings: usize,
    /// Items met, by the headings above them.
    items: BTreeMap<&'a [String], Vec<&'a Clause>>,
    /// Names of sections, by the headings above them.
    sections: BTreeMap<&'a [String], Vec<String>>,
}

impl<'a> Contents<'a> {
    /// Begins at the head of a notice.
    pub(super) fn of(notice: &'a Notice) -> Self {
        let mut sections: BTreeMap<&[String], Vec<String>> = BTreeMap::new();
        for section in &notice.outline {
            sections.entry(&section.path).or_default().push(section.name());
        }
        Self { sections, ..Self::default() }
    }

    /// Moves to a place and returns the headings that begin there and need a line of their own. A
    /// heading that stands in a cell of the row that is entered needs none.
    pub(super) fn open(&mut self, path: &'a [String], row: Option<&'a Clause>) -> Vec<Heading<'a>> {
        let same = self.open.iter().zip(path).take_while(|((held, _), name)| held == name).count();
        self.open.truncate(same);
        let mut begun = Vec::new();
        for depth in same..path.len() {
            let name = path[depth].as_str();
            let opened = self.opened_by(&path[..depth], name);
            let cell = row.filter(|row| row.text.split(CELL_SEPARATOR).any(|cell| cell == name));
            let own_line = opened.is_none() && cell.is_none();
            if own_line {
                self.headings += 1;
                let level = self.open.iter().filter(|(_, own_line)| *own_line).count() + 1;
                begun.push(Heading { level, number: self.headings, text: name });
            }
            if opened.is_none() {
                let target = match cell {
                    Some(row) => Target::Clause(&row.id),
                    None => Target::Heading(self.headings),
                };
                self.entries.push(Entry { depth: depth + 1, text: name.to_owned(), target });
            }
            self.open.push((name, own_line));
        }
        begun
    }

    /// Takes note of a clause, which may open with the heading of a section.
    pub(super) fn pass(&mut self, clause: &'a Clause) {
        if clause.kind != ClauseKind::Item {
            return;
        }
        let path = clause.path.as_slice();
        self.items.entry(path).or_default().push(clause);
        let mut names = self.sections.get(path).into_iter().flatten();
        if let Some(name) = names.find(|name| opens_with(&clause.text, name)) {
            let text = name.clone();
            let target = Target::Clause(&clause.id);
            self.entries.push(Entry { depth: path.len() + 1, text, target });
        }
    }

    /// Returns the item that opens with a heading: the last one met under the same headings.
    fn opened_by(&self, above: &[String], name: &str) -> Option<&'a Clause> {
        let items = self.items.get(above)?;
        items.iter().rev().find(|item| opens_with(&item.text, name)).copied()
    }
}

/// Tells whether a text begins with some words, blanks left out.
fn opens_with(text: &str, words: &str) -> bool {
    let mut text = text.chars().filter(|c| !c.is_whitespace());
    words.chars().filter(|c| !c.is_whitespace()).all(|wanted| text.next() == Some(wanted))
}
