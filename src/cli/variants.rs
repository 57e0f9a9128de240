//! `zhengsou variants`: in which wordings places put a requirement.

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::{DeskOptions, or_nothing};
use crate::cli::filters::FilterOptions;
use crate::cli::passage::PassageOption;
use crate::cli::precedents::written;
use crate::cli::{Outcome, Terminal, block_on};
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
    filters: FilterOptions,
    #[command(flatten)]
    options: DeskOptions,
}

impl Variants {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let filters = self.filters.filters()?;
        let request = PrecedentRequest { filters, ..PrecedentRequest::default() };
        let base = self.base.map(|letter| letter.to_ascii_uppercase());
        let desk = self.options.desk()?;
        let found = block_on(async {
            let passage = self.passage.passage(&desk, today).await?;
            Ok(desk.wordings(&passage, base, &request, today).await?)
        })?;
        self.options.answer(&found, terminal, print)?;
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
    let clause = &member.clause;
    vec![
        or_nothing(member.date.map(|date| date.to_string())),
        or_nothing(member.region.clone()),
        or_nothing(Some(clause.lead.join("、"))),
        or_nothing(clause.deadline.as_ref().map(|deadline| deadline.text.clone())),
        format!("{}{}", clause.notice.title, clause.address),
        clause.id.clone(),
    ]
}
