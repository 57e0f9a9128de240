//! A notice as plain text.

use crate::notice::Notice;
use crate::notice::layout::{Block, Grid, lay_out};
use crate::web::export::facts::elements;

/// Writes a notice that stands at an address: title, elements, text, where it is from.
pub(in crate::web) fn write(notice: &Notice, address: &str) -> String {
    let mut lines = vec![notice.display_title().into_owned(), String::new()];
    let stated = elements(notice).into_iter().filter(|(_, value)| !value.is_empty());
    lines.extend(stated.map(|(label, value)| format!("{label}：{value}")));
    lines.push(format!("有效性：{}", notice.effective_validity().label()));
    lines.push(String::new());
    for block in lay_out(notice).blocks {
        match block {
            Block::Heading(heading) => lines.extend([String::new(), heading.text.to_owned()]),
            Block::Clause(clause) => lines.push(clause.text.clone()),
            Block::Table(grid) => rows(&grid, &mut lines),
        }
    }
    if !notice.attachments.is_empty() {
        lines.extend([String::new(), "附件：".to_owned()]);
        lines.extend(notice.attachments.iter().cloned());
    }
    lines.push(String::new());
    lines.extend(notice.url.iter().map(|url| format!("原文：{url}")));
    lines.push(format!("来源：{address}"));
    lines.push(String::new());
    lines.join("\n")
}

fn rows(grid: &Grid<'_>, lines: &mut Vec<String>) {
    lines.push(String::new());
    if !grid.columns.is_empty() {
        lines.push(grid.columns.join("\t"));
    }
    for row in &grid.rows {
        lines.extend(row.headings.iter().map(|heading| heading.text.to_owned()));
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.text).collect();
        lines.push(cells.join("\t"));
    }
    lines.push(String::new());
}
