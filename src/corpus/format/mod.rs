//! Picks the reader of a format; each turns text into notices as found.

mod html;
mod json;
mod markdown;
mod text;

use crate::corpus::error::Reason;
use crate::corpus::raw::RawNotice;
use crate::corpus::walk::{Format, Source};

/// Reads the notices of a decoded file, as found.
pub fn read(source: &Source, text: &str) -> Vec<Result<RawNotice, Reason>> {
    let mut raws = match source.format {
        Format::Text => vec![Ok(text::read(text))],
        Format::Markdown => vec![Ok(markdown::read(text))],
        Format::Html => vec![Ok(html::read(text))],
        Format::Json => vec![json::read(text)],
        Format::JsonLines | Format::PackedJsonLines => json::read_lines(text),
    };
    let name =
        source.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    for raw in raws.iter_mut().flatten() {
        raw.file = source.path.to_string_lossy().into_owned();
        if raw.source.is_empty() {
            raw.source.clone_from(&name);
        }
    }
    raws
}
