//! Any bytes under any file name whose bytes are text are read or refused.

use std::path::PathBuf;

use zhengsou::corpus::walk::{Format, Source};
use zhengsou::corpus::{decode, format};

const NAMES: &[&str] = &["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.jsonl.gz"];

/// Takes which file name it is, as one byte, and the bytes of the file.
pub fn run(bytes: &[u8]) {
    let Some((name, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let path = PathBuf::from(name);
    let Some(format) = Format::of(&path) else { return };
    let source = Source { path, relative: name.to_owned(), format };
    if let Ok(decoded) = decode::decode(bytes, format) {
        let _ = format::read(&source, &decoded.text);
    }
}
