//! Measures of amounts: which a question asks for, by the words that it counts with.

use std::sync::LazyLock;

use regex::{Match, Regex};

use crate::lexicon::asked::asks_how_many;
use crate::search::answer::text::head;

/// What an amount measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// 元, 万元
    Money,
    /// %, 成, 倍
    Share,
    /// 个工作日
    Workdays,
    /// 天, 个月, 年, 小时
    Duration,
    /// 次
    Times,
    /// 人, 名
    People,
    /// 个, 套, 部
    Count,
    /// 米, 公里
    Length,
    /// 平方米, 亩
    Area,
    /// 岁
    Age,
    /// 吨
    Mass,
}

impl Measure {
    const ALL: [Self; 11] = [
        Self::Money,
        Self::Share,
        Self::Duration,
        Self::Workdays,
        Self::Times,
        Self::People,
        Self::Count,
        Self::Length,
        Self::Area,
        Self::Age,
        Self::Mass,
    ];
}

/// Measure words that count things one by one.
pub(crate) const COUNTED: &str = "个家套户部项件所座条台辆张支类种处门间株只头期份幢栋本册级届";

/// Words that a question counts with, after 几 or 多少, with what they ask for.
const AFTER: &[(&[&str], &[Measure])] = &[
    (&["个工作日", "工作日"], &[Measure::Workdays, Measure::Duration]),
    (
        &["个月", "天", "日", "年", "小时", "分钟", "个小时"],
        &[Measure::Duration, Measure::Workdays],
    ),
    (&["次", "回", "趟"], &[Measure::Times]),
    (&["岁", "周岁"], &[Measure::Age]),
    (&["公里", "千米", "米"], &[Measure::Length]),
    (&["成", "比例"], &[Measure::Share]),
    (&["平方", "平米", "亩", "公顷"], &[Measure::Area]),
    (&["元", "钱", "块", "万元", "万块", "亿元", "经费", "资金"], &[Measure::Money]),
    (&["人", "名", "位"], &[Measure::People, Measure::Count]),
    (&["吨", "公斤", "千克"], &[Measure::Mass]),
];

/// Words anywhere in a question, with what they ask for; the first that fits is taken.
///
/// What is paid or charged has a noun or a verb of its own (工资, 拨, 费) beside which people leave 元
/// out; a discount (折) is a share of a price.
const ANYWHERE: &[(&[&str], &[Measure])] = &[
    (&["多久", "多长时间"], &[Measure::Duration, Measure::Workdays]),
    (&["岁数", "年龄", "年纪"], &[Measure::Age]),
    (&["的多少"], &[Measure::Share, Measure::Money]),
    (&["多高", "多宽", "多远", "多厚", "多深"], &[Measure::Length]),
    (&["多少钱", "几块", "几万", "几百", "几千", "元"], &[Measure::Money]),
    (&["比例", "百分之", "几成", "占比", "折"], &[Measure::Share]),
    (&["面积多大", "多大面积"], &[Measure::Area]),
    (&["多大"], &[Measure::Age, Measure::Area]),
    (&["额度", "限额", "金额", "罚款", "工资", "津贴", "收入"], &[Measure::Money]),
    (&["补贴", "补助", "奖", "费", "拨", "钱", "价"], &[Measure::Money, Measure::Share]),
    (&["面积", "多少平", "几平"], &[Measure::Area]),
    (&["期限", "年限", "有效期", "时限", "时间", "多长"], &[Measure::Duration, Measure::Workdays]),
    (&["贷", "上限", "基数", "标准"], &[Measure::Money, Measure::Share]),
];

/// The most characters of a measure word and what it measures.
const AFTER_LENGTH: usize = 4;

static HOW_MANY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("多少|几").expect("a literal pattern"));

/// Returns the characters behind the last 几 or 多少 that asks how many.
fn behind_how_many(text: &str) -> &str {
    let asking = |found: &Match<'_>| asks_how_many(&text[..found.start()], &text[found.end()..]);
    let Some(found) = HOW_MANY.find_iter(text).filter(asking).last() else { return "" };
    head(&text[found.end()..], AFTER_LENGTH)
}

/// Returns the measures that a folded question asks for, the likeliest first, and the measure word
/// that it counts with.
pub(crate) fn asked(text: &str) -> (Vec<Measure>, Option<char>) {
    let after = behind_how_many(text);
    let word = after.chars().find(|c| *c != '个').or_else(|| after.chars().next());
    let by_after = AFTER
        .iter()
        .filter_map(|(words, measures)| {
            let longest = words
                .iter()
                .filter(|word| after.starts_with(**word))
                .map(|word| word.len())
                .max()?;
            Some((longest, *measures))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, measures)| measures);
    if let Some(measures) = by_after {
        return (measures.to_vec(), word);
    }
    if after.starts_with(|c| COUNTED.contains(c)) {
        return (vec![Measure::Count, Measure::People], word);
    }
    let anywhere = ANYWHERE.iter().find(|(words, _)| words.iter().any(|word| text.contains(word)));
    (anywhere.map_or_else(|| Measure::ALL.to_vec(), |(_, measures)| measures.to_vec()), None)
}

#[cfg(test)]
mod tests {
    use super::{Measure, asked};

    #[test]
    fn questions_tell_what_they_count() {
        let cases = [
            ("灯会一年办几次", Measure::Times),
            ("渔船要在几个工作日内登记", Measure::Workdays),
            ("摊位最长能租多少年", Measure::Duration),
            ("茶农补助多少", Measure::Money),
            ("近几年的茶税按几成退", Measure::Share),
            ("好几家都没说有多少辆", Measure::Count),
            ("多大才能考船员", Measure::Age),
            ("多大年纪不收船票", Measure::Age),
            ("按货款的多少退", Measure::Share),
            ("摊位面积最少多少", Measure::Area),
            ("摊位面积多大才补贴", Measure::Area),
            ("灯票打几折", Measure::Share),
        ];
        for (text, expected) in cases {
            assert_eq!(asked(text).0[0], expected, "{text}");
        }
    }

    #[test]
    fn a_measure_word_is_told() {
        let cases = [("办几次", Some('次')), ("要几个月", Some('月')), ("这几次", None)];
        for (text, expected) in cases {
            assert_eq!(asked(text).1, expected, "{text}");
        }
    }
}
