//! `zhengsou eval`: runs judged queries and prints what was found.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::options::IndexOption;
use crate::cli::{Outcome, Terminal, block_on, today};
use crate::eval::{self, EvalOptions, facts, groups, precedents, queries};
use crate::precedent::Desk;
use crate::query::boost::Weights;

/// What is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A table of queries; prints a TREC run of notices.
    Notices,
    /// A table of queries; prints clauses as JSON lines.
    Clauses,
    /// A table of what was typed so far; prints suggestions as JSON lines.
    Suggest,
    /// JSON lines of queries; prints related searches as JSON lines.
    Related,
    /// JSON lines with qid and question; prints the best card of each as JSON lines.
    Answers,
    /// A table of clauses; prints precedents as JSON lines.
    Precedents,
    /// JSON lines with topic and question; prints the value of each notice as JSON lines.
    Facts,
    /// JSON lines with topic and query; prints clauses sorted by wording as JSON lines.
    Groups,
}

/// Run judged queries and print what was found, for evaluation scripts. Every validity is
/// searched.
#[derive(Debug, Args)]
pub(super) struct Eval {
    /// What is run.
    kind: Kind,
    /// The file of queries.
    file: PathBuf,
    #[command(flatten)]
    index: IndexOption,
    /// The most results of a query.
    #[arg(long, default_value_t = 100)]
    depth: usize,
    /// The day on which it is asked; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Weights of ranking that differ, as a JSON object: {"title": 1.5}.
    #[arg(long, value_name = "JSON")]
    weights: Option<String>,
}

impl Eval {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let weights = match &self.weights {
            Some(json) => serde_json::from_str(json).context("in --weights")?,
            None => Weights::default(),
        };
        let options =
            EvalOptions { depth: self.depth, today: self.today.unwrap_or_else(today), weights };
        let path = self.file.display();
        let table =
            fs::read_to_string(&self.file).with_context(|| format!("cannot read {path}"))?;
        match self.kind {
            Kind::Precedents => return self.precedents(&table, &options, terminal),
            Kind::Facts => return self.facts(&table, &options, terminal),
            Kind::Groups => return self.groups(&table, options.today, terminal),
            _ => {}
        }
        let queries = match self.kind {
            Kind::Related => queries::read_lines(&table),
            Kind::Answers => queries::read_questions(&table),
            _ => queries::read(&table),
        };
        let queries = queries.with_context(|| format!("in {path}"))?;
        let searcher = self.index.searcher()?;
        block_on(async {
            for query in &queries {
                match self.kind {
                    Kind::Notices => {
                        for line in eval::notices(&searcher, query, &options).await? {
                            writeln!(terminal.out, "{line}")?;
                        }
                    }
                    Kind::Suggest => {
                        let line = eval::suggest(&searcher, query, &options).await?;
                        writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
                    }
                    Kind::Related => {
                        let line = eval::related(&searcher, query, &options).await?;
                        writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
                    }
                    Kind::Answers => {
                        let line = eval::answer(&searcher, query, options.today).await?;
                        writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
                    }
                    Kind::Clauses => {
                        for line in eval::clauses(&searcher, query, &options).await? {
                            writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
                        }
                    }
                    Kind::Precedents | Kind::Facts | Kind::Groups => {}
                }
            }
            Ok(Outcome::Done)
        })
    }

    fn precedents(
        &self,
        table: &str,
        options: &EvalOptions,
        terminal: &mut Terminal,
    ) -> anyhow::Result<Outcome> {
        let sources =
            precedents::read(table).with_context(|| format!("in {}", self.file.display()))?;
        let searcher = Arc::new(self.index.searcher()?);
        let desk = Desk::new(Arc::clone(&searcher));
        block_on(async {
            let by_file = precedents::by_file(&searcher).await?;
            for source in &sources {
                let notice = match by_file.get(&source.docid) {
                    Some(id) => searcher.notice(id, options.today).await?,
                    None => None,
                };
                let lines = precedents::precedents(&desk, source, notice.as_ref(), options).await?;
                for line in lines {
                    writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
                }
            }
            Ok(Outcome::Done)
        })
    }

    fn facts(
        &self,
        lines: &str,
        options: &EvalOptions,
        terminal: &mut Terminal,
    ) -> anyhow::Result<Outcome> {
        let questions =
            facts::read(lines).with_context(|| format!("in {}", self.file.display()))?;
        let desk = Desk::new(Arc::new(self.index.searcher()?));
        block_on(async {
            for question in &questions {
                let line = facts::facts(&desk, question, options).await?;
                writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
            }
            Ok(Outcome::Done)
        })
    }

    fn groups(&self, lines: &str, today: Date, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let requirements =
            groups::read(lines).with_context(|| format!("in {}", self.file.display()))?;
        let desk = Desk::new(Arc::new(self.index.searcher()?));
        block_on(async {
            for requirement in &requirements {
                let line = groups::groups(&desk, requirement, today).await?;
                writeln!(terminal.out, "{}", serde_json::to_string(&line)?)?;
            }
            Ok(Outcome::Done)
        })
    }
}
