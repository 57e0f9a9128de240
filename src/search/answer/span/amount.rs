//! Amounts with their unit: 2000元, 20%, 5个工作日, 80元/月.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::search::answer::measure::{COUNTED, Measure};
use crate::search::answer::question::Question;
use crate::search::answer::span::{Span, overlap, respective};
use crate::search::answer::text::{head, tail};

const NUMBER: &str = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万半]+)";

/// What an amount is given for: 元/平方米, 元/月.
const PER: &str = r"(?:[/·]每?(?:平方米|月|年|日|天|人|户|套|次|公里|亩|小时|吨|㎡|m2|平米|千瓦时|辆|家|个|生|学年|学期|床|立方米)){0,3}";

static PATTERNS: LazyLock<Vec<(Measure, Regex)>> = LazyLock::new(|| {
    let counted = format!("万?(?:[{COUNTED}]|千瓦时|度|学时|课时|分)");
    let units: [(Measure, &str); 11] = [
        (Measure::Money, "(?:百|千|万|亿|万亿)?元"),
        (Measure::Area, "万?(?:平方米|平方公里|公顷|亩|㎡|m2|平米)"),
        (Measure::Share, "(?:%|‰|个百分点|成|倍)"),
        (Measure::Workdays, "个?工作日"),
        (Measure::Duration, "(?:个?(?:自然)?[日天]|个?月|周年|个?学年|年|个?小时|分钟|个?星期|周)"),
        (Measure::Age, "周?岁"),
        (Measure::Times, "(?:次|轮|批次)"),
        (Measure::Length, "(?:公里|千米|厘米|毫米|米)"),
        (Measure::Mass, "(?:万?吨|公斤|千克|克|斤)"),
        (Measure::People, "万?[人名位]"),
        (Measure::Count, counted.as_str()),
    ];
    let pattern =
        |unit: &str| format!("(?:{NUMBER}(?:{unit})?(?:至|到|-|—|~))?{NUMBER}{unit}{PER}");
    units
        .map(|(measure, unit)| (measure, Regex::new(&pattern(unit)).expect("a literal pattern")))
        .into()
});

static FRACTION: LazyLock<Regex> = LazyLock::new(|| {
    let whole = "[一二两三四五六七八九十百千万]+分之";
    let part = r"(?:[零一二三四五六七八九十百]+|\d[\d.]*)";
    Regex::new(&format!("{whole}{part}(?:(?:至|到|-|—|~)(?:{whole})?{part})?"))
        .expect("a literal pattern")
});

/// Words of bound before an amount; they belong to the answer.
static BOUND_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:最高不超过|最低不少于|不得超过|不得低于|不得少于|不超过|不少于|不低于|不高于|最高|最低|最多|最长|至少|达到|年满|已满|不满|未满|满|大于|小于|超过|低于|高于)$")
        .expect("a literal pattern")
});

/// Words of bound after an amount.
static BOUND_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\(含\))?(?:及以上|及以下|以上|以下|以内|之内|之前|内|前|左右)")
        .expect("a literal pattern")
});

static TIME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:日|天|月|年|小时)$").expect("a literal pattern"));

/// What a time limit runs from, and what must go on so long: 受理之日起5个工作日,
/// 连续缴存12个月.
static RUNS_FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\p{Han}{2,12}(?:之日起|之日|之后|以后|后|起)|连续\p{Han}{2,10})$")
        .expect("a literal pattern")
});

/// What stands before a value that was changed: 由70万元 in 由70万元提高到85万元.
static OLD_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:由|从|原来的?|原为|原)[^,。、至到为]{0,14}$").expect("a literal pattern")
});

/// What stands after a value that was changed.
static OLD_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[^,。、]{0,14}?(?:提高|调整|上调|下调|延长|增加|降低|降|调|变更|改)(?:至|到|为)")
        .expect("a literal pattern")
});

/// What stands before a value that something was changed to.
static NEW_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:提高|调整|上调|下调|延长|增加|降低|调)(?:至|到|为)[^,]{0,6}$")
        .expect("a literal pattern")
});

/// What an amount loses by each measure that would be likelier.
const PER_MEASURE: f32 = 0.93;

/// What an amount in another measure word than the question's loses.
const OTHER_WORD: f32 = 0.12;

/// What an amount inside brackets loses.
const BRACKETED: f32 = 0.03;

/// What a value gains that something was changed to.
const NEW: f32 = 0.05;

/// Finds the amounts of a sentence in the measures that a question asks for.
pub(super) fn find(sentence: &str, question: &Question) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut fitness = 1.0;
    for measure in &question.measures {
        for found in matches(sentence, *measure) {
            let taken = spans.iter().any(|span| overlap(&span.range, &found));
            if !taken && is_amount(sentence, &found, *measure) {
                spans.push(Span::new(found.clone(), widened(sentence, &found), fitness));
            }
        }
        fitness *= PER_MEASURE;
    }
    spans.sort_by_key(|span| span.range.start);
    if !question.wants_old {
        spans.retain(|span| !was_changed(sentence, &span.range));
    }
    respective::align(sentence, &mut spans);
    spans.retain(|span| !is_named(&sentence[span.range.clone()], question));
    for span in &mut spans {
        span.bonus = bonus(sentence, &span.range, question);
    }
    spans
}

fn matches(sentence: &str, measure: Measure) -> Vec<Range<usize>> {
    let pattern = PATTERNS.iter().find(|(known, _)| *known == measure);
    let mut found: Vec<Range<usize>> = pattern
        .into_iter()
        .flat_map(|(_, pattern)| pattern.find_iter(sentence))
        .map(|found| found.range())
        .collect();
    if measure == Measure::Share {
        found.extend(FRACTION.find_iter(sentence).map(|found| found.range()));
    }
    found
}

/// Tells an amount from what only looks like one: a date, an ordinal, 一个.
fn is_amount(sentence: &str, range: &Range<usize>, measure: Measure) -> bool {
    let text = &sentence[range.clone()];
    let before = &sentence[..range.start];
    let is_piece = before.ends_with(['第', '.', '〔', '['])
        || before.ends_with(['年', '月']) && measure == Measure::Duration;
    if is_piece || is_end_of_number(text, before) {
        return false;
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let in_digits = text.starts_with(|c: char| c.is_ascii_digit());
    match measure {
        Measure::Duration => {
            let is_month = text.ends_with('月') && !text.ends_with("个月");
            let is_year = text.ends_with('年') && digits == 4;
            !is_month && !is_year
        }
        Measure::Count | Measure::People | Measure::Share if !in_digits => text.chars().count() > 2,
        _ => true,
    }
}

/// Tells whether only the end of a number was found: 万元 of 数万元 and of 10余万元, 5千元 of 3万5千元.
fn is_end_of_number(amount: &str, before: &str) -> bool {
    const SIGNS: [char; 4] = ['百', '千', '万', '亿'];
    let is_fraction = amount.contains("分之");
    amount.starts_with(SIGNS) && !is_fraction || before.ends_with(SIGNS)
}

/// Adds the words of bound around an amount, and what a time limit runs from.
pub(super) fn widened(sentence: &str, range: &Range<usize>) -> Range<usize> {
    let before = &sentence[..range.start];
    let bound = BOUND_BEFORE.find(before).or_else(|| {
        TIME.is_match(&sentence[range.clone()]).then(|| RUNS_FROM.find(before)).flatten()
    });
    let start = bound.map_or(range.start, |found| found.start());
    let after = BOUND_AFTER.find(&sentence[range.end..]);
    start..after.map_or(range.end, |found| range.end + found.end())
}

fn was_changed(sentence: &str, range: &Range<usize>) -> bool {
    OLD_BEFORE.is_match(tail(&sentence[..range.start], 16))
        && OLD_AFTER.is_match(head(&sentence[range.end..], 22))
}

/// Tells whether the question itself names an amount.
fn is_named(amount: &str, question: &Question) -> bool {
    let end = amount.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(amount.len());
    question.numbers.contains(&amount[..end])
}

fn bonus(sentence: &str, range: &Range<usize>, question: &Question) -> f32 {
    let before = &sentence[..range.start];
    let amount = &sentence[range.clone()];
    let counts = question.measures.first().is_some_and(|measure| {
        matches!(measure, Measure::Count | Measure::People | Measure::Times)
    });
    let mut bonus = 0.0;
    if counts && question.measure_word.is_some_and(|word| !amount.contains(word)) {
        bonus -= OTHER_WORD;
    }
    if before.rfind('(') > before.rfind(')') {
        bonus -= BRACKETED;
    }
    if NEW_BEFORE.is_match(tail(before, 10)) {
        bonus += NEW;
    }
    bonus
}

#[cfg(test)]
mod tests {
    use super::{is_amount, matches};
    use crate::search::answer::measure::Measure;

    #[test]
    fn amounts_are_found_whole_or_not_at_all() {
        let cases: [(Measure, &str, &[&str]); 9] = [
            (Measure::Money, "奖励三千元,另给2万元", &["三千元", "2万元"]),
            (Measure::Money, "投入数万元", &[]),
            (Measure::Money, "投入10余万元", &[]),
            (Measure::Money, "合计3万5千元", &[]),
            (Measure::Share, "不超过百分之三十", &["百分之三十"]),
            (Measure::Share, "百分之十至百分之十五", &["百分之十至百分之十五"]),
            (Measure::Share, "三十分之一", &["三十分之一"]),
            (Measure::Duration, "2021年3月起满5年", &["5年"]),
            (Measure::Duration, "第3年", &[]),
        ];
        for (measure, sentence, expected) in cases {
            let found: Vec<&str> = matches(sentence, measure)
                .into_iter()
                .filter(|range| is_amount(sentence, range, measure))
                .map(|range| &sentence[range])
                .collect();
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
