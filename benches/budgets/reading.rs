//! How fast files become notices, beside the bare segmenter.

use std::fs;
use std::hint::black_box;

use zhengsou::corpus::decode::decode;
use zhengsou::corpus::walk::walk;
use zhengsou::corpus::{format, parse};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

use crate::library::Library;
use crate::table::Table;
use crate::timing::processor_seconds;

/// Bytes of files that are read.
const BYTES: usize = 8 << 20;

/// Measures reading; `bare` is how many megabytes the bare segmenter cuts in a second of processor.
pub(crate) fn measure(table: &mut Table, library: &Library, bare: f64) {
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let sources = walk(&[library.folder.path().to_owned()]).expect("the library").sources;
    let mut read = 0;
    let mut files = Vec::new();
    for source in sources {
        if read > BYTES {
            break;
        }
        let bytes = fs::read(&source.path).expect("a file of the library");
        read += bytes.len();
        files.push((source, bytes));
    }
    let once = || {
        let begun = processor_seconds();
        for (source, bytes) in &files {
            let text = decode(bytes, source.format).expect("text").text;
            for raw in format::read(source, &text) {
                black_box(parse::parse(raw.expect("a notice"), &lexicon));
            }
        }
        processor_seconds() - begun
    };
    // Tables are made ready with the first notice.
    once();
    table
        .add("reading: files to notices", read as f64 / 1e6 / once().min(once()), "MB/cpu-s")
        .beside(bare, "of the bare segmenter");
}
