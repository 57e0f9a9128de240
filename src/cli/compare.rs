//! `zhengsou compare`: two notices clause by clause, or this year's with last year's.

use std::io::Write;

use anyhow::{Context, anyhow};
use clap::Args;
use jiff::civil::Date;

use crate::cli::desk::DeskOptions;
use crate::cli::precedents::written;
use crate::cli::{Outcome, Terminal, block_on};
use crate::notice::id::NoticeId;
use crate::precedent::Desk;
use crate::precedent::notices::shown::{ClauseCompared, NoticesCompared};

/// Compare two notices clause by clause: what the second kept, reworded, added and dropped of the
/// first; a single notice is compared with that of the year before.
#[derive(Debug, Args)]
pub(super) struct Compare {
    /// The baseline; or a single notice, whose baseline is that of the year before.
    #[arg(value_name = "ID")]
    first: String,
    /// The notice that is compared with the baseline.
    #[arg(value_name = "ID")]
    second: Option<String>,
    #[command(flatten)]
    options: DeskOptions,
}

impl Compare {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let desk = self.options.desk()?;
        let compared = block_on(self.compare(&desk, today))?;
        self.options.answer(&compared, terminal, print)?;
        Ok(Outcome::Done)
    }

    async fn compare(&self, desk: &Desk, today: Date) -> anyhow::Result<NoticesCompared> {
        let first = NoticeId::given(&self.first);
        let (baseline, other) = if let Some(second) = &self.second {
            (first, NoticeId::given(second))
        } else {
            let years =
                desk.neighbours(&first, today).await?.with_context(|| missing(&self.first))?;
            let previous = years.previous.with_context(|| {
                format!("{}: the library holds no notice of an earlier year of it", self.first)
            })?;
            (previous.id, first)
        };
        let compared = desk.compare_notices(&baseline, &other, today).await?;
        compared.map_err(|id| anyhow!(missing(id.as_str())))
    }
}

fn missing(id: &str) -> String {
    format!("{id}: there is no such notice")
}

fn print(compared: &NoticesCompared, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "基准 {} ({})", compared.baseline.title, compared.baseline.id)?;
    writeln!(out, "对照 {} ({})", compared.other.title, compared.other.id)?;
    writeln!(out, "{}", compared.counts.said())?;
    for part in &compared.parts {
        let whole = part.fate.map(|fate| format!("〔整部分{}〕", fate.label())).unwrap_or_default();
        writeln!(out, "\n{}{whole}", part.heading.as_deref().unwrap_or("（开头）"))?;
        for clause in &part.clauses {
            print_clause(clause, out)?;
        }
    }
    Ok(())
}

fn print_clause(clause: &ClauseCompared, out: &mut dyn Write) -> anyhow::Result<()> {
    let sides = [("原", &clause.baseline), ("新", &clause.other)];
    let addresses = sides
        .iter()
        .filter_map(|(name, side)| side.as_ref().map(|side| format!("{name}：{}", side.address)));
    let addresses: Vec<String> = addresses.collect();
    writeln!(out, "  [{}] {}", clause.fate.label(), addresses.join("，"))?;
    match (&clause.comparison, &clause.baseline, &clause.other) {
        (Some(comparison), ..) if comparison.is_one_text() => {
            writeln!(out, "    {}", written(comparison))?;
        }
        (Some(_), Some(baseline), Some(other)) => {
            writeln!(out, "    原 {}\n    新 {}", baseline.text, other.text)?;
        }
        (_, baseline, other) => {
            let side = other.as_ref().or(baseline.as_ref());
            writeln!(out, "    {}", side.map_or("", |side| &side.text))?;
        }
    }
    if let Some(near) = &clause.near {
        writeln!(out, "    最接近的是{}", near.address)?;
    }
    Ok(())
}
