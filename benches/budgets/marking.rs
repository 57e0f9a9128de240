//! What marking the words of a query in what is shown costs, beside the search itself.

use std::hint::black_box;

use tokio::runtime::Runtime;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::query::plan::{QueryPlan, plan};
use zhengsou::query::request::SearchRequest;
use zhengsou::query::understand::{Knowledge, understand};
use zhengsou::search::highlight::Marker;

use crate::indexing::Indexed;
use crate::queries::{THREE, TODAY};
use crate::table::Table;
use crate::timing::times;

/// Runs of each page.
const RUNS: usize = 20;

/// The longest excerpt, in characters.
const LENGTH: usize = 120;

/// Measures the marks of pages of ten results.
pub(crate) fn measure(table: &mut Table, indexed: &Indexed, runtime: &Runtime) {
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let analyzer = &lexicon.analyzer();
    let knowledge = Knowledge { lexicon: &lexicon, analyzer, spelling: None, today: TODAY };
    let requests =
        THREE.map(|text| SearchRequest { text: text.to_owned(), ..SearchRequest::default() });
    let understood = requests.map(|request| {
        let understanding = understand(&request, &knowledge);
        (plan(&request, &understanding, analyzer, TODAY), understanding)
    });
    let search =
        |plan: &QueryPlan| runtime.block_on(indexed.engine.search(plan)).expect("an answer");
    let searches = times(&understood, RUNS, |(plan, _)| search(plan));
    let pages = understood.each_ref().map(|(plan, understanding)| {
        let clauses = search(plan).hits.into_iter().flat_map(|hit| hit.clauses);
        let texts: Vec<String> = clauses.map(|held| held.clause.text).collect();
        (plan, understanding, texts)
    });
    let marked = times(&pages, RUNS, |(plan, understanding, texts)| {
        let marker = Marker::new(plan, understanding, analyzer);
        for text in texts {
            black_box(marker.snippet(text, LENGTH));
        }
    });
    table
        .add("highlight: ten results, three words: p50", marked.percentile(50), "ms")
        .beside(searches.percentile(50), "of the search");
}
