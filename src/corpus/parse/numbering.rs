//! Recognises how headings and items are numbered: 一、 （一） 1. （1） 第一条 第一章 1.1 ①.

use std::sync::LazyLock;

use regex::Regex;

use crate::notice::numeral::{chinese, number};

/// A style of numbering, from the broadest to the narrowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Style {
    /// 第一编
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    SubChapter,
    /// 一、
    Chinese,
    /// 第一条
    Article,
    /// （一）
    ChineseBracketed,
    /// 1.
    Arabic,
    /// 1.1, by the number of its points
    Decimal(u8),
    /// （1）
    ArabicBracketed,
    /// ①
    Circled,
}

/// The number in front of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label<'a> {
    /// How it is written.
    pub(super) style: Style,
    /// Its value, from 1.
    pub(super) number: u32,
    /// As written, with its mark.
    pub(super) text: &'a str,
    /// What follows it.
    pub(super) rest: &'a str,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let chinese = "[一二三四五六七八九十百零〇]{1,5}";
    Regex::new(&format!(
        r"^(?:(?P<part>第\s*(?P<part_n>{chinese}|\d{{1,3}})\s*编)|(?P<chapter>第\s*(?P<chapter_n>{chinese}|\d{{1,3}})\s*章)|(?P<sub>第\s*(?P<sub_n>{chinese}|\d{{1,3}})\s*节)|(?P<article>第\s*(?P<article_n>{chinese}|\d{{1,4}})\s*条)|(?P<chinese>(?P<chinese_n>{chinese})\s*[、．.，,﹑]|(?P<dash>[—－])、)|(?P<bracketed>[（(〈<]\s*(?P<bracketed_n>{chinese})\s*[）)〉>][、.．]?)|(?P<decimal>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?:[.．、]|\s|\b)|(?P<arabic>(?P<arabic_n>[0-9０-９]{{1,3}})\s*[.．、﹑])|(?P<round>[（(]\s*(?P<round_n>[0-9０-９]{{1,3}})\s*[）)][、.．]?)|(?P<circled>[①-⑳]))"
    ))
    .expect("a literal pattern")
});

/// Returns the number in front of a line; `None` where what looks like one is a date, an amount
/// or a word (1.5倍, 一、二级, 3.15晚会).
pub(super) fn label(line: &str) -> Option<Label<'_>> {
    let found = LABEL.captures(line)?;
    let make = |style: Style, name: &str, value: Option<u32>| {
        let text = found.name(name)?;
        Some(Label {
            style,
            number: value?,
            text: text.as_str(),
            rest: line[text.end()..].trim_start(),
        })
    };
    let value = |name: &str| found.name(name).and_then(|digits| number(digits.as_str()));
    let label = make(Style::Part, "part", value("part_n"))
        .or_else(|| make(Style::Chapter, "chapter", value("chapter_n")))
        .or_else(|| make(Style::SubChapter, "sub", value("sub_n")))
        .or_else(|| make(Style::Article, "article", value("article_n")))
        // A dash in place of 一, as some pages have it.
        .or_else(|| {
            make(
                Style::Chinese,
                "chinese",
                found.name("dash").map_or_else(|| value("chinese_n"), |_| Some(1)),
            )
        })
        .or_else(|| make(Style::ChineseBracketed, "bracketed", value("bracketed_n")))
        .or_else(|| decimal(&found, line))
        .or_else(|| make(Style::Arabic, "arabic", value("arabic_n")))
        .or_else(|| make(Style::ArabicBracketed, "round", value("round_n")))
        .or_else(|| {
            let circled = found.name("circled")?;
            let value = u32::from(circled.as_str().chars().next()?) - u32::from('①') + 1;
            make(Style::Circled, "circled", Some(value))
        })?;
    is_label(&label).then_some(label)
}

fn decimal<'a>(found: &regex::Captures<'_>, line: &'a str) -> Option<Label<'a>> {
    let text = found.name("decimal")?;
    let points = text.as_str().matches(['.', '．']).count();
    let last = text.as_str().rsplit(['.', '．']).next().and_then(number)?;
    let rest = line[text.end()..].trim_start_matches(['.', '．', '、']).trim_start();
    let text = &line[..text.end()];
    Some(Label { style: Style::Decimal(u8::try_from(points).ok()?), number: last, text, rest })
}

fn is_label(label: &Label<'_>) -> bool {
    let next = label.rest.chars().next();
    match label.style {
        Style::Chinese => label.number > 0 && label.number < 100 && !starts_like_list(label),
        Style::Arabic => label.number > 0 && !is_fraction(label.rest),
        Style::Decimal(_) => {
            next.is_some_and(|c| !c.is_ascii_digit() && !"%％倍元万亿米年月日小个人".contains(c))
        }
        Style::Article => {
            !label.rest.starts_with(['第', '、', '和', '至', '的', '，', ','])
                && !label.rest.starts_with("规定")
        }
        Style::Part | Style::Chapter | Style::SubChapter => {
            !label.rest.starts_with(['第', '、', '和', '至', '的'])
                && !label.rest.starts_with("规定")
        }
        _ => label.number > 0,
    }
}

/// Tells 1.5倍 from 12.12345热线 and 1.2024年…: few digits after the point are a fraction.
fn is_fraction(rest: &str) -> bool {
    (1..4).contains(&rest.bytes().take_while(u8::is_ascii_digit).count())
}

/// Tells 一、二级 and 三、四季度, which are words, from the headings 一、二手房 and 二、二孩家庭补贴.
fn starts_like_list(label: &Label<'_>) -> bool {
    let mut characters = label.rest.chars();
    let first = characters.next().filter(|c| "一二三四五六七八九十".contains(*c));
    let second = characters.next();
    first.is_some_and(|first| number(&first.to_string()) > Some(label.number))
        && second.is_some_and(|c| "级类等线季、年月期批档层孩".contains(c))
}

impl Style {
    /// Returns the words of an address for this number, such as 第二部分 or 第（三）条.
    pub(super) fn address(self, number: u32, label: &str) -> String {
        match self {
            Self::Part | Self::Chapter | Self::SubChapter | Self::Article => {
                label.chars().filter(|c| !c.is_whitespace()).collect()
            }
            Self::Chinese => format!("第{}部分", chinese(number)),
            Self::ChineseBracketed => format!("第（{}）条", chinese(number)),
            Self::Arabic => format!("第{number}项"),
            Self::Decimal(_) => format!("第{}节", label.trim_end_matches(['.', '．'])),
            Self::ArabicBracketed => format!("第（{number}）目"),
            Self::Circled => format!("第{number}点"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, label};

    #[test]
    fn numbers_in_front_of_a_line_are_recognised() {
        let cases = [
            ("一、总体要求", Some((Style::Chinese, 1, "一、", "总体要求"))),
            ("十二、附则", Some((Style::Chinese, 12, "十二、", "附则"))),
            ("（三）加强检索", Some((Style::ChineseBracketed, 3, "（三）", "加强检索"))),
            ("(十一)强化平台", Some((Style::ChineseBracketed, 11, "(十一)", "强化平台"))),
            ("1.做好公开", Some((Style::Arabic, 1, "1.", "做好公开"))),
            ("12.12345热线", Some((Style::Arabic, 12, "12.", "12345热线"))),
            ("3、申请材料", Some((Style::Arabic, 3, "3、", "申请材料"))),
            ("（2）身份证明", Some((Style::ArabicBracketed, 2, "（2）", "身份证明"))),
            ("第一章 总 则", Some((Style::Chapter, 1, "第一章", "总 则"))),
            ("第二十三条　本办法", Some((Style::Article, 23, "第二十三条", "本办法"))),
            ("第三条规定的情形", None),
            ("第二章 规划建设", Some((Style::Chapter, 2, "第二章", "规划建设"))),
            ("1.1 编制目的", Some((Style::Decimal(1), 1, "1.1", "编制目的"))),
            ("2.3.1 指挥部", Some((Style::Decimal(2), 1, "2.3.1", "指挥部"))),
            ("①身份证", Some((Style::Circled, 1, "①", "身份证"))),
            ("1.5倍以内", None),
            ("一、二级医院", None),
            ("二、二孩家庭补贴", Some((Style::Chinese, 2, "二、", "二孩家庭补贴"))),
            ("—、出台背景", Some((Style::Chinese, 1, "—、", "出台背景"))),
            ("——清泽市", None),
            ("2024年工作", None),
            ("总体要求", None),
        ];
        for (line, expected) in cases {
            let found =
                label(line).map(|label| (label.style, label.number, label.text, label.rest));
            assert_eq!(found, expected, "{line}");
        }
    }
}
