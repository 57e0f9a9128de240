//! Tells which characters in front of a number are its office code (机关代字) and which belong to the
//! sentence.

/// Words after which an office code begins when it is written on from a sentence:
/// 根据岚政发〔2023〕8号, …的通知泽建发〔2023〕4号, …文件泽金字〔2022〕2号.
const BEFORE_CODE: &[&str] = &[
    "根据",
    "按照",
    "依据",
    "依照",
    "参照",
    "遵照",
    "贯彻",
    "落实",
    "执行",
    "转发",
    "印发",
    "下发",
    "发布",
    "文件",
    "通知",
    "意见",
    "办法",
    "规定",
    "决定",
    "批复",
    "公告",
    "通告",
    "细则",
    "方案",
    "要点",
    "措施",
    "计划",
    "条例",
    "废止",
    "落实好",
    "执行好",
    "承接",
    "承接好",
    "完成",
    "对照",
    "对标",
    "对于",
    "符合",
    "结合",
    "修订",
    "修改",
    "以下简称",
    "文号",
    "字号",
    "号",
    "的",
    "与",
    "及",
    "见",
    "按",
];

/// Words of one character that tie a number to what stands before it. They also begin names of
/// places (和顺, 从化), so that more has to speak for them: see [`code_alone`].
const TYING: &[char] = &['和', '以', '将', '由', '从', '据', '或', '对', '为'];

/// Words that are no office code where nothing else stands in front of a number: 岚政发〔2024〕2号
/// 和〔2024〕3号.
const NO_CODE: &[&str] = &[
    "和", "以", "将", "由", "从", "据", "或", "对", "为", "与", "及", "以及", "见", "按", "的",
    "根据", "按照", "依据", "依照", "参照", "遵照",
];

/// How codes begin that name no place: 将市政发〔2023〕8号 has the code 市政发.
const LEVEL_CODES: [&str; 4] = ["省政", "市政", "县政", "区政"];

/// Signs behind which a sentence goes on: 》和岚政办发〔2023〕8号.
const CLOSING: &[char] = &['》', '）', ')', '〉', '”', '号'];

/// Characters that stand for bodies in office codes behind the sign of a place.
const BODIES: &[char] = &['政', '府', '办', '党', '委', '发', '函', '人', '公', '字'];

/// So many characters before a tying word are no name of a place.
const SENTENCE: usize = 2;

/// The longest office code seen in official numbers, in characters.
const LONGEST_CODE: usize = 18;

/// Tells whether Chinese characters can be an office code: they end in a mark of dispatch.
///
/// 泽政办发, 京人社函, 防金委通 can; 清泽市 in 清泽市2024 12 cannot.
pub(super) fn looks_like_code(text: &str) -> bool {
    let count = text.chars().count();
    (2..=LONGEST_CODE).contains(&count)
        && text.ends_with([
            '发', '函', '办', '字', '规', '通', '令', '电', '告', '文', '议', '批', '政', '府',
            '委', '备', '党', '任', '请', '报', '复', '决', '审', '督', '传', '号', '综', '法',
            '资', '源', '建', '教', '财', '税', '社', '卫', '保', '金', '局', '厅', '业', '管',
            '控',
        ])
}

/// Cuts what does not belong to the office code off its left side; `before` is the text in front of
/// what was written.
///
/// Digits, and words such as 根据, never belong to it. A tying word is cut off where a name of a
/// place can go on behind it and either something ends before it (》和岚政办发) or too much stands
/// before it to be a place (工作以岚政办发).
pub(super) fn code_alone<'w>(written: &'w str, before: &str) -> &'w str {
    let mut start = 0;
    for word in BEFORE_CODE {
        if let Some(at) = written.rfind(word) {
            let after = at + word.len();
            if after < written.len() {
                start = start.max(after);
            }
        }
    }
    if let Some((at, digit)) = written.char_indices().rfind(|(_, c)| narrow(*c).is_ascii_digit()) {
        start = start.max(at + digit.len_utf8());
    }
    // The name in front of 令 and 公告 is written out: 中华人民共和国国务院令.
    let is_code = !written.ends_with('令') && !written.ends_with("公告");
    if is_code
        && let Some((at, word)) = written[start..].char_indices().rfind(|(_, c)| TYING.contains(c))
    {
        let (front, behind) = written[start..].split_at(at);
        let behind = &behind[word.len_utf8()..];
        let goes_on = behind.chars().count() >= 2 && !behind.starts_with(BODIES);
        let is_word = if front.is_empty() {
            // 将市政发: the code begins with the level of its place.
            start > 0
                || before.trim_end().ends_with(CLOSING)
                || word == '将' && LEVEL_CODES.iter().any(|code| behind.starts_with(code))
        } else {
            front.chars().count() >= SENTENCE
        };
        if goes_on && is_word {
            start = written.len() - behind.len();
        }
    }
    let mut kept = written[start..].trim_start();
    if let Some(open) = kept.find(['（', '(']).filter(|open| !kept[*open..].contains(['）', ')']))
    {
        kept = kept[open..].trim_start_matches(['（', '(']);
    }
    if let Some(close) =
        kept.rfind(['）', ')']).filter(|close| !kept[..*close].contains(['（', '(']))
    {
        kept = kept[close..].trim_start_matches(['）', ')']);
    }
    if NO_CODE.contains(&kept.trim_end()) {
        kept = "";
    }
    let surplus = kept.chars().count().saturating_sub(LONGEST_CODE);
    let skip: usize = kept.chars().take(surplus).map(char::len_utf8).sum();
    &kept[skip..]
}

/// Narrows full-width letters, digits and brackets.
pub(super) fn narrow(character: char) -> char {
    match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{code_alone, looks_like_code};

    #[test]
    fn what_ends_in_a_mark_of_dispatch_can_be_a_code() {
        for (text, can) in
            [("泽政办发", true), ("防金委通", true), ("清泽市", false), ("发", false)]
        {
            assert_eq!(looks_like_code(text), can, "{text}");
        }
    }

    #[test]
    fn the_sentence_before_a_code_is_cut_off() {
        for (written, before, expected) in [
            ("根据岚政发", "", "岚政发"),
            ("和岚政办发", "《办法》", "岚政办发"),
            ("和顺政办发", "", "和顺政办发"),
            ("工作以岚政办发", "", "岚政办发"),
            ("（岚政发", "", "岚政发"),
            ("2023年岚政发", "", "年岚政发"),
            ("岚川省人民政府令", "", "岚川省人民政府令"),
            ("和", "岚政发〔2024〕2号", ""),
            ("根据", "", ""),
            ("对标和", "", ""),
            ("法", "", "法"),
            ("", "", ""),
        ] {
            assert_eq!(code_alone(written, before), expected, "{written}");
        }
    }
}
