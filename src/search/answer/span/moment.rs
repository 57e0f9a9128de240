//! Dates, periods and time limits: 2024年9月底前, 2025年9月1日至2026年8月31日, 7日内.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::notice::date::{DAY, MONTH, YEAR};
use crate::search::answer::question::{Moment, Question};
use crate::search::answer::span::amount::widened;
use crate::search::answer::span::{Span, overlap};
use crate::search::answer::text::{head, tail};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let (year, month) = (format!("{YEAR}年"), format!("{MONTH}月份?"));
    let day = format!("{DAY}[日号]");
    let hour = r"(?:(?:上午|下午)?\d{1,2}[:时点]\d{0,2}分?)?";
    let part = "(?:底|末|初|上旬|中旬|下旬)";
    let one = format!(
        "(?:{year}(?:{month})?(?:{day})?{hour}(?:{part}|上半年|下半年|[一二三四]季度)?|(?:每年|当年|次年|今年|本年|同年)?{month}(?:{day})?{hour}{part}?|(?:年|月|季度)底|每月{day})"
    );
    let period = format!("{one}(?:(?:起|开始)?(?:至|到|—+|-+|~)(?:{one}|{day}))?");
    Regex::new(&period).expect("a literal pattern")
});

static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:\d+|[一二两三四五六七八九十]+)个?(?:工作日|自然日|日|天|个月|月|年|小时))(?:之?内|以内)")
        .expect("a literal pattern")
});

static STARTS_AFTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:起|开始|正式|启用|以后|后)").expect("a literal pattern"));
static ENDS_AFTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:前|之前|止|为止|底|截止|以前)").expect("a literal pattern"));
static ENDS_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:截至|截止|至|到|期至|于|不迟于|时间为)[^0-9]{0,3}$").expect("a literal pattern")
});
static PERIOD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[至到—~-].*\d").expect("a literal pattern"));

/// What follows the day of a meeting or of another document.
static OF_A_PAPER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[^,]{0,25}(?:会议|通过|审议|印发的|发布的|号)").expect("a literal pattern")
});

/// What a date gains or loses by being a beginning or an end, as asked for.
const FITTING: f32 = 0.08;

/// What a beginning loses where an end is asked for.
const BEGINNING: f32 = 0.05;

/// What the day of a meeting or of another document loses.
const PAPER: f32 = 0.25;

/// What a limit, or a year alone, counts beside a day.
const VAGUE: f32 = 0.93;

/// Finds the dates and limits of a sentence.
pub(super) fn find(sentence: &str, question: &Question) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for found in DATE.find_iter(sentence) {
        let is_vague = !found.as_str().contains(['月', '日', '号', '底']);
        let is_name = is_vague && sentence[found.end()..].starts_with('度');
        let is_marked = sentence[..found.start()].ends_with(['〔', '[', '第']);
        if !is_name && !is_marked {
            let mut span =
                Span::new(found.range(), found.range(), if is_vague { VAGUE } else { 1.0 });
            span.bonus = bonus(sentence, &found.range(), question.moment);
            spans.push(span);
        }
    }
    for limit in LIMIT.captures_iter(sentence) {
        let Some(value) = limit.get(1) else { continue };
        if spans.iter().all(|span| !overlap(&span.range, &value.range())) {
            spans.push(Span::new(value.range(), widened(sentence, &value.range()), VAGUE));
        }
    }
    spans
}

fn bonus(sentence: &str, range: &Range<usize>, moment: Moment) -> f32 {
    let after = &sentence[range.end..];
    let before = &sentence[..range.start];
    let starts = STARTS_AFTER.is_match(after) || before.ends_with(['自', '从']);
    let ends = ENDS_AFTER.is_match(after)
        || ENDS_BEFORE.is_match(tail(before, 6))
        || PERIOD.is_match(&sentence[range.clone()]);
    let fitting = match moment {
        Moment::Start if starts => FITTING,
        Moment::Start => -FITTING,
        Moment::End if ends => FITTING,
        Moment::End if starts => -BEGINNING,
        Moment::End | Moment::Any => 0.0,
    };
    let of_a_meeting = tail(before, 8).contains('经') && OF_A_PAPER.is_match(head(after, 30));
    let is_bracketed = before.rfind('(') > before.rfind(')');
    let of_a_number = is_bracketed && head(after, 12).contains(['〔', '号', '令', ']']);
    fitting - if of_a_meeting || of_a_number { PAPER } else { 0.0 }
}
