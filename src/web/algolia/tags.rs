//! Marks in texts by the tags that a page asks for.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use crate::web::algolia::given::Given;
use crate::web::error::ParamError;
use crate::web::snippet::offsets;

/// What stands before and behind a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tags {
    before: String,
    behind: String,
}

impl Tags {
    /// Reads the tags that are wanted; `<em>` without them.
    ///
    /// # Errors
    ///
    /// One is no text.
    pub(super) fn of(given: &Given) -> Result<Self, ParamError> {
        let before = given.one("highlightPreTag")?.unwrap_or("<em>").to_owned();
        let behind = given.one("highlightPostTag")?.unwrap_or("</em>").to_owned();
        Ok(Self { before, behind })
    }

    /// Tells whether texts go into a page as HTML, so that their own signs are escaped. A page that
    /// asks for signs that are no HTML, as `InstantSearch` does, escapes the text before it puts its
    /// tags in their place.
    fn are_html(&self) -> bool {
        self.before.contains('<') || self.behind.contains('<')
    }

    /// Marks places of a text, which are in order and given in characters.
    pub(super) fn mark(&self, text: &str, marks: &[[usize; 2]]) -> String {
        let characters: Vec<char> = text.chars().collect();
        let mut marked = String::with_capacity(text.len());
        let mut at = 0;
        for [begin, end] in marks {
            self.write(&characters[at..*begin], &mut marked);
            marked.push_str(&self.before);
            self.write(&characters[*begin..*end], &mut marked);
            marked.push_str(&self.behind);
            at = *end;
        }
        self.write(&characters[at..], &mut marked);
        marked
    }

    fn write(&self, characters: &[char], into: &mut String) {
        let text: String = characters.iter().collect();
        if self.are_html() {
            html_escape::encode_safe_to_string(text, into);
        } else {
            into.push_str(&text);
        }
    }
}

/// How much of a query a text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum MatchLevel {
    None,
    Partial,
    Full,
}

/// A text with its marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "AlgoliaMarked")]
pub(super) struct Marked {
    /// The text, tags around what matches.
    value: String,
    /// How much of the query it holds: every sign of it, some, none.
    match_level: MatchLevel,
    /// What matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    matched_words: Option<Vec<String>>,
    /// Whether all of the text matches.
    #[serde(skip_serializing_if = "Option::is_none")]
    fully_highlighted: Option<bool>,
}

/// What makes marked texts of those of results.
#[derive(Clone, Debug)]
pub(super) struct Highlighter<'a> {
    pub(super) tags: &'a Tags,
    pub(super) query: &'a str,
}

impl Highlighter<'_> {
    /// Marks a text that has its marks as HTML.
    pub(super) fn of_html(&self, html: &str) -> Marked {
        let (text, marks) = offsets(html);
        self.of_places(&text, &marks)
    }

    /// Shows a text in which nothing is marked.
    pub(super) fn unmarked(&self, text: &str) -> Marked {
        self.of_places(text, &[])
    }

    fn of_places(&self, text: &str, marks: &[[usize; 2]]) -> Marked {
        let characters: Vec<char> = text.chars().collect();
        let word = |[begin, end]: &[usize; 2]| characters[*begin..*end].iter().collect();
        let words: BTreeSet<String> = marks.iter().map(word).collect();
        let marked: usize = marks.iter().map(|[begin, end]| end - begin).sum();
        Marked {
            value: self.tags.mark(text, marks),
            match_level: self.level(&words),
            fully_highlighted: (marked > 0).then_some(marked == characters.len()),
            matched_words: Some(words.into_iter().collect()),
        }
    }

    fn level(&self, words: &BTreeSet<String>) -> MatchLevel {
        let held: BTreeSet<char> =
            words.iter().flat_map(|word| word.to_lowercase().chars().collect::<Vec<_>>()).collect();
        let asked = self.query.to_lowercase();
        let mut asked = asked.chars().filter(|character| character.is_alphanumeric());
        match held.is_empty() {
            true => MatchLevel::None,
            false if asked.all(|character| held.contains(&character)) => MatchLevel::Full,
            false => MatchLevel::Partial,
        }
    }
}

impl Marked {
    /// Leaves what a snippet says.
    pub(super) fn as_snippet(&self) -> Self {
        Self { matched_words: None, fully_highlighted: None, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Highlighter, Tags};
    use crate::web::algolia::given::Given;

    fn tags(before: &str, behind: &str) -> Tags {
        Tags { before: before.to_owned(), behind: behind.to_owned() }
    }

    #[test]
    fn a_text_is_escaped_where_its_tags_are_html() {
        let html = "甲&lt;b&gt;<mark>检索</mark>&amp;&quot;";
        for (before, behind, value) in [
            ("<em>", "</em>", "甲&lt;b&gt;<em>检索</em>&amp;&quot;"),
            (
                "__ais-highlight__",
                "__/ais-highlight__",
                "甲<b>__ais-highlight__检索__/ais-highlight__&\"",
            ),
            ("", "", "甲<b>检索&\""),
        ] {
            let tags = tags(before, behind);
            let marked = Highlighter { tags: &tags, query: "检索" }.of_html(html);
            assert_eq!(marked.value, value);
        }
        assert_eq!(Tags::of(&Given::default()), Ok(tags("<em>", "</em>")));
    }

    #[test]
    fn a_text_says_how_much_of_the_query_it_holds() {
        let tags = tags("<em>", "</em>");
        for (query, html, said) in [
            (
                "站内检索",
                "<mark>站内</mark>的<mark>检索</mark>",
                json!(["full", ["检索", "站内"], false]),
            ),
            ("站内检索", "<mark>检索</mark>", json!(["partial", ["检索"], true])),
            ("ABC 1", "<mark>abc</mark>1<mark>1</mark>", json!(["full", ["1", "abc"], false])),
            ("站内检索", "没有", json!(["none", [], null])),
        ] {
            let marked = Highlighter { tags: &tags, query }.of_html(html);
            let found = json!([marked.match_level, marked.matched_words, marked.fully_highlighted]);
            assert_eq!(found, said, "{query} {html}");
        }
    }
}
