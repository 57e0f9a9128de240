//! A notice as a Word document: title, elements, headings, paragraphs and tables.

mod package;
mod paragraph;

use std::io;

use crate::notice::Notice;
use crate::notice::layout::{Block, Grid, lay_out};
use crate::web::export::docx::paragraph::{Style, cell, paragraph};
use crate::web::export::evidence::Evidence;
use crate::web::export::facts::elements;

/// Writes a notice that stands at an address.
///
/// # Errors
///
/// The package cannot be put together.
pub(in crate::web) fn write(notice: &Notice, address: &str) -> io::Result<Vec<u8>> {
    package::pack(&body(notice, address))
}

/// Writes clauses as proof, one after the other.
///
/// # Errors
///
/// The package cannot be put together.
pub(in crate::web) fn evidence(evidence: &[Evidence]) -> io::Result<Vec<u8>> {
    let mut body = String::new();
    paragraph(&mut body, Style::Title, "条款摘录");
    for one in evidence {
        paragraph(&mut body, Style::Heading(1), &one.citation);
        paragraph(&mut body, Style::Body, &one.text);
        for (label, value) in one.facts() {
            paragraph(&mut body, Style::Plain, &format!("{label}：{value}"));
        }
    }
    package::pack(&body)
}

fn body(notice: &Notice, address: &str) -> String {
    let mut body = String::new();
    paragraph(&mut body, Style::Title, &notice.display_title());
    if let Some(number) = &notice.doc_number {
        paragraph(&mut body, Style::Number, &number.to_string());
    }
    if !notice.addressees.is_empty() {
        paragraph(&mut body, Style::Plain, &format!("{}：", notice.addressees.join("，")));
    }
    for block in lay_out(notice).blocks {
        match block {
            Block::Heading(heading) => {
                paragraph(&mut body, Style::Heading(heading.level), heading.text);
            }
            Block::Clause(clause) => paragraph(&mut body, Style::Body, &clause.text),
            Block::Table(grid) => table(&mut body, &grid),
        }
    }
    for name in &notice.attachments {
        paragraph(&mut body, Style::Body, &format!("附件：{name}"));
    }
    paragraph(&mut body, Style::Heading(1), "文件要素");
    let stated = elements(notice).into_iter().filter(|(_, value)| !value.is_empty());
    let source = [("原文", notice.url.clone().unwrap_or_default()), ("来源", address.to_owned())];
    for (label, value) in stated.chain(source).filter(|(_, value)| !value.is_empty()) {
        paragraph(&mut body, Style::Plain, &format!("{label}：{value}"));
    }
    body
}

fn table(body: &mut String, grid: &Grid<'_>) {
    body.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>");
    body.push_str(&"<w:gridCol/>".repeat(grid.width));
    body.push_str("</w:tblGrid>");
    if !grid.columns.is_empty() {
        body.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for name in grid.columns {
            cell(body, Style::CellName, name, 1);
        }
        body.push_str("</w:tr>");
    }
    for row in &grid.rows {
        for heading in &row.headings {
            body.push_str("<w:tr>");
            cell(body, Style::CellName, heading.text, grid.width);
            body.push_str("</w:tr>");
        }
        body.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for held in &row.cells {
            cell(body, Style::Cell, held.text, held.span);
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
    paragraph(body, Style::Plain, "");
}
