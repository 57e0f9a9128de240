//! How the text of a notice begins: what a notice without a title is called by.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::parse::numbering;
use crate::notice::clause::Clause;
use crate::notice::outline::Section;

/// The most characters of a text that stand for a title: two lines of a list on a phone.
const LONGEST: usize = 40;

/// The fewest characters that tell what a text is about.
const SHORTEST: usize = 6;

/// What a text that was cut off ends with.
const CUT: char = '…';

/// How many clauses are searched for what the notice says it is about.
const OPENING: usize = 3;

/// Returns what a notice without a title says it is about (现就优化站内检索有关事项通知如下); where it
/// does not, its first sentence, shortened; where no clause has one, its first heading.
///
/// Examples: 优化站内检索; 为更好满足缴存人合理住房需求，现就有关事项通知如下
pub(super) fn of(title: Option<&str>, clauses: &[Clause], sections: &[Section]) -> Option<String> {
    if title.is_some() {
        return None;
    }
    let texts = clauses.iter().map(|clause| clause.text.as_str());
    if let Some(subject) = texts.clone().take(OPENING).find_map(subject) {
        return Some(shortened(&subject));
    }
    let headings = sections.iter().map(|section| section.heading.as_str());
    let sentence = |text: &str| {
        let text = numbering::label(text).map_or(text, |label| label.rest);
        let sentence = first_line(text.split(['。', '；', '\n']).next().unwrap_or(text));
        let sentence = sentence.trim().trim_end_matches(['：', ':', '，', ',']);
        (sentence.chars().count() >= SHORTEST).then(|| shortened(sentence))
    };
    texts.chain(headings).find_map(sentence)
}

/// Reads what an opening says the notice is about: 现就…有关事项通知如下.
fn subject(text: &str) -> Option<String> {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:^|[，,。；：“])\s*(?:经[^，,。]{0,12})?现(?:就|将)(?P<what>[^，,。；：]{6,60}?)的?(?:有关|相关|具体|若干)?(?:事项|问题|事宜|工作|要求)?(?:进行(?:调整)?)?(?:通知|公告|通告|明确|公布|公示|提出(?:以下|如下)?\p{Han}{0,8}?|制定\p{Han}{0,8}?)?如下",
        )
        .expect("a literal pattern")
    });
    // 有关政策措施 says nothing.
    static ANY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("有关|相关|具体|事项|问题|事宜|工作|政策|措施|要求|补充|通知|调整|内容|情况")
            .expect("a literal pattern")
    });
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("[（(]以下简称[^（(）)]*[）)]").expect("a literal pattern"));
    let what = SUBJECT.captures(text)?.name("what")?.as_str();
    let what = SHORT.replace_all(what, "").into_owned();
    (ANY.replace_all(&what, "").chars().count() >= SHORTEST).then_some(what)
}

/// Returns what stands before a blank between 汉字: there a line of its own ended once.
fn first_line(text: &str) -> &str {
    let is_han = |character: char| ('\u{4E00}'..='\u{9FFF}').contains(&character);
    let blanks = text.match_indices([' ', '\u{3000}']).map(|(at, _)| at);
    let mut ends = blanks.filter(|at| {
        let (before, after) = (&text[..*at], text[*at..].trim_start());
        before.ends_with(is_han) && after.starts_with(is_han) && before.chars().count() > SHORTEST
    });
    ends.next().map_or(text, |at| &text[..at])
}

/// Cuts a sentence off where it is long, at a comma if one stands in its second half.
fn shortened(sentence: &str) -> String {
    let Some((end, _)) = sentence.char_indices().nth(LONGEST) else { return sentence.to_owned() };
    let kept = &sentence[..end];
    let comma =
        kept.rfind(['，', ',', '、']).filter(|at| kept[..*at].chars().count() * 2 > LONGEST);
    format!("{}{CUT}", &kept[..comma.unwrap_or(end)])
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, first_line, shortened, subject};

    #[test]
    fn what_a_notice_says_it_is_about_is_its_name() {
        let cases = [
            ("现就优化我市公积金使用政策通知如下：", Some("优化我市公积金使用政策")),
            ("经研究，现就加强外墙保温管理有关事项通知如下：", Some("加强外墙保温管理")),
            ("现就公积金使用规则（以下简称规则）进行调整如下：", Some("公积金使用规则")),
            ("现将有关政策事项通知如下：", None),
            ("为做好检索工作，提出如下意见。", None),
        ];
        for (text, expected) in cases {
            assert_eq!(subject(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_long_sentence_ends_at_a_comma() {
        assert_eq!(shortened("你乡的请示收悉"), "你乡的请示收悉");
        let long = format!("{}，{}", "为做好检索工作".repeat(4), "现将有关事项通知如下".repeat(3));
        assert_eq!(shortened(&long), format!("{}…", "为做好检索工作".repeat(4)));
        assert_eq!(shortened(&"长".repeat(90)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn a_line_that_ran_into_the_text_stands_alone() {
        assert_eq!(
            first_line("清泽市关于做好检索工作的通告 为做好检索工作"),
            "清泽市关于做好检索工作的通告"
        );
        assert_eq!(first_line("2024 年，在市委领导下"), "2024 年，在市委领导下");
    }
}
