//! Any text is read as a notice.

use zhengsou::corpus::parse::parse;
use zhengsou::corpus::raw::{Block, RawNotice};

use super::{LEXICON, laws};

/// Takes the lines of a notice.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let blocks = text.lines().map(|line| Block::Line(line.to_owned())).collect();
    laws::check(&parse(RawNotice { blocks, ..RawNotice::default() }, &LEXICON));
}
