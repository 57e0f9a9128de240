//! How clauses of drafts say what is to be done, by whom and when.

use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::sentence::sentences;

/// Verbs and their adverbs that sentences of tasks begin with, of 4,700 sentences of real tasks
/// those that begin sentences of rules and answers at most a third as often.
const ORDERING: &[&str] = &[
    "支持",
    "鼓励",
    "加强",
    "加快",
    "落实",
    "积极",
    "加大",
    "优化",
    "实施",
    "推动",
    "推进",
    "持续",
    "强化",
    "完善",
    "严格",
    "全面",
    "大力",
    "进一步",
    "编制",
    "开展",
    "做好",
    "提高",
    "充分",
    "深入",
    "引导",
    "及时",
    "健全",
    "发挥",
    "指导",
    "促进",
    "推行",
    "确保",
    "规范",
    "提升",
    "扩大",
    "切实",
    "制定",
    "放宽",
    "用好",
    "合理",
    "统筹",
    "聚焦",
    "深化",
    "探索",
    "打造",
    "稳妥",
    "扎实",
    "认真",
    "畅通",
    "培育",
    "优先",
    "稳步",
    "降低",
    "出台",
    "全力",
    "着力",
    "简化",
    "有序",
    "妥善",
    "多渠道",
    "注重",
    "做大",
    "拓宽",
    "建立",
    "组织",
    "创新",
    "构建",
    "督促",
    "高质量",
    "高标准",
    "高效",
];

/// A label in front of a clause: 一、 （二） 3. 第四条 ①
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百0-9]+[)）]|[0-9]+[.．、]|第[一二三四五六七八九十百0-9]+[条项]|[①-⑳]|[一二三四五六七八九十]是)\s*")
        .expect("a literal pattern")
});

/// Words that say who acts.
static ACTOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:部门|单位|政府|机关|机构|街道|乡镇|镇街|局|委|办|厅|办公室|委员会|公司|中心|企业|学校|医院|银行|协会|我局|我委)(?:[（(][^（）()]*[)）])?(?:均|都|也)?(?:要|应|须|需|可|将|负责|牵头|会同|按|根据|具体|共同|分别|配合|统筹|组织|建立|制定|开展|加强|做好|落实|对|在|不得|每)|由[^，。；]{0,20}(?:厅|局|委|部门|办|办公室|政府|中心|单位|会|机构|公司)|各[^，。；]{1,14}(?:要|应|须|可|将|负责)|(?:负责|落实|牵头|配合|办理)[)）]|责任(?:单位|部门|人)|牵头|主办单位|配合单位")
        .expect("a literal pattern")
});

/// Words that say when.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9０-９]\s*(?:年|月|日|个工作日|个月|季度|小时)|[一二三四五六七八九十]+\s*(?:月|日|个工作日|个月|季度)|每(?:年|季|月|周|日|半年|学期)|年底|年内|年度|月底|季度|长期|持续|定期|常态|逐年|全年|近期|即日|期间|阶段|时限|期限")
        .expect("a literal pattern")
});

/// Kinds whose clauses are rules, answers or news and no tasks.
pub(super) const RULES: &[&str] = &[
    "办法", "规定", "细则", "条例", "批复", "解读", "答复", "复函", "函", "公告", "通告", "公报",
    "动态", "规则", "预案", "指南", "标准", "规范", "决定", "命令", "报告", "请示",
];

/// Headings of parts that say why, not what is to be done.
const PREAMBLES: &[&str] =
    &["总体", "职责", "指导思想", "基本原则", "目标", "总则", "附则", "适用范围", "背景"];

/// Tells whether a clause is an article of a rule: 第四条.
pub(super) fn is_rule(text: &str) -> bool {
    LABEL.find(text).is_some_and(|label| label.as_str().trim().starts_with('第'))
}

/// Tells whether a heading stands above what says why, not what is to be done.
pub(super) fn is_preamble(heading: &str) -> bool {
    PREAMBLES.iter().any(|word| heading.contains(word))
}

/// Tells whether a text may say who acts.
pub(super) fn names_actor(text: &str) -> bool {
    ACTOR.is_match(text)
}

/// Tells whether a text may say when.
pub(super) fn names_time(text: &str) -> bool {
    TIME.is_match(text)
}

/// Returns the byte at which the first sentence begins that orders something.
pub(super) fn orders(text: &str) -> Option<usize> {
    sentences(text).into_iter().find_map(|range| {
        let sentence = &text[range.clone()];
        let label = LABEL.find(sentence).map_or(0, |label| label.end());
        let rest = sentence[label..].trim_start();
        let is_case = rest.trim_end_matches(['。', '；', ';', ' ']).ends_with('的');
        (!is_case && ORDERING.iter().any(|verb| rest.starts_with(verb)))
            .then(|| range.start + (sentence.len() - rest.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::{names_actor, names_time, orders};

    #[test]
    fn a_sentence_that_orders_something_is_told_from_others() {
        for (text, expected) in [
            ("（一）完善浮桥巡查。", Some("（一）")),
            ("浮桥老旧。加强浮桥巡查。", Some("浮桥老旧。")),
            ("本办法所称浮桥，是指临时过河设施。", None),
            ("（3）及时报告险情的；", None),
        ] {
            assert_eq!(orders(text), expected.map(str::len), "{text}");
        }
    }

    #[test]
    fn words_that_say_who_and_when_are_known() {
        for text in [
            "完善巡查（市交通局、市财政局按职责分工负责）",
            "由市交通局公布名单",
            "各县区要落实巡查",
            "各有关单位应建立台账",
        ] {
            assert!(names_actor(text), "{text}");
        }
        assert!(!names_actor("完善浮桥巡查，建立巡查台账"));
        for text in ["9月底前完成", "每季度巡查", "长期坚持", "20个工作日内"] {
            assert!(names_time(text), "{text}");
        }
        assert!(!names_time("完善浮桥巡查"));
    }
}
