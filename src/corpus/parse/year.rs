//! Tells the year that a notice is about, else the year in which it was issued.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::corpus::parse::validity::Term;
use crate::notice::date::find_years;
use crate::notice::doc_number::DocNumber;

/// What a page says of its year, in the order in which it is trusted.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence<'a> {
    pub(super) title: Option<&'a str>,
    /// Names of attachments, which stand in for a missing title.
    pub(super) attachments: &'a [String],
    pub(super) issued_on: Option<Date>,
    /// The line of a signature's date of which signs or digits are lost: 2024年12月日.
    pub(super) damaged_date: Option<&'a str>,
    pub(super) doc_number: Option<&'a DocNumber>,
    pub(super) published_on: Option<Date>,
    pub(super) term: Option<&'a Term>,
    pub(super) texts: Vec<&'a str>,
}

/// Tells the year of a notice.
///
/// Where nothing dates it, what the text dates itself and what it cites have to agree.
pub(super) fn tell(evidence: &Evidence<'_>) -> Option<i16> {
    evidence
        .title
        .map_or_else(|| of_attachments(evidence.attachments), |title| of_title(title, evidence))
        .or_else(|| evidence.issued_on.map(Date::year))
        .or_else(|| find_years(evidence.damaged_date?).first().copied())
        .or_else(|| evidence.doc_number.and_then(|number| number.year))
        .or_else(|| evidence.published_on.map(Date::year))
        .or_else(|| evidence.term.and_then(|term| term.from).map(Date::year))
        .or_else(|| evidence.title.is_none().then(|| of_opening(&evidence.texts))?)
        .or_else(|| of_texts(&evidence.texts))
        .or_else(|| of_periods(&evidence.texts))
}

/// Returns the year that a title names; of several (…2025年总结及2026年计划) that of issue or
/// publication, else the first.
fn of_title(title: &str, evidence: &Evidence<'_>) -> Option<i16> {
    let years = years_outside_spans(title);
    let of_page = [evidence.issued_on, evidence.published_on].into_iter().flatten();
    let mut of_page = of_page.map(Date::year).filter(|year| years.contains(year));
    of_page.next().or(years.first().copied())
}

/// Returns the first year of a name.
fn first_year(text: &str) -> Option<i16> {
    years_outside_spans(text).first().copied()
}

/// Returns the years of a text; the two of a span (2018—2035年) are none.
fn years_outside_spans(text: &str) -> Vec<i16> {
    static SPAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d{4}\s*年?\s*[-—－–~～至]+\s*\d{4}\s*年").expect("a literal pattern")
    });
    find_years(&SPAN.replace_all(text, ""))
}

/// Returns the one year that the names of attachments give.
fn of_attachments(names: &[String]) -> Option<i16> {
    let mut years = names.iter().filter_map(|name| first_year(name));
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// Returns the one year that the opening of a text without title names, numbers and last days
/// left out.
fn of_opening(texts: &[&str]) -> Option<i16> {
    // 至2025年12月31日, 2025年底前: what lasts until then began before.
    static LAST: LazyLock<Regex> = LazyLock::new(|| {
        let day = r"20\d{2}\s*年(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?";
        Regex::new(&format!(r"[至到]\s*{day}|{day}(?:年?底|末)?(?:之|以)?前(?:[，,。；]|$)"))
            .expect("a literal pattern")
    });
    let opening = LAST.replace_all(texts.first()?, "");
    let mut years = find_years(&opening);
    years.dedup();
    match years[..] {
        [only] => Some(only),
        _ => None,
    }
}

/// Returns the earliest year in which the text itself dates something (2022年5月起), if it is none
/// before the newest document that it cites.
fn of_texts(texts: &[&str]) -> Option<i16> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<until>[至到])?(?P<year>(?:19|20)\d{2})\s*年\s*\d{1,2}\s*月")
            .expect("a literal pattern")
    });
    let cited = texts
        .iter()
        .flat_map(|text| DocNumber::find(text))
        .filter_map(|found| found.number.year)
        .max()?;
    texts
        .iter()
        .flat_map(|text| MONTH.captures_iter(text))
        .filter_map(|found| Some((found.name("until").is_some(), found["year"].parse().ok()?)))
        // What something lasts until (延长至2026年12月) is mostly of a later year.
        .filter(|(until, year)| *year == cited || *year > cited && !until)
        .map(|(_, year)| year)
        .min()
}

/// Returns the year in which most periods of a text begin (自2023年4月6日起), the later of two.
fn of_periods(texts: &[&str]) -> Option<i16> {
    static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<until>[至到—－~～-]\s*)?(?P<year>20\d{2})\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日)?(?:（含）|\(含\))?(?:之?日?起|[至到—－~～-]\s*(?P<to>20\d{2})?)")
            .expect("a literal pattern")
    });
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    let begins = texts.iter().flat_map(|text| BEGINS.captures_iter(text));
    for found in begins.filter(|found| found.name("until").is_none()) {
        let year: i16 = found["year"].parse().ok()?;
        let to: i16 = found.name("to").map_or(Ok(year), |to| to.as_str().parse()).ok()?;
        // What runs over several years is rather a law that the notice repeats.
        if to - year <= 1 {
            *years.entry(year).or_default() += 1;
        }
    }
    years.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Evidence, tell};

    #[test]
    fn the_year_is_what_the_notice_is_about() {
        let issued_on = Some(date(2023, 12, 26));
        let title = Some("关于印发2024年清泽市政务公开工作要点的通知");
        assert_eq!(tell(&Evidence { title, issued_on, ..Evidence::default() }), Some(2024));
        let attachments = ["2024年监测方案".to_owned(), "回执".to_owned()];
        let untitled = Evidence { attachments: &attachments, issued_on, ..Evidence::default() };
        assert_eq!(tell(&untitled), Some(2024));
        assert_eq!(tell(&Evidence { issued_on, ..Evidence::default() }), Some(2023));
        let damaged_date = Some("2023年12月日");
        assert_eq!(tell(&Evidence { damaged_date, ..Evidence::default() }), Some(2023));
        let title = Some("清泽市总体规划（2024—2035年）");
        assert_eq!(tell(&Evidence { title, issued_on, ..Evidence::default() }), Some(2023));
        let title = Some("2022年补贴发放结果及2023年补贴申请的公告");
        assert_eq!(tell(&Evidence { title, issued_on, ..Evidence::default() }), Some(2023));
        assert_eq!(tell(&Evidence { title, ..Evidence::default() }), Some(2022));
    }

    #[test]
    fn at_last_the_periods_of_a_text_date_it() {
        let year =
            |texts: &[&str]| tell(&Evidence { texts: texts.to_vec(), ..Evidence::default() });
        let periods = ["发放补贴。", "自2023年4月6日起申请，2023年5月1日至2024年4月30日发放。"];
        assert_eq!(year(&periods), Some(2023));
        assert_eq!(year(&["发放补贴。", "自2022年10月1日至2025年12月31日退税。"]), None);
        assert_eq!(year(&["发放补贴。", "延长至2026年12月31日。"]), None);
        assert_eq!(year(&["2025年12月31日前，出售住房的，可以退税。"]), None);
        assert_eq!(year(&["2025年，出售住房的，可以退税。"]), Some(2025));
    }

    #[test]
    fn a_text_without_dates_of_its_own_is_dated_by_what_it_cites() {
        let year =
            |texts: &[&str]| tell(&Evidence { texts: texts.to_vec(), ..Evidence::default() });
        let cited = "根据泽政办发〔2022〕28号文件精神，自2022年5月起执行。";
        assert_eq!(year(&[cited]), Some(2022));
        assert_eq!(year(&[cited, "对2023年8月1日至2024年7月31日签订的合同"]), Some(2022));
        assert_eq!(year(&["根据泽政办发〔2021〕28号文件精神，做好公开。"]), None);
        let until = "贷款期限延长至2026年12月31日。";
        assert_eq!(year(&["按泽政办发〔2024〕28号文件。", until]), None);
        assert_eq!(year(&["按泽政办发〔2026〕28号文件。", until]), Some(2026));
        assert_eq!(year(&["近日，2021年中小企业大讲堂在清泽市举办。"]), Some(2021));
    }
}
