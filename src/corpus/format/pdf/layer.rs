//! Takes the text layer out of a PDF; may be slow or fail on broken files, so that it runs apart.

use std::io::Cursor;
use std::panic::catch_unwind;

use oxidize_pdf::parser::{PdfDocument, PdfReader};
use oxidize_pdf::text::{ExtractionOptions, TextExtractor};

/// What stands between two pages.
pub const PAGE_END: char = '\u{C}';

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
    let reader = PdfReader::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
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
