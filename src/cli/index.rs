//! `zhengsou index`: makes the index hold what is under the paths.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use crate::cli::options::IndexOption;
use crate::cli::progress::Bar;
use crate::cli::{Outcome, Terminal, block_on, now};
use crate::engine::Engine;
use crate::engine::background::stand_back;
use crate::engine::error::EngineError;
use crate::ingest::report::IngestReport;
use crate::ingest::{IngestOptions, ingest};

/// The most failures that are listed one by one.
const LISTED: usize = 20;

/// Make the index hold what is under the paths: they are the whole library. With no path, those of
/// the last run are used, first of all `corpus/`.
#[derive(Debug, Args)]
pub(super) struct Index {
    /// Files and folders of notices.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    index: IndexOption,
    /// Read everything again into a new generation.
    #[arg(long)]
    rebuild: bool,
    /// Print the report as one JSON object.
    #[arg(long)]
    json: bool,
}

impl Index {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let engine = self.index.engine()?;
        // A site on the same machine answers meanwhile.
        stand_back();
        let report = block_on(async { build(&*engine, self.paths, self.rebuild).await })?;
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&report)?)?;
        } else {
            print(&report, terminal)?;
        }
        Ok(if report.is_complete() { Outcome::Done } else { Outcome::Partly })
    }
}

/// Indexes with a bar; without paths, those of the last run or else `corpus/`.
pub(super) async fn build(
    engine: &dyn Engine,
    paths: Vec<PathBuf>,
    rebuild: bool,
) -> anyhow::Result<IngestReport> {
    let begun = Instant::now();
    let bar = Bar::new();
    let is_new = matches!(engine.status().await, Err(EngineError::Missing { .. }));
    let paths = if paths.is_empty() && is_new { vec![PathBuf::from("corpus")] } else { paths };
    let now = Some(now().timestamp());
    let options = IngestOptions { paths, rebuild, now, keeps_tables: false };
    let result = ingest(engine, &options, &bar).await;
    bar.finish();
    let mut report = result?;
    report.took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(report)
}

/// Prints a report for people.
pub(super) fn print(report: &IngestReport, terminal: &mut Terminal) -> anyhow::Result<()> {
    if report.rebuilt {
        writeln!(
            terminal.err,
            "words, tables or the program have changed: everything was read again"
        )?;
    }
    let counts = &report.notices;
    writeln!(
        terminal.out,
        "{} added, {} updated, {} unchanged, {} removed, {} failed; {} clauses; generation {}; {} ms",
        counts.added,
        counts.updated,
        counts.unchanged,
        counts.removed,
        counts.failed,
        report.clauses,
        report.generation,
        report.took_ms
    )?;
    for (kind, count) in &report.warnings {
        writeln!(terminal.out, "warning: {kind}: {count}")?;
    }
    for failure in report.failures.iter().take(LISTED) {
        writeln!(terminal.err, "skipped: {}: {}", failure.file, failure.reason)?;
    }
    if report.failures.len() > LISTED {
        writeln!(
            terminal.err,
            "and {} more; --json lists them all",
            report.failures.len() - LISTED
        )?;
    }
    let total = counts.added + counts.updated + counts.unchanged;
    if total == 0 {
        writeln!(
            terminal.err,
            "hint: no notices were found; txt, md, html, json, jsonl and jsonl.gz are read"
        )?;
    }
    Ok(())
}
