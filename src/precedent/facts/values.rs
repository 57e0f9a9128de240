//! Values of a sentence that can answer, each with the list that it stands in.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::notice::assignment::Assignment;
use crate::search::answer::AnswerKind;
use crate::search::answer::normal::quantity::limit;
use crate::search::answer::question::Question;
use crate::search::answer::span::{self, Span};
use crate::search::answer::text::{head, tail};

/// What joins the values of a list.
static JOINS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:[、,和及与/]|以及)$").expect("a literal pattern"));

/// What stands before a value that was changed.
static OLD_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:由|从|原来的?|原为|原)[^,。、至到为]{0,14}$").expect("a literal pattern")
});

/// What stands after one.
static OLD_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^[^,。、]{0,14}?(?:提高|调整|上调|下调|延长|增加|降低|降|调|变更|改)(?:至|到|为)")
        .expect("a literal pattern")
});

/// Finds the values of a sentence. Lists of values that were changed are left out:
/// 由原来的120万元、90万元统一调整为150万元.
pub(super) fn find(sentence: &str, question: &Question, assignments: &[Assignment]) -> Vec<Span> {
    let mut spans = span::find(sentence, question, assignments);
    match question.kind {
        AnswerKind::HowMuch => {}
        AnswerKind::When => {
            spans.retain(|span| limit(&sentence[span.range.clone()]).is_none());
            return spans;
        }
        _ => return spans,
    }
    let mut kept: Vec<Span> = Vec::new();
    let mut from = 0;
    while from < spans.len() {
        let list = list_of(sentence, &spans, from);
        let members = &spans[list.clone()];
        let (begin, end) = (members[0].range.start, members[members.len() - 1].range.end);
        let was_changed = OLD_BEFORE.is_match(tail(&sentence[..begin], 16))
            && OLD_AFTER.is_match(head(&sentence[end..], 22));
        if !was_changed {
            kept.extend_from_slice(members);
        }
        from = list.end;
    }
    kept
}

/// Returns the indices of the list that a value stands in.
pub(super) fn list_of(sentence: &str, spans: &[Span], index: usize) -> Range<usize> {
    let joined = |one: &Span, other: &Span| {
        let between = sentence.get(one.range.end..other.range.start);
        between.is_some_and(|between| JOINS.is_match(between))
    };
    let mut list = index..index + 1;
    while list.start > 0 && joined(&spans[list.start - 1], &spans[list.start]) {
        list.start -= 1;
    }
    while list.end < spans.len() && joined(&spans[list.end - 1], &spans[list.end]) {
        list.end += 1;
    }
    list
}
