//! Letters in a run that stand for 汉字: zhengwu gongkai is 政务公开.

use crate::analysis::fold::fold;
use crate::query::understand::run::Reading;
use crate::query::understand::typed::TypedRun;
use crate::query::understand::{Understanding, Understood, UnderstoodKind};

/// The fewest letters that are read where no 汉字 stands before them.
const FEWEST: usize = 3;

/// Returns a run with the letters that the library does not hold read as pinyin.
pub(super) fn read(
    run: &TypedRun,
    reading: &Reading<'_>,
    understanding: &mut Understanding,
) -> TypedRun {
    let Some(spelling) = reading.knowledge.spelling else { return run.clone() };
    if !reading.wants(UnderstoodKind::Pinyin) {
        return run.clone();
    }
    let text = run.text();
    let mut read = TypedRun::default();
    let mut at = 0;
    while let Some(found) = text[at..].find(|one: char| one.is_ascii_alphabetic()) {
        let from = at + found;
        let length = text[from..].find(|one: char| !one.is_ascii_alphabetic());
        let to = length.map_or(text.len(), |length| from + length);
        read.append(run.part(at..from));
        at = to;
        let letters = fold(&text[from..to]);
        let last = read.text().chars().next_back().filter(|one| !one.is_ascii());
        let is_short = letters.len() < FEWEST && last.is_none();
        let meant = (!is_short && spelling.count(&letters) == 0)
            .then(|| spelling.read_letters(&letters, last))
            .flatten();
        let typed = run.part(from..to);
        let (Some(meant), Some(origin)) = (meant, typed.origin(&reading.request.text)) else {
            read.append(typed);
            continue;
        };
        read.push_read(&meant, &origin);
        understanding.understood.push(Understood {
            kind: UnderstoodKind::Pinyin,
            from: typed.text().to_owned(),
            to: meant,
            undo: reading.request.text.clone(),
            without: Some(UnderstoodKind::Pinyin),
        });
    }
    read.append(run.part(at..text.len()));
    read
}
