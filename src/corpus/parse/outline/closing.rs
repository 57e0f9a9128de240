//! Tells the paragraphs that close a notice: they stand behind its last number, and under none.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::line::Piece;
use crate::corpus::parse::numbering::{Style, label};

/// Tells a paragraph that speaks of the notice as a whole: 本通知自印发之日起施行, 特此通知.
pub(super) fn closes(text: &str) -> bool {
    static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:本《?[\p{Han}]{0,8}?(?:通知|办法|意见|规定|措施|细则|方案|政策|文件|公告|通告|决定|条例|规则|预案)》?(?:中?未尽|自|从|有效|印发|发布|公布|下发|执行|实施|施行|试行|由[^，。；]{2,40}解释)|(?:以上|上述)(?:各项|相关)?(?:政策|措施|规定|通知|意见)[，,]?(?:自|从|请|望)|自[^，。；]{2,24}起(?:正式)?(?:施行|实施|执行|试行|生效)|特此(?:通知|公告|通告|公示|批复|函复|函告|通报|报告)|未尽事宜|此前[^。]{0,30}不一致|请[^。]{0,40}(?:贯彻|遵照|参照|认真|抓好)[^。]{0,12}(?:执行|落实|实施))",
        )
        .expect("a literal pattern")
    });
    CLOSING.is_match(text)
}

/// Returns for each piece the style of the number that comes next behind it.
pub(super) fn next_styles(pieces: &[Piece]) -> Vec<Option<Style>> {
    let mut next = None;
    let mut styles: Vec<Option<Style>> = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().rev() {
        styles.push(next);
        if let Piece::Line(line) = piece {
            next = label(&line.text).map(|number| number.style).or(next);
        }
    }
    styles.reverse();
    styles
}

#[cfg(test)]
mod tests {
    use super::closes;

    #[test]
    fn paragraphs_about_the_notice_close_it() {
        for text in [
            "本通知自印发之日起施行，有效期2年。",
            "本实施细则由清泽市教育局负责解释。",
            "以上政策自2024年5月1日起执行。",
            "自印发之日起施行。",
            "特此通知。",
            "请各单位结合实际，认真贯彻落实。",
        ] {
            assert!(closes(text), "{text}");
        }
        for text in
            ["本市居民可以申请。", "自愿参加的职工，由单位统一申报。", "以上人员每年体检一次。"]
        {
            assert!(!closes(text), "{text}");
        }
    }
}
