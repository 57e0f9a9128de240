//! Every seed of fuzzing, and random changes of each, through what is fuzzed.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use crate::fuzzed::TARGETS;

/// How many changed seeds each target is given: as many as some seconds are enough for, or so many
/// times as many as `ZHENGSOU_CHANGES` says.
const CHANGED: &[(&str, usize)] = &[
    ("decode", 4000),
    ("docx", 1500),
    ("lexicon", 20),
    ("params", 200),
    ("parse", 1000),
    ("pdf", 500),
    ("query", 400),
    ("write", 200),
];

/// The most changes of one seed.
const MOST_CHANGES: usize = 8;

/// What is put into seeds beside what other seeds hold.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"\n",
    b"\t",
    b"\r\n",
    b"%00",
    b"%F0%9F",
    b"&",
    b"=",
    b"-1",
    b"18446744073709551616",
    b"\"",
    b"\\ud800",
    b"\xFF",
    b"\xED\xA0\x80",
    b"----\n",
    b"====\n",
    b"<",
    b"]]>",
    "\u{FEFF}".as_bytes(),
    "\u{3000}".as_bytes(),
    "\u{202E}".as_bytes(),
    "𠀀".as_bytes(),
    "〔2024〕".as_bytes(),
    "“".as_bytes(),
    "、".as_bytes(),
    "（一）".as_bytes(),
];

/// Draws that are the same in every run (xorshift64*, Vigna 2016).
struct Draws(u64);

impl Draws {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap() % bound.max(1)
    }

    fn range(&mut self, bytes: &[u8], longest: usize) -> std::ops::Range<usize> {
        let begin = self.below(bytes.len() + 1);
        begin..(begin + self.below(longest)).min(bytes.len())
    }

    /// Changes a seed at some places.
    fn change(&mut self, seed: &[u8], others: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        for _ in 0..=self.below(MOST_CHANGES) {
            let longest = 1 << self.below(8);
            let place = self.range(&bytes, longest);
            let new = match self.below(6) {
                0 => Vec::new(),
                1 => vec![u8::try_from(self.below(256)).unwrap()],
                2 => PIECES[self.below(PIECES.len())].to_vec(),
                3 => bytes[place.clone()].repeat(2 + self.below(40)),
                4 => {
                    let from = self.range(&bytes, 64);
                    bytes[from].to_vec()
                }
                _ => {
                    let other = &others[self.below(others.len())].1;
                    let from = self.range(other, 200);
                    other[from].to_vec()
                }
            };
            bytes.splice(place, new);
        }
        bytes
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// Returns the seeds of a target by name, in order.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder().join("seeds").join(target)).unwrap();
    let mut seeds: Vec<(String, Vec<u8>)> = files
        .map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())
        })
        .collect();
    seeds.sort();
    seeds
}

fn times() -> usize {
    #[expect(clippy::disallowed_methods, reason = "tests have no options but the environment")]
    let given = std::env::var("ZHENGSOU_CHANGES");
    given.ok().and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Replays the seeds of a target and some changes of them.
fn replay(target: &str) {
    let (_, run) = TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let (_, changed) = CHANGED.iter().find(|(name, _)| *name == target).unwrap();
    let seeds = seeds(target);
    let check = |name: &str, bytes: &[u8]| {
        let ran = catch_unwind(AssertUnwindSafe(|| run(bytes)));
        assert!(ran.is_ok(), "{target}, {name}: \"{}\"", bytes.escape_ascii());
    };
    for (name, bytes) in &seeds {
        check(name, bytes);
    }
    let mut draws = Draws(0x9E37_79B9_7F4A_7C15);
    for at in 0..changed * times() {
        let (name, bytes) = &seeds[at % seeds.len()];
        check(&format!("{name} changed ({at})"), &draws.change(bytes, &seeds));
    }
}

#[test]
fn every_target_is_built_and_has_seeds() {
    let manifest = fs::read_to_string(folder().join("Cargo.toml")).unwrap();
    let names = manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/"));
    let built: BTreeSet<String> = names.map(|name| name.replace(".rs\"", "")).collect();
    let known: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let replayed: BTreeSet<String> = CHANGED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(built, known);
    assert_eq!(replayed, known);
    for target in &known {
        assert!(!seeds(target).is_empty(), "{target}");
        let file = folder().join("fuzz_targets").join(format!("{target}.rs"));
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("zhengsou_fuzz::{target}::run")), "{target}");
    }
}

#[test]
fn decode() {
    replay("decode");
}

#[test]
fn docx() {
    replay("docx");
}

#[test]
fn lexicon() {
    replay("lexicon");
}

#[test]
fn params() {
    replay("params");
}

#[test]
fn parse() {
    replay("parse");
}

#[test]
fn pdf() {
    replay("pdf");
}

#[test]
fn query() {
    replay("query");
}

#[test]
fn write() {
    replay("write");
}
