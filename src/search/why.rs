//! Says in words for readers why a result is shown (为何显示); the one place for these words.

use std::cmp::Reverse;

use crate::engine::explanation::{Cause, Explanation, Share, TermForm, Unit};
use crate::query::boost::Field;

/// The most words that are named of one text.
const MOST_WORDS: usize = 4;

/// The most concepts that are named, and wordings of each.
const MOST_CONCEPTS: usize = 2;

/// The share of a score that a concept adds which is named though the query only resembles it. By
/// hand: below it stand kin of official terms that the query holds itself.
const TELLING: f32 = 0.05;

/// The texts that words are looked for in: each word is said of the first that holds it.
const TEXTS: [Field; 6] =
    [Field::Title, Field::Clause, Field::Path, Field::Headings, Field::Issuer, Field::Text];

/// Returns the reasons for a result in words, the strongest first; never empty.
///
/// Example: 标题含“政务公开”, 正文含“拼音”, 与“退休金”相当的规范用语“基本养老金”, 地区相符.
pub(super) fn reasons(explanation: &Explanation) -> Vec<String> {
    let mut reasons = Reasons::default();
    if explanation.pinned {
        reasons.list.push("发文字号或标题就是所查的".to_owned());
    }
    reasons.add_phrases(explanation);
    reasons.add_terms(explanation, |form, asked| form == TermForm::Word && asked);
    reasons.add_concepts(explanation);
    if reasons.list.is_empty() {
        reasons.add_terms(explanation, |form, asked| form == TermForm::Pair && asked);
    }
    if reasons.list.is_empty() {
        reasons.add_terms(explanation, |_, _| true);
    }
    reasons.add_preferences(explanation);
    if reasons.list.is_empty() {
        reasons.list.push("符合所选条件".to_owned());
    }
    reasons.list
}

#[derive(Debug, Default)]
struct Reasons {
    list: Vec<String>,
    /// What was named so far; a part of it is not named again.
    said: Vec<String>,
}

impl Reasons {
    /// Returns those that have not been named, the longest first, and remembers them.
    fn new_ones<'t>(&mut self, texts: impl IntoIterator<Item = &'t String>) -> Vec<&'t str> {
        let mut texts: Vec<&str> = texts.into_iter().map(String::as_str).collect();
        texts.sort_by_key(|text| Reverse(text.chars().count()));
        texts.into_iter().filter(|text| self.is_new(text)).collect()
    }

    /// Tells whether a text has not been named, and remembers it.
    fn is_new(&mut self, text: &str) -> bool {
        let is_new = !self.said.iter().any(|said| said.contains(text));
        if is_new {
            self.said.push(text.to_owned());
        }
        is_new
    }

    /// Adds the query itself, what was quoted, and words that stand close together.
    fn add_phrases(&mut self, explanation: &Explanation) {
        let mut near = None;
        for (share, cause) in causes(explanation) {
            match cause {
                Cause::WholeQuery { field, text } if self.is_new(text) => {
                    self.list.push(format!("{}含完整的{}", name(share.of, *field), quoted(text)));
                }
                Cause::Quoted { text } if self.is_new(text) => {
                    self.list.push(format!("条款含引号中的{}", quoted(text)));
                }
                Cause::Near { words: [one, two] } if near.is_none() => {
                    near = Some(format!("{}与{}相距很近", quoted(one), quoted(two)));
                }
                _ => {}
            }
        }
        if self.list.is_empty() {
            self.list.extend(near);
        }
    }

    /// Adds the terms of some forms, asked for or not: each with the first text that holds it,
    /// without parts of longer ones.
    fn add_terms(&mut self, explanation: &Explanation, wanted: impl Fn(TermForm, bool) -> bool) {
        for text in TEXTS {
            for of in [Unit::Head, Unit::Notice, Unit::Clause] {
                let shares = explanation.shares.iter().filter(|share| share.of == of);
                let held =
                    shares.flat_map(|share| &share.parts).filter_map(|part| match &part.cause {
                        Cause::Term { form, field, text: term, asked, .. }
                            if *field == text && wanted(*form, *asked) =>
                        {
                            Some(term)
                        }
                        _ => None,
                    });
                let new = self.new_ones(held);
                if !new.is_empty() {
                    let terms: String = new.into_iter().take(MOST_WORDS).map(quoted).collect();
                    self.list.push(format!("{}含{terms}", name(of, text)));
                }
            }
        }
    }

    /// Adds the concepts that count most, with the wordings that were found.
    fn add_concepts(&mut self, explanation: &Explanation) {
        let parts = explanation.shares.iter().flat_map(|share| {
            share.parts.iter().map(move |part| (share.weight * part.score, &part.cause))
        });
        let mut concepts: Vec<(f32, &Cause)> = parts
            .filter(|(score, cause)| match cause {
                Cause::Concept { said: Some(_), .. } => true,
                Cause::Concept { said: None, .. } => *score >= TELLING * explanation.score,
                _ => false,
            })
            .collect();
        concepts.sort_by(|(one, _), (two, _)| two.total_cmp(one));
        let mut named = 0;
        for (_, cause) in concepts {
            let reason = if named < MOST_CONCEPTS { self.concept(cause) } else { None };
            named += usize::from(reason.is_some());
            self.list.extend(reason);
        }
    }

    /// Says what stands for a form of plain language; `None` where all of it was named before.
    fn concept(&mut self, cause: &Cause) -> Option<String> {
        let Cause::Concept { said, same, official, plain, .. } = cause else { return None };
        let (kind, wordings) =
            if official.is_empty() { ("说法", plain) } else { ("规范用语", official) };
        let wordings: String =
            self.new_ones(wordings).into_iter().take(MOST_CONCEPTS).map(quoted).collect();
        if wordings.is_empty() {
            return None;
        }
        let subject = said.as_ref().map_or("所查内容".to_owned(), |said| quoted(said));
        let likeness = if *same && said.is_some() { "相当" } else { "相近" };
        Some(format!("与{subject}{likeness}的{kind}{wordings}"))
    }

    /// Adds the places and years that are as the query says.
    fn add_preferences(&mut self, explanation: &Explanation) {
        for (_, cause) in causes(explanation) {
            if let Cause::Preference { dimension, stated: true } = cause {
                let reason = format!("{}相符", dimension.label());
                if !self.list.contains(&reason) {
                    self.list.push(reason);
                }
            }
        }
    }
}

fn causes(explanation: &Explanation) -> impl Iterator<Item = (&Share, &Cause)> {
    explanation
        .shares
        .iter()
        .flat_map(|share| share.parts.iter().map(move |part| (share, &part.cause)))
}

/// Returns the name of a text for readers.
fn name(of: Unit, field: Field) -> &'static str {
    match field {
        Field::Clause if of == Unit::Head => "标题或文号",
        Field::Title => "标题",
        Field::Issuer => "发文机关",
        Field::Headings => "小标题",
        Field::Text => "正文",
        Field::Clause => "条款",
        Field::Path => "条款所在标题",
    }
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

#[cfg(test)]
mod tests {
    use super::reasons;
    use crate::engine::explanation::{Cause, Explanation, Part, Share, TermForm, Unit};
    use crate::query::boost::Field;
    use crate::query::facet::FacetField;

    fn term(form: TermForm, field: Field, text: &str, asked: bool) -> Cause {
        Cause::Term { form, field, text: text.to_owned(), asked, weight: 1.0 }
    }

    fn word(field: Field, text: &str) -> Cause {
        term(TermForm::Word, field, text, true)
    }

    fn concept(said: Option<&str>, same: bool, official: &[&str], plain: &[&str]) -> Cause {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Cause::Concept {
            field: Field::Text,
            said: said.map(str::to_owned),
            same,
            official: owned(official),
            plain: owned(plain),
            weight: 1.0,
        }
    }

    fn check(of: Unit, causes: Vec<Cause>, expected: &[&str]) {
        let parts = causes.into_iter().map(|cause| Part { cause, score: 1.0 }).collect();
        let shares = vec![Share { of, weight: 1.0, score: 1.0, parts }];
        assert_eq!(reasons(&Explanation { shares, ..Explanation::default() }), expected);
    }

    #[test]
    fn a_word_is_said_once_with_the_best_text_that_holds_it() {
        let causes = vec![
            word(Field::Text, "政务公开"),
            word(Field::Text, "公开"),
            word(Field::Text, "拼音"),
            word(Field::Title, "政务"),
            word(Field::Title, "政务公开"),
            term(TermForm::Pair, Field::Title, "务公", true),
            term(TermForm::Word, Field::Title, "检索", false),
        ];
        check(Unit::Notice, causes, &["标题含“政务公开”", "正文含“拼音”"]);
    }

    #[test]
    fn concepts_are_said_by_what_was_found_of_them() {
        check(
            Unit::Notice,
            vec![concept(Some("退休金"), true, &["基本养老金"], &[])],
            &["与“退休金”相当的规范用语“基本养老金”"],
        );
        check(
            Unit::Notice,
            vec![concept(Some("退休金"), false, &[], &["养老钱"])],
            &["与“退休金”相近的说法“养老钱”"],
        );
        check(
            Unit::Notice,
            vec![concept(None, true, &["基本养老金"], &[])],
            &["与所查内容相近的规范用语“基本养老金”"],
        );
    }

    #[test]
    fn what_the_query_only_resembles_is_said_where_it_tells() {
        for (score, expected) in
            [(10.0, "与所查内容相近的规范用语“养老金”"), (100.0, "符合所选条件")]
        {
            let parts = vec![Part { cause: concept(None, true, &["养老金"], &[]), score: 1.0 }];
            let shares = vec![Share { of: Unit::Notice, weight: 1.0, score: 1.0, parts }];
            let explanation = Explanation { score, shares, ..Explanation::default() };
            assert_eq!(reasons(&explanation), [expected]);
        }
    }

    #[test]
    fn phrases_take_the_place_of_their_words() {
        let whole =
            Cause::WholeQuery { field: Field::Clause, text: "政务公开检索".to_owned() };
        let near = Cause::Near { words: ["政务公开".to_owned(), "检索".to_owned()] };
        let words = [word(Field::Clause, "政务公开"), word(Field::Clause, "检索")];
        let causes = words.iter().cloned().chain([near.clone(), whole]).collect();
        check(Unit::Clause, causes, &["条款含完整的“政务公开检索”"]);
        let causes = words.into_iter().chain([near]).collect();
        check(Unit::Clause, causes, &["“政务公开”与“检索”相距很近", "条款含“政务公开”“检索”"]);
        check(
            Unit::Clause,
            vec![Cause::Quoted { text: "站内检索".to_owned() }],
            &["条款含引号中的“站内检索”"],
        );
    }

    #[test]
    fn there_is_always_a_reason() {
        check(Unit::Notice, Vec::new(), &["符合所选条件"]);
        check(Unit::Whole, vec![Cause::MostWords], &["符合所选条件"]);
        let pair = term(TermForm::Pair, Field::Text, "检索", true);
        check(Unit::Notice, vec![pair], &["正文含“检索”"]);
        let single = term(TermForm::Character, Field::Text, "路", true);
        check(Unit::Notice, vec![single], &["正文含“路”"]);
        check(Unit::Head, vec![word(Field::Clause, "检索")], &["标题或文号含“检索”"]);
    }

    #[test]
    fn a_place_is_said_where_it_is_stated() {
        for (stated, expected) in [(true, "地区相符"), (false, "符合所选条件")] {
            let cause = Cause::Preference { dimension: FacetField::Region, stated };
            check(Unit::Notice, vec![cause], &[expected]);
        }
    }
}
