//! `zhengsou check`: what is to be looked at again in a draft before it is issued.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;

use crate::cli::desk::DeskOptions;
use crate::cli::{Outcome, Terminal, block_on};
use crate::corpus;
use crate::corpus::walk::{Format, Source};
use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::precedent::Desk;
use crate::precedent::check::draft::measured;
use crate::precedent::check::finding::Finding;
use crate::precedent::check::{Check as Checked, CheckedClause};
use crate::search::Searcher;

/// The name under which standard input is given.
const STANDARD_INPUT: &str = "-";

/// Check a draft before it is issued: the documents that it cites, how it writes numbers and names
/// departments, tasks without a unit or a deadline, and how other places word its clauses. Nothing
/// of it is kept.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The draft, in any format that notices are read from; `-` for a text on standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Name or code of the place that it is written for; that of its issuer by default.
    #[arg(long, value_name = "PLACE", default_value = "")]
    region: String,
    #[command(flatten)]
    options: DeskOptions,
}

impl Check {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let searcher = self.options.searcher()?;
        let checked = block_on(async {
            let desk = Desk::new(Arc::clone(&searcher));
            let draft = if self.file == Path::new(STANDARD_INPUT) {
                let mut text = String::new();
                std::io::stdin().read_to_string(&mut text)?;
                measured(&text).map_err(|reason| anyhow::anyhow!("the draft {reason}"))?;
                desk.read_draft(&text).await?
            } else {
                read(&self.file, &searcher).await?
            };
            let place = desk.place(&self.region).await?;
            let place = place.map_err(|reason| anyhow::anyhow!("--region: {reason}"))?;
            Ok(desk.check(&draft, place, today).await?)
        })?;
        self.options.answer(&checked, terminal, print)?;
        Ok(if checked.findings.is_empty() { Outcome::Done } else { Outcome::Partly })
    }
}

/// Reads a draft from a file, as the files of a library are read.
async fn read(file: &Path, searcher: &Searcher) -> anyhow::Result<Notice> {
    let format = Format::of(file).unwrap_or(Format::Text);
    let source =
        Source { path: file.to_owned(), relative: file.to_string_lossy().into_owned(), format };
    let bytes = corpus::read_bytes(file)?;
    let lexicon = Lexicon::shared(&searcher.status().await?.publication.overlay)?;
    let first = corpus::read(&source, &bytes, &lexicon)?.into_iter().next();
    let parsed = first.with_context(|| format!("`{}` holds no draft", file.display()))??;
    measured(&parsed.page).map_err(|reason| anyhow::anyhow!("`{}` {reason}", file.display()))?;
    Ok(parsed.notice)
}

fn print(checked: &Checked, out: &mut dyn Write) -> anyhow::Result<()> {
    let Checked { counts, clauses_read, tasks, findings, clauses, left_out, .. } = checked;
    let region: Vec<&str> = checked.region.names().collect();
    let place = if region.is_empty() { "地区不明".to_owned() } else { region.join(" › ") };
    writeln!(out, "{}（{place}）", checked.title.as_deref().unwrap_or("〔无标题〕"))?;
    writeln!(
        out,
        "应改 {}，请核对 {}，提示 {}；共 {clauses_read} 条，其中任务 {tasks} 条",
        counts.correct, counts.verify, counts.note
    )?;
    for finding in findings {
        print_finding(finding, out)?;
    }
    for clause in clauses {
        print_clause(clause, out)?;
    }
    if *left_out > 0 {
        writeln!(out, "\n另有 {left_out} 条没有查找先例")?;
    }
    Ok(())
}

fn print_finding(finding: &Finding, out: &mut dyn Write) -> anyhow::Result<()> {
    let Finding { number, severity, kind, said, advice, .. } = finding;
    let places: Vec<&str> = finding.places.iter().map(|place| place.address.as_str()).collect();
    writeln!(out, "\n{number}. 【{}】{}  {}", severity.label(), kind.label(), places.join("、"))?;
    writeln!(out, "   {}", finding.sentence)?;
    writeln!(out, "   {said}{advice}")?;
    for evidence in &finding.evidence {
        writeln!(out, "   见 {}  {}", evidence.title, evidence.notice)?;
    }
    Ok(())
}

fn print_clause(clause: &CheckedClause, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "\n[{}] {}", clause.address, clause.text)?;
    for precedent in &clause.precedents {
        let alike = precedent.comparison.alike * 100.0;
        writeln!(
            out,
            "   相同 {alike:.0}%  {}  {}",
            precedent.clause.notice.title, precedent.clause.address
        )?;
        writeln!(out, "   {}  {}", precedent.passage, precedent.clause.id)?;
    }
    Ok(())
}
