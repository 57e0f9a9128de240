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
use crate::notice::id::NoticeId;
use crate::notice::kind::Kind;
use crate::notice::region::Level;
use crate::notice::status::Openness;
use crate::steward::{Report, Steward};

/// How many of a list a summary prints; `--json` prints all.
const EXAMPLES: usize = 10;

/// Print what the reader made of each notice.
#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// Files and folders of notices.
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
    /// Print how complete the notices are and what was not understood, instead of each notice.
    #[arg(long)]
    summary: bool,
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
        let mut steward = Steward::new(&lexicon);
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
                        if !source.format.names_keys() {
                            notice.id = NoticeId::of_path(&source.relative, false);
                        }
                        notice.derive_validity(today);
                        if self.summary {
                            steward.add(&notice);
                        } else {
                            self.print(&notice, terminal)?;
                        }
                    }
                    Err(error) => {
                        writeln!(terminal.err, "skipped: {error}")?;
                        outcome = Outcome::Partly;
                    }
                }
            }
        }
        if self.summary {
            // Files alone do not tell which cited documents a library lacks.
            let report = Report { absent: Vec::new(), ..steward.finish() };
            self.print_report(&report, terminal)?;
        }
        Ok(outcome)
    }

    fn print_report(&self, report: &Report, terminal: &mut Terminal) -> anyhow::Result<()> {
        let out = &mut terminal.out;
        if self.json {
            writeln!(out, "{}", serde_json::to_string(report)?)?;
            return Ok(());
        }
        let Report { notices, clauses, tasks, complete, .. } = report;
        writeln!(out, "{notices} notices, {clauses} clauses, {tasks} tasks")?;
        writeln!(out, "{complete} state title, number, issuer and date\n")?;
        for element in &report.elements {
            let share = element.stated as f64 * 100.0 / (*notices).max(1) as f64;
            writeln!(out, "{share:5.1}%  {}  {} 未识别", element.label, element.missing)?;
        }
        for warned in &report.warnings {
            writeln!(out, "\n{}: {}", warned.kind, warned.count)?;
            for case in warned.cases.iter().take(EXAMPLES) {
                let detail = case.detail.as_deref().unwrap_or_default();
                writeln!(out, "  {}  {detail}", case.id)?;
            }
        }
        if !report.unknown_units.is_empty() {
            writeln!(out, "\nunits of no known department: {}", report.unknown_units.len())?;
        }
        for unit in report.unknown_units.iter().take(EXAMPLES) {
            writeln!(out, "  {}  {}", unit.name, unit.tasks)?;
        }
        Ok(())
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
        let text = |value: Option<&str>| value.unwrap_or(unread).to_owned();
        let topic = match (&notice.topic, &notice.topic_derived) {
            (None, Some(derived)) => format!("{derived}（按内容归类）"),
            (stated, _) => text(stated.as_deref()),
        };
        let year = notice.year.map_or_else(|| unread.to_owned(), |year| year.to_string());
        let lines = [
            ("标题", text(notice.title.as_deref())),
            (
                "发文字号",
                notice.doc_number.as_ref().map_or_else(|| unread.to_owned(), ToString::to_string),
            ),
            ("发文机关", or_unread(&notice.issuers.join("、"))),
            ("地区", or_unread(&region.join(" › "))),
            ("层级", text(notice.level.map(Level::label))),
            ("文种", text(notice.kind.map(Kind::name))),
            ("年份", year),
            ("成文日期", date(notice.issued_on)),
            ("发布日期", date(notice.published_on)),
            ("施行日期", date(notice.effective_on)),
            ("有效期至", date(notice.expires_on)),
            ("索引号", text(notice.index_number.as_deref())),
            ("主题分类", topic),
            ("公开属性", text(notice.openness.map(Openness::name))),
            ("有效性", notice.effective_validity().label().to_owned()),
            ("主送机关", or_unread(&notice.addressees.join("，"))),
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
