//! Reads what a comparing question asks for: the kind of value and what it must be like.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::lexicon::asked::Asked as QuestionWords;
use crate::precedent::facts::wish::Wish;
use crate::search::answer::AnswerKind;
use crate::search::answer::measure::{self, Measure};
use crate::search::answer::text::tail;

/// Words that name a kind of value.
struct Name {
    words: &'static [&'static str],
    kind: AnswerKind,
    measures: &'static [Measure],
    /// Whether the words say by themselves what is measured; a 补贴 may be given as a share.
    is_strong: bool,
}

const fn strong(words: &'static [&'static str], measures: &'static [Measure]) -> Name {
    Name { words, kind: AnswerKind::HowMuch, measures, is_strong: true }
}

const fn weak(words: &'static [&'static str], measures: &'static [Measure]) -> Name {
    Name { words, kind: AnswerKind::HowMuch, measures, is_strong: false }
}

/// The names of values. Of several the strong one decides that ends last, else the weak one:
/// 租房提取限额上浮比例 asks for a share, 补贴发放期限 for a time.
const NAMES: &[Name] = &[
    Name {
        words: &["单位", "部门", "牵头", "谁", "机构"],
        kind: AnswerKind::Who,
        measures: &[],
        is_strong: true,
    },
    Name {
        words: &["日期", "截止时间", "起止时间", "施行时间", "何时", "什么时候", "哪天", "截止"],
        kind: AnswerKind::When,
        measures: &[],
        is_strong: true,
    },
    strong(&["比例", "百分之几", "百分之多少", "占比", "几成", "比率", "利率"], &[Measure::Share]),
    strong(&["金额", "多少钱", "多少元", "几元", "多少万"], &[Measure::Money]),
    strong(
        &[
            "期限",
            "时限",
            "时间",
            "年限",
            "几个月",
            "多少个月",
            "几年",
            "多少年",
            "多久",
            "多长",
            "有效期",
            "几天",
            "多少天",
            "几日",
            "工作日",
            "小时",
        ],
        &[Measure::Duration, Measure::Workdays],
    ),
    strong(&["频次", "次数", "几次", "多少次", "频率", "几场", "场次"], &[Measure::Times]),
    strong(&["人数", "几人", "多少人", "几名"], &[Measure::People]),
    strong(&["年龄", "岁数"], &[Measure::Age]),
    strong(
        &["套数", "户数", "个数", "件数", "家数", "项数", "座数", "部数", "条数", "数量"],
        &[Measure::Count],
    ),
    weak(&["首付"], &[Measure::Share]),
    weak(
        &["额度", "限额", "补贴", "补助", "奖励", "资金", "罚款", "经费", "价格", "租金", "收入"],
        &[Measure::Money],
    ),
    weak(&["面积"], &[Measure::Area]),
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
    pub(super) fn read(question: &str, question_words: &QuestionWords) -> Self {
        let text = BRACKETED.replace_all(question, " ").into_owned();
        let wish = Wish::read(question, &text);
        let named: Vec<(Range<usize>, &Name)> = NAMES
            .iter()
            .flat_map(|name| name.words.iter().map(move |word| (*word, name)))
            .filter_map(|(word, name)| {
                let at = text.rfind(word)?;
                Some((at..at + word.len(), name))
            })
            .collect();
        let is_cut = |range: &Range<usize>| {
            let mut others = named.iter().map(|(other, _)| other);
            others.any(|other| other.start < range.end && range.end < other.end)
        };
        let deciding = named
            .iter()
            .filter(|(range, _)| !is_cut(range))
            .max_by_key(|(range, name)| (name.is_strong, range.end, range.len()));
        if let Some((range, name)) = deciding {
            let focus = tail(text[..range.start].trim_end(), FOCUS).to_owned();
            return Self { kind: name.kind, measures: name.measures.to_vec(), focus, wish, text };
        }
        let word = question_words.deciding(&text);
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
        NAMES.iter().flat_map(|name| name.words).chain(BESIDE).any(|name| *name == word)
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::lexicon::asked::Asked as QuestionWords;
    use crate::search::answer::AnswerKind;
    use crate::search::answer::measure::Measure;

    #[test]
    fn the_last_name_of_a_value_decides() {
        let question_words = QuestionWords::built_in();
        let cases = [
            ("茶农补贴上浮比例", AnswerKind::HowMuch, Some(Measure::Share)),
            ("灯会补贴金额(每户)", AnswerKind::HowMuch, Some(Measure::Money)),
            ("渔船登记补贴发放期限", AnswerKind::HowMuch, Some(Measure::Duration)),
            ("灯会每年办几次", AnswerKind::HowMuch, Some(Measure::Times)),
            ("浮桥巡查牵头单位", AnswerKind::Who, None),
            ("茶税减免起止日期", AnswerKind::When, None),
            ("摊位最低套数", AnswerKind::HowMuch, Some(Measure::Count)),
            ("浮桥由谁巡查", AnswerKind::Who, None),
            ("茶农补贴每年限额", AnswerKind::HowMuch, Some(Measure::Money)),
            ("按货款比例的茶农补贴", AnswerKind::HowMuch, Some(Measure::Share)),
        ];
        for (question, kind, measure) in cases {
            let asked = Asked::read(question, &question_words);
            assert_eq!(asked.kind, kind, "{question}");
            assert_eq!(asked.measures.first().copied().filter(|_| measure.is_some()), measure);
        }
    }
}
