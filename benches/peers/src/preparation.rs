//! The notices of our index, cut once into terms, and the queries: what all peers read.

use std::fs;
use std::path::Path;

use tokio::runtime::Runtime;
use zhengsou::analysis::Analyzer;
use zhengsou::engine::document::{NoticeDocument, Origin};
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::notice::Notice;
use zhengsou_peers_contract::cut::{Cut, Cutter, QUERIES, TERMS, TEXTS};

use crate::floor::COUNTED;
use crate::queries::{ONE, THREE};

/// Writes the queries into a folder.
pub(crate) fn queries(folder: &Path) {
    let queries = [ONE, THREE].concat().join("\n");
    fs::write(folder.join(QUERIES), queries).expect("room on the disk");
}

/// Writes the notices of the index in a folder beside it, their terms and their texts.
pub(crate) fn notices(folder: &Path, index: &str) {
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let analyzer = lexicon.analyzer();
    let runtime = Runtime::new().expect("a runtime");
    let engine = open::open(&EngineOptions::at(folder.join(index))).expect("an engine");
    let (mut terms, mut texts) =
        (Cutter::new(&folder.join(TERMS)), Cutter::new(&folder.join(TEXTS)));
    for source in runtime.block_on(engine.sources()).expect("the sources") {
        let notice = runtime.block_on(engine.notice(&source.id)).expect("a notice");
        let mut notice = of_text(notice.expect("it is there"), &analyzer);
        texts.put(&notice);
        let words = analyzer.words(&notice.text).into_iter();
        notice.text = words.map(|token| token.term).collect::<Vec<_>>().join(" ");
        terms.put(&notice);
    }
    terms.end();
    texts.end();
}

/// Returns a notice with its whole text.
fn of_text(notice: Notice, analyzer: &Analyzer) -> Cut {
    let mut text = notice.title.clone().unwrap_or_default();
    for clause in &notice.clauses {
        text.push('\n');
        text.push_str(&clause.text);
    }
    let id = notice.id.to_string();
    let facets = NoticeDocument::new(notice, "", Origin::default(), analyzer).values.facets;
    let values = COUNTED.map(|dimension| {
        let of_it = facets.iter().filter(|(field, _)| *field == dimension);
        of_it.map(|(_, value)| value.clone()).collect()
    });
    Cut { id, values, text }
}
