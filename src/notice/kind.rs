//! Kinds of notices (文种): 通知, 意见, 方案 and their like.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::notice::schema::written;

/// The kinds that are told apart, longer names before those that they end in.
///
/// The first fifteen are the statutory kinds of 党政机关公文处理工作条例 (2012), then the forms
/// that are issued with a covering notice, then what stands on notice pages without being one.
const NAMES: &[&str] = &[
    "通知",
    "意见",
    "决定",
    "决议",
    "公告",
    "通告",
    "公报",
    "通报",
    "批复",
    "复函",
    "请示",
    "报告",
    "纪要",
    "议案",
    "命令",
    "函",
    "令",
    "条例",
    "实施细则",
    "细则",
    "规定",
    "办法",
    "规则",
    "方案",
    "要点",
    "措施",
    "计划",
    "规划",
    "纲要",
    "预案",
    "指南",
    "指引",
    "标准",
    "规范",
    "规程",
    "目录",
    "清单",
    "任务分解表",
    "分工",
    "制度",
    "准则",
    "章程",
    "答复",
    "公示",
    "倡议书",
    "解读",
    "动态",
    "统计数据",
];

/// Kind of a notice (文种), for instance 通知.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kind(&'static str);

impl Kind {
    /// Returns the kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|known| **known == name).map(|known| Self(known))
    }

    /// Returns the name, such as 通知.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// Returns every kind, statutory kinds first.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|name| Self(name))
    }

    /// Returns the kind that a title ends in, brackets such as （试行） left out.
    ///
    /// Example: 棠梨市房票结算办法（试行） is a 办法; 实施意见 is an 意见.
    pub fn of_title(title: &str) -> Option<Self> {
        let title = without_brackets_behind(title.trim());
        let mut longest: Option<&'static str> = None;
        for name in NAMES {
            if title.ends_with(name) && longest.is_none_or(|held| held.len() < name.len()) {
                longest = Some(name);
            }
        }
        match longest {
            Some("实施细则") => Some(Self("细则")),
            Some("令") if !title.contains("人民政府令") && !title.ends_with("命令") => None,
            found => found.map(Self),
        }
    }
}

/// Takes off brackets at the end: （试行）, (2024年版), 》.
fn without_brackets_behind(title: &str) -> &str {
    let mut rest = title;
    loop {
        rest = rest.trim_end_matches(['》', '”', '"', ' ', '\u{3000}']);
        let Some(close) = rest.chars().next_back().filter(|c| matches!(c, '）' | ')')) else {
            return rest;
        };
        let body = &rest[..rest.len() - close.len_utf8()];
        match body.rfind(['（', '(']) {
            Some(open) if open > 0 => rest = &body[..open],
            _ => return rest,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kind({})", self.0)
    }
}

written!(
    Kind,
    "Kind",
    "description": "文种.",
    "enum": NAMES
);

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("unknown kind of notice `{name}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_title_ends_in_its_kind() {
        let cases = [
            ("关于印发2024年政务公开工作要点的通知", Some("通知")),
            ("棠梨市房票结算办法（试行）", Some("办法")),
            ("关于优化营商环境的实施意见", Some("意见")),
            ("关于核定低保标准的复函", Some("复函")),
            ("岚川省人民政府令", Some("令")),
            ("岚川省实施细则(2024年版)", Some("细则")),
            ("2024年清泽市政务公开工作要点", Some("要点")),
            ("市领导到汀兰区调研", None),
            ("春季防火禁令", None),
        ];
        for (title, expected) in cases {
            assert_eq!(Kind::of_title(title).map(Kind::name), expected, "{title}");
        }
    }
}
