//! What a check has to say of a draft: how weighty it is, where it stands, what to do.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::Notice;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::{ClauseId, NoticeId};
use crate::notice::schema::DateSchema;
use crate::notice::status::Validity;

/// How weighty a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 应改: against a standard, whatever is meant.
    Correct,
    /// 请核对: what the library shows speaks against it.
    Verify,
    /// 提示: good to know.
    Note,
}

impl Severity {
    /// Every severity, the weightiest first.
    pub const ALL: [Self; 3] = [Self::Correct, Self::Verify, Self::Note];

    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Correct => "应改",
            Self::Verify => "请核对",
            Self::Note => "提示",
        }
    }

    /// Returns the name in JSON and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Verify => "verify",
            Self::Note => "note",
        }
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// 文号写法: a number that is not written as GB/T 9704 has it.
    NumberForm,
    /// 引用效力: a document that is cited and no longer in force.
    EndedDocument,
    /// 文号与标题: a number that the library knows with another title, or the other way round.
    NumberAndTitle,
    /// 部门名称: a name of a department that the place's notices do not use.
    DepartmentName,
    /// 责任单位: a task that no unit is named for.
    NoUnit,
    /// 完成时限: a task without a deadline.
    NoDeadline,
    /// 库内未收录: a document that is cited and that the library lacks.
    NotHeld,
}

impl FindingKind {
    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::NumberForm => "文号写法",
            Self::EndedDocument => "引用效力",
            Self::NumberAndTitle => "文号与标题",
            Self::DepartmentName => "部门名称",
            Self::NoUnit => "责任单位",
            Self::NoDeadline => "完成时限",
            Self::NotHeld => "库内未收录",
        }
    }
}

/// Where a clause of the draft stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FindingPlace")]
pub struct Place {
    /// Key of the clause inside the draft.
    pub clause: ClauseId,
    /// Where it stands, in words.
    pub address: String,
}

/// A notice of the library that a finding rests on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Its key.
    pub notice: NoticeId,
    /// What readers are shown it as.
    pub title: String,
    /// 发文字号
    pub doc_number: Option<DocNumber>,
    /// Day of signature, else of publication.
    #[schemars(with = "Option<DateSchema>")]
    pub dated_on: Option<Date>,
    /// 有效性 on the day of the check.
    pub validity: Validity,
}

impl Evidence {
    /// Takes a notice whose validity is derived.
    pub(super) fn of(notice: &Notice) -> Self {
        Self {
            notice: notice.id.clone(),
            title: notice.display_title().into_owned(),
            doc_number: notice.doc_number.clone(),
            dated_on: notice.dated_on(),
            validity: notice.effective_validity(),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// Its number in the list, from 1.
    pub number: usize,
    /// How weighty it is.
    pub severity: Severity,
    /// What it is about.
    pub kind: FindingKind,
    /// The clauses that it is about, the one that the sentence stands in first; empty where it is
    /// about the whole draft.
    pub places: Vec<Place>,
    /// The sentence of the draft.
    pub sentence: String,
    /// The words of it that are meant; empty where all of it is.
    pub quote: String,
    /// What is found, in words for readers.
    pub said: String,
    /// What to do.
    pub advice: String,
    /// Notices of the library that it rests on.
    pub evidence: Vec<Evidence>,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "FindingCounts")]
pub struct Counts {
    /// 应改
    pub correct: usize,
    /// 请核对
    pub verify: usize,
    /// 提示
    pub note: usize,
}

impl Counts {
    /// Counts findings.
    pub(super) fn of(findings: &[Finding]) -> Self {
        let count =
            |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        Self {
            correct: count(Severity::Correct),
            verify: count(Severity::Verify),
            note: count(Severity::Note),
        }
    }

    /// Returns the count of one severity.
    pub fn get(self, severity: Severity) -> usize {
        match severity {
            Severity::Correct => self.correct,
            Severity::Verify => self.verify,
            Severity::Note => self.note,
        }
    }
}

/// Puts findings in order, the weightiest first, then by kind and as they stand in the draft, those
/// that say the same of the same words joined, and numbers them.
pub(super) fn ordered(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut joined: Vec<Finding> = Vec::new();
    findings.sort_by_key(|finding| (finding.severity, finding.kind));
    for finding in findings {
        let same = |held: &&mut Finding| {
            held.kind == finding.kind && held.quote == finding.quote && held.said == finding.said
        };
        match joined.iter_mut().find(same).filter(|_| !finding.quote.is_empty()) {
            Some(held) => {
                for place in finding.places {
                    if !held.places.contains(&place) {
                        held.places.push(place);
                    }
                }
            }
            None => joined.push(finding),
        }
    }
    for (finding, number) in joined.iter_mut().zip(1..) {
        finding.number = number;
    }
    joined
}
