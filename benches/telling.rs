//! How well the concepts of questions are told by rarity and by what was learnt; `--write` learns
//! from all questions and writes data/telling.tsv.

#![expect(clippy::print_stdout, reason = "figures for whoever measures")]

use std::fs;
use std::path::PathBuf;

use clap::Parser;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::colloquial::learning::Told;
use zhengsou::lexicon::overlay::Overlay;

/// One of so many questions is held back to measure.
const HELD: usize = 7;

/// What is written of features: those that count so much less or more than their rarity says. The
/// others change nothing that is measured (docs/relevance.md#what-words-tell).
const PLAIN: std::ops::RangeInclusive<f32> = 0.75..=1.33;

/// Measures how concepts are told.
#[derive(Debug, Parser)]
struct Options {
    /// Learns from all questions and writes what was learnt into this file; measures nothing.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let options = Options::parse();
    let lexicon = Lexicon::new(&Overlay::default()).expect("the built-in tables");
    let learn = |held: usize| lexicon.colloquial.learn(held, &lexicon.shells, &lexicon.analyzer());
    if let Some(file) = options.write {
        let telling = learn(0).telling.into_iter().filter(|(_, weight)| !PLAIN.contains(weight));
        let mut table = String::from(
            "# How telling words, pairs and characters of questions are beside their rarity.\n\
             # Written by `just learn`.\n#\n# feature\tweight\n",
        );
        table.extend(telling.map(|(feature, weight)| format!("{feature}\t{weight:.1}\n")));
        fs::write(file, table).expect("a file to write to");
        return;
    }
    println!("questions held back      first     MRR");
    for (name, Told { first, reciprocal_rank }) in
        ["by rarity", "learnt"].iter().zip(learn(HELD).told)
    {
        println!("{name:<22} {first:>7.3} {reciprocal_rank:>7.3}");
    }
}
