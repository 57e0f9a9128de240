//! Any Word document is read or refused.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{laws, parts};

/// What stands between the parts of a document that is still to be packed.
const MARK: &str = "====";

/// The parts that are read, in the order in which they are given.
const NAMES: [&str; 4] =
    ["word/document.xml", "word/numbering.xml", "word/footnotes.xml", "word/header1.xml"];

/// Takes a document, or its parts between lines of `====`: hardly any change of a packed one leaves
/// it a document.
pub fn run(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        laws::read("a.docx", bytes);
    } else {
        laws::read("a.docx", &packed(&parts(bytes, MARK)));
    }
}

fn packed(parts: &[&[u8]]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in NAMES.iter().zip(parts) {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a name");
        archive.write_all(part).expect("memory takes all");
    }
    archive.finish().expect("memory takes all").into_inner()
}
