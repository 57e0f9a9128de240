//! Tables of Word documents, with merged cells filled.

use roxmltree::Node;

use crate::corpus::format::docx::numbering::Counters;
use crate::corpus::format::docx::{Reader, attribute, child};
use crate::corpus::raw::{Block, Cell, Table};

impl Reader<'_> {
    /// Reads a table; a table inside a cell becomes text of the cell.
    pub(super) fn table(&self, node: Node<'_, '_>, counters: &mut Counters) -> Table {
        let mut table = Table::default();
        for row in node.descendants().filter(|row| is_row_of(*row, node)) {
            let mut cells: Vec<Cell> = Vec::new();
            for cell in row.descendants().filter(|cell| is_cell_of(*cell, row)) {
                self.cell(cell, counters, table.rows.last(), &mut cells);
            }
            table.rows.push(cells);
        }
        table
    }

    fn cell(
        &self,
        node: Node<'_, '_>,
        counters: &mut Counters,
        above: Option<&Vec<Cell>>,
        cells: &mut Vec<Cell>,
    ) {
        let properties = child(node, "tcPr");
        let property = |name: &str| properties.and_then(|properties| child(properties, name));
        let span = property("gridSpan").and_then(|span| attribute(span, "val"));
        let span: usize = span.and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, 64);
        let continues = property("vMerge")
            .is_some_and(|merge| attribute(merge, "val").is_none_or(|value| value == "continue"));
        let held = above.and_then(|row| row.get(cells.len())).filter(|_| continues);
        let text = match held {
            Some(held) => held.text.clone(),
            None => self.text_of(node, counters),
        };
        for index in 0..span {
            cells.push(Cell { text: text.clone(), merged: index > 0 || held.is_some() });
        }
    }

    fn text_of(&self, cell: Node<'_, '_>, counters: &mut Counters) -> String {
        let mut blocks = Vec::new();
        self.blocks(cell, counters, &mut blocks);
        let texts = blocks.into_iter().map(|block| match block {
            Block::Line(line) => line,
            Block::Table(table) => {
                let texts = table.rows.into_iter().flatten().filter(|cell| !cell.merged);
                texts.map(|cell| cell.text).collect::<Vec<_>>().join(" ")
            }
        });
        texts.collect::<Vec<_>>().join("\n").trim().to_owned()
    }
}

fn is_row_of(row: Node<'_, '_>, table: Node<'_, '_>) -> bool {
    row.tag_name().name() == "tr" && nearest(row, "tbl") == Some(table)
}

fn is_cell_of(cell: Node<'_, '_>, row: Node<'_, '_>) -> bool {
    cell.tag_name().name() == "tc" && nearest(cell, "tr") == Some(row)
}

fn nearest<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.ancestors().skip(1).find(|above| above.tag_name().name() == name)
}
