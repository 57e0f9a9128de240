//! `zhengsou precedents`: how other places word a requirement.

use std::io::Write;

use clap::Args;

use crate::cli::desk::DeskOptions;
use crate::cli::filters::FilterOptions;
use crate::cli::passage::PassageOption;
use crate::cli::{Outcome, Terminal, block_on};
use crate::precedent::comparison::{Change, Comparison};
use crate::precedent::request::PrecedentRequest;
use crate::precedent::similar::{Precedent, Precedents as Found};
use crate::query::request::Page;

/// Show how other places word a requirement: clauses of other notices that put the same as a clause
/// or a text, the nearest first, with what differs.
#[derive(Debug, Args)]
pub(super) struct Precedents {
    #[command(flatten)]
    passage: PassageOption,
    #[command(flatten)]
    filters: FilterOptions,
    /// Page, from 1.
    #[arg(long, default_value_t = 1)]
    page: usize,
    /// Results on a page.
    #[arg(long, default_value_t = 10)]
    per_page: usize,
    #[command(flatten)]
    options: DeskOptions,
}

impl Precedents {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let page = Page::new(self.page, self.per_page).map_err(|(option, expected)| {
            anyhow::anyhow!("--{}: {expected}", option.replace('_', "-"))
        })?;
        let request =
            PrecedentRequest { filters: self.filters.filters()?, page, shows_copies: false };
        let desk = self.options.desk()?;
        let found = block_on(async {
            let passage = self.passage.passage(&desk, today).await?;
            Ok(desk.similar(&passage, &request, today).await?)
        })?;
        self.options.answer(&found, terminal, |found, out| print(found, page, out))?;
        Ok(if found.precedents.is_empty() { Outcome::Partly } else { Outcome::Done })
    }
}

fn print(found: &Found, page: Page, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", found.passage)?;
    for (precedent, rank) in found.precedents.iter().zip(page.start() + 1..) {
        writeln!(out, "\n{rank}. {}", precedent.clause.notice.title)?;
        writeln!(out, "   {}", facts(precedent).join(" · "))?;
        writeln!(out, "   [{}] {}", precedent.clause.address, written(&precedent.comparison))?;
        let Comparison { added, removed, alike, .. } = precedent.comparison;
        writeln!(out, "   新增{added}处，删去{removed}处，相同 {:.0}%", alike * 100.0)?;
    }
    Ok(())
}

fn facts(precedent: &Precedent) -> Vec<String> {
    let notice = &precedent.clause.notice;
    let mut facts: Vec<String> = Vec::new();
    facts.extend(notice.doc_number.as_ref().map(ToString::to_string));
    facts.extend(notice.dated_on().map(|date| date.to_string()));
    facts.push(notice.validity.label().to_owned());
    for (label, units) in
        [("牵头", &precedent.clause.lead), ("责任", &precedent.clause.responsible)]
    {
        if !units.is_empty() {
            facts.push(format!("{label}：{}", units.join("、")));
        }
    }
    facts.extend(
        precedent.clause.deadline.as_ref().map(|deadline| format!("时限：{}", deadline.text)),
    );
    facts.push(precedent.clause.id.clone());
    facts
}

/// Writes what differs in words: 〔删：…〕〔增：…〕.
pub(super) fn written(comparison: &Comparison) -> String {
    let stretches = comparison.stretches.iter().map(|stretch| match stretch.change {
        Change::Same => stretch.text.clone(),
        Change::Removed => format!("〔删：{}〕", stretch.text),
        Change::Added => format!("〔增：{}〕", stretch.text),
    });
    stretches.collect()
}
