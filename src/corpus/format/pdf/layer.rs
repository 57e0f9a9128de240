//! Takes the text layer out of a PDF; may be slow or fail on broken files, so that it runs apart.

use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::panic::catch_unwind;

use oxidize_pdf::parser::{PdfDocument, PdfReader};
use oxidize_pdf::text::{ExtractionOptions, TextExtractor};

/// What stands between two pages.
pub const PAGE_END: char = '\u{C}';

/// How often the end may be met without anything read between: the library does so a few times, and
/// without end where a table of objects goes to the end of the file.
const MOST_ENDS: u32 = 10_000;

/// Returns the text of the pages, running heads left out.
///
/// # Errors
///
/// In words, why there is none.
pub fn text_of(bytes: &[u8]) -> Result<String, String> {
    // The library panics on some broken files, such as tables of objects that are no ASCII.
    let read = catch_unwind(|| read(bytes));
    read.unwrap_or_else(|_| Err("its structure is damaged".to_owned()))
}

fn read(bytes: &[u8]) -> Result<String, String> {
    let reader = PdfReader::new(Bounded::of(bytes)).map_err(|error| error.to_string())?;
    let document = PdfDocument::new(reader);
    let count = document.page_count().map_err(|error| error.to_string())?;
    let mut extractor = TextExtractor::with_options(ExtractionOptions::default());
    let mut pages = Vec::new();
    for page in 0..count {
        let text = extractor.extract_from_page(&document, page);
        let text = text.map_err(|error| format!("page {}: {error}", page + 1))?.text;
        pages.push(text.replace(PAGE_END, "\n"));
    }
    Ok(pages.join(&PAGE_END.to_string()))
}

/// Bytes that end for good.
struct Bounded<'b> {
    bytes: Cursor<&'b [u8]>,
    ends: u32,
}

impl<'b> Bounded<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self { bytes: Cursor::new(bytes), ends: 0 }
    }
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(into)?;
        self.ends = if count == 0 { self.ends + 1 } else { 0 };
        if self.ends > MOST_ENDS {
            return Err(io::Error::other("the file ends before what it begins"));
        }
        Ok(count)
    }
}

impl Seek for Bounded<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::text_of;

    #[test]
    fn a_table_that_goes_to_the_end_of_the_file_is_not_read_for_ever() {
        assert!(text_of(b"%PDF-1.4\nxref\n0 0\nstartxref\n9\n%%EOF\n").is_err());
    }
}
