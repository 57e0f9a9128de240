//! How fast a library is indexed, how large the index is, and how soon a change is seen.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use jieba_rs::TokenizeMode;
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
    let (bare, floor, cut) = bare(&engine, runtime);
    table.measured = format!("{}, {clauses} clauses", table.measured);
    table.add("indexing: wall time", wall, "s");
    table.add("indexing: bare index of notices, terms at hand", megabytes / floor, "MB/cpu-s");
    table
        .add(
            "indexing: reading, notices and clauses, every stream",
            megabytes / processor,
            "MB/cpu-s",
        )
        .beside(megabytes / (floor + cut), "of the bare index that cuts")
        .within(Budget::Least(0.45));
    table
        .add("indexing: bare index that cuts its texts", megabytes / (floor + cut), "MB/cpu-s")
        .beside(megabytes / floor, "of one with its terms at hand");
    cores(table, library);
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

/// Measures how much sooner the program has indexed a library on all cores than on one.
fn cores(table: &mut Table, library: &Library) {
    let seconds = |on_one: bool| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let program = env!("CARGO_BIN_EXE_zhengsou");
        let mut command = Command::new(if on_one { "taskset" } else { program });
        if on_one {
            command.args(["--cpu-list", "0", program]);
        }
        command.arg("index").arg(library.folder.path()).arg("--index").arg(folder.path());
        let begun = Instant::now();
        let run = command.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
        run.success().then(|| begun.elapsed().as_secs_f64())
    };
    let (Some(one), Some(all)) = (seconds(true), seconds(false)) else {
        table.measured.push_str("; skipped: indexing on one core, since there is no taskset");
        return;
    };
    table
        .add("indexing: notices a second on all cores", library.notices as f64 / all, "1/s")
        .beside(library.notices as f64 / one, "of one core")
        .within(Budget::Least(1.8));
}

/// Writes the notices of an index into a bare one; returns it with the processor time that it took,
/// and what cutting their texts by the bare segmenter takes besides.
fn bare(engine: &Arc<dyn Engine>, runtime: &Runtime) -> (Bare, f64, f64) {
    #[expect(clippy::disallowed_types, reason = "the measure that ours is compared with")]
    let segmenter = jieba_rs::Jieba::new();
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let analyzer = lexicon.analyzer();
    let mut writer = BareWriter::new();
    let sources = runtime.block_on(engine.sources()).expect("the sources");
    let notice = |id| {
        let notice = runtime.block_on(engine.notice(id)).expect("a notice");
        notice.expect("it is there")
    };
    let begun = processor_seconds();
    for source in &sources {
        black_box(notice(&source.id));
    }
    let reading = processor_seconds() - begun;
    let begun = processor_seconds();
    let (mut preparing, mut cutting) = (0.0, 0.0);
    for source in &sources {
        let notice = notice(&source.id);
        let before = thread_seconds();
        let text = BareWriter::text(&notice);
        let uncut = thread_seconds();
        black_box(segmenter.tokenize(&text, TokenizeMode::Search, true));
        cutting += thread_seconds() - uncut;
        let document = writer.document(notice, &analyzer);
        preparing += thread_seconds() - before;
        writer.put(document);
    }
    let bare = writer.publish();
    (bare, processor_seconds() - begun - preparing - reading, cutting)
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
pub(crate) fn size(folder: &Path) -> f64 {
    let files = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    files
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|data| data.len() as f64)
        .sum()
}
