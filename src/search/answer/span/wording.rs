//! Answers in words: papers, conditions, ways, telephone numbers, and what decides yes or no.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::search::answer::span::{Parts, Span};
use crate::search::answer::text::{listed, segments};

static PAPERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:凭|提供|提交|持|携带|出具|填写)([^,。;:]{4,90}?)(?:办理|申请|到|向|[,。;|]|$)")
        .expect("a literal pattern")
});
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("满足|符合|具备|具有|年满|未满|已满|取得|持有|须|必须|连续.{2,12}(?:年|月)|达到")
        .expect("a literal pattern")
});
static WAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("登录|通过|到.{2,20}(?:窗口|中心|部门|局|大厅)|向.{2,25}(?:申请|提出|申报)|拨打|网站|公众号|小程序|app|系统|窗口|邮寄|网上")
        .expect("a literal pattern")
});
static DECISION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "可以|可|不得|不能|不予|允许|禁止|无需|不需|不再|应当|必须|须|不受|不纳入|属于|视为|纳入",
    )
    .expect("a literal pattern")
});
/// Figures that stand together: a telephone number is one of these whole, never a piece of it.
static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[0-9a-z](?:[0-9a-z.-]*[0-9a-z])?").expect("a literal pattern"));

/// A telephone number: of a place with or without its area code and an extension, of a mobile, of
/// a service that all the country shares (400, 800) or that has five figures.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,6})?|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|1\d{4}|9[56]\d{3})$")
        .expect("a literal pattern")
});

/// What follows a number that counts.
const UNITS: &[char] =
    &['元', '万', '亿', '人', '名', '户', '家', '个', '套', '亩', '平', '米', '吨', '公', '%'];

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:第[一二三四五六七八九十百]+条|\(?[一二三四五六七八九十\d]{1,3}[)、.])")
        .expect("a literal pattern")
});

/// Finds lists of papers.
pub(super) fn papers(sentence: &str) -> Vec<Span> {
    let found = PAPERS.captures_iter(sentence).filter_map(|found| found.get(1));
    found
        .map(|list| {
            let mut span = Span::new(list.range(), list.range(), 1.0);
            span.parts = Parts::At(listed(list.as_str(), list.start()));
            span
        })
        .collect()
}

/// Finds parts of a sentence that say what must be met.
pub(super) fn conditions(sentence: &str) -> Vec<Span> {
    parts_with(sentence, &CONDITION, 4..=45)
}

/// Finds parts of a sentence that say where or by what way.
pub(super) fn ways(sentence: &str) -> Vec<Span> {
    parts_with(sentence, &WAY, 5..=50)
}

/// Finds parts of a sentence that allow, forbid or demand.
pub(super) fn decisions(sentence: &str) -> Vec<Span> {
    parts_with(sentence, &DECISION, 4..=34)
}

/// Finds telephone numbers.
pub(super) fn phones(sentence: &str) -> Vec<Span> {
    FIGURES
        .find_iter(sentence)
        .filter(|found| PHONE.is_match(found.as_str()))
        .filter(|found| !sentence[found.end()..].starts_with(UNITS))
        .map(|found| Span::new(found.range(), found.range(), 1.0))
        .collect()
}

fn parts_with(sentence: &str, sign: &Regex, length: std::ops::RangeInclusive<usize>) -> Vec<Span> {
    segments(sentence)
        .into_iter()
        .map(|range| bare(sentence, range))
        .filter(|range| {
            let text = &sentence[range.clone()];
            length.contains(&text.chars().count()) && sign.is_match(text)
        })
        .map(|range| Span::new(range.clone(), range, 1.0))
        .collect()
}

/// Returns a part without its label before it and without brackets behind it.
fn bare(sentence: &str, range: Range<usize>) -> Range<usize> {
    let text = &sentence[range.clone()];
    let from = LABEL.find(text).map_or(0, |label| label.end());
    let to = text.rfind('(').filter(|at| *at > from).unwrap_or(text.len());
    range.start + from..range.start + to
}

#[cfg(test)]
mod tests {
    use super::phones;

    #[test]
    fn telephone_numbers_stand_alone() {
        let cases: [(&str, &[&str]); 8] = [
            ("咨询电话:0990-5512329。", &["0990-5512329"]),
            ("电话5512329,5512330-801", &["5512329", "5512330-801"]),
            ("请拨打12345热线或13900001111", &["12345", "13900001111"]),
            ("服务电话400-820-0000", &["400-820-0000"]),
            ("身份证号110101199001011234", &[]),
            ("统一社会信用代码91330000ma27xu1234", &[]),
            ("补助10000元,面积1234567平方米", &[]),
            ("账号0990-5512329-33-1234567", &[]),
        ];
        for (sentence, expected) in cases {
            let found: Vec<&str> =
                phones(sentence).iter().map(|span| &sentence[span.range.clone()]).collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
