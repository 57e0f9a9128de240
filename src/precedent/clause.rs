//! A clause as the desk shows it, whatever was asked: where it stands, its text, who does what by
//! when, and its notice.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::document::{ClauseRecord, NoticeRecord};
use crate::notice::assignment::{Deadline, Duty};
use crate::notice::id::ClauseKey;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;

/// A clause with its notice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShownClause {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
    /// Where its notice repeats it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also_at: Option<String>,
    /// Headings above it.
    pub path: Vec<String>,
    /// Its whole text.
    pub text: String,
    /// 牵头单位, as written.
    pub lead: Vec<String>,
    /// 责任单位, as written.
    pub responsible: Vec<String>,
    /// 配合单位, as written.
    pub supporting: Vec<String>,
    /// 完成时限
    pub deadline: Option<Deadline>,
    /// Its notice.
    pub notice: NoticeSummary,
}

impl ShownClause {
    /// Shows a clause of a notice.
    pub(super) fn new(notice: &NoticeRecord, record: &ClauseRecord, today: Date) -> Self {
        let ClauseRecord { clause, assignments } = record;
        let Duty { lead, responsible, supporting, deadline } = Duty::of(assignments);
        Self {
            id: ClauseKey { notice: notice.id.clone(), clause: clause.id.clone() }.to_string(),
            address: clause.address.clone(),
            also_at: clause.also_at.clone(),
            path: clause.path.clone(),
            text: clause.text.clone(),
            lead,
            responsible,
            supporting,
            deadline,
            notice: summary(notice, today),
        }
    }
}
