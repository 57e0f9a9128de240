//! Markdown: front matter, headings, pipe tables; other marks are taken off.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::format::text::{find_value, front_matter};
use crate::corpus::raw::{Block, Cell, RawNotice, Table};

/// Reads a Markdown text.
pub(super) fn read(text: &str) -> RawNotice {
    let (metadata, body) = front_matter(text);
    let title = find_value(&metadata, &["标题", "title"]);
    let url = find_value(&metadata, &["官方链接", "原文链接", "url", "source_url", "链接"]);
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for line in body.lines() {
        if let Some(cells) = table_row(line) {
            if !is_rule(&cells) {
                rows.push(cells);
            }
            continue;
        }
        close_table(&mut rows, &mut blocks);
        if !is_comment(line) {
            blocks.push(Block::Line(plain(line)));
        }
    }
    close_table(&mut rows, &mut blocks);
    RawNotice { url, title, metadata, blocks, ..RawNotice::default() }
}

fn close_table(rows: &mut Vec<Vec<Cell>>, blocks: &mut Vec<Block>) {
    if rows.is_empty() {
        return;
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = std::mem::take(rows);
    for row in &mut rows {
        row.resize(width, Cell::default());
    }
    blocks.push(Block::Table(Table { rows }));
}

fn table_row(line: &str) -> Option<Vec<Cell>> {
    let line = line.trim();
    let inside = line.strip_prefix('|')?;
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let cells: Vec<Cell> =
        inside.split('|').map(|cell| Cell { text: plain(cell.trim()), merged: false }).collect();
    (cells.len() > 1).then_some(cells)
}

fn is_rule(cells: &[Cell]) -> bool {
    cells
        .iter()
        .all(|cell| !cell.text.is_empty() && cell.text.chars().all(|c| matches!(c, '-' | ':')))
}

/// Tells a comment on a line of its own, which no reader sees.
fn is_comment(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("<!--") && line.ends_with("-->")
}

/// Takes the marks of headings, quotations, emphasis and links off a line.
fn plain(line: &str) -> String {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"!?\[([^\]\[]*)\]\((?:https?:|/|\./|#)[^)]*\)").expect("a literal pattern")
    });
    let mut line = line.trim_end();
    let marks = line.trim_start();
    if marks.starts_with('#') || marks.starts_with('>') {
        line = marks.trim_start_matches(['#', '>']).trim_start();
    }
    let line = LINK.replace_all(line, "$1");
    line.replace("**", "").replace("<br>", "").replace("\\_", "_").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::corpus::raw::Block;

    #[test]
    fn headings_links_and_tables_are_read() {
        let raw = read(
            "# 一、总体要求\n<!-- 编者注 -->\n> 以[官方链接](https://a.example/1)为准\n\n| 序号 | 任务 |\n| --- | --- |\n| 1 | 公开 |\n\n**完**\n",
        );
        let Block::Table(table) = &raw.blocks[3] else {
            panic!("expected a table: {:?}", raw.blocks)
        };
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[1][1].text, "公开");
        assert_eq!(raw.blocks[0], Block::Line("一、总体要求".to_owned()));
        assert_eq!(raw.blocks[1], Block::Line("以官方链接为准".to_owned()));
        assert_eq!(raw.blocks[5], Block::Line("完".to_owned()));
    }
}
