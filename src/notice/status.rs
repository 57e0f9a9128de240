//! Whether a notice is in force (有效性) and to whom it is open (公开属性).

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::id::{ClauseId, NoticeId};
use crate::notice::schema::DateSchema;

/// Validity of a notice (有效性).
///
/// Example: a page that says 有效性：失效 is [`Validity::Expired`].
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// 有效
    InForce,
    /// 失效: its time has run out.
    Expired,
    /// 废止: another document has ended it.
    Repealed,
    /// 已修改
    Amended,
    /// 未标注: the page does not say.
    #[default]
    Unknown,
}

impl Validity {
    /// Every validity, in the order in which they are listed.
    pub const ALL: [Self; 5] =
        [Self::InForce, Self::Amended, Self::Expired, Self::Repealed, Self::Unknown];

    /// Returns the name in parameters and JSON, such as `in_force`.
    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Expired => "expired",
            Self::Repealed => "repealed",
            Self::Amended => "amended",
            Self::Unknown => "unknown",
        }
    }

    /// Returns the name that readers see, such as 有效.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "有效",
            Self::Expired => "失效",
            Self::Repealed => "废止",
            Self::Amended => "已修改",
            Self::Unknown => "未标注",
        }
    }

    /// Returns the validity of this name or label.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.name() == name || value.label() == name)
    }

    /// Reads what a page states: 现行有效, 全文失效, 已废止, 部分修改, 有 效.
    pub fn stated(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let is = |words: &[&str]| words.iter().any(|word| text == *word);
        if is(&["有效", "全文有效", "现行有效", "继续有效", "是", "生效", "已生效"])
        {
            Some(Self::InForce)
        } else if is(&["失效", "已失效", "全文失效", "宣布失效", "过期", "已过期", "无效"])
        {
            Some(Self::Expired)
        } else if is(&["废止", "已废止", "全文废止", "宣布废止", "停止执行"]) {
            Some(Self::Repealed)
        } else if is(&["已修改", "修改", "部分修改", "部分失效", "部分有效", "已修订", "部分废止"])
        {
            Some(Self::Amended)
        } else {
            None
        }
    }

    /// Tells whether a search hides notices of this validity unless asked for them.
    pub fn hidden_by_default(self) -> bool {
        matches!(self, Self::Expired | Self::Repealed)
    }
}

impl fmt::Display for Validity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a validity was derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValidityBasis {
    /// 有效期至2026年9月9日
    ExpiryDate,
    /// 自2024年3月1日起施行，有效期2年
    Period,
    /// Another notice of the library repeals it.
    RepealedBy,
}

/// When a notice ends by its own words.
///
/// Example: 本办法自2021年5月1日起施行，有效期2年 ends on 2023-04-30.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Expiry {
    /// The last day in force.
    #[schemars(with = "DateSchema")]
    pub on: Date,
    /// What it follows from.
    pub basis: ValidityBasis,
    /// The clause that says so; `None` where the page's block of values does.
    pub clause: Option<ClauseId>,
}

/// Which other notice of the library ends a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EndedBy {
    /// The other notice.
    pub by: NoticeId,
    /// Repealed or expired.
    pub value: Validity,
    /// The day of the other notice, when it has one.
    #[schemars(with = "Option<DateSchema>")]
    pub on: Option<Date>,
}

/// Validity that follows from a clause, as of a day; never mixed with the stated one.
///
/// Example: 本办法自2021年5月1日起施行，有效期2年 makes a notice `expired` as of 2024-01-01.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DerivedValidity {
    /// The validity that follows.
    pub value: Validity,
    /// What it follows from.
    pub basis: ValidityBasis,
    /// The clause that says so, where it is one of the notice's own.
    pub clause: Option<ClauseId>,
    /// The notice that says so, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NoticeId>,
    /// The day for which it holds.
    #[schemars(with = "DateSchema")]
    pub as_of: Date,
}

/// Openness of a notice (公开属性).
///
/// Example: （此件公开发布） is 主动公开.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Openness {
    /// Open to everyone.
    #[serde(rename = "主动公开")]
    Proactive,
    /// Open on request.
    #[serde(rename = "依申请公开")]
    OnRequest,
    /// Not open.
    #[serde(rename = "不予公开")]
    Withheld,
}

impl Openness {
    /// Every openness, the most open first.
    pub const ALL: [Self; 3] = [Self::Proactive, Self::OnRequest, Self::Withheld];

    /// Returns the name, such as 主动公开.
    pub fn name(self) -> &'static str {
        match self {
            Self::Proactive => "主动公开",
            Self::OnRequest => "依申请公开",
            Self::Withheld => "不予公开",
        }
    }

    /// Reads what a page states, such as 此件公开发布 or 主动公开.
    pub fn stated(text: &str) -> Option<Self> {
        if text.contains("不予公开") || text.contains("不公开") {
            Some(Self::Withheld)
        } else if text.contains("依申请公开") {
            Some(Self::OnRequest)
        } else if ["主动公开", "公开发布", "此件公开", "全文公开", "删减后公开"]
            .iter()
            .any(|words| text.contains(words))
        {
            Some(Self::Proactive)
        } else {
            None
        }
    }
}

impl fmt::Display for Openness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Openness, Validity};

    #[test]
    fn a_stated_validity_is_read_with_blanks_and_prefixes() {
        let cases = [
            ("有 效", Some(Validity::InForce)),
            ("现行有效", Some(Validity::InForce)),
            ("全文失效", Some(Validity::Expired)),
            ("全文有效", Some(Validity::InForce)),
            ("已废止", Some(Validity::Repealed)),
            ("部分修改", Some(Validity::Amended)),
            ("----", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Validity::stated(text), expected, "{text}");
        }
        for value in Validity::ALL {
            assert_eq!(Validity::named(value.name()), Some(value));
            assert_eq!(Validity::named(value.label()), Some(value));
        }
    }

    #[test]
    fn openness_is_read_in_its_forms() {
        let cases = [
            ("此件公开发布", Some(Openness::Proactive)),
            ("信息公开形式：主动公开", Some(Openness::Proactive)),
            ("此件删减后公开", Some(Openness::Proactive)),
            ("此件依申请公开", Some(Openness::OnRequest)),
            ("不予公开", Some(Openness::Withheld)),
            ("此件有删减", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Openness::stated(text), expected, "{text}");
        }
    }
}
