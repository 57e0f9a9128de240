//! How long the precedents of a clause take over hundreds of thousands of clauses.
//!
//! Over the texts of `bulk` where `ZHENGSOU_SHARED` has them unpacked as JSON lines
//! (`ZHENGSOU_BULK`), else over the sample library, multiplied.

#![expect(clippy::print_stdout, reason = "a table for whoever measures")]

#[path = "support/clauses.rs"]
mod clauses;
#[path = "support/multiplied.rs"]
mod multiplied;
#[path = "support/samples.rs"]
mod samples;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::{Date, date};
use tokio::runtime::Runtime;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::{IngestOptions, Silent, ingest};
use zhengsou::precedent::Desk;
use zhengsou::precedent::request::PrecedentRequest;
use zhengsou::search::Searcher;

/// Clauses that are asked for.
const ASKED: usize = 300;

/// The shortest clause that is asked for, in characters.
const SHORTEST: usize = 40;

/// The day on which is asked.
const TODAY: Date = date(2025, 6, 1);

fn main() {
    let bulk = std::env::var_os("ZHENGSOU_BULK").map(PathBuf::from);
    let library = bulk.is_none().then(|| multiplied::multiplied(multiplied::copies()));
    let path = bulk.or_else(|| Some(library.as_ref()?.folder.path().to_owned()));
    let index = tempfile::tempdir().expect("a temporary folder");
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let engine = open::open(&EngineOptions::at(index.path())).expect("an engine");
        let options = IngestOptions { paths: path.into_iter().collect(), ..IngestOptions::default() };
        let report = ingest(&*engine, &options, &Silent).await.expect("it can be indexed");
        let keys = clauses::keys(&*engine, ASKED, SHORTEST).await;
        let desk = Desk::new(Arc::new(Searcher::new(engine)));
        let mut times: Vec<Duration> = Vec::with_capacity(keys.len());
        let mut found = 0;
        for (at, key) in keys.iter().enumerate() {
            let passage = desk.passage(key, TODAY).await.expect("an answer").expect("a clause");
            let begun = Instant::now();
            let request = PrecedentRequest::default();
            let precedents = desk.similar(&passage, &request, TODAY).await.expect("an answer");
            found += usize::from(!precedents.precedents.is_empty());
            // The first loads dictionary and tables.
            if at > 0 {
                times.push(begun.elapsed());
            }
        }
        times.sort();
        let at = |share: usize| times[times.len() * share / 100].as_secs_f64() * 1000.0;
        println!(
            "{} notices, {} clauses{}; {} asked, {found} found any; p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms",
            report.notices.added,
            report.clauses,
            library.map_or_else(String::new, |library| format!(", {} bytes", library.bytes)),
            keys.len(),
            at(50),
            at(90),
            at(99)
        );
    });
}
