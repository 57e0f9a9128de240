//! Administrative places (行政区划) and their levels.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::notice::schema::written;

/// Level of government.
///
/// Example: 汀兰区 is [`Level::County`], 榆阴镇 is [`Level::Township`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 国家
    National,
    /// 省、自治区、直辖市
    Province,
    /// 地级市、自治州、地区、盟
    City,
    /// 县、县级市、区、旗
    County,
    /// 乡镇、街道
    Township,
}

impl Level {
    /// Every level, the highest first.
    pub const ALL: [Self; 5] =
        [Self::National, Self::Province, Self::City, Self::County, Self::Township];

    /// Returns the name in parameters and JSON, such as `county`.
    pub fn name(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Township => "township",
        }
    }

    /// Returns the name that readers see, such as 县级.
    pub fn label(self) -> &'static str {
        match self {
            Self::National => "国家",
            Self::Province => "省级",
            Self::City => "市级",
            Self::County => "县级",
            Self::Township => "乡镇级",
        }
    }

    /// Returns the level of this name or label.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name || level.label() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Code of a division: six digits of GB/T 2260, nine for townships.
///
/// Example: 110116 is 北京市怀柔区; its province is 110000.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RegionCode(u32);

impl RegionCode {
    /// Takes a code of six or nine digits.
    pub fn new(code: u32) -> Option<Self> {
        matches!(code, 100_000..=999_999 | 100_000_000..=999_999_999).then_some(Self(code))
    }

    /// Returns the code as a number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// Returns the code of the province that holds this place, itself for a province.
    #[must_use]
    pub fn province(self) -> Self {
        Self(self.six() / 10_000 * 10_000)
    }

    /// Returns the code of the prefecture that holds this place; `None` for a province.
    pub fn city(self) -> Option<Self> {
        let city = self.six() / 100 * 100;
        (!city.is_multiple_of(10_000)).then_some(Self(city))
    }

    /// Returns the code of the county that holds this place; `None` above counties.
    pub fn county(self) -> Option<Self> {
        (!self.six().is_multiple_of(100)).then(|| Self(self.six()))
    }

    /// Returns the places that hold this one, from the province down to itself.
    pub fn chain(self) -> Vec<Self> {
        let mut chain = vec![self.province()];
        for code in [self.city(), self.county(), Some(self)].into_iter().flatten() {
            if chain.last() != Some(&code) {
                chain.push(code);
            }
        }
        chain
    }

    /// Tells whether `other` is this place or lies in it.
    pub fn holds(self, other: Self) -> bool {
        other.chain().contains(&self)
    }

    fn six(self) -> u32 {
        if self.0 > 999_999 { self.0 / 1000 } else { self.0 }
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RegionCode({})", self.0)
    }
}

impl FromStr for RegionCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse()
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| format!("`{text}` is no division code of six or nine digits"))
    }
}

written!(
    RegionCode,
    "RegionCode",
    "description": "行政区划代码 (GB/T 2260): six digits for a province, city or county, nine for a township.",
    "pattern": "^([0-9]{6}|[0-9]{9})$",
    "examples": ["110116"]
);

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The place of a notice with its chain of full names.
///
/// For the four municipalities `city` is `None`: 重庆市, –, 渝北区.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Region {
    /// Code of the smallest place known.
    pub code: Option<RegionCode>,
    /// 省、自治区、直辖市
    pub province: Option<String>,
    /// 地级市、自治州、地区、盟
    pub city: Option<String>,
    /// 县、县级市、区、旗, or a development zone of that rank
    pub county: Option<String>,
    /// 乡镇、街道
    pub township: Option<String>,
}

impl Region {
    /// Returns the names from the province down, such as 岚川省 清泽市 汀兰区.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.province, &self.city, &self.county, &self.township]
            .into_iter()
            .filter_map(|name| name.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::RegionCode;

    fn code(number: u32) -> RegionCode {
        RegionCode::new(number).expect("a code of six or nine digits")
    }

    #[test]
    fn a_code_knows_the_places_that_hold_it() {
        let chain = |number| code(number).chain().iter().map(|c| c.number()).collect::<Vec<_>>();
        assert_eq!(chain(110_000), [110_000]);
        assert_eq!(chain(130_100), [130_000, 130_100]);
        assert_eq!(chain(110_116), [110_000, 110_100, 110_116]);
        assert_eq!(chain(130_102_001), [130_000, 130_100, 130_102, 130_102_001]);
        assert!(code(130_000).holds(code(130_102)));
        assert!(!code(130_100).holds(code(130_000)));
    }

    #[test]
    fn only_six_or_nine_digits_are_a_code() {
        for text in ["11011", "1101160", "北京", "", "-11000"] {
            assert!(text.parse::<RegionCode>().is_err(), "{text}");
        }
        assert_eq!("110116".parse::<RegionCode>(), Ok(code(110_116)));
    }
}
