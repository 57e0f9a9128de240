//! What every command of the precedent desk takes, and how it answers.

use std::io::Write;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use crate::cli::options::IndexOption;
use crate::cli::{Terminal, today};
use crate::precedent::Desk;
use crate::search::Searcher;

/// Where is asked, on which day, and in which form the answer is printed.
#[derive(Clone, Debug, Args)]
pub(super) struct DeskOptions {
    #[command(flatten)]
    index: IndexOption,
    /// The day on which validity is judged; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Print what the API answers.
    #[arg(long)]
    json: bool,
}

impl DeskOptions {
    /// Makes a searcher over the index.
    pub(super) fn searcher(&self) -> anyhow::Result<Arc<Searcher>> {
        Ok(Arc::new(self.index.searcher()?))
    }

    /// Makes a desk over the index.
    pub(super) fn desk(&self) -> anyhow::Result<Desk> {
        Ok(Desk::new(self.searcher()?))
    }

    /// Returns the day on which is asked.
    pub(super) fn today(&self) -> Date {
        self.today.unwrap_or_else(today)
    }

    /// Prints an answer: as JSON where that is wanted, else by `print`.
    pub(super) fn answer<T: Serialize>(
        &self,
        found: &T,
        terminal: &mut Terminal,
        print: impl FnOnce(&T, &mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(found)?)?;
            Ok(())
        } else {
            print(found, &mut terminal.out)
        }
    }
}

/// Returns a cell; 无 where a clause does not say something.
pub(super) fn or_nothing(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "无".to_owned())
}
