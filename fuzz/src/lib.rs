//! What is fuzzed: one function a target, which takes any bytes and panics where a law is broken.
//!
//! The targets beside this folder hand them what libFuzzer makes up; `cargo test` hands them the
//! seeds and random changes of those.

pub mod decode;
pub mod docx;
mod laws;
pub mod lexicon;
pub mod params;
pub mod parse;
pub mod pdf;
pub mod query;
mod requests;
mod site;
pub mod write;

use std::sync::LazyLock;

use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

/// Takes bytes; panics where a law is broken.
type Run = fn(&[u8]);

/// The targets by name, as their seeds have it.
pub const TARGETS: &[(&str, Run)] = &[
    ("decode", decode::run),
    ("docx", docx::run),
    ("lexicon", lexicon::run),
    ("params", params::run),
    ("parse", parse::run),
    ("pdf", pdf::run),
    ("query", query::run),
    ("write", write::run),
];

/// The built-in tables.
static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&Overlay::default()).expect("the built-in tables are sound"));

/// Parts bytes at lines that hold nothing but a mark.
fn parts<'b>(bytes: &'b [u8], mark: &str) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii_end() == mark.as_bytes() {
            parts.push(&bytes[begin..at]);
            begin = at + line.len();
        }
        at += line.len();
    }
    parts.push(&bytes[begin..]);
    parts
}
