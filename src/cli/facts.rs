//! `zhengsou facts`: what places rule on one question, a row a notice.

use std::io::Write;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use crate::cli::filters::FilterOptions;
use crate::cli::options::IndexOption;
use crate::cli::{Outcome, Terminal, block_on, today};
use crate::precedent::Desk;
use crate::precedent::facts::table::{FactOrder, FactRow};
use crate::precedent::request::PrecedentRequest;

/// Compare what places rule on one question: a row a notice with its value, who leads and by when.
#[derive(Debug, Args)]
pub(super) struct Facts {
    /// What is compared, such as 列席会议每年不少于几次.
    #[arg(value_name = "QUESTION")]
    question: String,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    filters: FilterOptions,
    /// score, region, date, number, lead or deadline.
    #[arg(long, default_value = "score")]
    order: FactOrder,
    /// The day on which validity is judged; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Print what the API answers.
    #[arg(long)]
    json: bool,
}

impl Facts {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.today.unwrap_or_else(today);
        let filters = self.filters.filters()?;
        let request = PrecedentRequest { filters, ..PrecedentRequest::default() };
        let desk = Desk::new(Arc::new(self.index.searcher()?));
        let mut table = block_on(async { Ok(desk.facts(&self.question, &request, today).await?) })?;
        table.sort(self.order);
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&table)?)?;
        } else {
            for row in &table.rows {
                writeln!(terminal.out, "{}", cells(row).join("\t"))?;
            }
        }
        Ok(if table.rows.is_empty() { Outcome::Partly } else { Outcome::Done })
    }
}

/// Returns the cells of a row; what its clause does not say is 无, and a row that is not sure ends
/// in a question mark.
fn cells(row: &FactRow) -> Vec<String> {
    let or_nothing = |text: String| if text.is_empty() { "无".to_owned() } else { text };
    let date = row.notice.issued_on.or(row.notice.published_on);
    let deadline = row.deadline.as_ref().map(|deadline| deadline.text.clone());
    vec![
        row.notice.region.names().last().unwrap_or("无").to_owned(),
        or_nothing(date.map(|date| date.to_string()).unwrap_or_default()),
        format!("{}{}", row.value, if row.is_sure { "" } else { "？" }),
        or_nothing(row.lead.clone().unwrap_or_default()),
        or_nothing(row.responsible.join("、")),
        or_nothing(deadline.unwrap_or_default()),
        format!("{}{}", row.notice.title, row.address),
        row.clause.clone(),
    ]
}
