//! Texts of results without HTML: unmarked, or with the places of their marks.

use serde_json::{Map, Value, json};

use crate::web::params::shape::Marks;
use crate::web::snippet::offsets;

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::give;
    use crate::web::params::shape::Marks;

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
