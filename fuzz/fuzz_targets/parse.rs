//! Any text is read as a notice whose addresses and keys are unique and whose tasks stand in
//! clauses; nothing panics.

#![no_main]

use std::collections::HashSet;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use zhengsou::corpus::parse::parse;
use zhengsou::corpus::raw::{Block, RawNotice};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&Overlay::default()).expect("the built-in tables are sound"));

fuzz_target!(|text: String| {
    let blocks = text.lines().map(|line| Block::Line(line.to_owned())).collect();
    let notice = parse(RawNotice { blocks, ..RawNotice::default() }, &LEXICON);
    let mut addresses = HashSet::new();
    let mut ids = HashSet::new();
    for clause in &notice.clauses {
        assert!(addresses.insert(&clause.address), "{} is given twice", clause.address);
        assert!(ids.insert(&clause.id), "{:?} is given twice", clause.id);
    }
    for assignment in &notice.assignments {
        assert!(ids.contains(&assignment.clause), "no clause {:?}", assignment.clause);
    }
});
