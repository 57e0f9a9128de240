//! What real pages look like: one test for each oddity, on a page of our own that shows it.

mod body;
mod head;
mod numbers;
mod openness;
mod others;
mod tasks;
mod titles;

use std::path::PathBuf;
use std::sync::LazyLock;

use zhengsou::corpus;
use zhengsou::corpus::walk::{Format, Source};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::{FOLDER, Overlay};
use zhengsou::notice::Notice;
use zhengsou::notice::assignment::Assignment;

use crate::support::samples;

/// The built-in tables with the invented places of the samples.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let overlay = Overlay::read(&samples().join(FOLDER)).unwrap();
    Lexicon::new(&overlay).unwrap()
});

/// Reads a page as the file `page.txt` of a library is read.
fn read(page: &str) -> Notice {
    read_file("page.txt", page)
}

/// Reads a page as a file of this name is read.
fn read_file(name: &str, page: &str) -> Notice {
    let path = PathBuf::from(name);
    let format = Format::of(&path).unwrap();
    let source = Source { path, relative: name.to_owned(), format };
    let mut notices = corpus::read(&source, page.as_bytes(), &LEXICON).unwrap();
    assert_eq!(notices.len(), 1);
    notices.remove(0).unwrap().notice
}

/// Returns the document number as it prints.
fn number(notice: &Notice) -> Option<String> {
    notice.doc_number.as_ref().map(ToString::to_string)
}

/// Returns a date as it prints.
fn day(date: Option<jiff::civil::Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Returns the headings of the topmost level, each with its label in front.
fn headings(notice: &Notice) -> Vec<String> {
    notice
        .outline
        .iter()
        .filter(|section| section.level == 1)
        .map(|section| format!("{}{}", section.label.as_deref().unwrap_or(""), section.heading))
        .collect()
}

/// Returns the text of every clause.
fn clauses(notice: &Notice) -> Vec<&str> {
    notice.clauses.iter().map(|clause| clause.text.as_str()).collect()
}

/// Returns the address of every clause.
fn addresses(notice: &Notice) -> Vec<&str> {
    notice.clauses.iter().map(|clause| clause.address.as_str()).collect()
}

/// Returns the task whose words hold these.
fn task<'a>(notice: &'a Notice, words: &str) -> &'a Assignment {
    let mut found = notice.assignments.iter().filter(|task| task.text.contains(words));
    let task =
        found.next().unwrap_or_else(|| panic!("no task holds {words}: {:#?}", notice.assignments));
    assert!(found.next().is_none(), "{words} stands in two tasks");
    task
}

/// Returns the latest day that a task's deadline means.
fn due(task: &Assignment) -> Option<String> {
    task.deadline.as_ref().and_then(|deadline| day(deadline.on))
}
