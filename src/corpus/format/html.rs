//! HTML pages: paragraphs and tables in order, without scripts, styles and hidden copies.

use std::collections::HashMap;

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use crate::corpus::raw::{Block, Cell, RawNotice, Table};

/// Elements whose text is never part of the page that people see.
const UNSEEN: &[&str] =
    &["script", "style", "noscript", "template", "head", "iframe", "select", "option", "svg"];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "main",
    "aside",
    "table",
    "tr",
    "td",
    "th",
    "form",
    "hr",
    "blockquote",
    "pre",
    "body",
    "figure",
    "figcaption",
    "address",
    "center",
    "fieldset",
];

/// The deepest nesting that is followed; deeper elements are read as one text.
const DEEPEST: usize = 200;

/// The largest span of a merged cell that is believed.
const WIDEST_SPAN: usize = 1000;

/// Reads a page.
pub(super) fn read(text: &str) -> RawNotice {
    let page = Html::parse_document(text);
    let mut raw = RawNotice { metadata: meta_tags(&page), ..RawNotice::default() };
    raw.title = meta_title(&raw.metadata);
    raw.url = meta_value(&raw.metadata, "Url").filter(|url| url.starts_with("http"));
    let mut writer = Writer::default();
    writer.element(page.root_element(), 0);
    writer.end_line();
    raw.blocks = writer.blocks;
    raw
}

/// Returns the meta tags that government pages carry, by name.
fn meta_tags(page: &Html) -> Vec<(String, String)> {
    page.tree
        .values()
        .filter_map(Node::as_element)
        .filter(|element| element.name() == "meta")
        .filter_map(|element| {
            let name = element.attr("name")?.trim();
            let content = element.attr("content")?.trim();
            let known = ["ArticleTitle", "PubDate", "ContentSource", "Url"]
                .into_iter()
                .find(|known| known.eq_ignore_ascii_case(name))?;
            (!content.is_empty()).then(|| (known.to_owned(), content.to_owned()))
        })
        .collect()
}

fn meta_value(tags: &[(String, String)], name: &str) -> Option<String> {
    tags.iter().find(|(known, _)| known == name).map(|(_, content)| content.clone())
}

fn meta_title(tags: &[(String, String)]) -> Option<String> {
    meta_value(tags, "ArticleTitle")
}

/// Writes the seen text of a page as lines and tables.
#[derive(Debug, Default)]
struct Writer {
    blocks: Vec<Block>,
    line: String,
}

impl Writer {
    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let value = element.value();
        let name = value.name();
        if UNSEEN.contains(&name) || is_hidden(value) {
            return;
        }
        if depth > DEEPEST {
            let text: String = element.text().collect();
            self.text(&text);
            return;
        }
        if name == "table" && holds_cells(element) {
            self.end_line();
            self.table(element);
            return;
        }
        let is_line = LINES.contains(&name);
        if is_line {
            self.end_line();
        }
        for child in element.children() {
            if let Some(text) = child.value().as_text() {
                self.text(text);
            } else if let Some(child) = ElementRef::wrap(child) {
                self.element(child, depth + 1);
            }
        }
        if is_line {
            self.end_line();
        }
    }

    /// Adds running text; white space of the source is one blank, as browsers show it.
    fn text(&mut self, text: &str) {
        for character in text.chars() {
            if matches!(character, ' ' | '\n' | '\r' | '\t') {
                if !self.line.is_empty() && !self.line.ends_with(' ') {
                    self.line.push(' ');
                }
            } else {
                self.line.push(character);
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.blocks.push(Block::Line(line.trim_end().to_owned()));
        }
    }

    /// Adds a table; one that only lays out the page is read as lines. A table that holds tables
    /// does: its cells are not read first, which nested tables would double at every level.
    fn table(&mut self, element: ElementRef<'_>) {
        if !holds_tables(element) {
            let table = read_table(element);
            let width = table.rows.first().map_or(0, Vec::len);
            if width > 1 && table.rows.len() > 1 {
                self.blocks.push(Block::Table(table));
                return;
            }
        }
        for child in element.children().filter_map(ElementRef::wrap) {
            self.element(child, 1);
        }
        self.end_line();
    }
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or("").to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    element.attr("hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || element.attr("type").is_some_and(|kind| kind == "hidden")
}

fn holds_cells(table: ElementRef<'_>) -> bool {
    table.descendants().filter_map(ElementRef::wrap).any(|element| is_cell(&element))
}

fn holds_tables(table: ElementRef<'_>) -> bool {
    table
        .descendants()
        .skip(1)
        .filter_map(ElementRef::wrap)
        .any(|inner| inner.value().name() == "table")
}

fn is_cell(element: &ElementRef<'_>) -> bool {
    matches!(element.value().name(), "td" | "th")
}

/// Reads the cells of a table, merged ones repeated wherever they reach.
fn read_table(element: ElementRef<'_>) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut reaching: HashMap<usize, (usize, String)> = HashMap::new();
    let lines = element
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|row| row.value().name() == "tr" && !is_hidden(row.value()));
    for line in lines {
        let mut row: Vec<Cell> = Vec::new();
        for cell in line.children().filter_map(ElementRef::wrap).filter(is_cell) {
            fill_from_above(&mut row, &mut reaching);
            let text = cell_text(cell);
            let across = span(cell, "colspan");
            let down = span(cell, "rowspan");
            for offset in 0..across {
                let column = row.len();
                row.push(Cell { text: text.clone(), merged: offset > 0 });
                if down > 1 {
                    reaching.insert(column, (down - 1, text.clone()));
                }
            }
        }
        fill_from_above(&mut row, &mut reaching);
        if !row.is_empty() {
            rows.push(row);
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in &mut rows {
        row.resize(width, Cell::default());
    }
    Table { rows }
}

fn fill_from_above(row: &mut Vec<Cell>, reaching: &mut HashMap<usize, (usize, String)>) {
    while let Some((left, text)) = reaching.get_mut(&row.len()) {
        let column = row.len();
        row.push(Cell { text: text.clone(), merged: true });
        *left -= 1;
        if *left == 0 {
            reaching.remove(&column);
        }
    }
}

fn cell_text(cell: ElementRef<'_>) -> String {
    let mut writer = Writer::default();
    for child in cell.children() {
        if let Some(text) = child.value().as_text() {
            writer.text(text);
        } else if let Some(child) = ElementRef::wrap(child) {
            writer.element(child, 1);
        }
    }
    writer.end_line();
    let lines: Vec<String> = writer
        .blocks
        .into_iter()
        .filter_map(|block| match block {
            Block::Line(line) => Some(line.trim().to_owned()),
            Block::Table(_) => None,
        })
        .collect();
    lines.join("\n")
}

fn span(cell: ElementRef<'_>, name: &str) -> usize {
    let value = cell.value().attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
    if (1..=WIDEST_SPAN).contains(&value) { value } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::corpus::raw::Block;

    fn lines(page: &str) -> Vec<String> {
        read(page)
            .blocks
            .into_iter()
            .map(|block| match block {
                Block::Line(line) => line,
                Block::Table(table) => table
                    .rows
                    .iter()
                    .map(|row| {
                        row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")
                    })
                    .collect::<Vec<_>>()
                    .join("/"),
            })
            .collect()
    }

    #[test]
    fn what_is_not_seen_is_left_out() {
        let page = "<html><head><title>x</title><style>p{}</style></head><body><script>var a=1;</script>\
            <p>一、总体<b>要求</b></p><div style=\"display: none\">副本</div><p hidden>副本</p>甲<br>乙</body></html>";
        assert_eq!(lines(page), ["一、总体要求", "甲", "乙"]);
    }

    #[test]
    fn merged_cells_are_filled() {
        let page = "<table><tr><th>序号</th><th>任务</th><th>单位</th></tr>\
            <tr><td>1</td><td>甲</td><td rowspan=\"2\">市教育局</td></tr><tr><td>2</td><td>乙</td></tr>\
            <tr><td colspan=\"3\">二、其他</td></tr></table>";
        assert_eq!(
            lines(page),
            ["序号|任务|单位/1|甲|市教育局/2|乙|市教育局/二、其他|二、其他|二、其他"]
        );
    }

    #[test]
    fn a_table_for_layout_is_read_as_lines() {
        let page = "<table><tr><td><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table><p>文</p></td></tr></table>";
        assert_eq!(lines(page), ["1|2/3|4", "文"]);
    }

    #[test]
    fn meta_tags_give_title_and_address() {
        let raw = read(
            "<meta name=\"articletitle\" content=\"通知\"><meta name=\"Url\" content=\"https://a.example/\">",
        );
        assert_eq!(raw.title.as_deref(), Some("通知"));
        assert_eq!(raw.url.as_deref(), Some("https://a.example/"));
    }

    #[test]
    fn deep_nesting_does_not_overflow() {
        let page = format!("{}深{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        assert_eq!(lines(&page), ["深"]);
    }

    #[test]
    fn tables_inside_tables_cost_no_more_at_each_level() {
        let depth = 40;
        let open = "<table><tr><td>甲</td><td>".repeat(depth);
        let close = "</td></tr><tr><td>乙</td><td>丙</td></tr></table>".repeat(depth);
        let raw = read(&format!("{open}<p>正文</p>{close}"));
        assert!(raw.page_text().contains("正文"));
    }
}
