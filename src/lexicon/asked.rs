//! The words by which a question tells what it asks for: who, when, how much.

use std::ops::Range;

use crate::lexicon::table::{alternatives, rows};

/// The built-in table.
const BUILT_IN: &str = include_str!("../../data/question_kinds.tsv");

/// Characters before 几 and 多少 that make them no question: 这几天, 近几年, 好几次. 哪几 asks for
/// names, not for how many.
const NOT_ASKING_BEFORE: &[char] = &['那', '这', '头', '好', '近', '哪'];

/// The question words.
#[derive(Debug)]
pub struct Asked {
    words: Vec<(String, String)>,
}

/// A question word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedWord<'a> {
    /// Name of what it asks for, as the table has it.
    pub kind: &'a str,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

impl Asked {
    /// Reads the built-in table.
    pub fn built_in() -> Self {
        let rows = rows(BUILT_IN).filter(|(_, fields)| fields.len() >= 2);
        let words = rows.flat_map(|(_, fields)| {
            let kind = fields[0].to_owned();
            alternatives(fields[1])
                .map(move |word| (kind.clone(), word.to_owned()))
                .collect::<Vec<_>>()
        });
        Self { words: words.collect() }
    }

    /// Returns the word of a folded text that decides what it asks for: one for a telephone
    /// number, else the one that ends last, of those that overlap it the longest. What only asks
    /// for a thing or for yes or no (哪些, 吗) decides where no other word is.
    pub fn deciding(&self, text: &str) -> Option<AskedWord<'_>> {
        let found: Vec<AskedWord<'_>> = self
            .words
            .iter()
            .flat_map(|(kind, word)| {
                text.match_indices(word.as_str()).map(move |(at, _)| (kind, at..at + word.len()))
            })
            .filter(|(kind, range)| is_asking(kind, &text[..range.start], &text[range.end..]))
            .map(|(kind, range)| AskedWord { kind, range })
            .collect();
        if let Some(phone) = found.iter().find(|word| word.kind == "phone") {
            return Some(phone.clone());
        }
        let strong = |word: &&AskedWord<'_>| !matches!(word.kind, "what" | "yes_no");
        let strongest = last_of(found.iter().filter(strong).collect());
        strongest.or_else(|| last_of(found.iter().collect()))
    }
}

/// Returns the word that ends last, or the longest that overlaps it: 到哪天 asks for a day.
fn last_of<'a>(words: Vec<&AskedWord<'a>>) -> Option<AskedWord<'a>> {
    let last = words.iter().max_by_key(|word| (word.range.end, word.range.len())).copied()?;
    let overlapping = words.into_iter().filter(|word| word.range.end > last.range.start);
    overlapping.max_by_key(|word| (word.range.len(), word.range.end)).cloned()
}

fn is_asking(kind: &str, before: &str, after: &str) -> bool {
    kind != "how_much" || asks_how_many(before, after)
}

/// Tells whether 几 or 多少 asks how many, by what stands before and after it.
pub fn asks_how_many(before: &str, after: &str) -> bool {
    !before.ends_with(NOT_ASKING_BEFORE) && !after.starts_with('乎')
}

#[cfg(test)]
mod tests {
    use super::Asked;

    #[test]
    fn the_last_question_word_decides() {
        let cases = [
            ("望溪市灯会由哪个部门筹办", Some("who")),
            ("望溪市茶园登记截止到哪天", Some("when")),
            ("这几年的摊位按多少收", Some("how_much")),
            ("近几年的灯会", None),
            ("开茶馆要满足哪些条件", Some("condition")),
            ("摆摊要带什么材料", Some("papers")),
            ("渔船在哪登记", Some("how")),
            ("托邻居代领行不行", Some("yes_no")),
            ("在哪登记渔船行吗", Some("how")),
            ("灯会的咨询电话是多少", Some("phone")),
            ("清泽市政务公开工作要点", None),
        ];
        let asked = Asked::built_in();
        for (text, expected) in cases {
            assert_eq!(asked.deciding(text).map(|word| word.kind), expected, "{text}");
        }
    }
}
