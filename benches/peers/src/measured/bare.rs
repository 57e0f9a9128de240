//! Bare tantivy over the cut notices, counted by its own aggregations.

use tantivy::tokenizer::{PreTokenizedString, Token};
use zhengsou_peers_contract::clock::{Found, Work, searches};
use zhengsou_peers_contract::cut::{Notices, TERMS, queries};
use zhengsou_peers_contract::report::{Indexed, Searched, memory, version};
use zhengsou_peers_contract::task::{Step, Task, size};

use crate::floor::{Bare, BareWriter, COUNTED};

/// Its name among peers.
pub(crate) const NAME: &str = "tantivy";

/// Does a task.
pub(crate) fn run(task: &Task) {
    match task.step {
        Step::Index => task.done(NAME, &index(task)),
        Step::Search => task.done(NAME, &search(task)),
    }
}

fn index(task: &Task) -> Indexed {
    let folder = task.index(NAME);
    std::fs::create_dir(&folder).expect("a new folder");
    let mut writer = BareWriter::within(&folder);
    let mut notices = Notices::open(&task.folder.join(TERMS));
    let mut work = Work::begin();
    while let Some(document) = work.prepare(|| {
        let notice = notices.next()?;
        let values = COUNTED.into_iter().zip(&notice.values);
        let values = values.flat_map(|(field, values)| values.iter().map(move |of| (field, &**of)));
        Some(writer.cut(terms(&notice.text), values))
    }) {
        writer.put(document);
    }
    drop(writer.publish());
    let engine = format!("tantivy {}", version("tantivy"));
    Indexed { engine, processor: work.seconds(), bytes: size(&folder), peak: memory("VmHWM") }
}

/// Returns terms as tantivy takes them.
fn terms(text: &str) -> PreTokenizedString {
    let mut offset = 0;
    let token = |(position, term): (usize, &str)| {
        let from = offset;
        offset += term.len() + 1;
        let text = term.to_owned();
        Token {
            offset_from: from,
            offset_to: from + term.len(),
            position,
            text,
            position_length: 1,
        }
    };
    let tokens = text.split(' ').enumerate().map(token).collect();
    PreTokenizedString { text: text.to_owned(), tokens }
}

fn search(task: &Task) -> Searched {
    let bare = Bare::open(&task.index(NAME));
    let searches = searches(task, &queries(&task.folder), |text, counted| {
        let terms: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let found = if counted { bare.counted(&terms, &COUNTED) } else { bare.search(&terms) };
        Found { notices: found as u64, counts: Vec::new() }
    });
    Searched { memory: memory("VmRSS"), searches }
}
