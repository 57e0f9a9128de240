//! Reads from when to when a notice is in force, out of its clauses.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::corpus::parse::numbering::label;
use crate::notice::date::{find_dates, parse_date};
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
/// A clause under a heading that says what it gives (实施时间) says it of the notice.
/// Examples: 本办法自2024年7月1日起施行，有效期2年; 本通知自印发之日起施行，有效期至2026年9月9日.
pub(super) fn read(clause: &str, heading: Option<&str>, issued_on: Option<Date>) -> Option<Term> {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:本|该)[《“]?(?:补充|行动|实施|暂行|试行|管理|工作|专项|阶段性|购房|补贴|扶持|奖励|优惠|若干){0,3}(?:通知|办法|规定|细则|意见|方案|条例|措施|决定|规则|政策|文件|标准|公告|通告|指引|规程|计划|预案|纲要|规范|规划|章程|制度|准则|指南)|本法自|本文自|本次[\p{Han}]{0,10}(?:执行|实施)(?:至|到)|(?:以上|上述)(?:调整为)?(?:阶段性)?(?:政策|措施|规定|要求|调整|各项)|^[^。]{0,40}执行期限(?:暂定|为|至|到|自)|[。；，,;]执行期限自",
        )
        .expect("a literal pattern")
    });
    static FORCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:自(?P<when>[^，,。；自]{2,30}?)(?:起|之日起)?|自(?P<issue>[^，,。；自]{0,6}(?:印发|发布|公布|下发)之日)起[，,][^。；]{0,40}?|[从于](?P<day>20\d{2}\s*年[^，,。；]{3,10}?日)起)(?:正式)?(?:施行|实施|执行|实行|生效|试行)",
        )
        .expect("a literal pattern")
    });
    static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:有效期限?|(?:执行|实施|施行|试行)期限?|[起，,]试行)(?:暂定为?|为)?\s*(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(?P<unit>年|个月)",
        )
        .expect("a literal pattern")
    });
    static UNTIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"有效期(?:限)?(?:至|到|截至|截止)(?P<until>[^，,。；]{6,20})|(?:执行|施行|实施)(?:期限)?(?:至|到)(?P<to>20[^，,。；]{6,16}?日)|至(?P<before>20[^，,。；]{6,16}?日)前?有效").expect("a literal pattern")
    });
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:(?:执行|实施|施行|试行|有效)期限?|(?:执行|实施|施行|试行)时间)\s*(?:为|自|从|[:：])?\s*(?P<from>20[^，,。；至到]{6,12}?日)[^，,。；]{0,3}?(?:[至到]|[-—－~～]+)\s*(?P<to>(?:20)?[^，,。；]{3,12}?日)",
        )
        .expect("a literal pattern")
    });
    let headed = heading.filter(|heading| clause.chars().count() <= 60 && names_term(heading));
    if let Some(heading) = headed {
        return read(&format!("本通知{heading}：{clause}"), None, issued_on);
    }
    let about_itself =
        OWN.is_match(clause) || clause.chars().count() <= 30 && clause.contains("有效期");
    if !about_itself {
        return None;
    }
    let mut term = Term::default();
    // Of several spans, for one part of what is granted each, the notice lasts as long as any.
    let spans = BETWEEN.captures_iter(clause).filter_map(|found| {
        let day = |name: &str| find_dates(&found[name]).first().map(|date| date.date);
        day("from").zip(day("to"))
    });
    if let Some((from, to)) = spans.reduce(|one, two| (one.0.min(two.0), one.1.max(two.1))) {
        let basis = Some(ValidityBasis::ExpiryDate);
        return Some(Term { from: Some(from), to: Some(to), basis });
    }
    let mut begins = issued_on;
    if let Some(found) = FORCE.captures(clause) {
        let when = ["when", "issue", "day"].iter().find_map(|name| found.name(name));
        let when = when.map_or("", |when| when.as_str());
        term.from = find_dates(when).first().map(|date| date.date).or_else(|| {
            let of_issue = ["印发", "发布", "公布", "下发", "颁布", "发文", "即日"];
            if of_issue.iter().any(|words| when.contains(words)) {
                return issued_on;
            }
            // 自7月1日起: of the year of issue.
            let day = format!("{}年{}", issued_on?.year(), when.trim_end_matches('起'));
            parse_date(&day)
        });
        // A day that is written and not understood, as in a draft, is not the day of issue.
        begins = term.from;
    }
    if let Some(found) = UNTIL.captures(clause) {
        let until = ["until", "to", "before"].iter().find_map(|name| found.name(name));
        let until = until.map_or("", |until| until.as_str());
        term.to = find_dates(until).first().map(|date| date.date);
        term.basis = term.to.map(|_| ValidityBasis::ExpiryDate);
    } else if let Some(found) = PERIOD.captures(clause) {
        term.to = end_of_period(begins, &found["count"], &found["unit"]);
        term.basis = term.to.map(|_| ValidityBasis::Period);
    }
    (term != Term::default()).then_some(term)
}

/// Tells a heading under which a notice says how long it is in force: 三、实施时间.
fn names_term(heading: &str) -> bool {
    let words = label(heading).map_or(heading, |number| number.rest).trim_end_matches(['：', ':']);
    [
        "实施时间",
        "执行时间",
        "实施期限",
        "执行期限",
        "施行期限",
        "政策期限",
        "有效期",
        "有效期限",
        "试行期限",
    ]
    .contains(&words)
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
    use jiff::civil::{Date, date};

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
            (
                "本《通知》自印发之日起试行1年。",
                Some((issued, Some(date(2025, 5, 7)), Some(ValidityBasis::Period))),
            ),
            ("以上政策自印发之日起实施，其余有效期至评审结束止。", Some((issued, None, None))),
            (
                "由市教育局负责解释，自印发之日起执行，执行期限暂定两年。",
                Some((issued, Some(date(2026, 5, 7)), Some(ValidityBasis::Period))),
            ),
            (
                "本政策执行期限为2024年1月1日至2024年12月31日。",
                Some((
                    Some(date(2024, 1, 1)),
                    Some(date(2024, 12, 31)),
                    Some(ValidityBasis::ExpiryDate),
                )),
            ),
            ("本通知自7月1日起施行。", Some((Some(date(2024, 7, 1)), None, None))),
            ("本通告自即日起施行。", Some((issued, None, None))),
            (
                "本通知自印发之日起执行，至2025年3月1日前有效。",
                Some((issued, Some(date(2025, 3, 1)), Some(ValidityBasis::ExpiryDate))),
            ),
            ("结合试行一年的实际效果，征求了意见。", None),
        ];
        check(&cases);
    }

    /// A clause, with the first and last day that it states and what the latter follows from.
    type Case = (&'static str, Option<(Option<Date>, Option<Date>, Option<ValidityBasis>)>);

    fn check(cases: &[Case]) {
        let issued = Some(date(2024, 5, 8));
        for (clause, expected) in cases {
            let expected = expected.map(|(from, to, basis)| Term { from, to, basis });
            assert_eq!(read(clause, None, issued), expected, "{clause}");
        }
    }

    #[test]
    fn terms_are_read_in_other_words() {
        let issued = Some(date(2024, 5, 8));
        check(&[
            ("以上措施自发布之日起,城区立即执行,其他各县参照执行。", Some((issued, None, None))),
            ("本法自2024年7月1日起施行。", Some((Some(date(2024, 7, 1)), None, None))),
            (
                "本办法从2025年4月1日起施行,有效期5年。",
                Some((
                    Some(date(2025, 4, 1)),
                    Some(date(2030, 3, 31)),
                    Some(ValidityBasis::Period),
                )),
            ),
            (
                "该补充通知自2024年6月1日起施行,有效期至2024年12月31日。",
                Some((
                    Some(date(2024, 6, 1)),
                    Some(date(2024, 12, 31)),
                    Some(ValidityBasis::ExpiryDate),
                )),
            ),
            (
                "本政策中购房补贴执行期限为2023年11月6日—2024年3月31日，人才补贴执行期限为2023年5月1日—2025年4月30日。",
                Some((
                    Some(date(2023, 5, 1)),
                    Some(date(2025, 4, 30)),
                    Some(ValidityBasis::ExpiryDate),
                )),
            ),
            (
                "本次购房资助执行至2026年12月31日。",
                Some((None, Some(date(2026, 12, 31)), Some(ValidityBasis::ExpiryDate))),
            ),
        ]);
    }

    #[test]
    fn a_heading_says_that_the_term_is_the_notice_s_own() {
        let between = "2024年9月1日至2024年12月31日。";
        let term = Term {
            from: Some(date(2024, 9, 1)),
            to: Some(date(2024, 12, 31)),
            basis: Some(ValidityBasis::ExpiryDate),
        };
        assert_eq!(read(between, Some("二、实施时间"), None), Some(term));
        assert_eq!(read(between, Some("二、申报时间"), None), None);
    }
}
