//! Finds tasks that name no unit or no deadline.
//!
//! A task is a clause with a sentence that begins with a verb of ordering. A clause says who acts
//! also where its own sentence does (各单位要…); where a table or the end of a section divides the
//! work, its clauses are not asked.

mod assigned;
mod wording;

use crate::notice::kind::Kind;
use crate::precedent::check::draft::{Draft, Part};
use crate::precedent::check::finding::{Finding, FindingKind, Severity};
use crate::precedent::check::tasks::assigned::Assigned;
use crate::precedent::check::tasks::wording::{
    RULES, is_preamble, is_rule, names_actor, names_time, orders,
};

/// The most tasks of which each is told by itself where most of the draft names nothing.
const FEW: usize = 3;

/// A task of the draft.
#[derive(Debug)]
pub(super) struct Task<'a> {
    part: Part<'a>,
    /// Where the sentence that orders something begins.
    at: usize,
    unit: Said,
    deadline: Said,
}

/// Whether a task says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Where such things are said: in a bracket, a column, a sentence that the reader knows.
    Stated,
    /// Some words may say it.
    Hinted,
    /// Nothing says it.
    Missing,
}

impl Said {
    fn of(is_stated: bool, is_hinted: bool) -> Self {
        match (is_stated, is_hinted) {
            (true, _) => Self::Stated,
            (false, true) => Self::Hinted,
            (false, false) => Self::Missing,
        }
    }
}

/// Returns the tasks of a draft.
pub(super) fn tasks<'a>(draft: &Draft<'a>) -> Vec<Task<'a>> {
    let notice = draft.notice;
    let kind = notice.inner_kind.or(notice.kind).map(Kind::name);
    if kind.is_some_and(|kind| RULES.contains(&kind)) {
        return Vec::new();
    }
    let assigned = Assigned::of(draft);
    let is_open = |part: &Part<'_>| {
        let Some(clause) = part.clause else { return false };
        !is_rule(part.text) && !clause.path.iter().any(|heading| is_preamble(heading))
    };
    let holds_others = |part: &Part<'_>| {
        let Some(clause) = part.clause else { return false };
        let level = clause.path.len();
        notice.clauses.iter().any(|other| {
            other.path.len() > level
                && other.path[..level] == clause.path[..]
                && (other.path[level].starts_with(heading(part.text))
                    || part.text.trim().starts_with(other.path[level].as_str()))
        })
    };
    let parts = draft.rules().filter(is_open).filter(|part| !holds_others(part));
    parts
        .filter_map(|part| {
            let clause = part.clause?;
            let at = orders(part.text)?;
            Some(Task {
                part,
                at,
                unit: Said::of(assigned.units.contains(&clause.id), names_actor(part.text)),
                deadline: Said::of(assigned.deadlines.contains(&clause.id), names_time(part.text)),
            })
        })
        .collect()
}

/// Returns what a numbered clause is called where others stand below it: its first sentence.
fn heading(text: &str) -> &str {
    text.trim().split(['。', '\n']).next().unwrap_or(text)
}

/// Says which tasks name no unit and which no deadline.
pub(super) fn check(tasks: &[Task<'_>]) -> Vec<Finding> {
    let mut findings = lacking(tasks, FindingKind::NoUnit, |task| task.unit);
    findings.extend(lacking(tasks, FindingKind::NoDeadline, |task| task.deadline));
    findings
}

/// Says of each task that it lacks something which most of the draft has; of many that lack what
/// most of the draft lacks, once.
fn lacking(tasks: &[Task<'_>], kind: FindingKind, said: fn(&Task<'_>) -> Said) -> Vec<Finding> {
    let without: Vec<&Task<'_>> = tasks.iter().filter(|task| said(task) == Said::Missing).collect();
    let with = tasks.iter().filter(|task| said(task) == Said::Stated).count();
    let is_usual = with * 2 > tasks.len();
    let (what, advice) = match kind {
        FindingKind::NoUnit => ("由谁负责", "写明牵头单位、责任单位，或在分工表中列出。"),
        _ => ("何时完成", "写明完成时限；长期工作写“长期坚持”或写明频次。"),
    };
    if !is_usual && without.len() > FEW {
        let first = without[0];
        let mut finding = first.finding(kind, Severity::Note);
        finding.places = without.iter().filter_map(|task| task.part.place()).collect();
        finding.quote = String::new();
        let (lacking, all) = (without.len(), tasks.len());
        finding.said = format!("{all} 条任务中有 {lacking} 条没有写明{what}，如本条。");
        advice.clone_into(&mut finding.advice);
        return vec![finding];
    }
    let severity = if is_usual { Severity::Verify } else { Severity::Note };
    let words = if is_usual {
        format!("本条是任务，没有写明{what}；另有 {with} 条任务写明了。")
    } else {
        format!("本条是任务，没有写明{what}。")
    };
    let told = without.into_iter().map(|task| Finding {
        said: words.clone(),
        advice: advice.to_owned(),
        ..task.finding(kind, severity)
    });
    told.collect()
}

impl Task<'_> {
    fn finding(&self, kind: FindingKind, severity: Severity) -> Finding {
        Finding { quote: String::new(), ..self.part.finding(kind, severity, self.at..self.at) }
    }
}
