//! `zhengsou inspect`: prints what the reader made of each notice.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::cli::{Outcome, Terminal, today};
use crate::corpus::walk::walk;
use crate::corpus::{self, Parsed};
use crate::lexicon::Lexicon;
use crate::lexicon::overlay::Overlay;
use crate::notice::Notice;

/// Print what the reader made of each notice.
#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// Files and folders of notices.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
    /// The day for which validity is derived; today by default.
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

impl Inspect {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.today.unwrap_or_else(today);
        let found = walk(&self.paths)?;
        let overlay = Overlay::of_libraries(&self.paths)?;
        let lexicon = Lexicon::new(&overlay)?;
        let mut outcome = Outcome::Done;
        for failure in &found.failures {
            writeln!(terminal.err, "skipped: {failure}")?;
            outcome = Outcome::Partly;
        }
        for source in &found.sources {
            let read = corpus::read_bytes(&source.path)
                .and_then(|bytes| corpus::read(source, &bytes, &lexicon));
            for notice in read.unwrap_or_else(|error| vec![Err(error)]) {
                match notice {
                    Ok(Parsed { mut notice, .. }) => {
                        notice.derive_validity(today);
                        self.print(&notice, terminal)?;
                    }
                    Err(error) => {
                        writeln!(terminal.err, "skipped: {error}")?;
                        outcome = Outcome::Partly;
                    }
                }
            }
        }
        Ok(outcome)
    }

    fn print(&self, notice: &Notice, terminal: &mut Terminal) -> anyhow::Result<()> {
        if self.json {
            writeln!(terminal.out, "{}", serde_json::to_string(notice)?)?;
            return Ok(());
        }
        let unread = "未识别";
        let date =
            |date: Option<Date>| date.map_or_else(|| unread.to_owned(), |date| date.to_string());
        let region: Vec<&str> = notice.region.names().collect();
        let lines = [
            ("标题", notice.title.clone().unwrap_or_else(|| unread.to_owned())),
            (
                "发文字号",
                notice.doc_number.as_ref().map_or_else(|| unread.to_owned(), ToString::to_string),
            ),
            ("发文机关", or_unread(&notice.issuers.join("、"))),
            ("地区", or_unread(&region.concat())),
            ("成文日期", date(notice.issued_on)),
            ("发布日期", date(notice.published_on)),
            ("有效性", notice.effective_validity().label().to_owned()),
        ];
        writeln!(terminal.out, "{}", notice.file)?;
        for (label, value) in lines {
            writeln!(terminal.out, "  {label}：{value}")?;
        }
        writeln!(
            terminal.out,
            "  {} headings, {} clauses, {} tasks, {} citations, {} warnings",
            notice.outline.len(),
            notice.clauses.len(),
            notice.assignments.len(),
            notice.citations.len(),
            notice.warnings.len()
        )?;
        Ok(())
    }
}

fn or_unread(text: &str) -> String {
    if text.is_empty() { "未识别".to_owned() } else { text.to_owned() }
}
