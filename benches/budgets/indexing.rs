//! How fast a library is indexed, how large the index is, and how soon a change is seen.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tempfile::TempDir;
use tokio::runtime::Runtime;
use walkdir::WalkDir;
use zhengsou::engine::Engine;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::{IngestOptions, Silent, ingest};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

use crate::floor::{Bare, BareWriter};
use crate::library::Library;
use crate::table::{Budget, Table};
use crate::timing::{processor_seconds, thread_seconds};

/// Changed notices of one publication.
const CHANGED: usize = 100;

/// What was indexed.
pub(crate) struct Indexed {
    /// The folder of the index.
    pub(crate) folder: TempDir,
    /// The index.
    pub(crate) engine: Arc<dyn Engine>,
    /// The same notices in a bare index.
    pub(crate) bare: Bare,
}

/// Measures indexing.
pub(crate) fn measure(table: &mut Table, library: &Library, runtime: &Runtime) -> Indexed {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let engine = open::open(&EngineOptions::at(folder.path())).expect("an engine");
    let (wall, processor) = (Instant::now(), processor_seconds());
    let clauses = index(&engine, library.folder.path(), runtime);
    let (wall, processor) = (wall.elapsed().as_secs_f64(), processor_seconds() - processor);
    let megabytes = library.bytes as f64 / 1e6;
    let (bare, floor) = bare(&engine, runtime);
    table.measured = format!("{}, {clauses} clauses", table.measured);
    table.add("indexing: wall time", wall, "s");
    table.add("indexing: bare index of notices, terms at hand", megabytes / floor, "MB/cpu-s");
    table
        .add(
            "indexing: reading, notices and clauses, every stream",
            megabytes / processor,
            "MB/cpu-s",
        )
        .beside(megabytes / floor, "of the bare index");
    table
        .add("index size", size(folder.path()) / 1e6, "MB")
        .beside(megabytes, "of the raw text")
        .within(Budget::Most(2.2));
    publish(table, library, &engine, runtime);
    table.add("open: index to first status", opening(folder.path(), runtime), "ms");
    Indexed { folder, engine, bare }
}

/// Indexes a library and returns the number of its clauses.
fn index(engine: &Arc<dyn Engine>, library: &Path, runtime: &Runtime) -> u64 {
    let options = IngestOptions { paths: vec![library.to_owned()], ..IngestOptions::default() };
    runtime.block_on(ingest(&**engine, &options, &Silent)).expect("it can be indexed").clauses
}

/// Writes the notices of an index into a bare one; returns it with the processor time that it took.
fn bare(engine: &Arc<dyn Engine>, runtime: &Runtime) -> (Bare, f64) {
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let analyzer = lexicon.analyzer();
    let mut writer = BareWriter::new();
    let begun = processor_seconds();
    let mut preparing = 0.0;
    for source in runtime.block_on(engine.sources()).expect("the sources") {
        let notice = runtime.block_on(engine.notice(&source.id)).expect("a notice");
        let before = thread_seconds();
        let document = writer.document(notice.expect("it is there"), &analyzer);
        preparing += thread_seconds() - before;
        writer.put(document);
    }
    let bare = writer.publish();
    (bare, processor_seconds() - begun - preparing)
}

/// Changes some notices and measures how long it takes until they are found.
fn publish(table: &mut Table, library: &Library, engine: &Arc<dyn Engine>, runtime: &Runtime) {
    let file = library.folder.path().join("00000000.jsonl");
    let text = fs::read_to_string(&file).expect("the first file");
    let changed: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            at if at < CHANGED => line.replacen("\"text\":\"", "\"text\":\"一、又改。\\n", 1),
            _ => line.to_owned(),
        })
        .collect();
    fs::write(&file, changed.join("\n")).expect("room on the disk");
    let begun = Instant::now();
    index(engine, library.folder.path(), runtime);
    table
        .add(format!("publish: {CHANGED} changed notices"), begun.elapsed().as_secs_f64(), "s")
        .within(Budget::Most(2.0));
}

fn opening(folder: &Path, runtime: &Runtime) -> f64 {
    let begun = Instant::now();
    let engine = open::open(&EngineOptions::at(folder)).expect("an engine");
    runtime.block_on(engine.status()).expect("a status");
    begun.elapsed().as_secs_f64() * 1000.0
}

/// Returns the bytes of a folder.
fn size(folder: &Path) -> f64 {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|data| data.len() as f64)
        .sum()
}
