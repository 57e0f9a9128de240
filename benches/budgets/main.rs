//! One table of what every path costs, beside its floor in the same run, and what it is held to.
//!
//! Machines are noisy and differ: a figure says little, its ratio to a floor that was measured in
//! the same minute says more. `--json` keeps a run, `--against` tells what costs more than then.

#![expect(clippy::print_stdout, reason = "a table for whoever measures")]

mod analysis;
#[path = "../support/clauses.rs"]
mod clauses;
mod floor;
mod indexing;
mod library;
mod marking;
#[path = "../support/queries.rs"]
mod queries;
mod reading;
#[path = "../support/samples.rs"]
mod samples;
mod searching;
mod serving;
mod starting;
mod table;
mod timing;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use tokio::runtime::Runtime;

use crate::library::LibraryOptions;
use crate::table::Table;

/// Measures every path.
#[derive(Debug, Parser)]
struct Options {
    #[command(flatten)]
    measured: LibraryOptions,
    /// Writes the library into this folder instead, and measures nothing.
    #[arg(long, value_name = "FOLDER")]
    write: Option<PathBuf>,
    /// Prints the table as JSON.
    #[arg(long)]
    json: bool,
    /// A table as JSON, of a run before.
    #[arg(long)]
    against: Option<PathBuf>,
    /// What cargo says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    if let Some(folder) = options.write {
        fs::create_dir_all(&folder).expect("a folder to write to");
        options.measured.write(&folder);
        return ExitCode::SUCCESS;
    }
    let library = options.measured.make();
    let runtime = Runtime::new().expect("a runtime");
    let mut table = Table {
        measured: format!(
            "{} notices of {}, {:.1} MB",
            library.notices,
            library.made_of,
            library.bytes as f64 / 1e6
        ),
        ..Table::default()
    };
    let bare = analysis::measure(&mut table, &library);
    reading::measure(&mut table, &library, bare);
    let indexed = indexing::measure(&mut table, &library, &runtime);
    searching::measure(&mut table, &indexed, &runtime);
    marking::measure(&mut table, &indexed, &runtime);
    starting::measure(&mut table, &indexed);
    serving::measure(&mut table, &library, &indexed);
    if options.json {
        println!("{}", serde_json::to_string_pretty(&table).expect("figures"));
    } else {
        print!("{}", table.written());
    }
    let Some(before) = options.against else { return ExitCode::SUCCESS };
    let before = fs::read_to_string(before).expect("a table of a run before");
    let before: Table = serde_json::from_str(&before).expect("a table of a run before");
    let drifts = table.drifts(&before);
    for drift in &drifts {
        println!("costs more: {drift}");
    }
    if drifts.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
