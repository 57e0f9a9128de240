//! What holds of every notice that was read, whatever it was read from.

use std::collections::HashSet;
use std::panic::{set_hook, take_hook};
use std::path::PathBuf;
use std::sync::Once;

use zhengsou::corpus;
use zhengsou::corpus::walk::{Format, Source};
use zhengsou::notice::Notice;

use super::LEXICON;

/// Checks that addresses and keys are unique and tasks stand in clauses.
pub(super) fn check(notice: &Notice) {
    let mut addresses = HashSet::new();
    let mut ids = HashSet::new();
    for clause in &notice.clauses {
        assert!(addresses.insert(&clause.address), "{} is given twice", clause.address);
        assert!(ids.insert(&clause.id), "{:?} is given twice", clause.id);
    }
    for assignment in &notice.assignments {
        assert!(ids.contains(&assignment.clause), "no clause {:?}", assignment.clause);
    }
}

/// Lets panics pass of the library that reads PDFs: the program takes them for errors, and fuzzing
/// would end at the first.
pub(super) fn bear_with_pdf() {
    static BEGUN: Once = Once::new();
    BEGUN.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |panic| {
            if !panic.location().is_some_and(|place| place.file().contains("oxidize-pdf")) {
                others(panic);
            }
        }));
    });
}

/// Reads bytes as the file of a name, and checks the notices in it.
pub(super) fn read(name: &str, bytes: &[u8]) {
    let path = PathBuf::from(name);
    let format = Format::of(&path).expect("the ending is one that is read");
    let source = Source { path, relative: name.to_owned(), format };
    for parsed in corpus::read(&source, bytes, &LEXICON).into_iter().flatten().flatten() {
        check(&parsed.notice);
    }
}
