//! How fast text becomes terms, beside the bare segmenter.

use std::fs;
use std::hint::black_box;

use serde_json::Value;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

use crate::library::Library;
use crate::table::{Budget, Table};
use crate::timing::processor_seconds;

/// Bytes of text that are cut.
const BYTES: usize = 8 << 20;

/// Measures analysis; returns how many megabytes the bare segmenter cuts in a second of processor.
pub(crate) fn measure(table: &mut Table, library: &Library) -> f64 {
    let text = text(library);
    let lines: Vec<&str> = text.lines().collect();
    let megabytes = text.len() as f64 / 1e6;
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let analyzer = lexicon.analyzer();
    #[expect(clippy::disallowed_types, reason = "the measure that ours is compared with")]
    let bare = jieba_rs::Jieba::new();
    let bare = megabytes
        / seconds(&lines, |line| {
            black_box(bare.cut_for_search(line, false));
        });
    let ours = megabytes
        / seconds(&lines, |line| {
            black_box(analyzer.encode(line));
        });
    table.add("analysis: bare segmenter, search mode", bare, "MB/cpu-s");
    table
        .add("analysis: all streams of the index", ours, "MB/cpu-s")
        .beside(bare, "of the bare segmenter")
        .within(Budget::Least(0.6));
    bare
}

/// Returns the processor time of one pass, the shorter of two.
fn seconds(lines: &[&str], pass: impl Fn(&str)) -> f64 {
    let once = || {
        let begun = processor_seconds();
        for line in lines {
            pass(line);
        }
        processor_seconds() - begun
    };
    once().min(once())
}

fn text(library: &Library) -> String {
    let mut files: Vec<_> = fs::read_dir(library.folder.path())
        .expect("the library")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let mut text = String::new();
    for file in files {
        for line in fs::read_to_string(file).expect("a file of the library").lines() {
            let notice: Value = serde_json::from_str(line).expect("an object a line");
            text.push_str(notice["text"].as_str().unwrap_or_default());
            text.push('\n');
            if text.len() > BYTES {
                return text;
            }
        }
    }
    text
}
