//! How long searches take: the median and the slowest hundredth, with facets and without, and what
//! understanding costs beside literal words.

#![expect(clippy::print_stdout, reason = "a table for whoever measures")]

#[path = "support/multiplied.rs"]
mod multiplied;
#[path = "support/samples.rs"]
mod samples;

use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use tokio::runtime::Runtime;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::{IngestOptions, Silent, ingest};
use zhengsou::query::facet::FacetField;
use zhengsou::query::request::{FacetRequest, Scope, SearchRequest};
use zhengsou::query::understand::UnderstoodKind;
use zhengsou::search::Searcher;

/// Runs of each query.
const RUNS: usize = 50;

/// The day on which is asked.
const TODAY: Date = date(2025, 6, 1);

/// Queries of each kind that people type.
const QUERIES: [(&str, &str); 6] = [
    ("one word", "检索"),
    ("two words", "政务公开 检索"),
    ("a sentence", "养老服务补贴每月能领多少钱，到哪里申请"),
    ("a quotation", "\"站内检索\""),
    ("a number", "泽政办函〔2024〕27号"),
    ("everything", ""),
];

/// Queries that are understood in some way.
const UNDERSTOOD: [(&str, &str); 6] = [
    ("keywords", "政务公开 检索"),
    ("plain", "退休金怎么领"),
    ("a place", "清泽市养老补贴"),
    ("pinyin", "zhengwu gongkai"),
    ("a slip", "便民服物中心"),
    ("a question", "养老服务补贴每月能领多少钱，到哪里申请"),
];

fn main() {
    let library = multiplied::multiplied(multiplied::copies());
    let index = tempfile::tempdir().expect("a temporary folder");
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let engine = open::open(&EngineOptions::at(index.path())).expect("an engine");
        let paths = vec![library.folder.path().to_owned()];
        let options = IngestOptions { paths, ..IngestOptions::default() };
        let report = ingest(&*engine, &options, &Silent).await.expect("it can be indexed");
        let (notices, clauses) = (report.notices.added, report.clauses);
        println!("{notices} notices, {clauses} clauses, {} bytes; milliseconds", library.bytes);
        println!("{:<12} {:<12} {:>17} {:>17}", "query", "scope", "p50 p99", "with facets");
        let searcher = Searcher::new(engine);
        for (name, text) in QUERIES {
            for scope in [Scope::Notices, Scope::Clauses] {
                let plain = SearchRequest { text: text.to_owned(), scope, ..Default::default() };
                let facets = FacetField::ALL.into_iter();
                let facets = facets.map(|field| FacetRequest { field, size: 20 }).collect();
                let counted = SearchRequest { facets, ..plain.clone() };
                let (plain, counted) =
                    (measure(&searcher, &plain).await, measure(&searcher, &counted).await);
                println!("{name:<12} {:<12} {plain:>17} {counted:>17}", scope.name());
            }
        }
        println!("{:<12} {:>17} {:>17} {:>6}", "query", "literal", "understood", "ratio");
        for (name, text) in UNDERSTOOD {
            let whole = SearchRequest { text: text.to_owned(), ..Default::default() };
            let mut literal = whole.clone();
            literal.without.extend(UnderstoodKind::OPTIONAL);
            let (literal, whole) =
                (times(&searcher, &literal).await, times(&searcher, &whole).await);
            let ratio = whole[RUNS / 2].as_secs_f64() / literal[RUNS / 2].as_secs_f64();
            println!("{name:<12} {:>17} {:>17} {ratio:>6.2}", shown(&literal), shown(&whole));
        }
    });
}

/// Returns the median and the slowest hundredth of some runs.
async fn measure(searcher: &Searcher, request: &SearchRequest) -> String {
    shown(&times(searcher, request).await)
}

/// Returns how long some runs took, the shortest first.
async fn times(searcher: &Searcher, request: &SearchRequest) -> Vec<Duration> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let begun = Instant::now();
        searcher.search(request, TODAY).await.expect("an answer");
        times.push(begun.elapsed());
    }
    times.sort();
    times
}

fn shown(times: &[Duration]) -> String {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let (median, slowest) = (times[RUNS / 2], times[RUNS * 99 / 100]);
    format!("{:>8.2} {:>8.2}", milliseconds(median), milliseconds(slowest))
}
