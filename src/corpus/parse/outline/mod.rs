//! Builds outline and clauses: sections with their levels, clauses with their addresses.

mod closing;
mod draft;
mod draft_table;
mod stray;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::corpus::parse::assignment::{self, Roles, bare_list, duties};
use crate::corpus::parse::column::Column;
use crate::corpus::parse::flat_table;
use crate::corpus::parse::heading::{self, Heading};
use crate::corpus::parse::line::Piece;
use crate::corpus::parse::numbering::{Label, Style, label};
use crate::corpus::parse::outline::closing::{closes, next_styles};
use crate::corpus::parse::outline::draft::{Draft, DraftSection};
use crate::corpus::parse::outline::draft_table::DraftTable;
use crate::corpus::parse::outline::stray::strays;
use crate::corpus::parse::parts::Part;
use crate::corpus::parse::table::{self, Grid, Row};
use crate::corpus::parse::unit;
use crate::notice::clause::{CELL_SEPARATOR, Clause, ClauseKind};
use crate::notice::id::ClauseId;
use crate::notice::numeral::chinese;
use crate::notice::outline::Section;
use crate::notice::table::Table;

/// Units read with a clause: the clause's place in the list, the words that say what is to be
/// done, and the roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) clause: usize,
    pub(super) text: String,
    pub(super) roles: Roles,
    /// Whether it is a row of a table, which counts before the same task in the text.
    pub(super) is_row: bool,
    /// Whether its own words state its deadline, since no bracket or column does.
    pub(super) states_deadline: bool,
}

/// What was read out of the parts of a notice.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) sections: Vec<Section>,
    pub(super) clauses: Vec<Clause>,
    pub(super) tables: Vec<Table>,
    pub(super) tasks: Vec<Task>,
}

/// Reads sections, clauses and tasks out of the parts of a notice.
pub(super) fn build(parts: &[Part]) -> Outline {
    let mut builder = Builder::default();
    let own = parts.iter().filter(|part| part.annex.is_none()).count();
    for (index, part) in parts.iter().enumerate() {
        let place = match (&part.annex, own > 1 && index == 0) {
            (Some(annex), _) => annex.clone(),
            (None, true) => "通知".to_owned(),
            (None, false) => String::new(),
        };
        builder.part(part, place);
    }
    builder.finish()
}

/// A section that is open while its contents are read.
#[derive(Clone, Debug)]
struct Open {
    style: Style,
    address: String,
    name: String,
    /// The numbered line.
    text: String,
    /// Whether the numbered line is itself a clause.
    has_text: bool,
}

#[derive(Debug, Default)]
struct Builder {
    sections: Vec<DraftSection>,
    drafts: Vec<Draft>,
    tasks: Vec<Task>,
    paragraphs: HashMap<String, usize>,
    part: usize,
    place: String,
    /// Name of the annex or issued document, as the first element of paths inside it.
    part_name: Option<String>,
    open: Vec<Open>,
    tables: usize,
    /// Whether the unit that is named first leads, as the notice said.
    first_leads: bool,
    /// Bodies that do all tasks, as the notice said.
    shared: Vec<String>,
    /// Whether brackets that name bodies alone say who is responsible.
    has_bare_lists: bool,
    grids: Vec<DraftTable>,
}

impl Builder {
    fn part(&mut self, part: &Part, place: String) {
        self.part += 1;
        self.place = place;
        self.open.clear();
        self.tables = 0;
        self.part_name = part.annex.as_ref().map(|annex| match &part.title {
            Some(title) => format!("{annex} {title}"),
            None => annex.clone(),
        });
        let numbered_plainly = heading::numbers_plainly(&part.pieces);
        let strays = strays(&part.pieces);
        let nexts = next_styles(&part.pieces);
        self.shared.clear();
        self.has_bare_lists = bare_list::is_customary(&part.pieces);
        let mut at = 0;
        while at < part.pieces.len() {
            if let Some(columns) = flat_table::header_at(&part.pieces, at) {
                let (grid, taken) = flat_table::read(&part.pieces[at..], &columns);
                self.grid(&grid);
                at += taken.max(1);
                continue;
            }
            match &part.pieces[at] {
                Piece::Table(table) => self.grid(&table::read(table)),
                Piece::Line(line) => {
                    let number = label(&line.text)
                        .or_else(|| heading::plain_number(&line.text, numbered_plainly));
                    if let Some(number) = number {
                        let is_stray = strays.contains(&at);
                        self.numbered(&line.text, &number, &part.pieces[at + 1..], is_stray);
                    } else {
                        self.leave(&line.text, nexts[at]);
                        self.paragraph(&line.text);
                    }
                }
            }
            at += 1;
        }
    }

    /// Reads a line with a number: a heading, an item, or a heading with its text behind it.
    fn numbered(&mut self, text: &str, number: &Label<'_>, behind: &[Piece], is_stray: bool) {
        let mut before = None;
        while self.open.last().is_some_and(|open| open.style >= number.style) {
            before = self.open.pop().filter(|open| open.style == number.style);
        }
        let before = before.as_ref().map(|open| open.text.as_str());
        let heading = if is_stray { Heading::None } else { heading::of(number, before, behind) };
        let path = self.path();
        let open = Open {
            style: number.style,
            address: self.address_of(number),
            name: match &heading {
                Heading::Line(words) | Heading::RunIn(words) => format!("{}{words}", number.text),
                Heading::None => number.text.to_owned(),
            },
            text: text.to_owned(),
            has_text: !matches!(heading, Heading::Line(_)),
        };
        self.open.push(open);
        if let Heading::Line(words) | Heading::RunIn(words) = &heading {
            let section = Section {
                level: 0,
                label: Some(number.text.to_owned()),
                heading: words.clone(),
                path,
            };
            self.sections.push(DraftSection { part: self.part, style: number.style, section });
        }
        if !matches!(heading, Heading::Line(_)) {
            let mut path = self.path();
            path.pop();
            self.clause(text, number.rest, ClauseKind::Item, path, 0);
        }
    }

    /// Returns the address of a number below what is open: （一） of an article is its 项, 1. of
    /// that a 目.
    fn address_of(&self, number: &Label<'_>) -> String {
        let is_of_article = self.open.iter().any(|open| open.style == Style::Article);
        let is_of_item = self.open.iter().any(|open| open.style == Style::ChineseBracketed);
        match number.style {
            Style::ChineseBracketed if is_of_article => {
                format!("第（{}）项", chinese(number.number))
            }
            Style::Arabic if is_of_article && is_of_item => format!("第{}目", number.number),
            style => style.address(number.number, number.text),
        }
    }

    /// Leaves the numbers that a paragraph does not stand under: all, where it closes the notice
    /// behind its last number, but for those of 附则; the 项 of an article behind its last one.
    /// `next` is the style of the number that comes next.
    fn leave(&mut self, text: &str, next: Option<Style>) {
        let is_of_article = self.open.iter().any(|open| open.style == Style::Article);
        let Some(last) = self.open.last() else { return };
        if is_of_article {
            let is_last = next.is_none_or(|next| next <= Style::Article);
            if is_last && last.style > Style::Article && last.has_text && last.text.ends_with('。')
            {
                while self.open.last().is_some_and(|open| open.style > Style::Article) {
                    self.open.pop();
                }
            }
        } else if next.is_none()
            && (last.has_text || self.paragraphs.contains_key(&self.base()))
            && closes(text)
            && !self.open.iter().any(|open| open.name.contains("附则"))
        {
            self.open.clear();
        }
    }

    fn paragraph(&mut self, text: &str) {
        if assignment::closes_paragraph(text) && self.close_paragraph(text) {
            return;
        }
        let base = self.base();
        let count = self.paragraphs.entry(base).or_insert(0);
        *count += 1;
        let own_line = usize::from(self.open.last().is_some_and(|open| open.has_text));
        let paragraph = *count + own_line;
        self.clause(text, text, ClauseKind::Paragraph, self.path(), paragraph);
    }

    /// Adds units on a line of their own to the clause before them.
    fn close_paragraph(&mut self, text: &str) -> bool {
        let roles = assignment::in_brackets(text).or_else(|| assignment::in_line(text));
        let base = self.base();
        let last = self.drafts.last_mut().filter(|draft| draft.base == base);
        let (Some(draft), Some(roles)) = (last, roles) else { return false };
        let task = draft.clause.text.clone();
        draft.clause.text.push_str(text);
        let clause = self.drafts.len() - 1;
        self.tasks.retain(|held| held.clause != clause);
        let task = Task { clause, text: task, roles, is_row: false, states_deadline: false };
        self.assign(task, text);
        true
    }

    fn clause(
        &mut self,
        text: &str,
        words: &str,
        kind: ClauseKind,
        path: Vec<String>,
        paragraph: usize,
    ) {
        let bare = || bare_list::in_end(text).filter(|_| self.has_bare_lists);
        let bracketed = assignment::in_brackets(text).or_else(bare);
        let states_deadline = bracketed.is_none();
        let in_words = || assignment::in_sentence(text).or_else(|| duties::in_duties(text));
        if let Some(roles) = bracketed.or_else(in_words) {
            let task = Task {
                clause: self.drafts.len(),
                text: text.to_owned(),
                roles,
                is_row: false,
                states_deadline,
            };
            self.assign(task, text);
        }
        let clause = Clause {
            id: ClauseId::of_text(words, 1),
            path,
            address: String::new(),
            kind,
            text: text.to_owned(),
            also_at: None,
            same_as: None,
        };
        let is_plain = self.open.is_empty();
        self.drafts.push(Draft { clause, base: self.base(), paragraph, is_plain });
    }

    /// Adds a task; `said` may say who leads it and all behind it.
    fn assign(&mut self, mut task: Task, said: &str) {
        self.first_leads |= assignment::names_leader_first(said);
        if let Some(shared) = assignment::shared_by_all(said) {
            self.shared = shared;
        }
        if self.first_leads {
            task.roles.lead_by_first();
        }
        task.roles.share(&self.shared);
        self.tasks.push(task);
    }

    fn grid(&mut self, grid: &Grid) {
        self.tables += 1;
        let table = if self.tables > 1 || self.place.is_empty() {
            format!("表{}", self.tables)
        } else {
            String::new()
        };
        let base = format!("{}{table}", self.place);
        let first = self.drafts.len();
        self.grids.push(DraftTable::of(grid, first));
        for row in &grid.rows {
            self.headings_of(row);
            self.row(row, &base, grid.assigns);
        }
    }

    /// Adds the headings that hold a row (merged cells such as 一、… and （一）…) once each.
    fn headings_of(&mut self, row: &Row) {
        for (depth, words) in row.headings.iter().enumerate() {
            let Some(number) = label(words) else { continue };
            let path: Vec<String> =
                self.part_name.iter().chain(&row.headings[..depth]).cloned().collect();
            let section = Section {
                level: 0,
                label: Some(number.text.to_owned()),
                heading: number.rest.to_owned(),
                path,
            };
            let is_held = self.sections.iter().rev().any(|held| {
                held.part == self.part
                    && held.section.label == section.label
                    && held.section.heading == section.heading
                    && held.section.path == section.path
            });
            if !is_held {
                self.sections.push(DraftSection { part: self.part, style: number.style, section });
            }
        }
    }

    fn row(&mut self, row: &Row, base: &str, assigns: bool) {
        if assigns {
            let roles = roles_of(row);
            if !roles.is_empty() {
                self.tasks.push(Task {
                    clause: self.drafts.len(),
                    text: row.task.clone(),
                    roles,
                    is_row: true,
                    states_deadline: row.deadline.is_none(),
                });
            }
        }
        let text = row.cells.join(CELL_SEPARATOR);
        let path: Vec<String> =
            self.part_name.iter().cloned().chain(row.headings.iter().cloned()).collect();
        let clause = Clause {
            id: ClauseId::of_text(&text, 1),
            path,
            address: format!("{base}第{}行", row.number),
            kind: ClauseKind::Row,
            text,
            also_at: None,
            same_as: None,
        };
        self.drafts.push(Draft { clause, base: String::new(), paragraph: 0, is_plain: false });
    }

    /// Returns the names of what is open, the annex first.
    fn path(&self) -> Vec<String> {
        self.part_name
            .iter()
            .cloned()
            .chain(self.open.iter().map(|open| open.name.clone()))
            .collect()
    }

    fn base(&self) -> String {
        let sections: String = self.open.iter().map(|open| open.address.as_str()).collect();
        format!("{}{sections}", self.place)
    }

    /// Gives levels, addresses and keys, each unique.
    fn finish(self) -> Outline {
        let sections = draft::leveled(self.sections);
        let clauses = draft::addressed(self.drafts, &self.paragraphs);
        let tables = self.grids.into_iter().map(|draft| draft.table(&clauses)).collect();
        Outline { sections, clauses, tables, tasks: self.tasks }
    }
}

fn roles_of(row: &Row) -> Roles {
    let mut roles = Roles { deadline: row.deadline.clone(), ..Roles::default() };
    for (column, list) in &row.units {
        let units = unit::split(list);
        match column {
            Column::Lead => roles.lead.extend(units),
            Column::Supporting => roles.supporting.extend(units),
            _ => roles.responsible.extend(units),
        }
    }
    roles
}
