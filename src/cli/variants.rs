//! `zhengsou variants`: in which wordings places put a requirement.

use std::io::Write;
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use crate::cli::filters::FilterOptions;
use crate::cli::options::IndexOption;
use crate::cli::passage::PassageOption;
use crate::cli::precedents::written;
use crate::cli::{Outcome, Terminal, block_on, today};
use crate::precedent::Desk;
use crate::precedent::request::PrecedentRequest;
use crate::precedent::wording::{Member, Wordings};

/// Sort the clauses that put a requirement by their wording, and show how often, where and when
/// each is used and what differs from the baseline.
#[derive(Debug, Args)]
pub(super) struct Variants {
    #[command(flatten)]
    passage: PassageOption,
    /// Letter of the wording that the others are compared with; A by default.
    #[arg(long, value_name = "LETTER")]
    base: Option<char>,
    #[command(flatten)]
    index: IndexOption,
    #[command(flatten)]
    filters: FilterOptions,
    /// The day on which validity is judged; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Print what the API answers.
    #[arg(long)]
    json: bool,
}

impl Variants {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.today.unwrap_or_else(today);
        let filters = self.filters.filters()?;
        let request = PrecedentRequest { filters, ..PrecedentRequest::default() };
        let base = self.base.map(|letter| letter.to_ascii_uppercase());
        let desk = Desk::new(Arc::new(self.index.searcher()?));
        let found = block_on(async {
            let passage = self.passage.passage(&desk, today).await?;
            Ok(desk.wordings(&passage, base, &request, today).await?)
        })?;
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(&found)?)?;
        } else {
            print(&found, &mut terminal.out)?;
        }
        Ok(if found.count == 0 { Outcome::Partly } else { Outcome::Done })
    }
}

fn print(found: &Wordings, out: &mut dyn Write) -> anyhow::Result<()> {
    for group in found.groups.iter().filter(|group| group.count > 0) {
        let is_baseline = Some(group.letter) == found.baseline;
        let said = if is_baseline { "（基准）" } else { "" };
        writeln!(
            out,
            "写法 {}{said} {} 条 {}",
            group.letter,
            group.count,
            span(group.first, group.last)
        )?;
        if !group.distinct.is_empty() {
            writeln!(out, "  特有用词：{}", group.distinct.join("、"))?;
        }
        if let Some(member) = group.members.get(group.representative) {
            let text = member.comparison.as_ref().map_or(member.passage.clone(), written);
            writeln!(out, "  {}", text.replace('\n', " "))?;
        }
        let mut members: Vec<&Member> = group.members.iter().collect();
        members.sort_by_key(|member| (member.date.is_none(), member.date));
        for member in members {
            writeln!(out, "  {}", cells(member).join("\t"))?;
        }
    }
    Ok(())
}

fn span(first: Option<Date>, last: Option<Date>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format!("{first} 至 {last}"),
        _ => String::new(),
    }
}

/// Returns date, place, units in charge, deadline, notice and clause of a member; what is not stated
/// is 无.
fn cells(member: &Member) -> Vec<String> {
    let or_nothing = |text: String| if text.is_empty() { "无".to_owned() } else { text };
    let clause = &member.clause;
    let deadline = clause.deadline.as_ref().map(|deadline| deadline.text.clone());
    vec![
        or_nothing(member.date.map(|date| date.to_string()).unwrap_or_default()),
        or_nothing(member.region.clone().unwrap_or_default()),
        or_nothing(clause.lead.join("、")),
        or_nothing(deadline.unwrap_or_default()),
        format!("{}{}", clause.notice.title, clause.address),
        clause.id.clone(),
    ]
}
