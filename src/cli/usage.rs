//! `zhengsou usage`: lists what readers ask, and what found nothing.

use std::io::Write;

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;

use crate::cli::options::{IndexOption, UsageOption};
use crate::cli::{Outcome, Terminal, block_on, today};
use crate::usage::lists::Lists;
use crate::usage::store::Store;
use crate::usage::summary::Summary;
use crate::usage::{RETENTION_DAYS, WINDOW_DAYS};

/// List what readers ask, and what found nothing.
#[derive(Debug, Args)]
pub(super) struct UsageList {
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    usage: UsageOption,
    /// How many days are looked at, today among them.
    #[arg(
        long,
        value_name = "N",
        default_value_t = WINDOW_DAYS,
        value_parser = clap::value_parser!(i32).range(1..=i64::from(RETENTION_DAYS))
    )]
    days: i32,
    /// The most texts of each list.
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// The last day that is looked at; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

impl UsageList {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let lists = self.lists()?;
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&lists)?)?;
        } else {
            print(&lists, terminal)?;
        }
        Ok(if lists.searches == 0 { Outcome::Partly } else { Outcome::Done })
    }

    fn lists(&self) -> anyhow::Result<Lists> {
        let file = self.usage.file(&self.index).context("no usage file is named: --usage FILE")?;
        let today = self.today.unwrap_or_else(today);
        let rows = Store::open_to_read(&file)?.rows(today, self.days)?;
        let searcher = self.index.searcher()?;
        block_on(async { Ok(Lists::of(&rows, today, self.days, self.limit, &searcher).await?) })
    }
}

fn print(lists: &Lists, terminal: &mut Terminal) -> anyhow::Result<()> {
    let out = &mut terminal.out;
    writeln!(
        out,
        "{} to {}: {} searches, {} found nothing",
        lists.from, lists.to, lists.searches, lists.found_nothing
    )?;
    writeln!(out, "\npopular (text, searches, days, visitors of the fullest day, last day)")?;
    for Summary { text, times, days, visitors, last_on, .. } in &lists.popular {
        writeln!(out, "{text}\t{times}\t{days}\t{visitors}\t{last_on}")?;
    }
    writeln!(out, "\nfound nothing (text, times, last day)")?;
    for Summary { text, unanswered, unanswered_on, last_on, .. } in &lists.unanswered {
        writeln!(out, "{text}\t{unanswered}\t{}", unanswered_on.unwrap_or(*last_on))?;
    }
    if lists.single > 0 {
        writeln!(out, "not listed: {} texts of one visitor on one day", lists.single)?;
    }
    Ok(())
}
