//! A quantity as a notice writes it, with its number in one unit for all notices.

use std::sync::LazyLock;

use regex::Regex;
use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::fold::fold;
use crate::search::answer::normal::quantity::written;

/// What a quantity bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 不少于, 不低于, 至少, 以上
    AtLeast,
    /// 不超过, 最高, 最长, 以内, 以下
    AtMost,
}

/// A quantity.
///
/// Example: text 不超过120万元, bound `at_most`, number 1200000, unit 元.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Quantity {
    /// As written.
    pub text: String,
    /// What it bounds, where it says so.
    pub bound: Option<Bound>,
    /// The number in the unit; `None` for a range and for what is no single number.
    pub number: Option<f64>,
    /// The unit: 元, %, 月 for months and years, else as written, with what it is given for
    /// (元/平方米).
    pub unit: Option<String>,
}

static BOUND_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?P<words>\\D*?(?:(?P<least>不少于|不低于|不得少于|不得低于|至少|最低不少于|最低|年满|已满|满|大于|超过|高于|达到)|(?P<most>最高不超过|不得超过|不超过|不高于|最高|最多|最长|小于|低于)))")
        .expect("a literal pattern")
});

static BOUND_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\(含\))?(?:(?P<least>及?以上)|(?P<most>及?以下|以内|之内|内|之前|前)|左右)$")
        .expect("a literal pattern")
});

/// What a time limit runs from.
static RUNS_FROM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Han}*(?:起|后|连续\p{Han}*)").expect("a literal pattern"));

/// Units of money and counting, with what they multiply.
const SCALES: &[(&str, f64)] =
    &[("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("千", 1e3), ("百", 1e2)];

impl Quantity {
    /// Reads a quantity; what it cannot read keeps only its text.
    pub fn read(text: &str) -> Self {
        let folded = fold(text);
        let mut rest = folded.as_str();
        let mut bound = None;
        if let Some(found) = BOUND_BEFORE.captures(rest) {
            bound =
                Some(if found.name("least").is_some() { Bound::AtLeast } else { Bound::AtMost });
            rest = &rest[found[0].len()..];
        }
        if let Some(found) = BOUND_AFTER.captures(rest) {
            bound = match (found.name("least"), found.name("most")) {
                (Some(_), _) => Some(Bound::AtLeast),
                (_, Some(_)) => Some(Bound::AtMost),
                _ => bound,
            };
            rest = &rest[..rest.len() - found[0].len()];
        }
        let core = RUNS_FROM.find(rest).map_or(rest, |found| &rest[found.end()..]);
        let read = written(core).and_then(|amount| normalised(&amount));
        let (number, unit) = read.map_or((None, None), |(number, unit)| (number, Some(unit)));
        Self { text: text.to_owned(), bound, number, unit }
    }
}

/// Reads `50 万元` into 500000 and 元; a range has a unit and no number.
fn normalised(amount: &str) -> Option<(Option<f64>, String)> {
    let (number, unit) = amount.split_once(' ')?;
    let number = number.parse::<f64>().ok();
    let (name, per) = unit.split_at(unit.find('/').unwrap_or(unit.len()));
    let (factor, name) = match name {
        "‰" => (0.1, "%"),
        "成" => (10.0, "%"),
        "年" | "周年" => (12.0, "月"),
        "个月" | "月" => (1.0, "月"),
        "个工作日" => (1.0, "工作日"),
        "日" | "天" | "自然日" | "个自然日" => (1.0, "天"),
        name => SCALES
            .iter()
            .find_map(|(scale, factor)| Some((*factor, name.strip_prefix(scale)?)))
            .unwrap_or((1.0, name)),
    };
    Some((number.map(|number| round(number * factor)), format!("{name}{per}")))
}

/// Rounds to millionths, so that 1.8 times ten thousand is 18000.
fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::{Bound, Quantity};

    #[test]
    fn quantities_are_read_in_one_unit() {
        let least = Some(Bound::AtLeast);
        let most = Some(Bound::AtMost);
        let cases = [
            ("不少于5次", least, Some(5.0), Some("次")),
            ("20%", None, Some(20.0), Some("%")),
            ("最高不超过120万元", most, Some(1_200_000.0), Some("元")),
            ("1.8万元/年", None, Some(18_000.0), Some("元/年")),
            ("十万元", None, Some(100_000.0), Some("元")),
            ("18,000元", None, Some(18_000.0), Some("元")),
            ("一年内", most, Some(12.0), Some("月")),
            ("半年", None, Some(6.0), Some("月")),
            ("12个月", None, Some(12.0), Some("月")),
            ("3-6个月", None, None, Some("月")),
            ("20个工作日内", most, Some(20.0), Some("工作日")),
            ("受理之日起5个工作日内", most, Some(5.0), Some("工作日")),
            ("三成", None, Some(30.0), Some("%")),
            ("百分之三十", None, Some(30.0), Some("%")),
            ("300元/平方米", None, Some(300.0), Some("元/平方米")),
            ("5套及以上", least, Some(5.0), Some("套")),
            ("减半", None, None, None),
        ];
        for (text, bound, number, unit) in cases {
            let read = Quantity::read(text);
            assert_eq!(
                (read.bound, read.number, read.unit.as_deref()),
                (bound, number, unit),
                "{text}"
            );
        }
    }
}
