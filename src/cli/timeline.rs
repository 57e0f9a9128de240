//! `zhengsou timeline`: since when and where notices speak of a topic.

use std::io::Write;

use clap::Args;

use crate::cli::desk::{DeskOptions, or_nothing};
use crate::cli::filters::FilterOptions;
use crate::cli::{Outcome, Terminal, block_on};
use crate::precedent::timeline::{Share, Timeline as Found};
use crate::query::request::SearchRequest;

/// Count the notices that speak of a topic by year, level and province, beside all notices of the
/// library.
#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// What is counted, as words of a search.
    #[arg(value_name = "QUERY")]
    query: String,
    #[command(flatten)]
    filters: FilterOptions,
    #[command(flatten)]
    options: DeskOptions,
}

impl Timeline {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let filters = self.filters.filters()?;
        let request =
            SearchRequest { text: self.query.clone(), filters, ..SearchRequest::default() };
        let desk = self.options.desk()?;
        let found = block_on(async { Ok(desk.timeline(&request, today).await?) })?;
        self.options.answer(&found, terminal, print)?;
        Ok(if found.total == 0 { Outcome::Partly } else { Outcome::Done })
    }
}

fn print(found: &Found, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}：{}/{} 件，{} 个地方", found.query, found.total, found.all, found.places)?;
    for notice in &found.first {
        let date = notice.dated_on();
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        writeln!(out, "{date}\t{}\t{}", notice.title, notice.source)?;
    }
    for year in &found.years {
        let places = format!("{} 个地方，新增 {}", year.places, year.new_places);
        writeln!(out, "{}\t{places}", line(&year.share))?;
    }
    for share in &found.levels {
        writeln!(out, "{}", line(share))?;
    }
    for province in &found.provinces {
        let first = or_nothing(province.first_year.clone());
        writeln!(out, "{}\t最早 {first}", line(&province.share))?;
    }
    Ok(())
}

fn line(share: &Share) -> String {
    format!("{}\t{}/{}\t{:.1}%", share.label, share.count, share.all, share.share * 100.0)
}
