//! Texts of results without HTML: unmarked, or with the places of their marks.

use serde_json::{Map, Value, json};

use crate::web::params::shape::Marks;

/// The tags of a mark.
const TAGS: [&str; 2] = ["<mark>", "</mark>"];

/// Gives every piece of HTML of a result the form that is wanted.
pub(super) fn give(value: &mut Value, marks: Marks) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(|value| give(value, marks));
            match marks {
                Marks::Html => {}
                Marks::None => fields.iter_mut().for_each(unmark),
                Marks::Offsets => *fields = with_offsets(std::mem::take(fields)),
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| give(value, marks)),
        _ => {}
    }
}

fn unmark((name, value): (&String, &mut Value)) {
    if let Value::String(html) = value
        && name.ends_with("html")
    {
        *html = TAGS.iter().fold(html.clone(), |html, tag| html.replace(tag, ""));
    }
}

/// Puts in place of `html` its `text` and `marks`, of `title_html` `title_text` and `title_marks`.
fn with_offsets(fields: Map<String, Value>) -> Map<String, Value> {
    let mut plain = Map::new();
    for (name, value) in fields {
        match (name.strip_suffix("html"), &value) {
            (Some(stem), Value::String(html)) => {
                let (text, marks) = offsets(html);
                plain.insert(format!("{stem}text"), text.into());
                plain.insert(format!("{stem}marks"), json!(marks));
            }
            _ => drop(plain.insert(name, value)),
        }
    }
    plain
}

/// Returns a text without HTML, and where its marks begin and end, in characters (Unicode scalar
/// values) from 0.
pub(super) fn offsets(html: &str) -> (String, Vec<[usize; 2]>) {
    let (mut text, mut length, mut marks) = (String::new(), 0, Vec::new());
    for (place, part) in html.split("<mark>").enumerate() {
        let (marked, rest) = if place == 0 { ("", part) } else { split(part) };
        let begin = length;
        for (part, is_marked) in [(marked, true), (rest, false)] {
            let part = html_escape::decode_html_entities(part);
            length += part.chars().count();
            text.push_str(&part);
            if is_marked && length > begin {
                marks.push([begin, length]);
            }
        }
    }
    (text, marks)
}

/// Parts what is marked from what follows.
fn split(part: &str) -> (&str, &str) {
    part.split_once("</mark>").unwrap_or((part, ""))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{give, offsets};
    use crate::web::params::shape::Marks;

    #[test]
    fn marks_become_places_in_characters() {
        let cases: &[(&str, &str, &[[usize; 2]])] = &[
            ("", "", &[]),
            ("没有", "没有", &[]),
            ("<mark>检索</mark>服务", "检索服务", &[[0, 2]]),
            ("甲&lt;<mark>乙&amp;</mark>丙<mark>丁</mark>", "甲<乙&丙丁", &[[2, 4], [5, 6]]),
            ("𠮷<mark>甲</mark>", "𠮷甲", &[[1, 2]]),
        ];
        for (html, text, marks) in cases {
            assert_eq!(offsets(html), ((*text).to_owned(), marks.to_vec()), "{html}");
        }
    }

    #[test]
    fn every_text_of_a_result_takes_the_form() {
        let result = json!({ "title_html": "<mark>a</mark>", "clauses": [{ "html": "b&amp;" }] });
        let given = |marks| {
            let mut result = result.clone();
            give(&mut result, marks);
            result
        };
        assert_eq!(given(Marks::Html), result);
        assert_eq!(
            given(Marks::None),
            json!({ "title_html": "a", "clauses": [{ "html": "b&amp;" }] })
        );
        assert_eq!(
            given(Marks::Offsets),
            json!({
                "title_text": "a",
                "title_marks": [[0, 1]],
                "clauses": [{ "text": "b&", "marks": [] }],
            })
        );
    }
}
