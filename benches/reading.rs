//! How fast files become notices, by step: bytes to text, text to lines, lines to a notice.
//!
//! Over the sample library, and over the real notices where the machine has them.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zhengsou::corpus::decode::decode;
use zhengsou::corpus::walk::{Format, Source, walk};
use zhengsou::corpus::{format, parse};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

/// The text files under a folder, with their bytes.
fn files(folder: &Path) -> Vec<(Source, Vec<u8>)> {
    let sources = walk(&[folder.to_owned()]).expect("the folder is there").sources;
    let is_text = |source: &Source| matches!(source.format, Format::Text | Format::Html);
    sources
        .into_iter()
        .filter(is_text)
        .map(|source| {
            let bytes = fs::read(&source.path).expect("a file");
            (source, bytes)
        })
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    measure(criterion, "samples", &here.join("corpus"));
    if cfg!(shared) {
        #[expect(clippy::disallowed_methods, reason = "a bench has no options but the environment")]
        let given = std::env::var("ZHENGSOU_SHARED").unwrap_or_else(|_| "../shared".to_owned());
        measure(criterion, "real notices", &here.join(given).join("notices"));
    }
}

fn measure(criterion: &mut Criterion, name: &str, folder: &Path) {
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let files = files(folder);
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut group = criterion.benchmark_group(format!("reading {name}"));
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("bytes to text", |bencher| {
        bencher.iter(|| {
            for (source, bytes) in &files {
                black_box(decode(bytes, source.format).ok());
            }
        });
    });
    let texts: Vec<(&Source, String)> = files
        .iter()
        .filter_map(|(source, bytes)| Some((source, decode(bytes, source.format).ok()?.text)))
        .collect();
    group.bench_function("text to lines", |bencher| {
        bencher.iter(|| {
            for (source, text) in &texts {
                black_box(format::read(source, text));
            }
        });
    });
    let raws: Vec<_> = texts
        .iter()
        .flat_map(|(source, text)| format::read(source, text))
        .filter_map(Result::ok)
        .collect();
    group.bench_function("lines to a notice", |bencher| {
        bencher.iter(|| {
            for raw in &raws {
                black_box(parse::parse(raw.clone(), &lexicon));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
