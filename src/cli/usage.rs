//! `zhengsou usage`: lists what readers ask, and what found nothing.

use std::io::Write;

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use crate::cli::options::{IndexOption, UsageOption};
use crate::cli::{Outcome, Terminal, block_on, today};
use crate::usage::answered::first_that;
use crate::usage::store::{Store, first_of};
use crate::usage::summary::{self, Summary};
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

/// What the lists say.
#[derive(Debug)]
struct Lists {
    from: Date,
    to: Date,
    searches: u64,
    found_nothing: u64,
    popular: Vec<Summary>,
    unanswered: Vec<Summary>,
    /// Texts that found nothing and that one visitor asked on one day.
    single: usize,
}

impl UsageList {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let lists = self.lists()?;
        if self.json {
            lists.print_json(terminal)?;
        } else {
            lists.print(terminal)?;
        }
        Ok(if lists.searches == 0 { Outcome::Partly } else { Outcome::Done })
    }

    fn lists(&self) -> anyhow::Result<Lists> {
        let file = self.usage.file(&self.index).context("no usage file is named: --usage FILE")?;
        let today = self.today.unwrap_or_else(today);
        let rows = Store::open_to_read(&file)?.rows(today, self.days)?;
        let all = summary::summaries(&rows, today);
        let asked = summary::popular(&all);
        let (failed, single) = summary::unanswered(&all);
        let searcher = self.index.searcher()?;
        let nothing_blocked = |_: &str| false;
        let (popular, unanswered) = block_on(async {
            let find = |wanted, texts| {
                first_that(wanted, texts, self.limit, &nothing_blocked, &searcher, today)
            };
            Ok((find(true, &asked[..]).await?, find(false, &failed[..]).await?))
        })?;
        Ok(Lists {
            from: first_of(today, self.days),
            to: today,
            searches: all.iter().map(|summary| summary.times).sum(),
            found_nothing: all.iter().map(|summary| summary.unanswered).sum(),
            popular,
            unanswered,
            single,
        })
    }
}

impl Lists {
    fn print_json(&self, terminal: &mut Terminal) -> anyhow::Result<()> {
        let lists = json!({
            "from": self.from,
            "to": self.to,
            "searches": self.searches,
            "found_nothing": self.found_nothing,
            "popular": self.popular,
            "unanswered": self.unanswered,
            "single": self.single,
        });
        Ok(writeln!(terminal.out, "{lists}")?)
    }

    fn print(&self, terminal: &mut Terminal) -> anyhow::Result<()> {
        let out = &mut terminal.out;
        writeln!(
            out,
            "{} to {}: {} searches, {} found nothing",
            self.from, self.to, self.searches, self.found_nothing
        )?;
        writeln!(out, "\npopular (text, searches, days, visitors of the fullest day, last day)")?;
        for Summary { text, times, days, visitors, last_on, .. } in &self.popular {
            writeln!(out, "{text}\t{times}\t{days}\t{visitors}\t{last_on}")?;
        }
        writeln!(out, "\nfound nothing (text, times, last day)")?;
        for Summary { text, unanswered, unanswered_on, last_on, .. } in &self.unanswered {
            writeln!(out, "{text}\t{unanswered}\t{}", unanswered_on.unwrap_or(*last_on))?;
        }
        if self.single > 0 {
            writeln!(out, "not listed: {} texts of one visitor on one day", self.single)?;
        }
        Ok(())
    }
}
