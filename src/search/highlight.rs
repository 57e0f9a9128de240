//! Marks the words of a query in a text, on exactly the characters that match.
//!
//! Marks are found by looking for the words in the folded text, not from an engine's offsets, so
//! that every engine marks alike. Blanks inside a match belong to it.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analysis::Analyzer;
use crate::analysis::fold::{Class, FoldedText, fold};
use crate::query::plan::QueryPlan;
use crate::query::understand::Understanding;

/// What parts of a text that was cut out begin or end with.
const CUT: char = '…';

/// Signs at which a text is best cut.
const SENTENCE_ENDS: &[char] = &['。', '；', '！', '？', ';', '!', '?'];

/// Marks the words of one query.
#[derive(Clone, Debug, Default)]
pub struct Marker {
    /// Folded words, longest first: whole words and phrases.
    words: Vec<String>,
    /// Folded parts of the words, looked for where the whole word does not occur.
    parts: Vec<(String, Vec<String>)>,
}

impl Marker {
    /// Makes a marker of what a plan asks for.
    pub fn new(plan: &QueryPlan, understanding: &Understanding, analyzer: &Analyzer) -> Self {
        let mut words: BTreeSet<String> = BTreeSet::new();
        let mut parts = Vec::new();
        let numbers: Vec<String> = understanding.numbers.iter().map(ToString::to_string).collect();
        words.extend(understanding.phrases.iter().chain(&numbers).map(|text| visible(text)));
        for sense in understanding.concepts.iter().filter(|sense| sense.is_said) {
            words.extend(sense.terms.iter().map(|term| visible(term)));
        }
        for run in &understanding.words {
            for word in run.parts.iter().flat_map(|part| analyzer.asked_words(&part.text)) {
                let inside: Vec<String> = analyzer
                    .words(&word)
                    .into_iter()
                    .map(|token| token.term)
                    .filter(|term| *term != word)
                    .collect();
                parts.push((word.clone(), inside));
                words.insert(word);
            }
        }
        words.remove("");
        debug_assert!(
            plan.matching.words.len() <= words.len() + numbers.len() + 1,
            "every word can be marked"
        );
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self { words, parts }
    }

    /// Returns the bytes of a text that match, in order, none touching another.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let folded = FoldedText::new(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for word in &self.words {
            let before = found.len();
            find_all(&folded, word, &mut found);
            if found.len() == before {
                for part in self
                    .parts
                    .iter()
                    .filter(|(whole, _)| whole == word)
                    .flat_map(|(_, parts)| parts)
                {
                    find_all(&folded, part, &mut found);
                }
            }
        }
        merged(found)
            .into_iter()
            .map(|positions| folded.original_range(positions.start, positions.end))
            .collect()
    }

    /// Returns a whole text as HTML with its marks.
    pub fn whole(&self, text: &str) -> String {
        html(text, 0..text.len(), &self.marks(text), &mut || "<mark>".to_owned())
    }

    /// Returns a whole text as HTML with its marks, each with an id (`m-1`); `count` is the number
    /// of marks before it and is raised by its own.
    pub fn numbered(&self, text: &str, count: &mut usize) -> String {
        html(text, 0..text.len(), &self.marks(text), &mut || {
            *count += 1;
            format!("<mark id=\"m-{count}\">")
        })
    }

    /// Returns the part of a text of about `length` characters that holds the most of the words,
    /// as HTML with its marks. What is cut off stands as …
    pub fn snippet(&self, text: &str, length: usize) -> String {
        let marks = self.marks(text);
        let range = best_window(text, &marks, length);
        let mut snippet = String::new();
        if range.start > 0 {
            snippet.push(CUT);
        }
        snippet.push_str(&html(text, range.clone(), &marks, &mut || "<mark>".to_owned()));
        if range.end < text.len() {
            snippet.push(CUT);
        }
        snippet
    }
}

/// Folds a text and drops its blanks, as [`FoldedText`] has it.
fn visible(text: &str) -> String {
    let folded = fold(text);
    FoldedText::new(&folded).as_str().to_owned()
}

/// Adds the positions at which a word occurs; a sign in the word matches any sign.
fn find_all(text: &FoldedText<'_>, word: &str, found: &mut Vec<Range<usize>>) {
    let has_signs = word.chars().any(|c| crate::analysis::fold::classify(c) == Class::Mark);
    if !has_signs {
        for (at, _) in text.as_str().match_indices(word) {
            let start = text.position_of(at);
            found.push(start..start + word.chars().count());
        }
        return;
    }
    let pattern: Vec<char> = word.chars().collect();
    let characters: Vec<char> = text.as_str().chars().collect();
    let same = |one: char, two: char| {
        let is_sign = |c| crate::analysis::fold::classify(c) == Class::Mark;
        one == two || is_sign(one) && is_sign(two)
    };
    for start in 0..=characters.len().saturating_sub(pattern.len()) {
        let window = &characters[start..(start + pattern.len()).min(characters.len())];
        if window.len() == pattern.len()
            && window.iter().zip(&pattern).all(|(one, two)| same(*one, *two))
        {
            found.push(start..start + pattern.len());
        }
    }
}

/// Merges ranges that overlap or touch.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// Returns the bytes of the stretch of about `length` characters that holds the most marked
/// characters; it begins at a sentence where one begins near.
fn best_window(text: &str, marks: &[Range<usize>], length: usize) -> Range<usize> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let count = starts.len() - 1;
    if count <= length {
        return 0..text.len();
    }
    let mut begin = 0;
    let mut most = 0;
    for mark in marks {
        let first = starts.partition_point(|at| *at < mark.start);
        let candidate = sentence_start(text, &starts, first, length / 3);
        let end = starts[(candidate + length).min(count)];
        let held: usize = marks
            .iter()
            .filter(|held| held.start >= starts[candidate] && held.end <= end)
            .map(|held| text[held.clone()].chars().count())
            .sum();
        if held > most {
            (begin, most) = (candidate, held);
        }
    }
    begin = begin.min(count - length);
    starts[begin]..starts[begin + length]
}

/// Returns where to begin so that a mark stands inside: behind the sentence end before it, if one
/// is near, else a little before.
fn sentence_start(text: &str, starts: &[usize], mark: usize, back: usize) -> usize {
    let from = mark.saturating_sub(back);
    let before = &text[starts[from]..starts[mark]];
    match before.rfind(SENTENCE_ENDS) {
        Some(at) => {
            let end = starts[from] + at;
            starts.partition_point(|start| *start <= end)
        }
        None if from == 0 => 0,
        None => mark.saturating_sub(back / 2),
    }
}

/// Writes a stretch of a text as HTML with its marks; `open` begins each of them.
fn html(
    text: &str,
    range: Range<usize>,
    marks: &[Range<usize>],
    open: &mut dyn FnMut() -> String,
) -> String {
    let mut html = String::with_capacity(range.len() + marks.len() * 13);
    let mut at = range.start;
    for mark in marks {
        let (start, end) = (mark.start.max(range.start), mark.end.min(range.end));
        if start >= end || start < at {
            continue;
        }
        escape(&text[at..start], &mut html);
        html.push_str(&open());
        escape(&text[start..end], &mut html);
        html.push_str("</mark>");
        at = end;
    }
    escape(&text[at..range.end], &mut html);
    html
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Marker, visible};

    fn marker(words: &[&str]) -> Marker {
        Marker { words: words.iter().map(|word| visible(word)).collect(), parts: Vec::new() }
    }

    #[test]
    fn marks_fall_on_the_characters_that_match() {
        let cases = [
            (
                &["站内检索"][..],
                "完善政府网站站内检索，增设功能",
                "完善政府网站<mark>站内检索</mark>，增设功能",
            ),
            (&["政务公开"], "政 务\n公开工作", "<mark>政 务\n公开</mark>工作"),
            (&["政务公开"], "政務公開", "<mark>政務公開</mark>"),
            (&["公开", "政务公开"], "政务公开", "<mark>政务公开</mark>"),
            (
                &["泽政办发〔2024〕3号"],
                "见泽政办发[2024]3号。",
                "见<mark>泽政办发[2024]3号</mark>。",
            ),
            (&["ipv6"], "推进IPv6改造", "推进<mark>IPv6</mark>改造"),
            (&["检索"], "<b>检索</b>&\"'", "&lt;b&gt;<mark>检索</mark>&lt;/b&gt;&amp;&quot;&#39;"),
        ];
        for (words, text, expected) in cases {
            assert_eq!(marker(words).whole(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_are_numbered_through_texts() {
        let marker = marker(&["公开"]);
        let mut count = 0;
        assert_eq!(
            marker.numbered("公开和公开", &mut count),
            "<mark id=\"m-1\">公开</mark>和<mark id=\"m-2\">公开</mark>"
        );
        assert_eq!(marker.numbered("再公开", &mut count), "再<mark id=\"m-3\">公开</mark>");
        assert_eq!(count, 3);
    }

    #[test]
    fn parts_are_marked_where_the_whole_is_not_there() {
        let marker = Marker {
            words: vec!["工作要点".to_owned()],
            parts: vec![("工作要点".to_owned(), vec!["工作".to_owned(), "要点".to_owned()])],
        };
        assert_eq!(marker.whole("工作安排"), "<mark>工作</mark>安排");
        assert_eq!(marker.whole("工作要点和工作"), "<mark>工作要点</mark>和工作");
    }

    #[test]
    fn a_snippet_holds_the_words_and_says_what_was_cut() {
        let text = format!(
            "{}。完善站内检索，增设拼音转化。{}",
            "各单位要抓好落实".repeat(20),
            "按期报送情况".repeat(20)
        );
        let snippet = marker(&["站内检索", "拼音"]).snippet(&text, 40);
        assert!(
            snippet.starts_with("…完善<mark>站内检索</mark>，增设<mark>拼音</mark>"),
            "{snippet}"
        );
        assert!(snippet.ends_with('…'));
        assert_eq!(marker(&[]).snippet("短文", 40), "短文");
    }

    proptest! {
        #[test]
        fn unmarked_html_is_the_text(text in "[政务公开检索<&> a。]{0,80}", word in "[政务公开检索]{1,3}", length in 5_usize..60) {
            let plain = |html: &str| html.replace("<mark>", "").replace("</mark>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let marker = marker(&[&word]);
            prop_assert_eq!(plain(&marker.whole(&text)), text.clone());
            let snippet = plain(&marker.snippet(&text, length));
            let inside = snippet.trim_matches('…');
            prop_assert!(text.contains(inside));
        }
    }
}
