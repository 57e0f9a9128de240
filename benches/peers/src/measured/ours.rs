//! 政搜 itself: notices read, cut and indexed with every stream, then searched engine alone.

use std::collections::BTreeMap;
use std::path::Path;

use tokio::runtime::Runtime;
use zhengsou::engine::hits::Hits;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::{IngestOptions, Silent, ingest};
use zhengsou::query::plan::QueryPlan;
use zhengsou_peers_contract::clock::{Found, Work, searches};
use zhengsou_peers_contract::cut::queries;
use zhengsou_peers_contract::report::{Indexed, Searched, memory};
use zhengsou_peers_contract::task::{Step, Task, size};

use crate::floor::COUNTED;
use crate::queries::literal_plan;

/// Its name among peers.
pub(crate) const NAME: &str = "zhengsou";

/// Does a task over a library.
pub(crate) fn run(task: &Task, library: &Path) {
    let runtime = Runtime::new().expect("a runtime");
    match task.step {
        Step::Index => task.done(NAME, &index(task, library, &runtime)),
        Step::Search => task.done(NAME, &search(task, &runtime)),
    }
}

fn index(task: &Task, library: &Path, runtime: &Runtime) -> Indexed {
    let folder = task.index(NAME);
    let work = Work::begin();
    let engine = open::open(&EngineOptions::at(&folder)).expect("an engine");
    let options = IngestOptions { paths: vec![library.to_owned()], ..IngestOptions::default() };
    runtime.block_on(ingest(&*engine, &options, &Silent)).expect("it can be indexed");
    let processor = work.seconds();
    Indexed { engine: "ours".to_owned(), processor, bytes: size(&folder), peak: memory("VmHWM") }
}

fn search(task: &Task, runtime: &Runtime) -> Searched {
    let engine = open::open(&EngineOptions::at(task.index(NAME))).expect("an engine");
    let queries = queries(&task.folder);
    // Understanding a query is no part of what peers do.
    let plans: BTreeMap<(&str, bool), QueryPlan> = queries
        .iter()
        .flat_map(|text| [(text.as_str(), false), (text.as_str(), true)])
        .map(|(text, counted)| {
            let plan = literal_plan(text, if counted { &COUNTED } else { &[] });
            ((text, counted), plan)
        })
        .collect();
    let searches = searches(task, &queries, |text, counted| {
        let answer = runtime.block_on(engine.search(&plans[&(text, counted)]));
        found(&answer.expect("an answer"))
    });
    Searched { memory: memory("VmRSS"), searches }
}

fn found(hits: &Hits) -> Found {
    let counts = |field| hits.facets.get(field)?.iter().map(|value| Some(value.count)).collect();
    Found { notices: hits.total, counts: COUNTED.iter().filter_map(counts).collect() }
}
