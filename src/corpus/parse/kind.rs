//! Tells the kind of a notice: by its title, else by what its text calls itself.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::Piece;
use crate::corpus::parse::parts::{Part, Parts};
use crate::notice::kind::Kind;

/// How many lines at the beginning, and how many at the end, say what a text is.
const EDGE: usize = 6;

/// Kinds that a text can call itself by.
const SELF_NAMES: &str = "通知|意见|公告|通告|决定|决议|通报|批复|答复|函复|复函|办法|措施|方案|细则|规定|规则|公示|计划|预案|条例|指引|规划";

/// Returns the outer kind of a notice and the kind of what it issues.
pub(super) fn tell(title: Option<&str>, parts: &Parts) -> (Option<Kind>, Option<Kind>) {
    let titled = title.and_then(|title| explains(title).or_else(|| Kind::of_title(title)));
    let is_letter = !parts.addressees.is_empty() && !parts.signers.is_empty();
    let outer = titled
        .or_else(|| of_report(parts))
        .or_else(|| of_text(parts))
        .or_else(|| of_news(parts))
        .or_else(|| (is_letter && title.is_none()).then(|| named("通知"))?);
    let inner = title.and_then(issued).filter(|kind| {
        Some(*kind) != outer || title.is_some_and(|title| title.matches("通知").count() > 1)
    });
    let inner = inner.or_else(|| {
        let part = parts.parts.iter().skip(1).find(|part| part.annex.is_none())?;
        Kind::of_title(part.title.as_deref()?)
    });
    (outer, inner.filter(|kind| Some(*kind) != outer))
}

/// Returns the kind of what a title says is issued: 关于印发…办法的通知.
fn issued(title: &str) -> Option<Kind> {
    let at = ["印发", "转发", "公布", "发布"]
        .iter()
        .filter_map(|word| title.find(word).map(|at| at + word.len()))
        .min()?;
    let inner = title[at..].trim_end_matches("的通知").trim_matches(['《', '》', '〈', '〉', ' ']);
    Kind::of_title(inner)
}

/// Tells the title of an explanation of a notice: 一图读懂….
fn explains(title: &str) -> Option<Kind> {
    let words = ["一图读懂", "图解", "政策解读", "文字解读", "政策问答", "热点问答", "答记者问"];
    words.iter().any(|words| title.contains(words)).then(|| named("解读"))?
}

/// Tells news (动态) and explanations in questions and answers from notices: neither is addressed
/// to anyone or signed.
fn of_news(parts: &Parts) -> Option<Kind> {
    static NEWS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:.{0,30}(?:讯|电)[（(　 ]|近日|日前|据[^，,。]{2,20}(?:消息|报道)|据(?:微信公众号|官微)|.{0,60}记者|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,]|[^。]{10,200}\d{1,2}月\d{1,2}日[，,][^。]{2,120}(?:举行|召开|举办|启动|主办))")
            .expect("a literal pattern")
    });
    if !parts.addressees.is_empty() || !parts.signers.is_empty() || !parts.doc_numbers.is_empty() {
        return None;
    }
    let lines = parts.parts.first().map(lines).unwrap_or_default();
    let answers = lines.iter().filter(|line| line.starts_with(['答', '问'])).count();
    if answers >= 3 {
        return named("解读");
    }
    lines.iter().take(2).any(|line| NEWS.is_match(line)).then(|| named("动态"))?
}

/// Tells news that begins with who reported it, whatever it quotes.
fn of_report(parts: &Parts) -> Option<Kind> {
    static REPORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^据[^，,。]{2,30}(?:消息|报道|公众号|官微)[^，,。]{0,6}[，,：:]")
            .expect("a literal pattern")
    });
    let is_plain = parts.addressees.is_empty() && parts.signers.is_empty();
    let first = parts.parts.first().and_then(|part| lines(part).first().copied())?;
    (is_plain && REPORT.is_match(first)).then(|| named("动态"))?
}

/// Returns what the text of a notice without a title calls itself.
fn of_text(parts: &Parts) -> Option<Kind> {
    let lines = parts.parts.first().map(lines).unwrap_or_default();
    // What is addressed and calls itself 本通知 is one, whatever it sets out (提出如下措施).
    if !parts.addressees.is_empty() && lines.iter().any(|line| line.contains("本通知")) {
        return named("通知");
    }
    let opening = &lines[..lines.len().min(EDGE)];
    let closing = &lines[lines.len().saturating_sub(EDGE)..];
    opening
        .iter()
        .find_map(|line| announced(line))
        .or_else(|| closing.iter().rev().find_map(|line| hereby(line)))
        .or_else(|| lines.iter().find_map(|line| this(line)))
        .or_else(|| lines.iter().any(|line| line.contains("予以通报")).then(|| named("通报"))?)
        .or_else(|| {
            let ordered = ["现公布如下", "贯彻执行", "遵照执行", "认真执行", "组织实施"];
            let is_notice = !parts.addressees.is_empty()
                && lines.iter().any(|line| ordered.iter().any(|words| line.contains(words)));
            is_notice.then(|| named("通知"))?
        })
}

fn lines(part: &Part) -> Vec<&str> {
    part.pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Line(line) => Some(line.text.as_str()),
            Piece::Table(_) => None,
        })
        .collect()
}

/// Reads 现就有关事项通知如下, 提出以下实施意见, 制定本细则.
fn announced(line: &str) -> Option<Kind> {
    static ANNOUNCED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?P<before>{SELF_NAMES})(?:事项|要求)?如下|(?:如下|以下)(?:[\p{{Han}}]{{0,6}}?)(?P<behind>{SELF_NAMES})[：:。；]|制[定订]本(?:[\p{{Han}}]{{0,4}}?)(?P<made>{SELF_NAMES})"
        ))
        .expect("a literal pattern")
    });
    let found = ANNOUNCED.captures(line)?;
    let name = ["before", "behind", "made"].iter().find_map(|group| found.name(group))?;
    named(name.as_str())
}

/// Reads 特此通知, 特此批复, 现予以公示.
fn hereby(line: &str) -> Option<Kind> {
    static HEREBY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:特此|现予以?)(通知|公告|通告|公示|函复|函告|批复|通报|报告|决定|复函)")
            .expect("a literal pattern")
    });
    named(HEREBY.captures(line)?.get(1)?.as_str())
}

/// Reads 本通知, 本实施意见: how a text names itself in passing.
fn this(line: &str) -> Option<Kind> {
    static THIS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"本(?:实施|暂行|管理)?《?(?P<kind>{SELF_NAMES})"))
            .expect("a literal pattern")
    });
    named(THIS.captures(line)?.name("kind")?.as_str())
}

fn named(name: &str) -> Option<Kind> {
    Kind::named(match name {
        "函复" => "复函",
        "函告" => "函",
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::tell;
    use crate::corpus::parse::line::{Line, Piece};
    use crate::corpus::parse::parts::{Part, Parts};
    use crate::notice::kind::Kind;

    fn kinds(title: Option<&str>, lines: &[&str]) -> (Option<&'static str>, Option<&'static str>) {
        let pieces = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
        let parts = Parts { parts: vec![Part { pieces, ..Part::default() }], ..Parts::default() };
        let (outer, inner) = tell(title, &parts);
        (outer.map(Kind::name), inner.map(Kind::name))
    }

    #[test]
    fn a_title_says_what_a_notice_is_and_issues() {
        assert_eq!(
            kinds(Some("清泽市教育局关于印发《清泽市入学办法》的通知"), &[]),
            (Some("通知"), Some("办法"))
        );
        assert_eq!(kinds(Some("清泽市促进消费若干措施"), &[]), (Some("措施"), None));
    }

    #[test]
    fn a_letter_that_names_itself_nowhere_is_a_notice() {
        let parts = Parts {
            addressees: vec!["各镇人民政府".to_owned()],
            signers: vec!["清泽县教育局".to_owned()],
            ..Parts::default()
        };
        assert_eq!(tell(None, &parts).0.map(Kind::name), Some("通知"));
        let lines = ["现提出如下措施：", "本通知自印发之日起施行。"];
        let pieces = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
        let named = Parts { parts: vec![Part { pieces, ..Part::default() }], ..parts.clone() };
        assert_eq!(tell(None, &named).0.map(Kind::name), Some("通知"));
        let unsigned = Parts { signers: Vec::new(), ..parts };
        assert_eq!(tell(None, &unsigned).0, None);
    }

    #[test]
    fn a_text_without_title_says_what_it_is() {
        let cases: &[(&[&str], Option<&str>)] = &[
            (&["结合我市实际，现将有关事项通知如下："], Some("通知")),
            (&["经市政府同意，现就建设工作提出以下意见："], Some("意见")),
            (&["为稳定市场，特制定以下措施。"], Some("措施")),
            (&["为规范管理，制定本实施细则。"], Some("细则")),
            (&["你局《关于设立社区的请示》收悉。", "特此批复。"], Some("批复")),
            (&["决定对先进单位予以通报表彰。"], Some("通报")),
            (&["调整标准。", "本通知自印发之日起施行。"], Some("通知")),
            (&["经研究，提出如下具体贯彻落实措施："], Some("措施")),
            (&["10月15日，培训班在清泽市开班。"], Some("动态")),
            (&["据清泽住房公众号消息，本通知自即日起施行。"], Some("动态")),
            (&["近日，清泽市出台新的安居政策。"], Some("动态")),
            (&["7月3日,清泽市出台新的安居政策。"], Some("动态")),
            (
                &["为推进城乡学校结对合作，清泽市教育局7月3日,在清泽大剧院召开座谈会。"],
                Some("动态"),
            ),
            (&["问：谁可以申请？", "答：本市居民。", "问：何时申请？"], Some("解读")),
            (&["在购买住房的居民中推广。"], None),
        ];
        for (lines, expected) in cases {
            assert_eq!(kinds(None, lines).0, *expected, "{lines:?}");
        }
    }
}
