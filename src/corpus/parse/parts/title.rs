//! Reads the titles of annexes and of what a covering notice issues.

use crate::corpus::parse::column::is_header_cell;
use crate::corpus::parse::furniture::is_bar;
use crate::corpus::parse::line::Piece;
use crate::corpus::parse::numbering::label;
use crate::notice::kind::Kind;

/// Returns the title below an annex's heading and the lines it takes.
pub(super) fn annex_title(pieces: &[Piece], from: usize) -> Option<(String, usize)> {
    let mut title = String::new();
    for (taken, piece) in pieces[from.min(pieces.len())..].iter().take(4).enumerate() {
        let Piece::Line(line) = piece else { return some(title, taken) };
        let text = line.text.as_str();
        let plain = label(text).is_none()
            && !text.contains(['。', '；', '：', '，'])
            && line.len() <= 50
            && !is_header_cell(text);
        if !plain {
            return some(title, taken);
        }
        title.push_str(text);
        if Kind::of_title(&title).is_some() || title.ends_with(['表', '单', '工', '册', '图', '书'])
        {
            return some(title, taken + 1);
        }
        if taken > 0 && line.gap > 0 && title.chars().count() > 30 {
            return some(title, taken + 1);
        }
    }
    None
}

fn some(title: String, lines: usize) -> Option<(String, usize)> {
    (!title.is_empty()).then_some((title, lines))
}

/// Returns the title of what a covering notice issues, and the lines it takes.
pub(super) fn issued_title(pieces: &[Piece], from: usize) -> Option<(String, usize)> {
    let mut title = String::new();
    for (taken, piece) in pieces[from..].iter().take(5).enumerate() {
        let Piece::Line(line) = piece else { return None };
        let text = line.text.as_str();
        let plain = label(text).is_none()
            && !text.contains(['。', '；', '：', ':'])
            && line.len() <= 80
            && !is_bar(text);
        if !plain {
            return None;
        }
        title.push_str(text);
        let ends = Kind::of_title(&title).is_some() || title.ends_with(['表', '单', '工']);
        if ends && title.chars().count() >= 4 {
            return Some((title, taken + 1));
        }
    }
    None
}
