//! Picks the reader of a format; each turns text or a document into notices as found.

mod docx;
mod html;
mod json;
mod markdown;
pub mod pdf;
mod text;

use crate::corpus::error::Reason;
use crate::corpus::raw::RawNotice;
use crate::corpus::walk::{Format, Source};

/// Reads the notices of a decoded file, as found.
pub fn read(source: &Source, text: &str) -> Vec<Result<RawNotice, Reason>> {
    let raws = match source.format {
        Format::Markdown => vec![Ok(markdown::read(text))],
        Format::Html => vec![Ok(html::read(text))],
        Format::Json => json::read(text),
        Format::JsonLines | Format::PackedJsonLines => json::read_lines(text),
        Format::Text | Format::Docx | Format::Pdf => vec![Ok(text::read(text))],
    };
    raws.into_iter().map(|raw| Ok(named(raw?, source))).collect()
}

/// Reads a document whose bytes are no text; `None` for formats that are decoded first.
pub fn read_document(source: &Source, bytes: &[u8]) -> Option<Result<RawNotice, Reason>> {
    let raw = match source.format {
        Format::Docx => docx::read(bytes),
        Format::Pdf => pdf::read(bytes),
        _ => return None,
    };
    Some(raw.map(|raw| named(raw, source)))
}

/// Puts what a record says of a file over what was found in the file.
///
/// # Errors
///
/// The record is none.
pub fn described(raw: RawNotice, record: &[u8]) -> Result<RawNotice, Reason> {
    json::described(raw, record)
}

/// Takes a text that was pasted, as found.
pub fn pasted(text: &str) -> RawNotice {
    text::read(text)
}

/// Names a notice after its file, where it names no source itself.
fn named(mut raw: RawNotice, source: &Source) -> RawNotice {
    raw.file = source.path.to_string_lossy().into_owned();
    if raw.source.is_empty() {
        let name = source.path.file_name();
        raw.source = name.map_or_else(String::new, |name| name.to_string_lossy().into());
    }
    raw
}
