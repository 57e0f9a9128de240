//! Which searches look as if they held a person's data, and are not kept at all.

use std::sync::LazyLock;

use regex::Regex;

/// The longest unbroken run of digits that is kept: years, days of six digits and codes of places
/// have no more. Local telephone numbers have seven and more, and so have numbers of mobiles,
/// identity papers, accounts and cases.
const LONGEST_RUN: usize = 6;

/// The most digits of a run that blanks, points or hyphens break: two years have eight, a mobile
/// number written in groups has eleven.
const LONGEST_BROKEN_RUN: usize = 10;

/// Plates of vehicles, and the door of a home inside a building.
static MARKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·. -]?[a-z0-9]{5,6}",
        "|[0-9一二三四五六七八九十](单元|号楼|幢|栋)",
        "|[0-9]室",
    ))
    .ok()
});

/// Tells whether a normalized text looks as if it held a person's data: a number of a telephone,
/// an identity paper, an account or a vehicle, an address of mail, of a page or of a home.
///
/// Names of people cannot be told from other words; against them stands the number of visitors or
/// days that must have asked before anything is shown.
pub(super) fn looks_personal(text: &str) -> bool {
    text.contains('@')
        || text.contains("://")
        || has_long_number(text)
        || MARKS.as_ref().is_none_or(|marks| marks.is_match(text))
}

fn has_long_number(text: &str) -> bool {
    let (mut unbroken, mut all) = (0, 0);
    for character in text.chars() {
        if is_digit(character) {
            unbroken += 1;
            all += 1;
        } else {
            unbroken = 0;
            if !matches!(character, ' ' | '-' | '.' | '·' | '—' | '–' | '_' | '(' | ')' | '+')
            {
                all = 0;
            }
        }
        if unbroken > LONGEST_RUN || all > LONGEST_BROKEN_RUN {
            return true;
        }
    }
    false
}

/// Tells whether a character is a digit, in any script or spelt out.
fn is_digit(character: char) -> bool {
    character.is_numeric() || "零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖".contains(character)
}

#[cfg(test)]
mod tests {
    use super::looks_personal;
    use crate::usage::wording::normalized;

    #[test]
    fn what_looks_personal_is_told_from_what_officials_write() {
        for (text, wanted) in [
            ("13800138000", true),
            ("138 0013 8000", true),
            ("+86-138-0013-8000", true),
            ("１３８００１３８０００", true),
            ("幺三八零零幺三八零零零", true),
            ("投诉电话0571-8765432", true),
            ("11010119900307123X", true),
            ("身份证 110101 19900307 123x", true),
            ("zhang.san@example.com 低保", true),
            ("ｚｈａｎｇ＠example.com", true),
            ("6222021234567890123", true),
            ("https://example.com/a", true),
            ("浙A12345 违章", true),
            ("望溪路12号3单元402室", true),
            ("泽政办发〔2024〕12号", false),
            ("2024年政务公开工作要点", false),
            ("2021-2025 规划", false),
            ("十四五规划", false),
            ("一二三产业融合", false),
            ("330100", false),
            ("12345热线", false),
            ("云计算", false),
            ("新能源ev补贴", false),
            ("12栋", true),
        ] {
            let text = normalized(text).expect("long enough");
            assert_eq!(looks_personal(&text), wanted, "{text}");
        }
    }
}
