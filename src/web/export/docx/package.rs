//! Packs the markup of a document with its styles, as Office Open XML wants it (ECMA-376).

use std::io::{self, Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What kinds of parts the package holds.
const TYPES: &str = include_str!("types.xml");

/// Where the document is.
const RELATIONS: &str = include_str!("relations.xml");

/// What belongs to the document.
const DOCUMENT_RELATIONS: &str = include_str!("document_relations.xml");

/// The styles: title, headings and text as official documents are set (GB/T 9704), tables.
const STYLES: &str = include_str!("styles.xml");

/// Packs the body of a document.
pub(super) fn pack(body: &str) -> io::Result<Vec<u8>> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    );
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document.as_str()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", STYLES),
    ] {
        package.start_file(name, SimpleFileOptions::default())?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}
