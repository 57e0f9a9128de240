//! Reads from when to when a notice is in force, out of its clauses.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::notice::date::find_dates;
use crate::notice::numeral::number;
use crate::notice::status::ValidityBasis;

/// The term of a notice as a clause states it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Term {
    /// First day in force.
    pub(super) from: Option<Date>,
    /// Last day in force.
    pub(super) to: Option<Date>,
    /// What the last day follows from.
    pub(super) basis: Option<ValidityBasis>,
}

/// Reads the term out of one clause; `None` where it says nothing of the notice's own force.
///
/// Examples: 本办法自2024年7月1日起施行，有效期2年; 本通知自印发之日起施行，有效期至2026年9月9日.
pub(super) fn read(clause: &str, issued_on: Option<Date>) -> Option<Term> {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:本|该)(?:通知|办法|规定|细则|意见|方案|条例|措施|决定|实施意见|实施办法|实施方案|实施细则|暂行办法|规则|政策|文件|标准|公告|通告|若干措施|指引|规程)")
            .expect("a literal pattern")
    });
    static FORCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"自(?P<when>[^，。；自]{2,30}?)(?:起|之日起)?(?:正式)?(?:施行|实施|执行|生效|试行)",
        )
        .expect("a literal pattern")
    });
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"有效期(?:限)?(?:为)?\s*(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?P<unit>年|个月)",
        )
        .expect("a literal pattern")
    });
    static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"有效期(?:限)?(?:至|到|截至|截止)(?P<until>[^，。；]{6,20})|(?:执行|施行|实施)(?:期限)?(?:至|到)(?P<to>20[^，。；]{6,16}?日)").expect("a literal pattern")
    });
    let about_itself =
        OWN.is_match(clause) || clause.chars().count() <= 30 && clause.contains("有效期");
    if !about_itself {
        return None;
    }
    let mut term = Term::default();
    let mut begins = issued_on;
    if let Some(found) = FORCE.captures(clause) {
        let when = &found["when"];
        term.from = find_dates(when).first().map(|date| date.date).or_else(|| {
            ["印发", "发布", "公布", "下发", "颁布", "发文"]
                .iter()
                .any(|words| when.contains(words))
                .then_some(issued_on)
                .flatten()
        });
        // A day that is written and not understood, as in a draft, is not the day of issue.
        begins = term.from;
    }
    if let Some(found) = UNTIL.captures(clause) {
        let until =
            found.name("until").or_else(|| found.name("to")).map_or("", |until| until.as_str());
        term.to = find_dates(until).first().map(|date| date.date);
        term.basis = term.to.map(|_| ValidityBasis::ExpiryDate);
    } else if let Some(found) = PERIOD.captures(clause) {
        term.to = end_of_period(begins, &found["count"], &found["unit"]);
        term.basis = term.to.map(|_| ValidityBasis::Period);
    }
    (term != Term::default()).then_some(term)
}

/// Returns the last day of a period that begins on a day: one year from 2024-07-01 ends 2025-06-30.
fn end_of_period(from: Option<Date>, count: &str, unit: &str) -> Option<Date> {
    let count = i64::from(if count == "两" { 2 } else { number(count)? });
    let span = if unit == "年" {
        jiff::Span::new().years(count)
    } else {
        jiff::Span::new().months(count)
    };
    from?.checked_add(span).ok()?.yesterday().ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Term, read};
    use crate::notice::status::ValidityBasis;

    #[test]
    fn terms_are_read_out_of_clauses() {
        let issued = Some(date(2024, 5, 8));
        let cases = [
            (
                "本办法自2024年7月1日起施行，有效期2年。",
                Some((
                    Some(date(2024, 7, 1)),
                    Some(date(2026, 6, 30)),
                    Some(ValidityBasis::Period),
                )),
            ),
            (
                "本通知自印发之日起施行，有效期至2026年9月9日。",
                Some((issued, Some(date(2026, 9, 9)), Some(ValidityBasis::ExpiryDate))),
            ),
            ("本措施自印发之日起施行。", Some((issued, None, None))),
            (
                "本通知有效期一年。",
                Some((None, Some(date(2025, 5, 7)), Some(ValidityBasis::Period))),
            ),
            (
                "证件有效期为五年，逾期应当换领，未换领的不得继续使用，相关单位应当按照规定及时提醒持证人办理换领手续并做好登记。",
                None,
            ),
            ("本通知自2023年月日起实施，有效期3年。", None),
            ("完善站内检索。", None),
        ];
        for (clause, expected) in cases {
            let expected = expected.map(|(from, to, basis)| Term { from, to, basis });
            assert_eq!(read(clause, issued), expected, "{clause}");
        }
    }
}
