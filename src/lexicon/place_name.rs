//! Names of places in texts: the short ones, and other words that happen to spell one.

use std::ops::Range;

/// Ends of names that people leave out: 清泽 for 清泽市.
const ENDINGS: &[&str] = &[
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "林区",
    "新区",
    "省",
    "市",
    "盟",
    "区",
    "县",
    "旗",
    "州",
];

/// Peoples named in an autonomous place's full name; the short name leaves them out.
const PEOPLES: &[&str] = &[
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
];

/// Tells a name from characters of other words that happen to spell it: 城市北区域 names no 市北区,
/// 提高县域 no 高县. `behind_place` says whether another name ends where this one begins.
pub(super) fn stands_alone(text: &str, range: &Range<usize>, behind_place: bool) -> bool {
    let name = &text[range.clone()];
    let is_short = name.ends_with(['县', '区', '旗']) && name.chars().count() == 2;
    if is_short && !behind_place {
        let before = text[..range.start].chars().next_back();
        let is_free = before
            .is_none_or(|c| !('\u{4E00}'..='\u{9FFF}').contains(&c) || "在从到至赴与".contains(c));
        if !is_free || text[range.end..].starts_with(['级', '域', '城', '乡']) {
            return false;
        }
    }
    let before = name.starts_with('市') && text[..range.start].ends_with(['城', '本', '我', '全']);
    let after = name.ends_with('区') && text[range.end..].starts_with(['域', '块', '间', '别']);
    !before && !after
}

/// Returns a name without its ending, if two characters or more remain: 清泽市 is 清泽.
pub(super) fn short_name(name: &str) -> Option<String> {
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))?;
    let mut stem = stem.to_owned();
    while let Some(length) =
        PEOPLES.iter().find_map(|people| stem.strip_suffix(&format!("{people}族")).map(str::len))
    {
        stem.truncate(length);
    }
    (stem.chars().count() >= 2).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::{short_name, stands_alone};

    #[test]
    fn short_names_inside_of_words_name_no_place() {
        let alone = |text: &str, name: &str, behind_place| {
            let at = text.find(name).unwrap();
            stands_alone(text, &(at..at + name.len()), behind_place)
        };
        assert!(!alone("关于提高县域医疗能力的通知", "高县", false));
        assert!(!alone("县人才局和县财政局", "和县", false));
        assert!(!alone("高县级医院", "高县", false));
        assert!(alone("高县人民政府", "高县", false));
        assert!(alone("宜宾市高县", "高县", true));
        assert!(alone("在高县购房", "高县", false));
    }

    #[test]
    fn short_names_leave_endings_and_peoples_out() {
        let cases = [
            ("清泽市", Some("清泽")),
            ("内蒙古自治区", Some("内蒙古")),
            ("广西壮族自治区", Some("广西")),
            ("阿坝藏族羌族自治州", Some("阿坝")),
            ("城区", None),
        ];
        for (name, expected) in cases {
            assert_eq!(short_name(name).as_deref(), expected, "{name}");
        }
    }
}
