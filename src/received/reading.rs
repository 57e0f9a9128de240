//! What the reader makes of a received notice: the same as when the library is indexed.

use std::path::Path;

use crate::corpus::error::Reason;
use crate::corpus::walk::{Format, Source};
use crate::corpus::{self, received};
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::received::record::Record;

/// Reads the notice of a record as the file of it will be read; `bytes` are those of the file that
/// it came as, where it came as one.
///
/// # Errors
///
/// The reader finds no notice in it.
pub fn read(
    record: &Record,
    bytes: Option<&[u8]>,
    file: &Path,
    lexicon: &Lexicon,
) -> Result<Notice, Reason> {
    let relative = format!("{}/{}", received::FOLDER, record.key.file_name());
    let source = Source { path: file.to_owned(), relative, format: Format::Json };
    let own = record.to_bytes();
    let parsed = match (record.file(), bytes) {
        (Some(attached), Some(bytes)) => {
            Some(corpus::read_attached(&source, &own, attached, bytes, lexicon))
        }
        _ => corpus::read(&source, &own, lexicon).map_err(|error| error.reason)?.pop(),
    };
    match parsed {
        Some(Ok(parsed)) => Ok(parsed.notice),
        Some(Err(error)) => Err(error.reason),
        None => Err(Reason::Empty),
    }
}
