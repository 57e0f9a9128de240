//! A library of a chosen size: real texts where they are at hand, else the samples, multiplied.
//!
//! Copies have other names, numbers and dates, so that the vocabulary grows as it does in life;
//! copies that are alike would make long lists of few terms, which nobody has.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use aho_corasick::{AhoCorasick, MatchKind};
use clap::Args;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::samples::{root, samples};

/// Administrative divisions, by whose names places are changed.
const DIVISIONS: &str = include_str!("../../data/divisions.tsv");

/// Notices of one file.
const A_FILE: usize = 1000;

/// Places that a copy's names are moved by, prime so that copies differ for long.
const STRIDE: usize = 977;

/// A library that was made.
#[derive(Debug)]
pub(crate) struct Library {
    /// Its folder, gone when this is dropped.
    pub(crate) folder: TempDir,
    /// What it was made of.
    pub(crate) made_of: String,
    /// How many notices.
    pub(crate) notices: usize,
    /// Bytes of their titles and texts.
    pub(crate) bytes: u64,
}

/// A notice to be written.
struct Text {
    title: String,
    text: String,
}

/// Which library is made.
#[derive(Debug, Args)]
pub(crate) struct LibraryOptions {
    /// How many notices the library has.
    #[arg(long, default_value_t = 2000)]
    notices: usize,
    /// Takes the samples even where real texts are at hand.
    #[arg(long)]
    samples: bool,
}

impl LibraryOptions {
    /// Makes the library in a folder of its own.
    pub(crate) fn make(&self) -> Library {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let bytes = self.write(folder.path());
        let made_of = if self.bulk().is_some() { "the bulk texts" } else { "the sample library" };
        Library { folder, made_of: made_of.to_owned(), notices: self.notices, bytes }
    }

    /// Writes the library into a folder; returns the bytes of its titles and texts.
    pub(crate) fn write(&self, folder: &Path) -> u64 {
        let texts = self.bulk().as_deref().map_or_else(sample_texts, bulk_texts);
        write(folder, self.notices, &texts)
    }

    fn bulk(&self) -> Option<PathBuf> {
        bulk().filter(|_| !self.samples)
    }
}

/// Writes so many notices, made of some texts, into a folder; returns the bytes of titles and texts.
fn write(folder: &Path, notices: usize, texts: &[Text]) -> u64 {
    let names = Names::new();
    let mut bytes = 0;
    for first in (0..notices).step_by(A_FILE) {
        let path = folder.join(format!("{first:08}.jsonl"));
        let mut file = BufWriter::new(File::create(path).expect("a new file"));
        for at in first..(first + A_FILE).min(notices) {
            let (copy, text) = (at / texts.len(), &texts[at % texts.len()]);
            let (title, text) = (names.changed(&text.title, copy), names.changed(&text.text, copy));
            bytes += (title.len() + text.len()) as u64;
            let line = json!({ "id": format!("n{at:08}"), "title": title, "text": text });
            writeln!(file, "{line}").expect("room on the disk");
        }
    }
    bytes
}

/// Returns the packed texts that measuring reads, where they are.
fn bulk() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "benches have no options but the environment")]
    let shared = std::env::var("ZHENGSOU_SHARED").unwrap_or_else(|_| "../shared".to_owned());
    let path = root().join(shared).join("bulk/notices.jsonl.zst");
    path.is_file().then_some(path)
}

fn bulk_texts(path: &Path) -> Vec<Text> {
    let packed = File::open(path).expect("it can be read");
    let lines = BufReader::new(zstd::Decoder::new(packed).expect("it is packed"));
    let notice = |line: String| {
        let value: Value = serde_json::from_str(&line).expect("an object a line");
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Text { title: field("title"), text: field("text") }
    };
    lines.lines().map(|line| notice(line.expect("a text"))).collect()
}

fn sample_texts() -> Vec<Text> {
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    let text = |path: PathBuf| fs::read_to_string(path).ok();
    let titled = |text: String| {
        let title =
            text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
        Text { title, text }
    };
    let in_lexicon = |path: &PathBuf| path.components().any(|part| part.as_os_str() == "lexicon");
    let files = samples().into_iter().filter(|path| is_text(path) && !in_lexicon(path));
    files.filter_map(text).map(titled).collect()
}

/// Names of places.
struct Names {
    names: Vec<&'static str>,
    finder: AhoCorasick,
}

impl Names {
    fn new() -> Self {
        let lines = DIVISIONS.lines().filter(|line| !line.starts_with('#'));
        let names: Vec<&str> = lines
            .filter_map(|line| line.split('\t').nth(1))
            .filter(|name| name.chars().count() >= 3 && *name != "市辖区")
            .collect();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
        Self { names, finder: finder.expect("names that can be looked for") }
    }

    /// Returns a text as another copy has it; the first copy is the text itself.
    fn changed(&self, text: &str, copy: usize) -> String {
        if copy == 0 {
            return text.to_owned();
        }
        let mut places = String::with_capacity(text.len());
        self.finder.replace_all_with(text, &mut places, |found, _, places| {
            let other = (found.pattern().as_usize() + copy * STRIDE) % self.names.len();
            places.push_str(self.names[other]);
            true
        });
        numbers(&places, copy)
    }
}

/// Moves the last digit of each number, and all behind the fourth: years stay in their decade.
fn numbers(text: &str, copy: usize) -> String {
    let by = u32::try_from(copy % 10).unwrap_or_default();
    let mut changed = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = 0;
    while let Some(character) = characters.next() {
        let Some(digit) = character.to_digit(10) else {
            before = 0;
            changed.push(character);
            continue;
        };
        before += 1;
        let is_last = !characters.peek().is_some_and(char::is_ascii_digit);
        let moved = if is_last || before > 4 { (digit + by) % 10 } else { digit };
        changed.push(char::from_digit(moved, 10).unwrap_or(character));
    }
    changed
}
