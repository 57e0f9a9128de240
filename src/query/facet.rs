//! The dimensions by which results are counted and narrowed (分面).

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::kind::Kind;
use crate::notice::region::{Level, RegionCode};
use crate::notice::status::{Openness, Validity};

/// The value that stands for a notice that does not state one (未标注).
pub const NOT_STATED: &str = "none";

/// A dimension of results.
///
/// Example: `department` counts by functional department (发展改革, 教育).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum FacetField {
    /// 行政区划; a notice counts for its place and every place that holds it.
    Region,
    /// 层级
    Level,
    /// 发文机关
    Issuer,
    /// 职能部门 of the units that a clause names.
    Department,
    /// 单位 as a clause writes them.
    Unit,
    /// Top heading without its label.
    Section,
    /// 公开属性
    Openness,
    /// Year that the notice is about.
    Year,
    /// 文种
    Kind,
    /// 主题分类
    Topic,
    /// 有效性
    Validity,
    /// Month of a task's deadline, as 2024-10.
    DeadlineMonth,
}

impl FacetField {
    /// Every dimension, in the order in which pages list them.
    pub const ALL: [Self; 12] = [
        Self::Region,
        Self::Year,
        Self::Department,
        Self::Kind,
        Self::Topic,
        Self::Validity,
        Self::DeadlineMonth,
        Self::Level,
        Self::Issuer,
        Self::Section,
        Self::Unit,
        Self::Openness,
    ];

    /// Returns the name in parameters and JSON, such as `deadline_month`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Level => "level",
            Self::Issuer => "issuer",
            Self::Department => "department",
            Self::Unit => "unit",
            Self::Section => "section",
            Self::Openness => "openness",
            Self::Year => "year",
            Self::Kind => "kind",
            Self::Topic => "topic",
            Self::Validity => "validity",
            Self::DeadlineMonth => "deadline_month",
        }
    }

    /// Returns the name that readers see, such as 职能部门.
    pub fn label(self) -> &'static str {
        match self {
            Self::Region => "地区",
            Self::Level => "层级",
            Self::Issuer => "发文机关",
            Self::Department => "职能部门",
            Self::Unit => "责任单位",
            Self::Section => "章节",
            Self::Openness => "公开属性",
            Self::Year => "年份",
            Self::Kind => "文种",
            Self::Topic => "主题",
            Self::Validity => "有效性",
            Self::DeadlineMonth => "完成月份",
        }
    }

    /// Tells whether values belong to clauses; a notice has those of all its clauses.
    pub fn is_of_clauses(self) -> bool {
        matches!(self, Self::Department | Self::Unit | Self::Section | Self::DeadlineMonth)
    }

    /// Reads a value that a user gave, by name or label.
    ///
    /// # Errors
    ///
    /// What values the dimension takes, in words.
    pub fn value(self, given: &str) -> Result<String, String> {
        let given = given.trim();
        if given == NOT_STATED || given == "未标注" && self != Self::Validity {
            return match self {
                Self::Validity => Ok(Validity::Unknown.name().to_owned()),
                _ => Ok(NOT_STATED.to_owned()),
            };
        }
        match self {
            Self::Region => given.parse::<RegionCode>().map(|code| code.to_string()),
            Self::Level => Level::named(given)
                .map(|level| level.name().to_owned())
                .ok_or_else(|| one_of(Level::ALL.iter().map(|level| level.name()))),
            Self::Openness => Openness::stated(given)
                .map(|openness| openness.name().to_owned())
                .ok_or_else(|| one_of(Openness::ALL.iter().map(|openness| openness.name()))),
            Self::Year => given
                .parse::<i16>()
                .ok()
                .filter(|year| (1900..2200).contains(year))
                .map(|year| year.to_string())
                .ok_or_else(|| "expected a year such as 2024".to_owned()),
            Self::Kind => Kind::named(given)
                .map(|kind| kind.name().to_owned())
                .ok_or_else(|| one_of(Kind::all().map(Kind::name))),
            Self::Validity => {
                Validity::named(given).map(|validity| validity.name().to_owned()).ok_or_else(|| {
                    format!("{} or any", one_of(Validity::ALL.iter().map(|value| value.name())))
                })
            }
            Self::DeadlineMonth => {
                month(given).ok_or_else(|| "expected a month such as 2024-10".to_owned())
            }
            Self::Issuer | Self::Department | Self::Unit | Self::Section | Self::Topic => {
                if given.is_empty() {
                    Err("expected a name".to_owned())
                } else {
                    Ok(given.to_owned())
                }
            }
        }
    }

    /// Returns the name of a value that readers see; places are named by whoever has the table.
    pub fn value_label(self, value: &str) -> String {
        if value == NOT_STATED {
            return "未标注".to_owned();
        }
        match self {
            Self::Level => Level::named(value)
                .map_or_else(|| value.to_owned(), |level| level.label().to_owned()),
            Self::Validity => Validity::named(value)
                .map_or_else(|| value.to_owned(), |validity| validity.label().to_owned()),
            Self::Year => format!("{value}年"),
            Self::DeadlineMonth => match value.split_once('-') {
                Some((year, month)) => format!("{year}年{}月", month.trim_start_matches('0')),
                None => value.to_owned(),
            },
            _ => value.to_owned(),
        }
    }
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("expected one of {}", names.collect::<Vec<_>>().join(", "))
}

/// Reads 2024-10, 2024-1 and 2024年10月 as 2024-10 and 2024-01.
fn month(given: &str) -> Option<String> {
    let given = given.trim_end_matches('月').replace('年', "-");
    let (year, month) = given.split_once('-')?;
    let (year, month): (i16, i8) = (year.parse().ok()?, month.parse().ok()?);
    ((1900..2200).contains(&year) && (1..=12).contains(&month))
        .then(|| format!("{year:04}-{month:02}"))
}

impl fmt::Display for FacetField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for FacetField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|field| field.name() == text)
            .ok_or_else(|| one_of(Self::ALL.iter().map(|field| field.name())))
    }
}

#[cfg(test)]
mod tests {
    use super::FacetField;

    #[test]
    fn values_are_read_by_name_and_label() {
        let cases = [
            (FacetField::Level, "市级", Ok("city")),
            (FacetField::Validity, "失效", Ok("expired")),
            (FacetField::Validity, "none", Ok("unknown")),
            (FacetField::Year, "2024", Ok("2024")),
            (FacetField::Year, "none", Ok("none")),
            (FacetField::DeadlineMonth, "2024年9月", Ok("2024-09")),
            (FacetField::Kind, "通知", Ok("通知")),
            (FacetField::Region, "北京", Err(())),
            (FacetField::Year, "24", Err(())),
            (FacetField::Kind, "信", Err(())),
        ];
        for (field, given, expected) in cases {
            let found = field.value(given);
            assert_eq!(found.as_deref().map_err(|_| ()), expected, "{field}={given}");
        }
    }

    #[test]
    fn names_read_back() {
        for field in FacetField::ALL {
            assert_eq!(field.name().parse(), Ok(field));
        }
    }
}
