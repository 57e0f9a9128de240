//! How fast a library is read and indexed, and how fast it is found unchanged.

#[path = "support/multiplied.rs"]
mod multiplied;
#[path = "support/samples.rs"]
mod samples;

use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use tokio::runtime::Runtime;
use zhengsou::engine::open::{self, EngineOptions};
use zhengsou::ingest::report::IngestReport;
use zhengsou::ingest::{IngestOptions, Silent, ingest};

fn index(runtime: &Runtime, notices: &Path, index: &Path) -> IngestReport {
    runtime.block_on(async {
        let engine = open::open(&EngineOptions::at(index)).expect("an engine");
        let options = IngestOptions { paths: vec![notices.to_owned()], ..IngestOptions::default() };
        ingest(&*engine, &options, &Silent).await.expect("a library that can be indexed")
    })
}

fn indexing(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let library = multiplied::multiplied(multiplied::copies());
    let notices = library.folder.path();
    let kept = tempfile::tempdir().expect("a temporary folder");
    let added = index(&runtime, notices, kept.path()).notices.added;
    let mut group = criterion.benchmark_group(format!("{added} notices"));
    group.sample_size(10);
    for (unit, throughput) in
        [("notices", Throughput::Elements(added)), ("bytes", Throughput::Bytes(library.bytes))]
    {
        group.throughput(throughput);
        group.bench_function(format!("new index, {unit} a second"), |bencher| {
            bencher.iter_with_large_drop(|| {
                let folder = tempfile::tempdir().expect("a temporary folder");
                index(&runtime, notices, folder.path());
                folder
            });
        });
    }
    group.throughput(Throughput::Elements(added));
    group.bench_function("all unchanged", |bencher| {
        bencher.iter(|| index(&runtime, notices, kept.path()));
    });
    group.finish();
}

criterion_group!(benches, indexing);
criterion_main!(benches);
