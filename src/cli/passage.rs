//! What precedents are sought for at a terminal: a text, or a clause by its key.

use anyhow::Context;
use clap::Args;
use jiff::civil::Date;

use crate::notice::id::ClauseKey;
use crate::precedent::Desk;
use crate::precedent::passage::Passage;

/// A text or a clause.
#[derive(Clone, Debug, Args)]
pub(super) struct PassageOption {
    /// The text of a requirement; or a clause with --clause.
    #[arg(value_name = "TEXT", required_unless_present = "clause")]
    text: Option<String>,
    /// Key of a clause, as results give it.
    #[arg(long, value_name = "KEY", conflicts_with = "text")]
    clause: Option<String>,
}

impl PassageOption {
    /// Makes the passage of it.
    pub(super) async fn passage(&self, desk: &Desk, today: Date) -> anyhow::Result<Passage> {
        let Some(key) = &self.clause else {
            return Ok(Passage::pasted(self.text.clone().unwrap_or_default()));
        };
        let parsed = ClauseKey::parse(key)
            .with_context(|| format!("--clause {key}: expected notice:clause"))?;
        let passage = desk.passage(&parsed, today).await?;
        passage.with_context(|| format!("--clause {key}: there is no such clause"))
    }
}
