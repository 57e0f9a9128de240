//! How fast text becomes terms, beside the bare segmenter on the same text.

#[path = "support/samples.rs"]
mod samples;

use std::fs;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;

fn text() -> String {
    samples::samples().iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
}

fn analysis(criterion: &mut Criterion) {
    let text = text();
    let lexicon = Lexicon::new(&Overlay::default()).expect("the program's own tables");
    let analyzer = lexicon.analyzer();
    #[expect(clippy::disallowed_types, reason = "the measure that ours is compared with")]
    let bare = jieba_rs::Jieba::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut group = criterion.benchmark_group("analysis");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("bare segmenter, words and sub-words", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                black_box(bare.cut_for_search(line, false));
            }
        });
    });
    group.bench_function("words", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                black_box(analyzer.words(line));
            }
        });
    });
    group.bench_function("grams", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                black_box(analyzer.grams(line));
            }
        });
    });
    group.bench_function("words and grams, encoded", |bencher| {
        bencher.iter(|| {
            for line in &lines {
                black_box(analyzer.encode(line));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
