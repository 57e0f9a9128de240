//! Paragraphs and cells in the markup of Word documents.

use std::fmt::Write;

/// How a paragraph looks; the names are those of the styles in the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The title of the notice.
    Title,
    /// Its number under the title.
    Number,
    /// A heading, 1 for the topmost.
    Heading(usize),
    /// A paragraph that begins two characters in.
    Body,
    /// A paragraph that does not.
    Plain,
    /// The name of a column.
    CellName,
    /// A cell.
    Cell,
}

/// The lowest heading that the package has a style for.
const LOWEST_HEADING: usize = 4;

impl Style {
    fn name(self) -> String {
        match self {
            Self::Title => "Title".to_owned(),
            Self::Number => "Number".to_owned(),
            Self::Heading(level) => format!("Heading{}", level.clamp(1, LOWEST_HEADING)),
            Self::Body => "BodyText".to_owned(),
            Self::Plain => "Normal".to_owned(),
            Self::CellName => "CellName".to_owned(),
            Self::Cell => "Cell".to_owned(),
        }
    }
}

/// Writes a paragraph.
pub(super) fn paragraph(body: &mut String, style: Style, text: &str) {
    let _ = write!(
        body,
        "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        style.name(),
        escaped(text)
    );
}

/// Writes a cell that takes some columns.
pub(super) fn cell(body: &mut String, style: Style, text: &str, span: usize) {
    body.push_str("<w:tc><w:tcPr>");
    if span > 1 {
        let _ = write!(body, "<w:gridSpan w:val=\"{span}\"/>");
    }
    body.push_str("</w:tcPr>");
    paragraph(body, style, text);
    body.push_str("</w:tc>");
}

/// Escapes a text; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let is_held = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().filter(is_held) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{Style, cell, paragraph};

    #[test]
    fn what_xml_cannot_hold_is_escaped_or_left_out() {
        let mut body = String::new();
        paragraph(&mut body, Style::Heading(9), "<b>&\u{1}");
        assert!(body.contains("\"Heading4\"") && body.contains(">&lt;b&gt;&amp;<"), "{body}");
        let mut wide = String::new();
        cell(&mut wide, Style::Cell, "甲", 3);
        assert!(wide.contains("<w:gridSpan w:val=\"3\"/>"), "{wide}");
    }
}
