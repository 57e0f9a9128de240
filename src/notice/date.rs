//! Reads dates as official documents write them: 2024年5月23日, 二〇〇五年三月三日, 2019- 06- 19.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::notice::numeral::{digits, number};

/// The years in which a notice can have been written.
const YEARS: Range<i16> = 1949..2100;

/// Pattern of a year without 年, in digits or in Chinese, misread forms of 〇 among them.
pub const YEAR: &str = "(?:[0-9０-９]{4}|[一二][〇○◯零OoＯΟ0０一二三四五六七八九]{3})";

/// Pattern of a month without 月.
pub const MONTH: &str = "(?:[0-9０-９]{1,2}|十[一二]?|[一二三四五六七八九])";

/// Pattern of a day without 日.
pub const DAY: &str = "(?:[0-9０-９]{1,2}|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])";

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let digit = "[0-9０-９]";
    let signs = format!(r"({YEAR})\s*年\s*({MONTH})\s*月\s*({DAY})\s*[日号]");
    let bars =
        format!(r"({digit}{{4}})\s*[-－—./／]\s*({digit}{{1,2}})\s*[-－—./／]\s*({digit}{{1,2}})");
    Regex::new(&format!("{signs}|{bars}")).expect("a literal pattern")
});

/// A date and the bytes of the text that give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDate {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// The day.
    pub date: Date,
}

/// Returns every complete date of a text, in order; impossible days are passed over.
///
/// Times that run on without a blank (2023-04-1316:39) do not disturb.
pub fn find_dates(text: &str) -> Vec<FoundDate> {
    DATE.captures_iter(text)
        .filter_map(|found| {
            let whole = found.get(0)?;
            let date = date_of(&found)?;
            Some(FoundDate { range: whole.range(), date })
        })
        .collect()
}

/// Returns the first complete date of a text.
pub fn first_date(text: &str) -> Option<Date> {
    find_dates(text).into_iter().next().map(|found| found.date)
}

/// Reads a text that is one date and nothing else but white space.
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    find_dates(text)
        .into_iter()
        .find(|found| found.range == (0..text.len()))
        .map(|found| found.date)
}

fn date_of(found: &Captures<'_>) -> Option<Date> {
    let (year, month, day) = match (found.get(1), found.get(4)) {
        (Some(year), _) => (year, found.get(2)?, found.get(3)?),
        (None, Some(year)) => (year, found.get(5)?, found.get(6)?),
        (None, None) => return None,
    };
    let year = year_of(year.as_str())?;
    let month = i8::try_from(number(month.as_str())?).ok()?;
    let day = i8::try_from(number(day.as_str())?).ok()?;
    Date::new(year, month, day).ok()
}

/// Reads a year without 年, in which a notice can have been written: 2024, 二〇二四.
pub fn year_of(text: &str) -> Option<i16> {
    i16::try_from(digits(text)?).ok().filter(|year| YEARS.contains(year))
}

/// Returns the years that a text names as 2024年, 二〇二四年 or 2024年度, in order.
pub fn find_years(text: &str) -> Vec<i16> {
    static NAMED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"({YEAR})\s*年")).expect("a literal pattern"));
    NAMED.captures_iter(text).filter_map(|found| year_of(&found[1])).collect()
}

/// Returns the last day of a month.
pub fn month_end(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// Returns the last day of a part of a month as officials count: the 10th for 上旬 and 初, the 20th
/// for 中旬 and 中, else the last of the month.
pub fn part_end(year: i16, month: i8, part: &str) -> Option<Date> {
    match part {
        "上旬" | "初" => Date::new(year, month, 10).ok(),
        "中旬" | "中" => Date::new(year, month, 20).ok(),
        _ => month_end(year, month),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{find_dates, find_years, first_date, parse_date};

    #[test]
    fn dates_are_read_in_every_form() {
        let cases = [
            ("2024年5月23日", Some(date(2024, 5, 23))),
            ("2013年 9月12日", Some(date(2013, 9, 12))),
            ("2019- 06- 19", Some(date(2019, 6, 19))),
            ("2023-04-1316:39", Some(date(2023, 4, 13))),
            ("二〇〇五年三月三日", Some(date(2005, 3, 3))),
            ("二○二一年十二月三十一日", Some(date(2021, 12, 31))),
            ("二O一一年5月16日", Some(date(2011, 5, 16))),
            ("一九九六年二月二十日", Some(date(1996, 2, 20))),
            ("２０２２年１月１日", Some(date(2022, 1, 1))),
            ("2024/07/01", Some(date(2024, 7, 1))),
            ("2020617", None),
            ("2023年月日", None),
            ("2023年2月30日", None),
            ("1850年1月1日", None),
        ];
        for (text, expected) in cases {
            assert_eq!(first_date(text), expected, "{text}");
        }
    }

    #[test]
    fn every_date_of_a_text_is_found_where_it_stands() {
        let text = "自2024年1月1日起至2025年12月31日止";
        let found = find_dates(text);
        assert_eq!(found.len(), 2);
        assert_eq!(&text[found[1].range.clone()], "2025年12月31日");
    }

    #[test]
    fn a_date_alone_is_told_from_a_date_in_a_sentence() {
        assert_eq!(parse_date(" 2024年5月23日 "), Some(date(2024, 5, 23)));
        assert_eq!(parse_date("截至2024年5月23日"), None);
    }

    #[test]
    fn years_are_found() {
        assert_eq!(find_years("关于2023年度工作和二〇二四年安排"), [2023, 2024]);
        assert_eq!(find_years("第1234年"), Vec::<i16>::new());
    }
}
