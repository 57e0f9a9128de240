//! Reads what a comparing question asks for: the kind of value and what it must be like.

use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::Lexicon;
use crate::precedent::facts::wish::Wish;
use crate::search::answer::AnswerKind;
use crate::search::answer::measure::{self, Measure};
use crate::search::answer::text::tail;

/// Words that name a value, with the kind and the measures of the value. Of several the one
/// decides that ends last: 租房提取限额上浮比例 asks for a share.
const NAMES: &[(&[&str], AnswerKind, &[Measure])] = &[
    (
        &["单位", "部门", "牵头", "谁", "机构"],
        AnswerKind::Who,
        &[],
    ),
    (
        &["日期", "截止时间", "起止时间", "施行时间", "何时", "什么时候", "哪天", "截止"],
        AnswerKind::When,
        &[],
    ),
    (
        &["比例", "百分之几", "百分之多少", "首付", "占比", "几成", "比率", "利率"],
        AnswerKind::HowMuch,
        &[Measure::Share],
    ),
    (
        &[
            "金额", "额度", "限额", "补贴", "补助", "奖励", "资金", "多少钱", "多少元", "罚款", "经费", "价格",
            "租金", "收入",
        ],
        AnswerKind::HowMuch,
        &[Measure::Money],
    ),
    (
        &[
            "期限", "时限", "时间", "年限", "几个月", "多少个月", "几年", "多少年", "多久", "多长", "有效期",
            "几天", "多少天", "几日", "工作日", "小时",
        ],
        AnswerKind::HowMuch,
        &[Measure::Duration, Measure::Workdays],
    ),
    (
        &["频次", "次数", "几次", "多少次", "频率", "几场", "场次"],
        AnswerKind::HowMuch,
        &[Measure::Times],
    ),
    (&["人数", "几人", "多少人", "几名"], AnswerKind::HowMuch, &[Measure::People]),
    (&["面积", "平方米"], AnswerKind::HowMuch, &[Measure::Area]),
    (&["年龄", "岁数"], AnswerKind::HowMuch, &[Measure::Age]),
    (
        &["套数", "户数", "个数", "件数", "家数", "项数", "座数", "部数", "条数", "数量"],
        AnswerKind::HowMuch,
        &[Measure::Count],
    ),
];

/// What stands in brackets.
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\([^()]*\)").expect("a literal pattern"));

/// Characters before the name of a value that say most of which one is meant.
const FOCUS: usize = 5;

/// What a question asks for.
#[derive(Debug)]
pub(super) struct Asked {
    /// The question without what stands in brackets, folded.
    pub(super) text: String,
    /// The kind of value.
    pub(super) kind: AnswerKind,
    /// The measures that a quantity can have, the likeliest first.
    pub(super) measures: Vec<Measure>,
    /// The words before the name of the value.
    pub(super) focus: String,
    /// What the value must be like.
    pub(super) wish: Wish,
}

impl Asked {
    /// Reads a folded question.
    pub(super) fn read(question: &str, lexicon: &Lexicon) -> Self {
        let text = BRACKETED.replace_all(question, " ").into_owned();
        let wish = Wish::read(question, &text);
        let named = NAMES
            .iter()
            .flat_map(|(words, kind, measures)| {
                words.iter().map(move |word| (*word, *kind, *measures))
            })
            .filter_map(|(word, kind, measures)| {
                let at = text.rfind(word)?;
                Some((at + word.len(), word.len(), kind, measures))
            })
            .max_by_key(|(end, length, _, _)| (*end, *length));
        if let Some((end, length, kind, measures)) = named {
            let focus = tail(text[..end - length].trim_end(), FOCUS).to_owned();
            return Self { kind, measures: measures.to_vec(), focus, wish, text };
        }
        let word = lexicon.asked.deciding(&text);
        let kind = word.as_ref().and_then(|word| match word.kind {
            "who" => Some(AnswerKind::Who),
            "when" => Some(AnswerKind::When),
            _ => None,
        });
        let focus = word.map_or("", |word| tail(&text[..word.range.start], FOCUS)).to_owned();
        Self {
            kind: kind.unwrap_or(AnswerKind::HowMuch),
            measures: measure::asked(&text).0,
            focus,
            wish,
            text,
        }
    }

    /// Tells whether a word only names the value.
    pub(super) fn is_name(word: &str) -> bool {
        const BESIDE: &[&str] = &["最高", "最低", "最长", "最多", "至少", "统一", "固定", "责任"];
        NAMES.iter().flat_map(|(words, _, _)| *words).chain(BESIDE).any(|name| *name == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::lexicon::Lexicon;
    use crate::search::answer::AnswerKind;
    use crate::search::answer::measure::Measure;

    #[test]
    fn the_last_name_of_a_value_decides() {
        let lexicon = Lexicon::built_in();
        let cases = [
            ("茶农补贴上浮比例", AnswerKind::HowMuch, Some(Measure::Share)),
            ("灯会补贴金额(每户)", AnswerKind::HowMuch, Some(Measure::Money)),
            ("渔船登记补贴发放期限", AnswerKind::HowMuch, Some(Measure::Duration)),
            ("灯会每年办几次", AnswerKind::HowMuch, Some(Measure::Times)),
            ("浮桥巡查牵头单位", AnswerKind::Who, None),
            ("茶税减免起止日期", AnswerKind::When, None),
            ("摊位最低套数", AnswerKind::HowMuch, Some(Measure::Count)),
            ("浮桥由谁巡查", AnswerKind::Who, None),
        ];
        for (question, kind, measure) in cases {
            let asked = Asked::read(question, &lexicon);
            assert_eq!(asked.kind, kind, "{question}");
            assert_eq!(asked.measures.first().copied().filter(|_| measure.is_some()), measure);
        }
    }
}
