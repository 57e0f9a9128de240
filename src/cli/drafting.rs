//! `zhengsou drafting`: nearest clauses elsewhere under the headings of a notice, and the topics that
//! it lacks.

use std::io::Write;

use anyhow::Context;
use clap::Args;

use crate::cli::desk::DeskOptions;
use crate::cli::{Outcome, Terminal, block_on};
use crate::notice::id::NoticeId;
use crate::precedent::drafting::nearest::Drafting as Found;
use crate::precedent::drafting::topics::{Lacking, Topic};

/// Help with drafting after a notice: for the clauses of a part the nearest ones elsewhere, the
/// newest first; or the topics that others of its kind have and it lacks.
#[derive(Debug, Args)]
pub(super) struct Drafting {
    /// Key of the notice.
    #[arg(value_name = "ID")]
    notice: String,
    /// Which part, from 1.
    #[arg(long, default_value_t = 1, conflicts_with = "topics")]
    part: usize,
    /// Show the topics that it lacks instead.
    #[arg(long)]
    topics: bool,
    #[command(flatten)]
    options: DeskOptions,
}

impl Drafting {
    pub(super) fn run(self, terminal: &mut Terminal) -> anyhow::Result<Outcome> {
        let today = self.options.today();
        let desk = self.options.desk()?;
        let id = NoticeId::given(&self.notice);
        let missing = || format!("{}: there is no such notice", self.notice);
        if self.topics {
            let lacking = block_on(async { Ok(desk.lacking(&id, today).await?) })?;
            let lacking = lacking.with_context(missing)?;
            self.options.answer(&lacking, terminal, print_topics)?;
            return Ok(Outcome::Done);
        }
        let found = block_on(async { Ok(desk.drafting(&id, self.part, today).await?) })?;
        let found = found.with_context(missing)?;
        anyhow::ensure!(
            (1..=found.parts.len()).contains(&self.part),
            "--part {}: expected 1 to {}",
            self.part,
            found.parts.len()
        );
        self.options.answer(&found, terminal, print_part)?;
        Ok(Outcome::Done)
    }
}

fn print_part(found: &Found, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", found.notice.title)?;
    for (part, number) in found.parts.iter().zip(1..) {
        let mark = if number == found.part { "*" } else { " " };
        let heading = part.heading.as_deref().unwrap_or("正文");
        writeln!(out, "{mark}{number}. {heading}（{}条）", part.clauses)?;
    }
    for clause in &found.clauses {
        writeln!(out, "\n[{}] {}", clause.address, clause.text)?;
        if clause.nearest.is_empty() {
            writeln!(out, "  没有足够接近的条款")?;
        }
        for near in &clause.nearest {
            let notice = &near.clause.notice;
            let date = notice.dated_on();
            let date = date.map_or("日期不详".to_owned(), |date| date.to_string());
            writeln!(out, "  {date} {} [{}]", notice.title, near.clause.address)?;
            writeln!(out, "    {}", near.passage)?;
        }
        if clause.more > 0 {
            writeln!(out, "  另有 {} 条接近的", clause.more)?;
        }
    }
    Ok(())
}

fn print_topics(lacking: &Lacking, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", lacking.notice.title)?;
    writeln!(out, "同类文件 {} 件", lacking.kind.len())?;
    for (said, topics) in
        [("几件文件都写到的", &lacking.topics), ("一件文件写到的", &lacking.single)]
    {
        writeln!(out, "\n{said}")?;
        for topic in topics {
            print_topic(topic, lacking, out)?;
        }
    }
    Ok(())
}

fn print_topic(topic: &Topic, lacking: &Lacking, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}（{}件）", topic.name, topic.notices)?;
    for clause in &topic.clauses {
        let notice = &lacking.kind[clause.notice];
        let date = notice.dated_on();
        let date = date.map_or("日期不详".to_owned(), |date| date.to_string());
        writeln!(out, "  {date} {} [{}] {}", notice.title, clause.address, clause.id)?;
    }
    Ok(())
}
