//! PDF with a text layer, read in a process of its own: a broken file must stop no run.

mod guard;
pub mod layer;

use crate::corpus::error::Reason;
use crate::corpus::raw::{Block, RawNotice};

/// The fewest characters on a page of text; scans have none, or a stamp and a page number.
const FEWEST_CHARACTERS: usize = 20;

/// Reads a PDF.
///
/// # Errors
///
/// The bytes are no PDF, it takes too long, or its pages are pictures without text.
pub(in crate::corpus) fn read(bytes: &[u8]) -> Result<RawNotice, Reason> {
    let text = guard::text_of(bytes)?;
    let pages: Vec<&str> = text.split(layer::PAGE_END).collect();
    let characters = text.chars().filter(|character| !character.is_whitespace()).count();
    if characters < pages.len().max(1) * FEWEST_CHARACTERS {
        return Err(Reason::Scanned);
    }
    let lines = pages.iter().flat_map(|page| page.lines());
    let blocks =
        lines.filter(|line| !is_page_number(line)).map(|line| Block::Line(line.to_owned()));
    Ok(RawNotice { blocks: blocks.collect(), ..RawNotice::default() })
}

/// Tells — 3 —, the number of a page as official documents print it.
fn is_page_number(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_matches(['-', '—', '－', '–', '─', ' ', '\u{3000}']);
    bare.len() < line.len() && !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn numbers_of_pages_are_told_from_text() {
        for line in ["— 3 —", "-12-", "－ 1 －"] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["3", "2024年", "一、总体要求", "—", "-"] {
            assert!(!is_page_number(line), "{line}");
        }
    }
}
