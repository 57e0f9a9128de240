//! Letters in a run that stand for 汉字: zhengwu gongkai is 政务公开.

use crate::analysis::fold::fold;
use crate::query::understand::run::Reading;
use crate::query::understand::{Understanding, Understood, UnderstoodKind};

/// The fewest letters that are read where no 汉字 stands before them.
const FEWEST: usize = 3;

/// Returns a run with the letters that the library does not hold read as pinyin.
pub(super) fn read(run: &str, reading: &Reading<'_>, understanding: &mut Understanding) -> String {
    let Some(spelling) = reading.knowledge.spelling else { return run.to_owned() };
    if !reading.wants(UnderstoodKind::Pinyin) {
        return run.to_owned();
    }
    let mut read = String::with_capacity(run.len());
    let mut rest = run;
    while let Some(from) = rest.find(|one: char| one.is_ascii_alphabetic()) {
        let (before, begun) = rest.split_at(from);
        let end = begun.find(|one: char| !one.is_ascii_alphabetic()).unwrap_or(begun.len());
        let (typed, after) = begun.split_at(end);
        read.push_str(before);
        rest = after;
        let letters = fold(typed);
        let last = read.chars().next_back().filter(|one| !one.is_ascii());
        let is_short = letters.len() < FEWEST && last.is_none();
        let meant = (!is_short && spelling.count(&letters) == 0)
            .then(|| spelling.read_letters(&letters, last))
            .flatten();
        let Some(meant) = meant else {
            read.push_str(typed);
            continue;
        };
        read.push_str(&meant);
        understanding.understood.push(Understood {
            kind: UnderstoodKind::Pinyin,
            from: typed.to_owned(),
            to: meant,
            undo: reading.request.text.clone(),
            without: Some(UnderstoodKind::Pinyin),
        });
    }
    read.push_str(rest);
    read
}
