//! `zhengsou facts`: what places rule on one question, a row a notice.

use std::io::Write;

use clap::Args;

use crate::cli::desk::{DeskOptions, or_nothing};
use crate::cli::filters::FilterOptions;
use crate::cli::{Outcome, Terminal, block_on};
use crate::precedent::facts::table::{FactOrder, FactRow, FactTable};
use crate::precedent::request::PrecedentRequest;

/// Compare what places rule on one question: a row a notice with its value, who leads and by when.
#[derive(Debug, Args)]
pub(super) struct Facts {
    /// What is compared, such as 列席会议每年不少于几次.
    #[arg(value_name = "QUESTION")]
    question: String,
    #[command(flatten)]
    filters: FilterOptions,
    /// score, region, date, number, lead or deadline.
    #[arg(long, default_value = "score")]
    order: FactOrder,
    #[command(flatten)]
    options: DeskOptions,
}

impl Facts {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let filters = self.filters.filters()?;
        let request = PrecedentRequest { filters, ..PrecedentRequest::default() };
        let desk = self.options.desk()?;
        let mut table = block_on(async { Ok(desk.facts(&self.question, &request, today).await?) })?;
        table.sort(self.order);
        self.options.answer(&table, terminal, print)?;
        Ok(if table.rows.is_empty() { Outcome::Partly } else { Outcome::Done })
    }
}

fn print(table: &FactTable, out: &mut dyn Write) -> anyhow::Result<()> {
    for row in &table.rows {
        writeln!(out, "{}", cells(row).join("\t"))?;
    }
    Ok(())
}

/// Returns the cells of a row; what its clause does not say is 无, and a row that is not sure ends
/// in a question mark.
fn cells(row: &FactRow) -> Vec<String> {
    let place = row.notice.region.names().last().map(str::to_owned);
    vec![
        or_nothing(place),
        or_nothing(row.notice.dated_on().map(|date| date.to_string())),
        format!("{}{}", row.value, if row.is_sure { "" } else { "？" }),
        or_nothing(row.lead.clone()),
        or_nothing(Some(row.responsible.join("、"))),
        or_nothing(row.deadline.as_ref().map(|deadline| deadline.text.clone())),
        format!("{}{}", row.notice.title, row.address),
        row.clause.clone(),
    ]
}
