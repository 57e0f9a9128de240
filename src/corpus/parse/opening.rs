//! How the text of a notice begins: what a notice without a title is called by.

use crate::corpus::parse::numbering;
use crate::notice::clause::Clause;
use crate::notice::outline::Section;

/// The most characters of a text that stand for a title: two lines of a list on a phone.
const LONGEST: usize = 40;

/// The fewest characters that tell what a text is about.
const SHORTEST: usize = 6;

/// What a text that was cut off ends with.
const CUT: char = '…';

/// Returns the first sentence of a notice without a title, shortened; where no clause has one, its
/// first heading.
///
/// Example: 为更好满足缴存人合理住房需求，现就有关事项通知如下
pub(super) fn of(title: Option<&str>, clauses: &[Clause], sections: &[Section]) -> Option<String> {
    if title.is_some() {
        return None;
    }
    let texts = clauses.iter().map(|clause| clause.text.as_str());
    let headings = sections.iter().map(|section| section.heading.as_str());
    let sentence = |text: &str| {
        let text = numbering::label(text).map_or(text, |label| label.rest);
        let sentence = first_line(text.split(['。', '；', '\n']).next().unwrap_or(text));
        let sentence = sentence.trim().trim_end_matches(['：', ':', '，', ',']);
        (sentence.chars().count() >= SHORTEST).then(|| shortened(sentence))
    };
    texts.chain(headings).find_map(sentence)
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
    use super::{LONGEST, first_line, shortened};

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
