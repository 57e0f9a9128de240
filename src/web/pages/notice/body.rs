//! The text of a notice on its page: headings, paragraphs and tables with marks and anchors.

use std::collections::BTreeMap;

use crate::notice::Notice;
use crate::notice::assignment::Assignment;
use crate::notice::clause::Clause;
use crate::notice::id::{ClauseId, ClauseKey, NoticeId};
use crate::notice::layout::{Block, Grid, GridRow, Heading};
use crate::search::highlight::Marker;
use crate::web::address;

/// The heading of HTML that the topmost headings of a notice are; its title is the first.
const TOPMOST: usize = 2;

/// The shortest clause whose wording elsewhere is offered, in characters.
const SHORTEST_SOUGHT: usize = 20;

/// The lowest heading of HTML.
const LOWEST: usize = 6;

/// What stands one below the other.
#[derive(Debug)]
pub(super) enum BodyBlock {
    Heading(HeadingView),
    Piece(Piece),
    Table(TableView),
}

/// A heading with its anchor.
#[derive(Debug)]
pub(super) struct HeadingView {
    pub(super) level: usize,
    pub(super) anchor: String,
    pub(super) html: String,
}

/// A clause that is no row.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) foot: Foot,
    pub(super) html: String,
}

/// What stands below every clause: its address, its tasks, the ways to the marks before and after.
#[derive(Debug)]
pub(super) struct Foot {
    pub(super) anchor: String,
    pub(super) address: String,
    pub(super) tasks: Vec<(&'static str, String)>,
    /// How other places word it, where it says enough to be looked for.
    pub(super) precedents: Option<String>,
    /// The first and last mark of the clause, where it has any.
    marks: Option<(usize, usize)>,
    /// The mark before those of the clause.
    pub(super) before: Option<usize>,
    /// The mark after those of the clause.
    pub(super) after: Option<usize>,
}

/// A table.
#[derive(Debug)]
pub(super) struct TableView {
    /// What the region is called that it can be moved in, unique in its notice.
    pub(super) label: String,
    pub(super) columns: Vec<String>,
    pub(super) header_anchor: Option<String>,
    /// How many columns it has, the one of addresses included.
    pub(super) width: usize,
    pub(super) rows: Vec<RowView>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct RowView {
    pub(super) headings: Vec<HeadingView>,
    pub(super) cells: Vec<(usize, String)>,
    pub(super) foot: Foot,
}

/// Lays out a notice as one reads it, counting marks on the way.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    notice: &'a NoticeId,
    marker: &'a Marker,
    tasks: BTreeMap<&'a str, Vec<&'a Assignment>>,
    marks: usize,
    tables: BTreeMap<String, usize>,
}

impl<'a> Reader<'a> {
    /// Begins at the head of a notice.
    pub(super) fn new(notice: &'a Notice, marker: &'a Marker) -> Self {
        let mut tasks: BTreeMap<&str, Vec<&Assignment>> = BTreeMap::new();
        for assignment in &notice.assignments {
            tasks.entry(assignment.clause.as_str()).or_default().push(assignment);
        }
        Self { notice: &notice.id, marker, tasks, marks: 0, tables: BTreeMap::new() }
    }

    /// Returns how many words were marked.
    pub(super) fn marks(&self) -> usize {
        self.marks
    }

    /// Reads the blocks of a notice.
    pub(super) fn read(&mut self, blocks: &[Block<'_>]) -> Vec<BodyBlock> {
        let mut views: Vec<BodyBlock> = blocks
            .iter()
            .map(|block| match block {
                Block::Heading(heading) => BodyBlock::Heading(self.heading(heading)),
                Block::Clause(clause) => BodyBlock::Piece(self.piece(clause)),
                Block::Table(grid) => BodyBlock::Table(self.table(grid)),
            })
            .collect();
        for view in &mut views {
            match view {
                BodyBlock::Heading(_) => {}
                BodyBlock::Piece(piece) => piece.foot.tie(self.marks),
                BodyBlock::Table(table) => {
                    table.rows.iter_mut().for_each(|row| row.foot.tie(self.marks));
                }
            }
        }
        views
    }

    fn heading(&mut self, heading: &Heading<'_>) -> HeadingView {
        HeadingView {
            level: (heading.level + TOPMOST - 1).min(LOWEST),
            anchor: format!("h-{}", heading.number),
            html: self.marker.numbered(&spaced(heading.text), &mut self.marks),
        }
    }

    fn piece(&mut self, clause: &Clause) -> Piece {
        let before = self.marks;
        let html = self.marker.numbered(&clause.text, &mut self.marks);
        Piece { html, foot: self.foot(clause, before, |_| false) }
    }

    fn table(&mut self, grid: &Grid<'_>) -> TableView {
        let named = if grid.place.is_empty() { "表格" } else { grid.place };
        let count = self.tables.entry(named.to_owned()).or_insert(0);
        *count += 1;
        let label = if *count > 1 { format!("{named}（之{count}）") } else { named.to_owned() };
        let columns =
            grid.columns.iter().map(|name| self.marker.numbered(name, &mut self.marks)).collect();
        TableView {
            label,
            columns,
            header_anchor: grid.header.map(|header| anchor(&header.id)),
            width: grid.width + 1,
            rows: grid.rows.iter().map(|row| self.row(row)).collect(),
        }
    }

    fn row(&mut self, row: &GridRow<'_>) -> RowView {
        let headings = row.headings.iter().map(|heading| self.heading(heading)).collect();
        let before = self.marks;
        let cells = row
            .cells
            .iter()
            .map(|cell| (cell.span, self.marker.numbered(cell.text, &mut self.marks)))
            .collect();
        let foot = self.foot(row.clause, before, |words| row.clause.text.contains(words));
        RowView { headings, cells, foot }
    }

    /// Makes what stands below a clause; tasks that it says itself, word by word, are left out.
    fn foot(&self, clause: &Clause, before: usize, says: impl Fn(&str) -> bool) -> Foot {
        let tasks = self.tasks.get(clause.id.as_str()).into_iter().flatten();
        Foot {
            anchor: anchor(&clause.id),
            address: clause.address.clone(),
            tasks: tasks.flat_map(|assignment| told(assignment, &says)).collect(),
            precedents: (clause.text.chars().count() >= SHORTEST_SOUGHT).then(|| {
                let notice = self.notice.clone();
                let key = ClauseKey { notice, clause: clause.id.clone() };
                address::precedents(&key.to_string())
            }),
            marks: (self.marks > before).then_some((before + 1, self.marks)),
            before: None,
            after: None,
        }
    }
}

impl Foot {
    /// Ties the clause to the marks before and after it.
    fn tie(&mut self, total: usize) {
        if let Some((first, last)) = self.marks {
            self.before = (first > 1).then(|| first - 1);
            self.after = (last < total).then(|| last + 1);
        }
    }
}

/// Puts a blank behind the number of a chapter: 第一章　总则.
pub(super) fn spaced(heading: &str) -> String {
    let numbered = heading.strip_prefix('第').and_then(|rest| {
        let end = rest.find(['编', '章', '节', '条'])?;
        let (number, rest) = rest.split_at(end);
        let is_number = |c: char| c.is_ascii_digit() || "零〇一二三四五六七八九十百".contains(c);
        let unit = rest.chars().next()?;
        let words = rest[unit.len_utf8()..].trim_start();
        let holds = !number.is_empty() && number.chars().all(is_number) && !words.is_empty();
        holds.then(|| format!("第{number}{unit}\u{3000}{words}"))
    });
    numbered.unwrap_or_else(|| heading.to_owned())
}

fn anchor(id: &ClauseId) -> String {
    format!("c-{id}")
}

/// Says who does a task by when, what `says` tells is said already left out.
fn told(assignment: &Assignment, says: &impl Fn(&str) -> bool) -> Vec<(&'static str, String)> {
    let mut told = Vec::new();
    for (label, units) in [
        ("牵头单位", &assignment.lead),
        ("责任单位", &assignment.responsible),
        ("配合单位", &assignment.supporting),
    ] {
        if !units.iter().all(|unit| says(unit)) {
            told.push((label, units.join("、")));
        }
    }
    let deadline = assignment.deadline.as_ref().filter(|deadline| !says(&deadline.text));
    told.extend(deadline.map(|deadline| ("完成时限", deadline.text.clone())));
    told
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn numbers_of_chapters_stand_off_their_names() {
        let cases = [
            ("第一章总则", "第一章\u{3000}总则"),
            ("第十二条 目录", "第十二条\u{3000}目录"),
            ("第一", "第一"),
            ("第三方章程", "第三方章程"),
            ("一、总体要求", "一、总体要求"),
        ];
        for (heading, expected) in cases {
            assert_eq!(spaced(heading), expected);
        }
    }
}
