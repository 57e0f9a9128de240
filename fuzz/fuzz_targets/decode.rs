//! Any bytes under any file name are read or refused; nothing panics.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zhengsou::corpus::walk::Format;
use zhengsou::corpus::{decode, format};

const NAMES: &[&str] = &["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.jsonl.gz"];

fuzz_target!(|bytes: &[u8]| {
    let Some((name, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let path = std::path::PathBuf::from(name);
    let Some(format) = Format::of(&path) else { return };
    let source = zhengsou::corpus::walk::Source { path, relative: name.to_owned(), format };
    if let Ok(decoded) = decode::decode(bytes, format) {
        let _ = format::read(&source, &decoded.text);
    }
});
