//! Reads dates and periods: 2021年3月底 is 2021-03-31, 2021年3月1日至6月30日 has two dates.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::notice::date::{DAY, MONTH, YEAR, month_end, part_end, year_of};
use crate::notice::numeral::number;

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^([^至到~—-]+?)(?:起|开始)?[至到~—-]+([^至到~—-]+)$").expect("a literal pattern")
});

static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    let year = format!("(?P<year>{YEAR})年|(?P<other>次年|当年|同年)");
    let hour = r"(?:(?:上午|下午)?\d{1,2}[:时点]\d{0,2}分?)?";
    let part = "(?P<part>上旬|中旬|下旬|底|末|上半年|下半年|[一二三四]季度)";
    Regex::new(&format!(
        "^(?:{year})?(?:(?P<month>{MONTH})月份?)?(?:(?P<day>{DAY})[日号]{hour})?{part}?$"
    ))
    .expect("a literal pattern")
});

/// What a date says, whole or in part.
#[derive(Clone, Copy, Debug)]
struct Reading {
    year: i16,
    month: Option<i8>,
    /// Its first day; none for 底 and 末, which have no first.
    first: Option<Date>,
    /// Its last day.
    last: Date,
    /// Whether one day stands for it: a day, or a part of a month by its last.
    is_day: bool,
}

/// Writes a date as ISO has it, the last day of a part of a month, or a period with `/`.
///
/// `None` for a date without its year, and for a whole month or year alone.
pub(super) fn written(value: &str) -> Option<String> {
    let Some(period) = PERIOD.captures(value) else {
        let read = reading(value, None)?;
        return read.is_day.then(|| read.last.to_string());
    };
    let begin = reading(&period[1], None)?;
    let end = reading(&period[2], Some(begin))?;
    let first = begin.first.filter(|first| *first <= end.last)?;
    Some(format!("{first}/{}", end.last))
}

/// Reads a date; the end of a period takes the year and the month of its begin where it has none.
fn reading(text: &str, begin: Option<Reading>) -> Option<Reading> {
    let found = PARTS.captures(text)?;
    let year = match (found.name("year"), found.name("other")) {
        (Some(year), _) => year_of(year.as_str())?,
        (None, Some(other)) if other.as_str() == "次年" => begin?.year + 1,
        (None, _) => begin?.year,
    };
    let number = |name| -> Option<Option<i8>> {
        let Some(part) = found.name(name) else { return Some(None) };
        Some(Some(i8::try_from(number(part.as_str())?).ok()?))
    };
    let day = number("day")?;
    let names_year = found.name("year").or(found.name("other")).is_some();
    let by_begin = begin.filter(|_| day.is_some() && !names_year).and_then(|begin| begin.month);
    let month = number("month")?.or(by_begin);
    let (first, last, is_day) = days(year, month, day, &found)?;
    Some(Reading { year, month, first, last, is_day })
}

/// Returns the first and last day, and whether the last stands for it.
fn days(
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    found: &Captures<'_>,
) -> Option<(Option<Date>, Date, bool)> {
    let part = found.name("part").map(|part| part.as_str());
    let on = |month, day| Date::new(year, month, day).ok();
    let months = |from, to| Some((on(from, 1), month_end(year, to)?, false));
    match (month, day, part) {
        (Some(month), Some(day), None) => Some((Some(on(month, day)?), on(month, day)?, true)),
        (Some(month), None, None) => months(month, month),
        (Some(month), None, Some(part @ ("上旬" | "中旬" | "下旬"))) => {
            let first = match part {
                "上旬" => 1,
                "中旬" => 11,
                _ => 21,
            };
            Some((on(month, first), part_end(year, month, part)?, true))
        }
        (Some(month), None, Some("底" | "末")) => Some((None, month_end(year, month)?, true)),
        (None, None, Some("底" | "末")) => Some((None, month_end(year, 12)?, true)),
        (None, None, Some("上半年")) => months(1, 6),
        (None, None, Some("下半年")) => months(7, 12),
        (None, None, Some(part)) => {
            let quarter = part.strip_suffix("季度").and_then(number)?;
            let last = i8::try_from(quarter * 3).ok()?;
            months(last - 2, last)
        }
        (None, None, None) => {
            found.name("year")?;
            months(1, 12)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn dates_and_periods_are_written_as_iso_has_them() {
        let cases = [
            ("2021年3月5日", Some("2021-03-05")),
            ("二〇二一年三月五日", Some("2021-03-05")),
            ("2021年3月5日9时", Some("2021-03-05")),
            ("2021年3月底", Some("2021-03-31")),
            ("2021年3月中旬", Some("2021-03-20")),
            ("2021年底", Some("2021-12-31")),
            ("2021年2月30日", None),
            ("2021年3月初", None),
            ("2021年3月", None),
            ("2021年", None),
            ("2021年上半年", None),
            ("3月5日", None),
            ("每年3月5日", None),
            ("年底", None),
            ("2021年3月1日至2022年2月28日", Some("2021-03-01/2022-02-28")),
            ("2021年3月1日起至6月30日", Some("2021-03-01/2021-06-30")),
            ("2021年3月1日--15日", Some("2021-03-01/2021-03-15")),
            ("2021年11月至次年2月", Some("2021-11-01/2022-02-28")),
            ("2021年3月1日至当年底", Some("2021-03-01/2021-12-31")),
            ("2021年至2023年", Some("2021-01-01/2023-12-31")),
            ("2021年一季度至三季度", Some("2021-01-01/2021-09-30")),
            ("2021年3月至2022年上半年", Some("2021-03-01/2022-06-30")),
            ("2021年底至2022年6月30日", None),
            ("2021年9月1日至3月1日", None),
            ("3月1日至6月30日", None),
        ];
        for (value, expected) in cases {
            assert_eq!(written(value).as_deref(), expected, "{value}");
        }
    }
}
