//! Other engines over the same notices and queries, beside ours in the same run.
//!
//! Every engine is measured in processes of its own, one that indexes and one that searches, so that
//! memory and processor time are its own. What an engine needs and the machine has not is said, and
//! the engine left out.

#![expect(clippy::print_stdout, reason = "a table for whoever measures")]

mod comparison;
#[path = "../../budgets/floor.rs"]
#[expect(dead_code, reason = "the terms are at hand here")]
mod floor;
#[path = "../../budgets/library.rs"]
mod library;
mod measured;
mod peer;
mod preparation;
#[path = "../../support/queries.rs"]
mod queries;
#[path = "../../support/samples.rs"]
mod samples;
#[path = "../../budgets/table.rs"]
#[expect(dead_code, reason = "peers change, and no run before is kept")]
mod table;
#[path = "../../budgets/timing.rs"]
#[expect(dead_code, reason = "peers report their times")]
mod timing;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use zhengsou_peers_contract::task::Task;

use crate::comparison::Comparison;
use crate::library::LibraryOptions;
use crate::measured::{bare, ours, sqlite};
use crate::peer::Peers;

/// Measures other engines beside ours.
#[derive(Debug, Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Options {
    #[command(flatten)]
    measured: LibraryOptions,
    /// Prints the table as JSON.
    #[arg(long)]
    json: bool,
    /// How often each query is searched.
    #[arg(long, default_value_t = 40)]
    runs: usize,
    /// What a process of one engine does.
    #[command(subcommand)]
    step: Option<OneStep>,
}

/// One step of one engine.
#[derive(Debug, Subcommand)]
enum OneStep {
    /// Runs an engine of this program.
    #[command(hide = true)]
    Run {
        engine: Engine,
        library: PathBuf,
        #[command(flatten)]
        task: Task,
    },
}

/// The engines of this program.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Engine {
    Zhengsou,
    Tantivy,
    Sqlite,
}

fn main() {
    let options = Options::parse();
    if let Some(OneStep::Run { engine, library, task }) = &options.step {
        match engine {
            Engine::Zhengsou => ours::run(task, library),
            Engine::Tantivy => bare::run(task),
            Engine::Sqlite => sqlite::run(task),
        }
        return;
    }
    let library = options.measured.make();
    let folder = tempfile::tempdir().expect("a temporary folder");
    preparation::queries(folder.path());
    let peers = Peers::new(folder.path(), library.folder.path(), options.runs);
    let ours = peers.ours().expect("our own engine");
    preparation::notices(folder.path(), ours::NAME);
    let mut comparison =
        Comparison { over: &library, ours, others: Vec::new(), left_out: Vec::new() };
    for (name, report) in peers.others() {
        match report {
            Ok(report) => comparison.others.push(report),
            Err(reason) => comparison.left_out.push(format!("{name}: {reason}")),
        }
    }
    let table = comparison.table();
    if options.json {
        println!("{}", serde_json::to_string_pretty(&table).expect("figures"));
    } else {
        print!("{}", table.written());
    }
}
