//! Numbers in digits and in Chinese characters (二十三, 二〇二四).

/// Returns the value of one digit: 5, ５, 五 or one of the forms of 〇.
fn digit(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(u32::from(character) - u32::from('0')),
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        '〇' | '○' | '◯' | '零' | 'O' | 'o' | 'Ｏ' | 'Ο' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// Reads digits that stand one after the other: 2024, 二〇二四.
pub(super) fn digits(text: &str) -> Option<u32> {
    text.chars().try_fold(0, |value, character| Some(value * 10 + digit(character)?))
}

/// Reads a whole number below 1000 in either script: 23, 二十三, 廿三, 一百二十, 十.
pub fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 7 {
        return None;
    }
    if !text.contains(['十', '廿', '卅', '百']) {
        return digits(text);
    }
    let mut total = 0;
    let mut pending = None;
    for character in text.chars() {
        let unit = match character {
            '百' => 100,
            '十' => 10,
            '廿' => {
                total += 20;
                continue;
            }
            '卅' => {
                total += 30;
                continue;
            }
            other => {
                pending = Some(digit(other)?);
                continue;
            }
        };
        total += pending.take().unwrap_or(1) * unit;
    }
    Some(total + pending.unwrap_or(0))
}

/// Units that count ten thousands and more, the largest first.
const LARGE: [(char, u64); 2] = [('亿', 100_000_000), ('万', 10_000)];

/// Units below them.
const SMALL: [(char, u64); 3] = [('千', 1000), ('百', 100), ('十', 10)];

/// Reads a whole number that Chinese characters write out: 三千五百, 两万, 一百零五.
///
/// `None` for one that is cut short and may mean two things (一百二), and for digits that stand one
/// after the other (二三).
pub fn written_out(text: &str) -> Option<u64> {
    let mut total = 0;
    let mut rest = text;
    for (sign, value) in LARGE {
        if let Some((count, after)) = rest.split_once(sign) {
            total += below_ten_thousand(count, total == 0)? * value;
            rest = after;
            if rest.is_empty() {
                return Some(total);
            }
        }
    }
    Some(total + below_ten_thousand(rest, total == 0)?)
}

/// Reads a number below 10,000, which is the first part of a number or follows 万 or 亿.
fn below_ten_thousand(text: &str, is_first: bool) -> Option<u64> {
    let mut total = 0;
    let mut pending: Option<u64> = None;
    let mut last_unit = 10_000;
    let mut may_end_with_digit = is_first;
    for character in text.chars() {
        if let Some((_, unit)) = SMALL.into_iter().find(|(sign, _)| *sign == character) {
            let is_ten = unit == 10 && total == 0 && is_first;
            let count = pending.take().or_else(|| is_ten.then_some(1))?;
            if unit >= last_unit {
                return None;
            }
            total += count * unit;
            last_unit = unit;
            may_end_with_digit = unit == 10;
        } else if pending.is_some() {
            return None;
        } else {
            match digit(character)? {
                0 => may_end_with_digit = true,
                value => pending = Some(value.into()),
            }
        }
    }
    match pending {
        Some(value) => may_end_with_digit.then_some(total + value),
        None => (total > 0).then_some(total),
    }
}

/// Writes a number below 1000 in Chinese: 12 is 十二.
pub fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS[(value % 10) as usize];
    let mut text = String::new();
    if number >= 100 {
        text.push_str(digit(number / 100));
        text.push('百');
        if !number.is_multiple_of(100) && number % 100 < 10 {
            text.push('零');
        }
    }
    let tens = number / 10 % 10;
    if tens > 1 || tens == 1 && number >= 100 {
        text.push_str(digit(tens));
    }
    if tens > 0 {
        text.push('十');
    }
    text.push_str(digit(number));
    text
}

#[cfg(test)]
mod tests {
    use super::{chinese, number, written_out};

    #[test]
    fn numbers_are_read_in_both_scripts() {
        let cases =
            [("十", 10), ("二十三", 23), ("廿一", 21), ("一百二十", 120), ("七", 7), ("18", 18)];
        for (text, expected) in cases {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        assert_eq!(number("几"), None);
    }

    #[test]
    fn numbers_that_are_written_out_are_read() {
        let cases = [
            ("五", Some(5)),
            ("十", Some(10)),
            ("三十五", Some(35)),
            ("一百零五", Some(105)),
            ("一百一十", Some(110)),
            ("三千", Some(3000)),
            ("三千五百", Some(3500)),
            ("两万", Some(20_000)),
            ("三万五千", Some(35_000)),
            ("一万零八", Some(10_008)),
            ("十二万", Some(120_000)),
            ("一亿三千万", Some(130_000_000)),
            ("一百二", None),
            ("两万五", None),
            ("二三", None),
            ("百", None),
            ("万", None),
            ("十百", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(written_out(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_in_chinese() {
        for (number, expected) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (35, "三十五"),
            (101, "一百零一"),
            (110, "一百一十"),
        ] {
            assert_eq!(chinese(number), expected);
        }
    }
}
