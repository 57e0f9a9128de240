//! Reads and prints document numbers (发文字号) such as 国发〔2023〕5号.

use std::fmt;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::notice::office_code::{code_alone, looks_like_code, narrow};
use crate::notice::schema::written;

/// How a number is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// 泽政办发〔2024〕12号
    Bracketed,
    /// 岚川省人民政府令第58号
    Order,
    /// 财政部公告2022年第30号
    Announcement,
}

/// A document number (发文字号): office code, year and sequence.
///
/// Example: 泽政办发〔2024〕12号 has the office code 泽政办发, the year 2024 and the sequence 12.
/// It prints with 〔〕 whatever brackets it was written with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocNumber {
    /// Office code (机关代字), such as 泽政办发; the whole name before 第 for an order.
    pub agency_code: String,
    /// Year; an order has none.
    pub year: Option<i16>,
    /// Sequence (序号), from 1.
    pub sequence: u32,
    /// How it is put together.
    pub form: Form,
}

/// A number and the bytes of the text that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundNumber {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The number.
    pub number: DocNumber,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let code = r"([\p{Han}A-Za-zＡ-Ｚ0-9][\p{Han}A-Za-zＡ-Ｚ0-9（）()·\-]{0,30}?)?";
    let digit = "[0-9０-９]";
    let bracketed = format!(
        r"{code}\s*[〔\[（(【［〈<{{﹝〖]\s*({digit}{{4}})\s*年?\s*[〕\]）)】］〉>}}﹞〗]\s*第?\s*({digit}{{1,5}})\s*号"
    );
    let order = format!(r"([\p{{Han}}]{{1,20}}令)\s*第?\s*({digit}{{1,4}})\s*号");
    let announcement =
        format!(r"([\p{{Han}}\s]{{2,30}}公告)\s*({digit}{{4}})\s*年第?\s*({digit}{{1,4}})\s*号");
    Regex::new(&format!("{bracketed}|{order}|{announcement}")).expect("a literal pattern")
});

impl DocNumber {
    /// Returns every number of a text, in order.
    pub fn find(text: &str) -> Vec<FoundNumber> {
        // Most texts have no figure before 号, and the pattern, which begins anywhere, is slow to tell.
        let Some(end) = last_sequence_end(text) else { return Vec::new() };
        NUMBER
            .captures_iter(&text[..end])
            .filter_map(|found| {
                let whole = found.get(0)?;
                let (code, year, sequence, form) = if let Some(sequence) = found.get(3) {
                    (found.get(1), found.get(2), sequence, Form::Bracketed)
                } else if let Some(sequence) = found.get(5) {
                    (found.get(4), None, sequence, Form::Order)
                } else {
                    (found.get(6), found.get(7), found.get(8)?, Form::Announcement)
                };
                let year = match year {
                    Some(year) => Some(plausible_year(year.as_str())?),
                    None => None,
                };
                let written = code.map_or("", |code| code.as_str());
                let before = code.map_or("", |code| &text[..code.start()]);
                let mut kept = code_alone(written, before);
                let is_behind_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
                let cut = &written[..written.len() - kept.len()];
                if is_behind_digit(if cut.is_empty() { before } else { cut }) {
                    kept = kept.strip_prefix(['年', '月', '日']).unwrap_or(kept);
                }
                let start = whole.end() - (whole.as_str().len() - (written.len() - kept.len()));
                let number = Self {
                    agency_code: kept.chars().filter(|c| !c.is_whitespace()).map(narrow).collect(),
                    year,
                    sequence: decimal(sequence.as_str())?,
                    form,
                };
                (number.sequence > 0).then_some(FoundNumber { range: start..whole.end(), number })
            })
            .collect()
    }

    /// Reads a text that is one number and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::find(text)
            .into_iter()
            .find(|found| found.range == (0..text.len()) && !found.number.agency_code.is_empty())
            .map(|found| found.number)
    }

    /// Reads what a user types for a number: brackets, blanks and 号 may be missing.
    ///
    /// Examples: 泽政办发2024 12号, 泽政办发\[2024\]12, 泽政办发202412. `None` when the text is
    /// more than a number.
    pub fn parse_loosely(text: &str) -> Option<Self> {
        static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(
                r"^(\p{Han}[\p{Han}A-Za-z]{1,17}?)[\s〔\[（(【［〈<]*((?:19|20)[0-9]{2})[\s〕\]）)】］〉>\-—]*第?\s*([0-9]{1,5})\s*号?$",
            )
            .expect("a literal pattern")
        });
        let text: String = text.trim().chars().map(narrow).collect();
        if let Some(number) = Self::parse(&text) {
            return Some(number);
        }
        let found = LOOSE.captures(&text)?;
        let number = Self {
            agency_code: found[1].to_owned(),
            year: Some(plausible_year(&found[2])?),
            sequence: decimal(&found[3])?,
            form: Form::Bracketed,
        };
        (number.sequence > 0 && looks_like_code(&number.agency_code)).then_some(number)
    }

    /// Returns the terms under which the number is indexed: whole, and year with sequence.
    pub fn terms(&self) -> Vec<String> {
        let mut terms = vec![self.to_string().to_lowercase()];
        if let Some(year) = self.year {
            terms.push(format!("〔{year}〕{}号", self.sequence));
        }
        terms
    }
}

/// Returns the byte behind the last 号 that follows a figure, with or without blanks between.
fn last_sequence_end(text: &str) -> Option<usize> {
    text.rmatch_indices('号')
        .find(|(at, _)| {
            let before = text[..*at].trim_end().chars().next_back();
            before.is_some_and(|digit| matches!(digit, '0'..='9' | '０'..='９'))
        })
        .map(|(at, mark)| at + mark.len())
}

fn plausible_year(text: &str) -> Option<i16> {
    let year = i16::try_from(decimal(text)?).ok()?;
    (1949..2100).contains(&year).then_some(year)
}

pub(super) fn decimal(text: &str) -> Option<u32> {
    text.chars().map(narrow).collect::<String>().parse().ok()
}

impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, sequence) = (&self.agency_code, self.sequence);
        match (self.form, self.year) {
            (Form::Bracketed, Some(year)) => write!(f, "{code}〔{year}〕{sequence}号"),
            (Form::Announcement, Some(year)) => write!(f, "{code}{year}年第{sequence}号"),
            (_, _) => write!(f, "{code}第{sequence}号"),
        }
    }
}

written!(
    DocNumber,
    "DocNumber",
    "description": "发文字号, printed with 〔〕.",
    "examples": ["怀公开办发〔2024〕1号"]
);

impl Serialize for DocNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::find(&text)
            .into_iter()
            .next()
            .map(|found| found.number)
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no document number")))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DocNumber, Form};

    fn printed(text: &str) -> Vec<String> {
        DocNumber::find(text).into_iter().map(|found| found.number.to_string()).collect()
    }

    #[test]
    fn numbers_are_found_in_all_brackets() {
        let cases: &[(&str, &[&str])] = &[
            ("泽政办发〔2024〕12号", &["泽政办发〔2024〕12号"]),
            ("泽政办发[2024]12号", &["泽政办发〔2024〕12号"]),
            ("泽政办发（2024）12号", &["泽政办发〔2024〕12号"]),
            ("泽政办发【2024】 12号", &["泽政办发〔2024〕12号"]),
            ("泽政办发〔２０２４〕１２号", &["泽政办发〔2024〕12号"]),
            ("泽政办发〔2022)6号、泽建﹝2022﹞7号", &["泽政办发〔2022〕6号", "泽建〔2022〕7号"]),
            (
                "《办法》（岚政发〔2023〕8号）、岚政办函〔2022〕31号",
                &["岚政发〔2023〕8号", "岚政办函〔2022〕31号"],
            ),
            ("根据岚政发〔2023〕8号要求", &["岚政发〔2023〕8号"]),
            ("若干意见泽建规[2023]4号", &["泽建规〔2023〕4号"]),
            ("清泽市住房公积金管理委员会文件泽金字〔2022〕2号★", &["泽金字〔2022〕2号"]),
            ("岚川省人民政府令第58号", &["岚川省人民政府令第58号"]),
            ("国令第706号", &["国令第706号"]),
            ("财政部公告2022年第30号", &["财政部公告2022年第30号"]),
            ("〔2020〕-32", &[]),
            (
                "为承接好岚政办发〔2023〕8号和泽政办发〔2023〕9号",
                &["岚政办发〔2023〕8号", "泽政办发〔2023〕9号"],
            ),
            (
                "工作以岚政办发〔2023〕8号为准，对标泽政办发〔2023〕9号",
                &["岚政办发〔2023〕8号", "泽政办发〔2023〕9号"],
            ),
            (
                "（和顺政办发〔2023〕8号）、从化府办〔2023〕9号",
                &["和顺政办发〔2023〕8号", "从化府办〔2023〕9号"],
            ),
            ("《办法》和岚政发〔2023〕8号", &["岚政发〔2023〕8号"]),
            (
                "2023年5月8日泽政函〔2023〕8号，29泽府规〔2023〕9号",
                &["泽政函〔2023〕8号", "泽府规〔2023〕9号"],
            ),
            ("岚政发〔2024〕2号和〔2024〕3号", &["岚政发〔2024〕2号", "〔2024〕3号"]),
            ("法〔2024〕3号", &["法〔2024〕3号"]),
            ("第3024〕号", &[]),
            ("2024年12号线", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&printed(text), expected, "{text}");
        }
    }

    #[test]
    fn a_found_number_says_where_it_stands() {
        let text = "依据岚政发〔2023〕8号执行";
        let found = &DocNumber::find(text)[0];
        assert_eq!(&text[found.range.clone()], "岚政发〔2023〕8号");
    }

    #[test]
    fn what_people_type_is_read_as_a_number() {
        let expected = DocNumber::parse("泽政办发〔2024〕12号");
        assert!(expected.is_some());
        for text in [
            "泽政办发〔2024〕12号",
            "泽政办发[2024]12号",
            "泽政办发2024 12号",
            "泽政办发 2024 12",
            "泽政办发〔2024〕12",
            "泽政办发202412",
            "泽政办发（2024）第12号",
        ] {
            assert_eq!(DocNumber::parse_loosely(text), expected, "{text}");
        }
        for text in ["清泽市2024 12", "政务公开", "2024年工作要点", "泽政办发", ""]
        {
            assert_eq!(DocNumber::parse_loosely(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_number_reads_back_as_itself(
            code in "[京沪泽岚桐棠][政府建教财]{1,3}(办发|函|发|规)",
            year in 1950_i16..2099,
            sequence in 1_u32..99_999,
        ) {
            let number = DocNumber { agency_code: code, year: Some(year), sequence, form: Form::Bracketed };
            prop_assert_eq!(DocNumber::parse(&number.to_string()), Some(number));
        }
    }
}
