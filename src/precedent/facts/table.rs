//! Tables of facts: one row a notice.

use std::cmp::Ordering;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::fold::fold;
use crate::notice::assignment::{Assignment, Deadline};
use crate::notice::id::ClauseKey;
use crate::precedent::facts::quantity::Quantity;
use crate::precedent::facts::score::Found;
use crate::search::answer::AnswerKind;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;

/// The least score of a row, and what it must have of the best row's.
const LEAST: (f32, f32) = (0.1, 0.25);

/// The same for a row that is sure.
const SURE: (f32, f32) = (0.2, 0.5);

/// A table of facts.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct FactTable {
    /// What was asked for; `None` where nothing was asked.
    pub kind: Option<AnswerKind>,
    /// A row for each notice that answers, the surest first.
    pub rows: Vec<FactRow>,
}

/// What one notice rules. Whatever its clause does not say is empty.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FactRow {
    /// The notice, with its place, year and dates.
    pub notice: NoticeSummary,
    /// Key of the clause in the library: `notice:clause`.
    pub clause: String,
    /// Where the clause stands in its notice.
    pub address: String,
    /// The sentence that gives the value, as written.
    pub sentence: String,
    /// The value, as written.
    pub value: String,
    /// The value as a quantity; `None` for dates and units in charge.
    pub quantity: Option<Quantity>,
    /// The first 牵头单位 of the clause's task.
    pub lead: Option<String>,
    /// Every 责任单位 of the task.
    pub responsible: Vec<String>,
    /// 完成时限 of the task.
    pub deadline: Option<Deadline>,
    /// How sure the row is, about 0 to 1.
    pub score: f32,
    /// Whether it is sure; the others may be about a neighbouring matter.
    pub is_sure: bool,
}

/// What the rows of a table are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactOrder {
    /// The surest first.
    #[default]
    Score,
    /// By place.
    Region,
    /// The newest first.
    Date,
    /// The largest first; rows without a number last.
    Number,
    /// By the leading unit; rows without one last.
    Lead,
    /// The earliest first; rows without one last.
    Deadline,
}

impl FactOrder {
    /// Every order.
    pub const ALL: [Self; 6] =
        [Self::Score, Self::Region, Self::Date, Self::Number, Self::Lead, Self::Deadline];

    /// Returns the name in parameters.
    pub fn name(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Region => "region",
            Self::Date => "date",
            Self::Number => "number",
            Self::Lead => "lead",
            Self::Deadline => "deadline",
        }
    }
}

impl FromStr for FactOrder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|order| order.name() == text)
            .ok_or_else(|| format!("expected one of {}", Self::ALL.map(Self::name).join(", ")))
    }
}

impl FactTable {
    /// Makes the rows of the best values, which come surest first.
    pub(super) fn new(kind: AnswerKind, found: &[Found<'_>], today: Date) -> Self {
        let best = found.first().map_or(0.0, |value| value.score);
        let reaches = |score: f32, (least, share): (f32, f32)| score >= least.max(share * best);
        let rows = found.iter().filter(|value| reaches(value.score, LEAST)).map(|value| FactRow {
            is_sure: reaches(value.score, SURE),
            ..row(kind, value, today)
        });
        Self { kind: Some(kind), rows: rows.collect() }
    }

    /// Orders the rows; rows that are equal keep their order.
    pub fn sort(&mut self, order: FactOrder) {
        let number = |row: &FactRow| row.quantity.as_ref().and_then(|read| read.number);
        let date = |row: &FactRow| row.notice.dated_on();
        let day = |row: &FactRow| row.deadline.as_ref().and_then(|deadline| deadline.on);
        self.rows.sort_by(|one, two| match order {
            FactOrder::Score => two.score.total_cmp(&one.score),
            FactOrder::Region => one.notice.region.code.cmp(&two.notice.region.code),
            FactOrder::Date => date(two).cmp(&date(one)),
            FactOrder::Number => {
                last_if_none(number(one), number(two), |one, two| two.total_cmp(&one))
            }
            FactOrder::Lead => last_if_none(one.lead.as_ref(), two.lead.as_ref(), Ord::cmp),
            FactOrder::Deadline => last_if_none(day(one), day(two), |one, two| one.cmp(&two)),
        });
    }
}

fn last_if_none<T>(one: Option<T>, two: Option<T>, order: impl Fn(T, T) -> Ordering) -> Ordering {
    match (one, two) {
        (Some(one), Some(two)) => order(one, two),
        (one, two) => two.is_some().cmp(&one.is_some()),
    }
}

fn row(kind: AnswerKind, found: &Found<'_>, today: Date) -> FactRow {
    let candidate = found.candidate;
    let clause = &candidate.record.clause;
    let key = ClauseKey { notice: candidate.notice.id.clone(), clause: clause.id.clone() };
    let task = task(&candidate.record.assignments, &found.folded);
    let value = match kind {
        AnswerKind::Who => in_charge(task, &found.parts),
        _ => found.parts.concat(),
    };
    FactRow {
        notice: summary(&candidate.notice, today),
        clause: key.to_string(),
        address: clause.address.clone(),
        sentence: found.sentence.clone(),
        quantity: (kind == AnswerKind::HowMuch).then(|| Quantity::read(&value)),
        value,
        lead: task.and_then(|task| task.lead.first().cloned()),
        responsible: task.map_or_else(Vec::new, |task| task.responsible.clone()),
        deadline: task.and_then(|task| task.deadline.clone()),
        score: found.score,
        is_sure: false,
    }
}

/// Returns the task that a sentence belongs to: the one that holds it, or the clause's only one.
fn task<'a>(tasks: &'a [Assignment], sentence: &str) -> Option<&'a Assignment> {
    let sentence = sentence.trim_end_matches(['。', ';', '|']);
    let mut holding = tasks.iter().filter(|task| fold(&task.text).contains(sentence));
    holding.next().or_else(|| tasks.first().filter(|_| tasks.len() == 1))
}

/// Returns the unit in charge: the first that leads, else the first that is named.
fn in_charge(task: Option<&Assignment>, parts: &[String]) -> String {
    let leading = task.and_then(|task| task.lead.first());
    leading.or_else(|| parts.first()).cloned().unwrap_or_default()
}
