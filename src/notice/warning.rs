//! What a reader did not understand in a notice, and where.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of thing was not understood.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// No title was found in the text.
    TitleMissing,
    /// No date of signature was found.
    DateMissing,
    /// No issuing body was found.
    IssuerMissing,
    /// The place could not be told.
    RegionUnknown,
    /// A number or date is damaged and was mended from another copy on the page.
    Repaired,
    /// A number or date is damaged and nothing on the page mends it.
    Damaged,
    /// Two places of the page contradict each other.
    Contradiction,
    /// An annex table could not be parted into rows.
    TableUnread,
    /// A deadline is written in a way that is not understood.
    DeadlineUnread,
    /// A document number that the text cites lacks a part, so that it names no document.
    NumberUnread,
    /// The bytes were not valid in the text's encoding; marks stand in their place.
    EncodingDamaged,
    /// Numbers of people's identity papers stand in the source and are covered here.
    Masked,
    /// The file holds no text at all.
    Empty,
}

impl WarningKind {
    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::TitleMissing => "没有标题",
            Self::DateMissing => "没有成文日期",
            Self::IssuerMissing => "没有发文机关",
            Self::RegionUnknown => "地区无法判定",
            Self::Repaired => "已据同页其他内容补正",
            Self::Damaged => "文号或日期残缺",
            Self::Contradiction => "前后不一致",
            Self::TableUnread => "表格未能分行",
            Self::DeadlineUnread => "时限写法未识别",
            Self::NumberUnread => "所引文号不完整",
            Self::EncodingDamaged => "编码有误",
            Self::Masked => "已遮盖身份证号",
            Self::Empty => "没有文字",
        }
    }

    /// Returns the name in reports, such as `title_missing`.
    pub fn name(self) -> &'static str {
        match self {
            Self::TitleMissing => "title_missing",
            Self::DateMissing => "date_missing",
            Self::IssuerMissing => "issuer_missing",
            Self::RegionUnknown => "region_unknown",
            Self::Repaired => "repaired",
            Self::Damaged => "damaged",
            Self::Contradiction => "contradiction",
            Self::TableUnread => "table_unread",
            Self::DeadlineUnread => "deadline_unread",
            Self::NumberUnread => "number_unread",
            Self::EncodingDamaged => "encoding_damaged",
            Self::Masked => "masked",
            Self::Empty => "empty",
        }
    }
}

impl fmt::Display for WarningKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that was not understood.
///
/// Example: kind `damaged`, detail 泽政办发〔202017.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// What kind of thing.
    pub kind: WarningKind,
    /// The words concerned, or what is missing.
    pub detail: String,
}

impl Warning {
    /// Makes a warning about these words.
    pub fn new(kind: WarningKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }
}
