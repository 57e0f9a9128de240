//! Tells names of bodies (机关、单位) from other words, and splits lists of them.

use crate::notice::body::ORGANS;

/// Ends of the names of other bodies than [`ORGANS`].
const OTHERS: &[&str] = &[
    "管委会",
    "院",
    "部",
    "署",
    "办",
    "中心",
    "公司",
    "集团",
    "银行",
    "支行",
    "分行",
    "联合会",
    "总工会",
    "工会",
    "残联",
    "妇联",
    "文联",
    "侨联",
    "科协",
    "工商联",
    "社科联",
    "红十字会",
    "党校",
    "电视台",
    "学院",
    "军分区",
    "协会",
    "领导小组",
    "指挥部",
    "法院",
    "检察院",
    "总队",
    "支队",
    "大队",
    "学校",
    "大学",
    "组",
    "社",
    "馆",
    "站",
    "处",
    "科",
    "所",
    "党组",
    "营业管理部",
    "管理部",
    "联席会议",
    "共青团中央",
    "联防联控机制",
    "监会",
    "管委",
    "海关",
    "行署",
    "行政公署",
    "街道",
    "镇",
    "乡",
    "开发区",
    "新区",
];

/// Tells whether a short text is the name of a body: 清泽市教育局, 区政府办公室.
pub(super) fn looks_like_unit(text: &str) -> bool {
    let text = text
        .trim()
        .trim_end_matches(['）', ')'])
        .trim_end_matches("（代章")
        .trim_end_matches("(代章")
        .trim();
    let length = text.chars().count();
    (3..=60).contains(&length)
        && ORGANS.iter().chain(OTHERS).any(|ending| text.ends_with(ending))
        && !text.contains(['。', '；', '：', ':', ';', '?', '？', '!'])
        && text.matches('“').count() == text.matches('”').count()
        && !text.starts_with(['《', '（', '(', '第', '“'])
}

/// Tells the name of a group of bodies: 各镇乡街道, 区政府各部门（单位）, 市直有关单位.
pub(super) fn looks_like_group(text: &str) -> bool {
    let text = text.trim();
    let bare = match text.find(['（', '(', '<', '〈', '‹']) {
        Some(open) if text.ends_with(['）', ')', '>', '〉', '›']) => &text[..open],
        _ => text,
    };
    let group = ["各", "有关", "相关", "属地", "成员", "直属", "全体"]
        .iter()
        .any(|word| text.contains(word));
    let ending = [
        "部门",
        "单位",
        "街道",
        "乡镇",
        "镇街",
        "办事处",
        "政府",
        "机关",
        "委局",
        "办局",
        "企业",
        "国企",
        "开发区",
        "区县",
        "县区",
        "市县",
        "镇",
        "乡",
        "区",
        "县",
        "市",
        "学校",
        "社区",
        "园区",
        "机构",
        "委办局",
        "街镇",
    ]
    .iter()
    .any(|ending| bare.ends_with(ending) || text.ends_with(ending));
    (2..=40).contains(&text.chars().count())
        && group
        && ending
        && !text.contains(['。', '；', '：'])
}

/// Splits a list of units at 、 ， ； and blanks outside of brackets, as written.
///
/// 等部门, 等有关单位 and their like at the end of a name are left out; brackets inside a name
/// (各县（市、区）政府) hold it together.
/// Example: 市教育局、市财政局等部门，各县（市、区）政府 are three units.
pub(super) fn split(list: &str) -> Vec<String> {
    let mut units = Vec::new();
    let mut depth = 0_usize;
    let mut unit = String::new();
    for character in list.chars() {
        match character {
            '（' | '(' | '<' | '〈' | '‹' | '[' | '【' | '〔' | '［' => depth += 1,
            '）' | ')' | '>' | '〉' | '›' | ']' | '】' | '〕' | '］' => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        if depth == 0 && unit.ends_with('等') && character == '和' {
            push(&mut units, &unit);
            unit.clear();
            continue;
        }
        if depth == 0 && matches!(character, '、' | '，' | ',' | ';' | '；' | '\n' | '。' | '﹑')
        {
            push(&mut units, &unit);
            unit.clear();
        } else {
            unit.push(character);
        }
    }
    push(&mut units, &unit);
    let units: Vec<String> = units.iter().flat_map(|unit| part_joined(unit)).collect();
    join_governments(&join_organs(units))
}

/// The longest name that two joined bodies are looked for in, in characters.
const LONGEST_JOINED: usize = 60;

/// Parts two bodies that a word joins: 市发展改革委及市粮食局, 市中级人民法院以及相关金融机构.
///
/// A word inside of a name (住房和城乡建设局) has no body before it; behind 和 a level or 有关 has to
/// stand, since it also begins places (公安局和平分局).
fn part_joined(unit: &str) -> Vec<String> {
    const BEGINNINGS: [&str; 11] =
        ["省", "市", "县", "区", "各", "有关", "相关", "国家", "中国", "属地", "部"];
    if unit.chars().count() > LONGEST_JOINED {
        return vec![unit.to_owned()];
    }
    let is_body = |text: &str| looks_like_unit(text) || looks_like_group(text);
    let begins = |text: &str| BEGINNINGS.iter().any(|beginning| text.starts_with(beginning));
    let parted = ["以及", "及", "和"].iter().find_map(|word| {
        unit.match_indices(word).find_map(|(at, word)| {
            let (one, other) = (&unit[..at], &unit[at + word.len()..]);
            let is_joined = word != "和" || begins(other) && !other.starts_with("县");
            (is_joined && is_body(one) && is_body(other)).then_some((one, other))
        })
    });
    match parted {
        Some((one, other)) => vec![one.to_owned(), other.to_owned()],
        None => vec![unit.to_owned()],
    }
}

/// Puts sorts of bodies together that share their beginning: 市政府各委、办、局 is one group.
fn join_organs(units: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(units.len());
    let mut is_open = false;
    for unit in units {
        if let Some(group) = joined.last_mut().filter(|_| is_open && is_organ(&unit)) {
            group.push('、');
            group.push_str(&unit);
        } else {
            is_open = unit.split_once('各').is_some_and(|(_, organ)| is_organ(organ));
            joined.push(unit);
        }
    }
    joined
}

/// Tells a sort of bodies that is written alone: 委, 局（公司）.
fn is_organ(text: &str) -> bool {
    let bare = text.split(['（', '(']).next().unwrap_or(text);
    ["部", "委", "办", "厅", "局", "部委", "委办", "办局"].contains(&bare)
}

/// Puts names together that share their end: 各省、自治区、直辖市人民政府 is one group of
/// governments.
///
/// Single levels (各市、州) stay together also where nothing closes them.
fn join_governments(units: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(units.len());
    let mut at = 0;
    while at < units.len() {
        let levels = units[at..].iter().enumerate();
        let levels = levels
            .take_while(|(index, unit)| {
                let level = if *index == 0 { level_of_all(unit) } else { Some(unit.as_str()) };
                level.is_some_and(is_level)
            })
            .count();
        let closes = units.get(at + levels).is_some_and(|unit| {
            levels > 0
                && (unit.ends_with("政府") || begins_with_level(unit) && looks_like_unit(unit))
                || levels > 1 && !unit.starts_with(['省', '市']) && looks_like_unit(unit)
        });
        let short = units[at..at + levels].iter().skip(1);
        let short = short.take_while(|unit| unit.chars().count() == 1).count();
        let taken = if closes { levels + 1 } else { 1 + short };
        if units[at].chars().count() > 1 {
            joined.push(units[at..at + taken].join("、"));
        }
        at += taken;
    }
    joined
}

/// Returns the level of 各省, or of 清泽总局各省, which begins with a body.
fn level_of_all(unit: &str) -> Option<&str> {
    let (body, level) = unit.split_once('各')?;
    (body.is_empty() || looks_like_unit(body)).then_some(level)
}

/// Levels of divisions whose names are words.
const LEVELS: [&str; 8] =
    ["自治区", "直辖市", "计划单列市", "地级市", "县级市", "自治州", "自治县", "地区"];

/// Tells levels of divisions that are written alone: 市, 自治区, 县（市）, 直辖市及计划单列市.
fn is_level(text: &str) -> bool {
    let is_one = |text: &str| {
        text.chars().count() == 1 && "省市州盟区县旗镇乡".contains(text) || LEVELS.contains(&text)
    };
    let bare = text.split_once(['（', '(', '〔']).filter(|_| text.ends_with(['）', ')', '〕']));
    match bare {
        Some((level, others)) => {
            let others = others.trim_end_matches(['）', ')', '〕']);
            is_one(level) && others.split('、').all(is_one)
        }
        None => text.split(['及', '和']).all(is_one),
    }
}

/// Tells a body whose name goes on from a level: 自治区教育厅 behind 各省.
fn begins_with_level(unit: &str) -> bool {
    LEVELS.iter().any(|level| unit.starts_with(level))
}

fn push(units: &mut Vec<String>, unit: &str) {
    let name = without_rest(unit.trim().trim_matches(['。', '：', ':', '.', ' ']));
    if name.chars().count() >= 2 || !name.is_empty() && (is_level(name) || is_organ(name)) {
        units.push(name.to_owned());
    }
}

/// Takes 等部门 and its like off the end of a name.
fn without_rest(name: &str) -> &str {
    const RESTS: &[&str] = &[
        "等有关部门（单位）",
        "等有关部门(单位)",
        "等相关部门（单位）",
        "等相关部门(单位)",
        "等部门（单位）",
        "等部门(单位)",
        "等有关部门和单位",
        "等相关部门和单位",
        "等有关部门",
        "等相关部门",
        "等有关单位",
        "等相关单位",
        "等部门和单位",
        "等部门",
        "等单位",
        "等按职责分工负责",
        "等按职责分工",
        "等按职责",
        "等",
    ];
    for rest in RESTS {
        if let Some(kept) = name.strip_suffix(rest) {
            return kept.trim();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{looks_like_unit, split};

    #[test]
    fn names_of_bodies_are_told_from_other_words() {
        for name in [
            "清泽市教育局",
            "区政府办公室",
            "清泽市人民政府（代章）",
            "岚川省推进数字政府建设领导小组",
            "岚川省推进“两地一区”建设领导小组办公室",
        ] {
            assert!(looks_like_unit(name), "{name}");
        }
        for text in ["一、总体要求", "2024年5月23日", "请认真贯彻执行。", "《关于成立办公室", "局"]
        {
            assert!(!looks_like_unit(text), "{text}");
        }
    }

    #[test]
    fn lists_are_split_outside_of_brackets() {
        let cases: &[(&str, &[&str])] = &[
            ("区发改委、区经信局、区商务局", &["区发改委", "区经信局", "区商务局"]),
            ("市司法局,市委编办", &["市司法局", "市委编办"]),
            (
                "各县(市、区)政府,高新区、综合保税区管委会",
                &["各县(市、区)政府", "高新区", "综合保税区管委会"],
            ),
            (
                "区发展改革局、市生态环境局分局等有关部门(单位),各街道办事处",
                &["区发展改革局", "市生态环境局分局", "各街道办事处"],
            ),
            ("各县〔市、区〕人民政府，各市〔州〕", &["各县〔市、区〕人民政府", "各市〔州〕"]),
            ("各市、县（市、区）人民政府", &["各市、县（市、区）人民政府"]),
            ("各区、市、县人民政府，市直单位", &["各区、市、县人民政府", "市直单位"]),
            ("各市、州、直管市教育局", &["各市、州、直管市教育局"]),
            ("各市、州、市属学校", &["各市、州", "市属学校"]),
            (
                "各省、自治区、直辖市人民政府，国务院各部委",
                &["各省、自治区、直辖市人民政府", "国务院各部委"],
            ),
            ("各县、自治县、区（市）人民政府", &["各县、自治县、区（市）人民政府"]),
            ("市商务局等和各有关县人民政府", &["市商务局", "各有关县人民政府"]),
            ("各区、市教育局、县", &["各区", "市教育局"]),
            ("属地人民政府（管委会）", &["属地人民政府（管委会）"]),
            ("各县（市）、区人民政府，市直单位", &["各县（市）、区人民政府", "市直单位"]),
            ("各市（州）、县（市、区）人民政府", &["各市（州）、县（市、区）人民政府"]),
            (
                "各省、自治区住房城乡建设厅，直辖市住房城乡建设委",
                &["各省、自治区住房城乡建设厅", "直辖市住房城乡建设委"],
            ),
            (
                "各省、自治区、直辖市及计划单列市、清泽建设兵团发展改革委",
                &["各省、自治区、直辖市及计划单列市、清泽建设兵团发展改革委"],
            ),
            ("区发展改革委、\n区规划自然资源局", &["区发展改革委", "区规划自然资源局"]),
            ("市政府各委、办、局，各直属机构", &["市政府各委、办、局", "各直属机构"]),
            ("市直各委、办、局(公司)", &["市直各委、办、局(公司)"]),
            ("市发展改革委及市粮食局、市民政局", &["市发展改革委", "市粮食局", "市民政局"]),
            ("市中级人民法院以及相关金融机构", &["市中级人民法院", "相关金融机构"]),
            (
                "市住房和城乡建设局、市自然资源和规划局",
                &["市住房和城乡建设局", "市自然资源和规划局"],
            ),
            ("市公安局和平分局、市税务局和县税务局", &["市公安局和平分局", "市税务局和县税务局"]),
            ("市商务局和有关区县政府", &["市商务局", "有关区县政府"]),
            ("", &[]),
        ];
        for (list, expected) in cases {
            assert_eq!(&split(list), expected, "{list}");
        }
    }
}
