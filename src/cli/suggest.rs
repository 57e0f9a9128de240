//! `zhengsou suggest`: completes what was typed so far.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use crate::cli::options::IndexOption;
use crate::cli::{Outcome, Terminal, block_on, today};

/// Complete what was typed so far.
#[derive(Debug, Args)]
pub(super) struct Suggest {
    /// What stands in the box.
    #[arg(value_name = "PREFIX")]
    prefix: String,
    #[command(flatten)]
    index: IndexOption,
    /// The most suggestions.
    #[arg(long, default_value_t = 8)]
    limit: usize,
    /// The day on which validity is judged; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Print what the API answers.
    #[arg(long)]
    json: bool,
}

impl Suggest {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let searcher = self.index.searcher()?;
        let today = self.today.unwrap_or_else(today);
        let suggestions =
            block_on(async { Ok(searcher.suggest(&self.prefix, self.limit, today).await?) })?;
        if self.json {
            writeln!(
                terminal.out,
                "{}",
                serde_json::json!({ "query": self.prefix, "suggestions": suggestions })
            )?;
        } else {
            for suggestion in &suggestions {
                let official = suggestion.official.iter().map(|term| format!("\t→ {term}"));
                writeln!(
                    terminal.out,
                    "{}\t{}\t{}{}",
                    suggestion.text,
                    suggestion.kind.label(),
                    suggestion.count,
                    official.collect::<String>()
                )?;
            }
        }
        Ok(if suggestions.is_empty() { Outcome::Partly } else { Outcome::Done })
    }
}
