//! From files to notices: walk, decode, read the format, parse.
//!
//! Reading the world may fail and says which file and why; understanding a text never fails, it
//! returns a notice with warnings. This room knows files, encodings and layouts, and no index.

mod chunk;
pub mod decode;
pub mod error;
pub mod format;
pub mod parse;
mod personal;
pub mod raw;
pub mod received;
pub mod walk;

use std::fs;
use std::path::Path;

use crate::corpus::chunk::Heads;
use crate::corpus::error::{CorpusError, Reason};
use crate::corpus::parse::head::Head;
use crate::corpus::raw::RawNotice;
use crate::corpus::received::Attached;
use crate::corpus::walk::{Format, Source};
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::warning::{Warning, WarningKind};

/// The largest file that is read, in bytes; the longest real notice seen has 0.6 MB.
const LARGEST_FILE: u64 = 256 << 20;

/// Raised whenever the same page is read as another notice, so that libraries are read anew.
pub const READER: u32 = 4;

/// A notice with the text of the page that it was read from.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// What was read.
    pub notice: Notice,
    /// The whole text of the page in its order, whatever it was taken for.
    pub page: String,
}

/// Returns the bytes of a file.
///
/// # Errors
///
/// The file cannot be read or is too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, CorpusError> {
    let unreadable = |source| CorpusError::new(path, Reason::Unreadable(source));
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err(CorpusError::new(path, Reason::TooLarge { size, limit: LARGEST_FILE }));
    }
    fs::read(path).map_err(unreadable)
}

/// Reads the notices of one file: one of a page, one a line of an import.
///
/// A line of an import that cannot be read is an error of its own; the others count.
///
/// # Errors
///
/// The bytes are no text, or are of a format that is not read.
pub fn read(
    source: &Source,
    bytes: &[u8],
    lexicon: &Lexicon,
) -> Result<Vec<Result<Parsed, CorpusError>>, CorpusError> {
    if let Some(attached) = attached(source, bytes) {
        let file = read_bytes(&attached.path(&source.path))?;
        return Ok(vec![read_attached(source, bytes, &attached, &file, lexicon)]);
    }
    let wrong = |reason| CorpusError::new(&source.path, reason);
    let (mut raws, damaged) = raws(source, bytes).map_err(wrong)?;
    let heads = if source.format.holds_several() {
        Heads::read(&mut raws, lexicon)
    } else {
        Heads::default()
    };
    let parsed = |raw: RawNotice| {
        let head = heads.of(&raw);
        parse_with(raw, head, damaged, lexicon)
    };
    Ok(raws.into_iter().map(|raw| raw.map(parsed).map_err(wrong)).collect())
}

/// Reads the notice of a record that came as a file, from its bytes.
///
/// # Errors
///
/// The file is of another format than the record says, or cannot be read.
pub fn read_attached(
    source: &Source,
    record: &[u8],
    attached: &Attached,
    file: &[u8],
    lexicon: &Lexicon,
) -> Result<Parsed, CorpusError> {
    let wrong = |reason| CorpusError::new(&source.path, reason);
    let own = Source { format: attached.kind.format(), ..source.clone() };
    let (mut raws, damaged) = raws(&own, file).map_err(wrong)?;
    let raw = raws.pop().unwrap_or(Err(Reason::Empty));
    let raw = raw.and_then(|raw| format::described(raw, record)).map_err(wrong)?;
    Ok(parse_with(raw, None, damaged, lexicon))
}

fn attached(source: &Source, bytes: &[u8]) -> Option<Attached> {
    if source.format == Format::Json { received::attached(bytes) } else { None }
}

/// Returns the notices of a file as found, and whether some of its bytes are no text.
fn raws(source: &Source, bytes: &[u8]) -> Result<(Vec<Result<RawNotice, Reason>>, bool), Reason> {
    if let Some(raw) = format::read_document(source, bytes) {
        return Ok((vec![Ok(raw?)], false));
    }
    let decoded = decode::decode(bytes, source.format)?;
    Ok((format::read(source, &decoded.text), decoded.damaged))
}

/// Reads a text that somebody pasted, as a plain text file is read.
pub fn pasted(text: &str, lexicon: &Lexicon) -> Parsed {
    parse_with(format::pasted(text), None, false, lexicon)
}

fn parse_with(mut raw: RawNotice, head: Option<&Head>, damaged: bool, lexicon: &Lexicon) -> Parsed {
    let masked = personal::mask(&mut raw);
    // As the reader of lines takes them: a quotation across an entity is found.
    let page = html_escape::decode_html_entities(&raw.page_text()).into_owned();
    let mut notice = match head {
        None => parse::parse(raw, lexicon),
        Some(head) => parse::parse_under(head, raw, lexicon),
    };
    if masked > 0 {
        let detail = format!("{masked} numbers of identity papers");
        notice.warnings.push(Warning::new(WarningKind::Masked, detail));
    }
    if damaged {
        let detail = "some bytes are not valid in the encoding of the text";
        notice.warnings.push(Warning::new(WarningKind::EncodingDamaged, detail));
    }
    Parsed { notice, page }
}
