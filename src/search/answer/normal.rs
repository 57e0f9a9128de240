//! Writes answers in the form that programs compare.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::notice::date::month_end;
use crate::notice::numeral::number;
use crate::search::answer::{AnswerKind, Normalised};

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d[\d,.]*(?:[-~—至到]\d[\d,.]*)?)(.+)$").expect("a literal pattern")
});
static CHINESE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^([一二两三四五六七八九十百]+)(.+)$").expect("a literal pattern"));
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\d{4})年(?:(\d{1,2})月份?(?:(\d{1,2})[日号]|(上旬|中旬|下旬|底|末))?|(底|末))")
        .expect("a literal pattern")
});
static NO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("不得|不能|不予|禁止|不可|不再|不允许|不受|不纳入|不属于")
        .expect("a literal pattern")
});

/// Returns an answer in the form that programs compare, where it has one. The value is folded.
pub(super) fn normalised(kind: AnswerKind, value: &str, spans: &[String]) -> Option<Normalised> {
    match kind {
        AnswerKind::Who => Some(Normalised::Units(spans.to_vec())),
        AnswerKind::HowMuch => amount(value).map(Normalised::Value),
        AnswerKind::When => moment(value).or_else(|| amount(value)).map(Normalised::Value),
        AnswerKind::YesNo => {
            let word = if NO.is_match(value) { "no" } else { "yes" };
            Some(Normalised::Value(word.to_owned()))
        }
        AnswerKind::Phone => Some(Normalised::Value(value.to_owned())),
        AnswerKind::Condition | AnswerKind::Papers | AnswerKind::How => None,
    }
}

/// Writes an amount with a blank before its unit: 50 万元.
fn amount(value: &str) -> Option<String> {
    if let Some(found) = AMOUNT.captures(value) {
        return Some(format!("{} {}", found[1].replace(',', ""), &found[2]));
    }
    let found = CHINESE.captures(value)?;
    Some(format!("{} {}", number(&found[1])?, &found[2]))
}

/// Writes a day, the last day of a month, or a period.
fn moment(value: &str) -> Option<String> {
    let days: Vec<Date> = DAY.captures_iter(value).filter_map(|found| day(&found)).collect();
    let [first, rest @ ..] = days.as_slice() else { return None };
    Some(match rest.first() {
        Some(last) => format!("{first}/{last}"),
        None => first.to_string(),
    })
}

fn day(found: &regex::Captures<'_>) -> Option<Date> {
    let year: i16 = found[1].parse().ok()?;
    let Some(month) = found.get(2) else { return month_end(year, 12) };
    let month: i8 = month.as_str().parse().ok()?;
    if let Some(day) = found.get(3) {
        return Date::new(year, month, day.as_str().parse().ok()?).ok();
    }
    match found.get(4)?.as_str() {
        "上旬" => Date::new(year, month, 10).ok(),
        "中旬" => Date::new(year, month, 20).ok(),
        _ => month_end(year, month),
    }
}

#[cfg(test)]
mod tests {
    use super::normalised;
    use crate::search::answer::{AnswerKind, Normalised};

    #[test]
    fn values_are_written_for_programs() {
        let cases = [
            (AnswerKind::HowMuch, "800元/床", Some("800 元/床")),
            (AnswerKind::HowMuch, "1,200元", Some("1200 元")),
            (AnswerKind::HowMuch, "三个月", Some("3 个月")),
            (AnswerKind::When, "2024年9月底", Some("2024-09-30")),
            (AnswerKind::When, "2024年10月中旬", Some("2024-10-20")),
            (AnswerKind::When, "2022年底", Some("2022-12-31")),
            (AnswerKind::When, "2025年9月1日至2026年8月31日", Some("2025-09-01/2026-08-31")),
            (AnswerKind::When, "7个工作日", Some("7 个工作日")),
            (AnswerKind::YesNo, "5年内不得转让", Some("no")),
            (AnswerKind::How, "登录平台", None),
        ];
        for (kind, value, expected) in cases {
            let expected = expected.map(|value| Normalised::Value(value.to_owned()));
            assert_eq!(normalised(kind, value, &[]), expected, "{value}");
        }
    }
}
