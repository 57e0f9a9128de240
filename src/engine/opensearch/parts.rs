//! The parts that questions are put together from, as the cluster takes them.

use serde_json::{Map, Value, json};

use crate::engine::opensearch::compiled::CompiledWording;
use crate::engine::opensearch::mapping::{NOTICE, text};
use crate::query::boost::Field;
use crate::query::plan::{Phrase, Stream};

/// What holds one of these.
pub(super) fn any(mut of: Vec<Value>) -> Value {
    if of.len() == 1 {
        return of.remove(0);
    }
    if of.is_empty() {
        return json!({"match_none": {}});
    }
    json!({"bool": {"should": of, "minimum_should_match": 1}})
}

/// What holds all of these.
pub(super) fn all(mut of: Vec<Value>) -> Value {
    if of.len() == 1 {
        return of.remove(0);
    }
    if of.is_empty() {
        return json!({"match_all": {}});
    }
    json!({"bool": {"filter": of}})
}

/// What holds at least some of these.
pub(super) fn at_least(some: usize, of: &[Value]) -> Value {
    json!({"bool": {"should": of, "minimum_should_match": some}})
}

/// What is not so.
pub(super) fn not(what: &Value) -> Value {
    json!({"bool": {"must_not": [what]}})
}

/// What has a value in a field.
pub(super) fn has(field: &str, value: impl Into<Value>) -> Value {
    json!({"term": {field: value.into()}})
}

/// What has any of some values in a field.
pub(super) fn has_any<'a>(field: &str, values: impl IntoIterator<Item = &'a String>) -> Value {
    json!({"terms": {field: values.into_iter().collect::<Vec<_>>()}})
}

/// What has any value in a field.
pub(super) fn states(field: &str) -> Value {
    json!({"exists": {"field": field}})
}

/// What has a number in a field from one to another, both inclusive.
pub(super) fn between(field: &str, from: Option<i32>, to: Option<i32>) -> Value {
    let mut bounds = Map::new();
    if let Some(from) = from {
        bounds.insert("gte".to_owned(), json!(from));
    }
    if let Some(to) = to {
        bounds.insert("lte".to_owned(), json!(to));
    }
    json!({"range": {field: bounds}})
}

/// What belongs to a notice of which something is so.
pub(super) fn of_notice(what: &Value) -> Value {
    json!({"has_parent": {"parent_type": NOTICE, "query": what}})
}

/// The same, with what its notice scores.
pub(super) fn scored_of_notice(what: &Value) -> Value {
    json!({"has_parent": {"parent_type": NOTICE, "query": what, "score": true}})
}

/// What scores a constant where something is so.
pub(super) fn constant(what: &Value, score: f32, name: &str) -> Value {
    named(json!({"constant_score": {"filter": what, "boost": score}}), "constant_score", name)
}

/// Gives a part a name, by which an answer tells that it was found; none where it is empty.
pub(super) fn named(mut part: Value, kind: &str, name: &str) -> Value {
    if !name.is_empty() {
        part[kind]["_name"] = json!(name);
    }
    part
}

/// What holds a phrase in a text, with up to `slop` characters more between its grams.
pub(super) fn phrase(field: Field, stream: Stream, phrase: &Phrase, slop: u32) -> Value {
    let name = text(field, stream);
    if let [(_, gram)] = &phrase.grams[..] {
        return json!({"term": {name: gram}});
    }
    json!({"match_phrase": {name: {"query": slots(phrase), "slop": slop}}})
}

/// What holds a phrase in the grams of a text.
pub(super) fn holds(field: Field, words: &Phrase) -> Value {
    phrase(field, Stream::Grams, words, 0)
}

/// What scores by how often wordings stand in the grams of a text, all counted together.
pub(super) fn wordings(field: Field, wordings: &[CompiledWording], boost: f32) -> Value {
    let name = text(field, Stream::Grams);
    let clauses: Vec<Value> = wordings.iter().map(|wording| span(&name, &wording.phrase)).collect();
    json!({"span_or": {"clauses": clauses, "boost": boost}})
}

/// A phrase as a stretch of text: its grams in order, with gaps of their distances between.
fn span(field: &str, phrase: &Phrase) -> Value {
    let gram = |gram: &str| json!({"span_term": {field: gram}});
    if let [(_, only)] = &phrase.grams[..] {
        return gram(only);
    }
    let mut clauses = Vec::new();
    let mut next = None;
    for (at, text) in &phrase.grams {
        if let Some(next) = next
            && *at > next
        {
            clauses.push(json!({"span_gap": {field: at - next}}));
        }
        clauses.push(gram(text));
        next = Some(at + 1);
    }
    json!({"span_near": {"clauses": clauses, "slop": 0, "in_order": true}})
}

/// The most parts of one question: a cluster takes 1024 by default.
pub(super) const MOST_PARTS: usize = 1000;

/// What the cluster counts as one part of a question.
const LEAVES: [&str; 9] = [
    "term",
    "terms",
    "match_phrase",
    "span_term",
    "span_gap",
    "range",
    "exists",
    "match_all",
    "has_parent",
];

/// Counts the parts of a question as the cluster does; what is asked of its notice is a question of
/// its own.
pub(super) fn count(question: &Value) -> usize {
    match question {
        Value::Array(parts) => parts.iter().map(count).sum(),
        Value::Object(parts) => parts
            .iter()
            .map(|(kind, part)| if LEAVES.contains(&kind.as_str()) { 1 } else { count(part) })
            .sum(),
        _ => 0,
    }
}

/// Parts that score, as many together as one question takes.
pub(super) fn packed(scoring: Vec<Value>) -> Vec<Vec<Value>> {
    let mut packed: Vec<Vec<Value>> = Vec::new();
    let mut held = 0;
    for part in scoring {
        let own = count(&part);
        match packed.last_mut() {
            Some(last) if held + own <= MOST_PARTS => last.push(part),
            _ => {
                packed.push(vec![part]);
                held = 0;
            }
        }
        held += own;
    }
    packed
}

/// Writes a phrase as the slots that the index reads.
fn slots(phrase: &Phrase) -> String {
    let mut text = String::new();
    let mut next = 0;
    for (at, gram) in &phrase.grams {
        let begun = !text.is_empty();
        if begun && *at + 1 == next {
            text.push('¦');
        } else {
            for _ in next..*at {
                text.push_str(if text.is_empty() { "_" } else { " _" });
            }
            if !text.is_empty() {
                text.push(' ');
            }
            next = at + 1;
        }
        text.push_str(gram);
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{MOST_PARTS, all, any, constant, count, has, of_notice, packed, slots, span};
    use crate::query::plan::Phrase;

    fn phrase(grams: &[(u32, &str)]) -> Phrase {
        Phrase { grams: grams.iter().map(|(at, gram)| (*at, (*gram).to_owned())).collect() }
    }

    #[test]
    fn a_phrase_is_asked_for_in_slots() {
        assert_eq!(slots(&phrase(&[(0, "站内"), (2, "检索")])), "站内 _ 检索");
        assert_eq!(slots(&phrase(&[(0, "政务"), (1, "务公"), (5, "开")])), "政务 务公 _ _ _ 开");
        assert_eq!(slots(&phrase(&[(0, "站内"), (0, "站"), (1, "内")])), "站内¦站 内");
    }

    #[test]
    fn parts_are_counted_without_those_that_are_asked_of_a_notice() {
        let notice = of_notice(&any(vec![has("key", "a"), has("key", "b")]));
        let question = all(vec![constant(&has("unit", "head"), 2.0, ""), notice]);
        assert_eq!(count(&question), 2);
    }

    #[test]
    fn parts_are_packed_into_as_few_questions_as_take_them() {
        let parts = (0..MOST_PARTS + 2).map(|at| has("key", at)).collect();
        let sizes: Vec<usize> = packed(parts).iter().map(Vec::len).collect();
        assert_eq!(sizes, [MOST_PARTS, 2]);
    }

    #[test]
    fn a_wording_is_a_stretch_with_gaps() {
        let expected = json!({"span_near": {"clauses": [
            {"span_term": {"text_grams": "站内"}},
            {"span_gap": {"text_grams": 1}},
            {"span_term": {"text_grams": "检索"}},
        ], "slop": 0, "in_order": true}});
        assert_eq!(span("text_grams", &phrase(&[(0, "站内"), (2, "检索")])), expected);
        assert_eq!(
            span("text_grams", &phrase(&[(0, "路")])),
            json!({"span_term": {"text_grams": "路"}})
        );
    }
}
