//! Reads amounts into a number, a blank and a unit: 1,200元 is 1200 元, 百分之三十 is 30 %.

use std::sync::LazyLock;

use regex::Regex;

use crate::notice::numeral::written_out;

/// A number in digits: with a sign before every three of them, or without.
const DIGITS: &str = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?";

/// A number in Chinese.
const CHINESE: &str = "半|[零〇一二两三四五六七八九十百千万亿]+";

/// What stands between the ends of a range.
const JOINED: &str = "[至到~—-]+";

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let number = format!("{DIGITS}|{CHINESE}");
    let unit = format!(r"[^\d{}]", "零一二三四五六七八九十半至到~—-");
    Regex::new(&format!(
        "^(?:(?P<from>{number})(?P<from_unit>{unit}*){JOINED})?(?P<number>{number})(?P<unit>{unit}+)$"
    ))
    .expect("a literal pattern")
});

static FRACTION: LazyLock<Regex> = LazyLock::new(|| {
    let number = format!("{DIGITS}|{CHINESE}");
    Regex::new(&format!(
        "^(?P<whole>{CHINESE})分之(?P<number>{number})(?:{JOINED}(?P<whole_again>{CHINESE}分之)?(?P<to>{number}))?$"
    ))
    .expect("a literal pattern")
});

static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:工作日|自然日|日|天|个月|小时|周|年)$").expect("a literal pattern")
});

/// A year of the calendar, which is no length of time.
static CALENDAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d{4}年").expect("a literal pattern"));

/// Writes an amount with a blank before its unit: `50 万元`, a range as `3-5 年`, a fraction as
/// `2/3`.
pub(crate) fn written(value: &str) -> Option<String> {
    fraction(value).or_else(|| amount(value))
}

/// Writes a length of time; a date and a year of the calendar are none.
pub(crate) fn limit(value: &str) -> Option<String> {
    let is_limit = LIMIT.is_match(value) && !CALENDAR.is_match(value);
    is_limit.then(|| amount(value)).flatten()
}

fn amount(value: &str) -> Option<String> {
    let found = AMOUNT.captures(value)?;
    let (number, unit) = parted(&found["number"], &found["unit"])?;
    let Some(from) = found.name("from") else { return Some(format!("{number} {unit}")) };
    let from_unit = &found["from_unit"];
    let (from, from_unit) = match (from_unit, number_and_sign(from.as_str())) {
        ("", (_, "")) => (parted(from.as_str(), "")?.0, unit.clone()),
        _ => parted(from.as_str(), from_unit)?,
    };
    (from_unit == unit).then(|| format!("{from}-{number} {unit}"))
}

/// Returns a number in digits with its unit; 万 and 亿 at the end of a number go with the unit.
fn parted(number: &str, unit: &str) -> Option<(String, String)> {
    let (number, sign) = number_and_sign(number);
    Some((digits(number)?, format!("{sign}{unit}")))
}

fn number_and_sign(number: &str) -> (&str, &str) {
    number.split_at(number.trim_end_matches(['万', '亿']).len())
}

fn digits(number: &str) -> Option<String> {
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(number.replace(',', ""));
    }
    if number == "半" {
        return Some("0.5".to_owned());
    }
    written_out(number).map(|number| number.to_string())
}

fn fraction(value: &str) -> Option<String> {
    let found = FRACTION.captures(value)?;
    let part = |number: &str| match number {
        "百" => Some("100".to_owned()),
        _ => digits(number),
    };
    let number = part(&found["number"])?;
    let sign = match &found["whole"] {
        "百" => "%",
        "千" => "‰",
        whole => {
            let whole = written_out(whole)?;
            return found.name("to").is_none().then(|| format!("{number}/{whole}"));
        }
    };
    let whole_again = found.name("whole_again").map_or("", |again| again.as_str());
    let is_one_whole = whole_again.is_empty() || whole_again.starts_with(&found["whole"]);
    match found.name("to") {
        None => Some(format!("{number} {sign}")),
        Some(to) if is_one_whole => Some(format!("{number}-{} {sign}", part(to.as_str())?)),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{limit, written};

    #[test]
    fn amounts_are_written_with_their_unit() {
        let cases = [
            ("800元/床", Some("800 元/床")),
            ("1,200元", Some("1200 元")),
            ("3.5米", Some("3.5 米")),
            ("1,2元", None),
            ("三个月", Some("3 个月")),
            ("半年", Some("0.5 年")),
            ("三千元", Some("3000 元")),
            ("三千五百元", Some("3500 元")),
            ("两万元", Some("2 万元")),
            ("2万元", Some("2 万元")),
            ("一百二元", None),
            ("万元", None),
            ("20%", Some("20 %")),
            ("10-20万元", Some("10-20 万元")),
            ("10%至15%", Some("10-15 %")),
            ("三至五年", Some("3-5 年")),
            ("3年到5年", Some("3-5 年")),
            ("三千元至五千元", Some("3000-5000 元")),
            ("5000元至1万元", None),
            ("三万元至五千元", None),
            ("百分之三十", Some("30 %")),
            ("百分之3.5", Some("3.5 %")),
            ("百分之百", Some("100 %")),
            ("百分之十至百分之十五", Some("10-15 %")),
            ("百分之十至十五", Some("10-15 %")),
            ("千分之二", Some("2 ‰")),
            ("三分之二", Some("2/3")),
            ("三十分之一", Some("1/30")),
            ("若干", None),
        ];
        for (value, expected) in cases {
            assert_eq!(written(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn limits_are_told_from_dates() {
        let cases = [
            ("9个工作日", Some("9 个工作日")),
            ("三十日", Some("30 日")),
            ("6个月", Some("6 个月")),
            ("6月", None),
            ("6月15日", None),
            ("2021年", None),
            ("年底", None),
        ];
        for (value, expected) in cases {
            assert_eq!(limit(value).as_deref(), expected, "{value}");
        }
    }
}
