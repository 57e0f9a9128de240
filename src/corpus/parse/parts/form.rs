//! Tells by its form what a line of the head, the foot or an annex is.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use crate::corpus::parse::line::Piece;
use crate::corpus::parse::numbering::{Style, label};
use crate::corpus::parse::unit::looks_like_unit;
use crate::notice::date::{find_dates, parse_date};
use crate::notice::doc_number::DocNumber;
use crate::notice::kind::Kind;

/// Returns the number of a line that holds nothing else: 泽政办发〔2024〕3号, （泽政发〔2024〕1号）.
pub(super) fn number_alone(text: &str) -> Option<DocNumber> {
    static ORDER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^第\s*(\d{1,4})\s*号$").expect("a literal pattern"));
    let inner = text.trim_matches(['（', '）', '(', ')', '★', ' ']);
    let inner = inner.trim_start_matches("文号：").trim_start_matches("发文字号：");
    DocNumber::parse(inner).filter(|_| !ORDER.is_match(inner))
}

/// Tells a line that begins like a number and breaks off: 泽政办发〔202017.
pub(super) fn damaged_number(text: &str) -> bool {
    static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\p{Han}]{2,16}[〔\[（(]?\s*(?:19|20)\d{2}[〕\]）)]?\s*[-—]?\d{0,5}号?$")
            .expect("a literal pattern")
    });
    text.chars().count() <= 26
        && DAMAGED.is_match(text)
        && !text.ends_with('年')
        && Kind::of_title(text).is_none()
        && text.contains(['〔', '[', '（', '(', '〕', ']'])
}

/// Returns the body of a red head: 清泽市人民政府文件, with number and ★ run on.
pub(super) fn red_head(text: &str) -> Option<String> {
    let at = text.find("文件")?;
    let (body, rest) = (&text[..at], &text[at + "文件".len()..]);
    let rest = rest.trim_matches([' ', '★', '☆']);
    let plain = rest.is_empty() || DocNumber::parse(rest).is_some();
    (plain && looks_like_unit(body)).then(|| body.to_owned())
}

/// Tells the line of those a notice is addressed to.
pub(in crate::corpus::parse) fn is_addressees(text: &str) -> bool {
    static WHOM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:各|人民政府|政府|单位|部门|局|委|办|公司|中心|机构|厅|院|处|会|校|部|代表|委员|行|镇|乡|街道|缴存人|职工|企业|科|所|站|社区|同志)[^。；]*[：:∶]$")
            .expect("a literal pattern")
    });
    let length = text.chars().count();
    (4..=400).contains(&length)
        && WHOM.is_match(text)
        && !text.contains(['。', '；'])
        && !["如下", "以下"].iter().any(|words| text.contains(words))
        && !["为了", "为贯彻", "为进一步", "为落实", "为切实", "根据", "按照", "依据"]
            .iter()
            .any(|words| text.starts_with(words))
        && (!text.starts_with('为') || !text.contains(['，', ',']))
        && label(text).is_none()
}

/// Returns body and date of a line that is a date, or a body with a date behind it.
pub(super) fn signed_date(text: &str) -> Option<(Option<String>, Date)> {
    if let Some(date) = parse_date(text.trim_matches(['（', '）', '(', ')'])) {
        return Some((None, date));
    }
    let found = find_dates(text).pop()?;
    let (before, after) = (text[..found.range.start].trim(), text[found.range.end..].trim());
    (after.is_empty() && looks_like_unit(before) && before.chars().count() <= 60)
        .then(|| (Some(before.to_owned()), found.date))
}

/// Tells 2020617 and 2023年月日: dates of which signs or digits are lost.
pub(super) fn is_damaged_date(text: &str) -> bool {
    static DAMAGED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:19|20)\d{2}\s*年?\s*\d{0,2}\s*月?\s*\d{0,2}\s*日?|(?:19|20)\d{4,6})$")
            .expect("a literal pattern")
    });
    DAMAGED.is_match(text) && text.chars().count() >= 6
}

pub(super) fn is_signer(text: &str, first: bool) -> bool {
    let each = text.split([' ', '　']).filter(|part| !part.is_empty());
    let all = each.clone().all(|part| {
        looks_like_unit(part) || part.ends_with("（代章）") || part.ends_with("(代章)")
    });
    let title = ["市长", "省长", "县长", "区长", "主任", "局长", "总理", "州长", "部长"]
        .iter()
        .any(|title| {
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            bare.starts_with(title) && bare.chars().count() <= 10
        });
    label(text).is_none()
        && (all && each.count() <= 6 && !(first && text.chars().count() > 60) || title)
        && !text.ends_with(['：', ':'])
        && Kind::of_title(text).is_none_or(|kind| kind.name() == "令")
}

/// Tells a mark such as （此件公开发布）, which stands alone on its line.
pub(in crate::corpus::parse) fn is_mark(text: &str) -> bool {
    let length = text.chars().count();
    let bracketed =
        text.starts_with(['（', '(', '【', '[']) && text.ends_with(['）', ')', '】', ']']);
    let words = ["公开", "删减", "不宜公开"].iter().any(|words| text.contains(words));
    (4..=40).contains(&length)
        && bracketed
        && words
        && (text.contains("此件")
            || text.contains("本件")
            || text.contains("本文")
            || text.contains("信息公开")
            || text.contains("公开形式")
            || text.contains("公开属性")
            || text.contains("公开方式"))
}

/// Tells 清泽市人民政府办公室 2024年5月8日印发.
pub(super) fn is_print_line(text: &str) -> bool {
    text.chars().count() <= 60
        && text.trim_end_matches(['。', ' ']).ends_with("印发")
        && !find_dates(text).is_empty()
        || text.starts_with("抄报")
        || text.starts_with("主题词：")
        || text.starts_with("共印")
}

/// Returns how an annex is headed: 附件, 附件2, 附件一, 附表1.
pub(super) fn is_annex_heading(text: &str) -> Option<String> {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(附\s*[件表录]\s*[\-－—]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?)\s*[:：.、]?$",
        )
        .expect("a literal pattern")
    });
    let found = HEADING.captures(text)?;
    Some(
        found[1].chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '－' | '—')).collect(),
    )
}

pub(super) fn is_file_name(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    text.chars().count() <= 120
        && [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".zip", ".rar", ".ofd", ".et"]
            .iter()
            .any(|ending| lower.ends_with(ending))
}
/// Who made a law or regulation, when and under which number, as the line below its title says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Enacted {
    pub(super) by: String,
    pub(super) on: Date,
    pub(super) number: Option<DocNumber>,
}

/// Reads （2023年3月1日清泽市人民政府令第12号公布）, 2023年3月1日 清泽市第七届人民代表大会常务委员会第五次
/// 会议通过; later changes may follow.
pub(super) fn enacted(text: &str) -> Option<Enacted> {
    static ENACTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^[（(]?\s*(?P<on>\d{4}年\d{1,2}月\d{1,2}日)\s*(?:经?(?:中华人民共和国)?)(?P<by>\p{Han}{2,30}?)(?:第[一二三四五六七八九十百]+次(?:全体)?会议|令\s*第\s*\d{1,5}\s*号)\s*(?:公布|发布|通过)",
        )
        .expect("a literal pattern")
    });
    static TERM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("第[一二三四五六七八九十]+届").expect("a literal pattern"));
    let found = ENACTED.captures(text)?;
    let by = TERM.replace(&found["by"], "").into_owned();
    let number = DocNumber::find(&found[0]).pop().map(|found| found.number);
    Some(Enacted { by, on: parse_date(&found["on"])?, number })
}

/// Tells the title of an explanation that a page puts behind its notice, 《…》政策解读, from a link to
/// one: its text follows.
pub(super) fn explains(text: &str, behind: &[Piece]) -> bool {
    const ENDINGS: [&str; 5] = ["政策解读", "文字解读", "解读材料", "起草说明", "编制说明"];
    let is_title = (10..=80).contains(&text.chars().count())
        && ENDINGS.iter().any(|ending| text.ends_with(ending))
        && text.contains(['《', '关', '〈'])
        && !text.contains(['。', '；', '：', ':'])
        && label(text).is_none();
    let is_text = |piece: &Piece| matches!(piece, Piece::Line(line) if line.len() >= 40 && line.text.contains('。'));
    is_title && behind.iter().take(4).any(is_text)
}

/// Tells the first line of a signature's name that is broken over two, with the date behind it.
pub(super) fn begins_broken_name(text: &str, behind: &[Piece]) -> bool {
    let [Piece::Line(next), Piece::Line(date), ..] = behind else { return false };
    (4..=40).contains(&text.chars().count())
        && label(text).is_none()
        && !is_file_name(text)
        && !text.contains(['。', '，', ',', '；', '：', ':', '、', '['])
        && !text.contains(|c: char| c.is_ascii_digit())
        && looks_like_unit(&format!("{text}{}", next.text))
        && signed_date(&date.text).is_some_and(|(unit, _)| unit.is_none())
        && is_signer(&next.text, true)
}

/// Tells 附件： above a list of names from the heading of an annex.
pub(super) fn is_listing(text: &str, behind: &Piece) -> bool {
    let Piece::Line(next) = behind else { return false };
    text.ends_with(['：', ':', '∶'])
        && is_annex_heading(text).is_some()
        && next.len() <= 80
        && label(&next.text)
            .is_some_and(|label| matches!(label.style, Style::Arabic) && label.number == 1)
}

pub(super) fn in_round_brackets(text: &str) -> Option<&str> {
    text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])
}

/// Tells a registration code that stands alone: QZGS-2023-06, QZCR—2023—01004.
pub(super) fn is_code(text: &str) -> bool {
    const TIES: [char; 3] = ['-', '—', '－'];
    (5..=40).contains(&text.chars().count())
        && text.contains(TIES)
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || TIES.contains(&c))
}

/// Reads the first name of a list of attachments: 附件：1.资助办法, 附件1.资助办法, 附：名册.
pub(super) fn first_attachment(text: &str) -> Option<&str> {
    static FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:附\s*件\s*(?:\d{0,2}\s*[:：∶]|\d{1,2}\s*[.．、])\s*(?P<name>.+)|附[:：]\s*(?P<plain>[^。，：:]+))$",
        )
        .expect("a literal pattern")
    });
    let found = FIRST.captures(text)?;
    let name = found.name("name").or(found.name("plain"))?.as_str().trim();
    // 附件5.docx is the name of a file.
    let is_ending = !name.contains('.') && is_file_name(&format!(".{name}"));
    (name.chars().count() <= 120 && !is_ending).then_some(name)
}

/// Returns the name of an attachment without its number in the list.
pub(super) fn attachment_name(text: &str) -> String {
    let name =
        label(text).filter(|label| label.style == Style::Arabic).map_or(text, |label| label.rest);
    name.trim_end_matches(['。', '；', ';']).to_owned()
}
