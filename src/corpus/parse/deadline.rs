//! Reads deadlines (完成时限) of all six kinds, with the latest day meant.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::notice::assignment::{Deadline, DeadlineKind};
use crate::notice::date::{MONTH, find_dates, month_end, part_end};
use crate::notice::numeral::number;

/// What a deadline without a year or with a beginning of its own is counted from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Base {
    /// The year that the notice is about.
    pub(super) year: Option<i16>,
    /// The day of issue.
    pub(super) issued_on: Option<Date>,
}

static IN_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?:(?P<year>20\d{{2}})\s*年(?:度)?|(?P<rel>今年|本年|年内|明年))?\s*(?P<month>{MONTH})\s*月\s*(?:份)?\s*(?:(?P<day>\d{{1,2}})\s*日|(?P<part>上旬|中旬|下旬|初|底|末|中)|(?P<end>前|以前|之前|内|完成|$))?",
    ))
    .expect("a literal pattern")
});

static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?P<year>20\d{2})\s*年)?\s*(?:第?(?P<quarter>[一二三四1-4])\s*季度|(?P<half>上半年|下半年)|(?P<whole>年底|年末|年内|全年|年度内|底|末))")
        .expect("a literal pattern")
});

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?:印发|发布|公布|通知|收到|下发|批准|实施|施行|作出|送达|备案|公开|形成|完成|受理|签订)[^，。；]{0,12}?(?:之日|当日)?(?:起|后)[^，。；]{0,4}?)?(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3})\s*(?P<unit>个?工作日|个?自然日|日|天|个月|月|年|周)\s*(?:以内|之内|内)")
        .expect("a literal pattern")
});

static STANDING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"长期坚持|长期|持续推进|持续开展|常态化|全年推进|全年坚持|持续|贯穿全年|长期推进|长效",
    )
    .expect("a literal pattern")
});

static RECURRING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"每(?:年|季度|季|月|半年|周|日|两年|学期|双月|半月|旬)(?:度|末|初|底)?|按(?:月|季度|季|年|周)|逐月|实时|定期|及时更新|动态").expect("a literal pattern")
});

/// Tells whether a short text is a deadline.
pub(super) fn is_deadline(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 40 && !text.contains('。') && read(text, Base::default()).is_some()
}

/// Finds the deadline that the words of a task state: 于9月底前汇总, 8月中旬建成, 长期坚持.
///
/// Of several the latest day counts.
pub(super) fn in_words(text: &str, base: Base) -> Option<Deadline> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        let year = r"(?:20\d{2}\s*年|今年|年内)?\s*";
        Regex::new(&format!(
            r"{year}\d{{1,2}}\s*月\s*(?:\d{{1,2}}\s*日|底|末|初|[上中下]旬)?(?:之|以)?前|{year}\d{{1,2}}\s*月[上中下]旬|20\d{{2}}\s*年(?:年?底|末)?(?:之|以)?前|年底(?:之|以)?前|长期坚持"
        ))
        .expect("a literal pattern")
    });
    let mut latest: Option<Deadline> = None;
    for found in BEFORE.find_iter(text) {
        let apart =
            !["自", "从", "截至", "截止"].iter().any(|word| text[..found.start()].ends_with(word));
        let Some(deadline) = read(found.as_str(), base).filter(|_| apart) else { continue };
        if latest.as_ref().is_none_or(|held| deadline.on > held.on) {
            latest = Some(deadline);
        }
    }
    latest
}

/// Reads a deadline as written; `None` where it is not understood as one.
///
/// Of several dates the latest counts; a bare month is meant to its end.
pub(super) fn read(text: &str, base: Base) -> Option<Deadline> {
    let text = text.trim().trim_matches(['。', '，', '；', ';', ',']);
    let make = |kind, on, standing| Some(Deadline { text: text.to_owned(), kind, on, standing });
    if let Some((kind, on)) = latest_day(text, base) {
        return make(kind, on, false);
    }
    if let Some(found) = RELATIVE.captures(text) {
        return make(DeadlineKind::Relative, relative(text, &found, base), false);
    }
    if RECURRING.is_match(text) && !text.starts_with("长期") {
        return make(DeadlineKind::Recurring, None, false);
    }
    if STANDING.is_match(text) {
        return make(DeadlineKind::Standing, None, true);
    }
    None
}

/// Returns the latest day that dates, months, quarters and years of a text mean.
fn latest_day(text: &str, base: Base) -> Option<(DeadlineKind, Option<Date>)> {
    let mut found_days: Vec<(DeadlineKind, Option<Date>)> = Vec::new();
    let dates = find_dates(text);
    for found in &dates {
        found_days.push((DeadlineKind::Day, Some(found.date)));
    }
    let mut year = dates.last().map(|found| found.date.year());
    for found in IN_MONTH.captures_iter(text) {
        let whole = found.get(0).map_or(0..0, |whole| whole.range());
        if dates.iter().any(|date| date.range.start < whole.end && whole.start < date.range.end) {
            continue;
        }
        let named = found.name("year").and_then(|year| year.as_str().parse().ok());
        year = named.or(year).or(base.year);
        let month = number(&found["month"])
            .and_then(|month| i8::try_from(month).ok())
            .filter(|month| (1..=12).contains(month));
        let Some(month) = month else { continue };
        let (kind, on) = match (found.name("day"), found.name("part")) {
            (Some(day), _) => {
                let on = year
                    .zip(day.as_str().parse().ok())
                    .and_then(|(year, day)| Date::new(year, month, day).ok());
                (DeadlineKind::Day, on)
            }
            (None, Some(part)) => part_of_month(part.as_str(), year, month),
            (None, None) => (DeadlineKind::MonthEnd, year.and_then(|year| month_end(year, month))),
        };
        found_days.push((kind, on));
    }
    if found_days.is_empty() {
        for found in QUARTER.captures_iter(text) {
            if RECURRING.is_match(text) {
                break;
            }
            let year = found.name("year").and_then(|year| year.as_str().parse().ok()).or(base.year);
            let month = match (found.name("quarter"), found.name("half")) {
                (Some(quarter), _) => {
                    number(quarter.as_str()).and_then(|quarter| i8::try_from(quarter * 3).ok())
                }
                (None, Some(half)) => Some(if half.as_str() == "上半年" { 6 } else { 12 }),
                (None, None) => Some(12),
            };
            let whole = found.name("whole").map(|whole| whole.as_str());
            if matches!(whole, Some("底" | "末")) && found.name("year").is_none()
                || whole == Some("全年")
            {
                continue;
            }
            found_days.push((
                DeadlineKind::MonthEnd,
                year.zip(month).and_then(|(year, month)| month_end(year, month)),
            ));
        }
    }
    found_days.into_iter().reduce(|latest, next| if next.1 > latest.1 { next } else { latest })
}

fn part_of_month(part: &str, year: Option<i16>, month: i8) -> (DeadlineKind, Option<Date>) {
    let kind = match part {
        "底" | "末" => DeadlineKind::MonthEnd,
        _ => DeadlineKind::PartOfMonth,
    };
    (kind, year.and_then(|year| part_end(year, month, part)))
}

/// Returns the last day of a time that runs from the issue of the notice; working days and times
/// that run from another event have none.
fn relative(text: &str, found: &regex::Captures<'_>, base: Base) -> Option<Date> {
    let own = ["印发", "发布", "公布", "下发"].iter().any(|words| text.contains(words))
        && !text.contains("收到");
    if !own || text.contains("通报") || text.contains("自公布") {
        return None;
    }
    let count = i64::from(number(&found["count"])?);
    let span = match &found["unit"] {
        "日" | "天" | "自然日" | "个自然日" => jiff::Span::new().days(count),
        "个月" | "月" => jiff::Span::new().months(count),
        "周" => jiff::Span::new().weeks(count),
        "年" => jiff::Span::new().years(count),
        _ => return None,
    };
    base.issued_on?.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Base, is_deadline, read};
    use crate::notice::assignment::DeadlineKind::{
        self, Day, MonthEnd, PartOfMonth, Recurring, Relative, Standing,
    };

    const BASE: Base = Base { year: Some(2024), issued_on: Some(date(2024, 5, 8)) };

    fn check(text: &str, expected: Option<(DeadlineKind, Option<Date>)>) {
        let found = read(text, BASE).map(|deadline| (deadline.kind, deadline.on));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn all_six_kinds_are_read() {
        check("2020年10月30日前", Some((Day, Some(date(2020, 10, 30)))));
        check("7月15日前", Some((Day, Some(date(2024, 7, 15)))));
        check("2024年10月中旬", Some((PartOfMonth, Some(date(2024, 10, 20)))));
        check("2024年12月底前", Some((MonthEnd, Some(date(2024, 12, 31)))));
        check("9月底前", Some((MonthEnd, Some(date(2024, 9, 30)))));
        check("2024年6月", Some((MonthEnd, Some(date(2024, 6, 30)))));
        check("2024年底前", Some((MonthEnd, Some(date(2024, 12, 31)))));
        check("第三季度", Some((MonthEnd, Some(date(2024, 9, 30)))));
        check("印发之日起20个工作日内", Some((Relative, None)));
        check("印发后3个月内", Some((Relative, Some(date(2024, 8, 8)))));
        check("长期坚持", Some((Standing, None)));
        check("每年至少1次", Some((Recurring, None)));
        check("每季度", Some((Recurring, None)));
        check("6月底前完成目录，12月底前全部公开", Some((MonthEnd, Some(date(2024, 12, 31)))));
        check("2020年9月底前完成汇总，12月底前公开", Some((MonthEnd, Some(date(2020, 12, 31)))));
    }

    #[test]
    fn other_words_are_no_deadline() {
        for text in ["区政府办公室", "完善站内检索", "一、总体要求", "市月亮湾管委会", ""]
        {
            assert!(!is_deadline(text), "{text}");
        }
        assert!(is_deadline("2024年12月底前"));
    }
}
