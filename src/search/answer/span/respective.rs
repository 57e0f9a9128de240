//! Amounts behind 分别: each belongs to one item of the list before it.

use std::sync::LazyLock;

use regex::Regex;

use crate::search::answer::span::{Parts, Span};
use crate::search::answer::text::{head, tail};

static BETWEEN_LISTED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("^(?:[、,和及与]|以及)$").expect("a literal pattern"));

/// The shortest item of a list, in characters.
const SHORTEST_ITEM: usize = 2;

/// Gives each amount of a list behind 分别 the item that it belongs to: 重度、中度分别为400元、280元.
pub(super) fn align(sentence: &str, spans: &mut [Span]) {
    let Some(at) = sentence.find("分别") else { return };
    let from = spans.partition_point(|span| span.range.start < at);
    let mut to = from + 1;
    while to < spans.len()
        && BETWEEN_LISTED.is_match(&sentence[spans[to - 1].range.end..spans[to].range.start])
    {
        to += 1;
    }
    let count = to.saturating_sub(from);
    let items = listed(&sentence[..at]);
    if to > spans.len() || count < 2 || items.len() < count {
        return;
    }
    let items = &items[items.len() - count..];
    for (index, span) in spans[from..to].iter_mut().enumerate() {
        span.own_words = Some(items[index].clone());
        span.neighbours_words = items
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, item)| item.clone())
            .collect();
        if let Parts::At(shown) = &mut span.parts {
            *shown = vec![span.range.clone()];
        }
    }
}

/// Returns the items of a list before 分别; one of a single character takes the head of the last:
/// 省、市、县级 is 省级, 市级, 县级. What stands before the first and behind the last is left out.
fn listed(before: &str) -> Vec<String> {
    let mut items: Vec<String> =
        before.split(['、', '和', '及', '与']).map(str::to_owned).collect();
    let length = |item: Option<&String>| item.map_or(0, |item| item.chars().count());
    let count = items.len();
    let first_length = length(items.get(1)).max(SHORTEST_ITEM);
    let last_length = length(count.checked_sub(2).and_then(|at| items.get(at))).max(SHORTEST_ITEM);
    if let [first, .., last] = items.as_mut_slice() {
        *first = tail(first, first_length).rsplit(',').next().unwrap_or("").to_owned();
        *last = head(last, last_length).to_owned();
    }
    let head_of_last = items.last().and_then(|last| last.chars().nth(1));
    for item in &mut items {
        if item.chars().count() == 1 {
            item.extend(head_of_last);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn items_of_a_list_are_told() {
        let cases: [(&str, &[&str]); 2] = [
            ("灯会,对茶农、渔民", &["茶农", "渔民"]),
            ("省、市、县级灯会", &["省级", "市级", "县级"]),
        ];
        for (before, expected) in cases {
            assert_eq!(listed(before), expected, "{before}");
        }
    }
}
