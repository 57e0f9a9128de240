//! Derives the topic of a notice that states none, from its title, headings and issuers.

use crate::lexicon::Lexicon;
use crate::lexicon::topics::TopicEvidence;
use crate::notice::outline::Section;

/// Tells the class of a notice; `opening` stands in for a missing title.
pub(super) fn derive(
    title: Option<&str>,
    opening: Option<&str>,
    sections: &[Section],
    issuers: &[String],
    lexicon: &Lexicon,
) -> Option<String> {
    let place = |text: &str| lexicon.divisions.leading_length(text);
    let departments = issuers.iter().flat_map(|issuer| lexicon.departments.of_unit(issuer, place));
    let evidence = TopicEvidence {
        title: title.map(subject).or(opening).unwrap_or_default(),
        headings: sections.iter().map(|section| section.heading.as_str()).collect(),
        departments: departments.map(|department| department.id.as_str()).collect(),
    };
    lexicon.topics.tell(&evidence).map(str::to_owned)
}

/// Returns what a title is about, its issuers left out: they are asked by themselves.
fn subject(title: &str) -> &str {
    ["关于", "印发", "转发"]
        .iter()
        .filter_map(|word| title.find(word).map(|at| &title[at..]))
        .max_by_key(|rest| rest.len())
        .unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn the_issuers_of_a_title_are_no_topic() {
        assert_eq!(subject("清泽市教育局关于防火的通知"), "关于防火的通知");
        assert_eq!(subject("清泽市促进消费若干措施"), "清泽市促进消费若干措施");
    }
}
