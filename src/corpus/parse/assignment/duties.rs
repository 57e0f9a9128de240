//! Reads who does a clause out of sentences that begin with a body: 市教育局负责审核；市财政局负责拨付
//! 资金。

use crate::corpus::parse::assignment::{Roles, is_name};
use crate::corpus::parse::numbering::label;
use crate::corpus::parse::unit;

/// The most characters of the bodies before 负责.
const LONGEST: usize = 40;

/// The fewest characters that say for what they answer.
const SHORTEST: usize = 4;

/// Reads the bodies that sentences of a clause begin with; `None` unless the first one does, or
/// two others do.
pub(in crate::corpus::parse) fn in_duties(text: &str) -> Option<Roles> {
    let text = label(text).map_or(text, |label| label.rest);
    let sentences = text.split(['；', ';', '。']).map(str::trim).filter(|words| !words.is_empty());
    let bodies: Vec<Option<Vec<String>>> = sentences.map(bodies_of).collect();
    let told = bodies.iter().flatten().count();
    let is_first = bodies.first().is_some_and(Option::is_some);
    let mut roles = Roles::default();
    for names in bodies.into_iter().flatten() {
        roles.share(&names);
    }
    (is_first || told >= 2).then_some(roles).filter(|roles| !roles.is_empty())
}

/// Returns the bodies before the first 负责 of a sentence, where nothing else stands before it.
fn bodies_of(sentence: &str) -> Option<Vec<String>> {
    let (who, what) = sentence.split_once("负责")?;
    if who.chars().count() > LONGEST {
        return None;
    }
    let is_duty = what.chars().count() >= SHORTEST
        && !["人", "同志", "解释", "，", ",", "的"].iter().any(|words| what.starts_with(words));
    let names = unit::split(&who.replace("会同", "、"));
    let is_sound = !who.contains(['，', ',', '：', ':']) && names.iter().all(|name| is_name(name));
    (is_duty && is_sound && !names.is_empty()).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::in_duties;

    #[test]
    fn sentences_that_begin_with_a_body_say_who_does_it() {
        let read = |text| in_duties(text).map(|roles| roles.responsible);
        let names = |names: &[&str]| Some(names.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(
            read("（二）明确职责。市教育局负责审核材料；市财政局、市审计局负责拨付资金。"),
            names(&["市教育局", "市财政局", "市审计局"])
        );
        assert_eq!(read("（3）公安部负责维护场所秩序。"), names(&["公安部"]));
        assert_eq!(
            read("市教育局会同有关部门负责建立信息系统。"),
            names(&["市教育局", "有关部门"])
        );
        assert_eq!(read("本办法由市教育局负责解释。"), None);
        assert_eq!(read("落实责任。市教育局负责人参加会议。"), None);
        assert_eq!(read("对重大事项，市教育局负责统筹协调。"), None);
    }
}
