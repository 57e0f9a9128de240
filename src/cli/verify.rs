//! `zhengsou verify`: checks that an index and its library are as they were written, and agree.

use std::io::Write;

use clap::Args;
use thiserror::Error;

use crate::cli::options::IndexOption;
use crate::cli::{Outcome, Terminal};
use crate::ingest::differences::Differences;
use crate::upkeep::verify::{Verified, verify};

/// Check an index, what was received over HTTP, and that the index holds what the library holds;
/// nothing is changed, and a site that is served meanwhile is not held up. Ends with 0 where all is
/// well, with 1 where index and library differ, with 2 where something is damaged.
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    index: IndexOption,
    /// Print what is found as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Something is damaged; what it is was printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{files} {} damaged", if *files == 1 { "file is" } else { "files are" })]
pub(super) struct Damaged {
    files: usize,
}

impl Verify {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let verified = verify(&self.index.index)?;
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&verified)?)?;
        } else {
            print(&verified, terminal)?;
        }
        let files = verified.damages.len();
        if files > 0 {
            terminal.out.flush()?;
            return Err(Damaged { files }.into());
        }
        let is_same = verified.differences.as_ref().is_some_and(Differences::is_empty);
        Ok(if is_same { Outcome::Done } else { Outcome::Partly })
    }
}

/// Prints what is found, a line each.
fn print(verified: &Verified, terminal: &mut Terminal) -> anyhow::Result<()> {
    let Verified { generation, notices, clauses, received, damages, differences, .. } = verified;
    for damage in damages {
        writeln!(terminal.out, "damaged: {}: {}", damage.file, damage.reason)?;
    }
    let Some(differences) = differences else { return Ok(()) };
    let Differences { new, changed, gone, tables, outdated, failures } = differences;
    for (kind, files) in [("new", new), ("changed", changed), ("gone", gone)] {
        for file in files {
            writeln!(terminal.out, "{kind}: {file}")?;
        }
    }
    for table in tables {
        writeln!(terminal.out, "changed: lexicon/{table}")?;
    }
    if *outdated {
        writeln!(terminal.out, "outdated: words, tables or the program have changed")?;
    }
    for failure in failures {
        writeln!(terminal.err, "skipped: {}: {}", failure.file, failure.reason)?;
    }
    if damages.is_empty() {
        let is_same = if differences.is_empty() { "all well" } else { "not as the library" };
        writeln!(
            terminal.out,
            "{notices} notices, {clauses} clauses, generation {generation}; {} received; {is_same}",
            received.notices
        )?;
    }
    Ok(())
}
