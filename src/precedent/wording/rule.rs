//! Tells what kind of rule about a quantity a passage gives: a share, a sum, steps.
//!
//! Editors sort the wordings of a rule about a quantity by its kind, not by the number: 上浮20%
//! and 上浮30% are one wording, 增加10万元 and 提高至80万元 two others.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::fold::fold;

/// What a quantity is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// A part of something: 20%, 5个百分点, 三成.
    Share,
    /// Money: 10万元.
    Sum,
    /// Money by area: 每平方米300元.
    SumByArea,
    /// 1.2倍
    Multiple,
    /// 每年两次
    Times,
}

/// The kind of rule of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// What it is counted in.
    measure: Measure,
    /// Whether it sets a level (提高至80万元) instead of a step from one (提高10万元).
    is_level: bool,
    /// Whether it gives several values: 二孩上浮20%，三孩上浮30%.
    is_stepped: bool,
}

/// A number with its unit.
static QUANTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"([0-9]+(?:\.[0-9]+)?|百分之[一二三四五六七八九十百]+|[一二三四五六七八九十两]+)(?:[-~至到][0-9]+(?:\.[0-9]+)?)?(%|个百分点|亿元|万元|万|元|倍|成|次)?",
    )
    .expect("a literal pattern")
});

/// What stands in brackets explains a rule and gives none.
static BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\([^()]*\)").expect("a literal pattern"));

/// Words before a number that make it a limit, a basis or an example of the rule, not the rule.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:不超过|不得超过|封顶).{0,2}$|(?:上限|高于|即|由|从|第)$")
        .expect("a literal pattern")
});

/// Words behind a number that make it a basis or a limit.
const BESIDE_AFTER: [&str; 6] = ["基础上", "的基础上", "以内", "以上", "及以上", "性"];

/// Words before a sum that make it a level.
const LEVEL: [&str; 7] = ["至", "到", "为", "达", "额度", "限额", "可贷"];

/// Characters before a number that are looked at.
const BEFORE: usize = 8;

impl Rule {
    /// Reads the first quantity of a passage, and whether others of its kind follow.
    pub(super) fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        let text = BRACKETS.replace_all(&folded, "");
        let found: Vec<(Measure, bool, &str)> =
            QUANTITY.captures_iter(&text).filter_map(|found| read(&text, &found)).collect();
        let (measure, is_level, _) = *found.first()?;
        let alike =
            found.iter().filter(|(other, level, _)| (*other, *level) == (measure, is_level));
        let values: BTreeSet<&str> = alike.map(|(_, _, value)| *value).collect();
        Some(Self { measure, is_level, is_stepped: values.len() > 1 || text.contains("分别") })
    }

    /// Returns how alike two kinds of rule are, 0 to 1.
    ///
    /// Steps beside one value leave a half, a level beside a rise a quarter. On the prototype 1
    /// for steps sorts worse (F1 0.529 for 0.541), a half for a level a little (0.541 for 0.546).
    pub(super) fn likeness(one: Option<Self>, two: Option<Self>) -> f64 {
        let (Some(one), Some(two)) = (one, two) else {
            return if one == two { 1.0 } else { 0.0 };
        };
        if one.measure != two.measure {
            return 0.0;
        }
        let level = if one.is_level == two.is_level { 1.0 } else { 0.25 };
        let steps = if one.is_stepped == two.is_stepped { 1.0 } else { 0.5 };
        level * steps
    }
}

fn read<'t>(text: &'t str, found: &regex::Captures<'t>) -> Option<(Measure, bool, &'t str)> {
    let (whole, value) = (found.get(0)?, found.get(1)?.as_str());
    let before = last_characters(&text[..whole.start()], BEFORE);
    let after = &text[whole.end()..];
    let is_digits = value.starts_with(|character: char| character.is_ascii_digit());
    let measure = match found.get(2).map_or("", |unit| unit.as_str()) {
        "%" | "个百分点" | "成" => Measure::Share,
        _ if value.starts_with("百分之") => Measure::Share,
        "倍" => Measure::Multiple,
        "次" => Measure::Times,
        "亿元" | "万元" | "元" if by_area(before, after) => Measure::SumByArea,
        "亿元" | "万元" | "元" => Measure::Sum,
        "万" if is_digits && !after.starts_with(['户', '套', '人', '平', '亩']) => {
            Measure::Sum
        }
        _ => return None,
    };
    if BESIDE.is_match(before) || BESIDE_AFTER.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    let is_level = measure == Measure::Sum && LEVEL.iter().any(|word| before.ends_with(word));
    Some((measure, is_level, value))
}

fn by_area(before: &str, after: &str) -> bool {
    before.contains("平方米")
        || ["/平", "/㎡", "/m", "每平", "每㎡"].iter().any(|word| after.starts_with(word))
}

fn last_characters(text: &str, count: usize) -> &str {
    let from = text.char_indices().rev().nth(count.saturating_sub(1)).map_or(0, |(at, _)| at);
    &text[from..]
}

#[cfg(test)]
mod tests {
    use super::{Measure, Rule};

    #[test]
    fn the_kind_of_a_rule_is_read_from_its_quantities() {
        use Measure::{Multiple, Share, Sum, SumByArea, Times};
        let cases = [
            ("养蜂贷款额度上浮20%", Some((Share, false, false))),
            ("提高额度不低于20%", Some((Share, false, false))),
            ("额度提高百分之三十。", Some((Share, false, false))),
            ("在最高额度60万元的基础上增加10万元", Some((Sum, false, false))),
            ("额度由60万元提高至80万元", Some((Sum, true, false))),
            ("上浮２０％（即最高120万元），但不超过150万元", Some((Share, false, false))),
            ("一级蜂农上浮10%，二级蜂农上浮20%", Some((Share, false, true))),
            ("一级、二级蜂农分别增加十万元、二十万元", Some((Sum, false, true))),
            ("每平方米补贴300元", Some((SumByArea, false, false))),
            ("补贴300元/平方米", Some((SumByArea, false, false))),
            ("贷款额度提高至1.2倍", Some((Multiple, false, false))),
            ("每年培训两次", Some((Times, false, false))),
            ("2024年起一次性发放，第三次除外", None),
            ("已发展蜂农3万户", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let rule = Rule::of(text).map(|rule| (rule.measure, rule.is_level, rule.is_stepped));
            assert_eq!(rule, expected, "{text}");
        }
    }

    #[test]
    fn kinds_of_rules_are_more_or_less_alike() {
        let likeness = |one, two| Rule::likeness(Rule::of(one), Rule::of(two));
        assert!((likeness("上浮20%", "上浮30%") - 1.0).abs() < 1e-6);
        assert!((likeness("上浮20%", "一级上浮20%，二级上浮30%") - 0.5).abs() < 1e-6);
        assert!((likeness("增加10万元", "提高至80万元") - 0.25).abs() < 1e-6);
        assert!((likeness("上浮20%", "增加10万元") - 0.0).abs() < 1e-6);
        assert!((likeness("适当提高", "增加10万元") - 0.0).abs() < 1e-6);
        assert!((likeness("适当提高", "合理确定") - 1.0).abs() < 1e-6);
    }
}
