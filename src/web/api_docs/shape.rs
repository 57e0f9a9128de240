//! What a value may be, in a few words with links to the types that it names.

use serde_json::Value;

/// What a word of a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    Plain,
    /// A value or a name, as programs write it.
    Code,
    /// The name of a type.
    Type,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) kind: WordKind,
}

/// Reads a sentence in which values and names stand between \`.
pub(super) fn words(sentence: &str) -> Vec<Word> {
    let parts = sentence.trim().split('`').enumerate();
    let word = |(place, text): (usize, &str)| {
        let kind = if place % 2 == 1 { WordKind::Code } else { WordKind::Plain };
        Word { text: text.to_owned(), kind }
    };
    parts.map(word).filter(|word| !word.text.is_empty()).collect()
}

/// What a value may be: `array of NoticeResult`, `text (date) or null`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) words: Vec<Word>,
}

/// The keyword under which a schema lists alternatives or parts, with the word between them.
const COMBINED: [(&str, &str); 3] = [("anyOf", " or "), ("oneOf", " or "), ("allOf", " with ")];

impl Shape {
    /// Says what a schema admits.
    pub(super) fn of(schema: &Value) -> Self {
        let mut shape = Self::default();
        shape.say(schema);
        shape
    }

    fn say(&mut self, schema: &Value) {
        let text = |name: &str| schema.get(name).and_then(Value::as_str);
        if let Some(reference) = text("$ref") {
            let name = reference.rsplit('/').next().unwrap_or(reference);
            self.words.push(Word { text: name.to_owned(), kind: WordKind::Type });
            return;
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            let values: Vec<String> = values.iter().map(plain).collect();
            self.word(&format!("one of {}", values.join(", ")));
            return;
        }
        if let Some(value) = schema.get("const") {
            self.word(&plain(value));
            return;
        }
        for (keyword, between) in COMBINED {
            let Some(parts) = schema.get(keyword).and_then(Value::as_array) else { continue };
            for (place, part) in parts.iter().enumerate() {
                if place > 0 {
                    self.word(between);
                }
                self.say(part);
            }
            return;
        }
        self.say_type(schema);
    }

    fn say_type(&mut self, schema: &Value) {
        let types = match schema.get("type") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        for (place, name) in types.iter().enumerate() {
            if place > 0 {
                self.word(" or ");
            }
            match *name {
                "array" => {
                    self.word("array of ");
                    self.say(&schema["items"]);
                }
                "object" if schema.get("additionalProperties").is_some_and(Value::is_object) => {
                    self.word("object of ");
                    self.say(&schema["additionalProperties"]);
                }
                "string" => self.word(&format!("text{}", bounds(schema))),
                "integer" => self.word(&format!("whole number{}", bounds(schema))),
                other => self.word(other),
            }
        }
    }

    fn word(&mut self, text: &str) {
        self.words.push(Word { text: text.to_owned(), kind: WordKind::Plain });
    }
}

/// Says what bounds a text or a number: its format, its least and its most.
fn bounds(schema: &Value) -> String {
    let number = |name: &str| schema.get(name).and_then(Value::as_u64);
    let format =
        schema.get("format").and_then(Value::as_str).filter(|name| name.starts_with("date"));
    match (format, number("minimum"), number("maximum"), number("maxLength")) {
        (Some(format), ..) => format!(" ({format})"),
        (_, Some(least), Some(most), _) => format!(" from {least} to {most}"),
        (_, _, _, Some(most)) => format!(" of at most {most} characters"),
        _ => String::new(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Shape, WordKind, words};

    fn said(schema: &Value) -> String {
        Shape::of(schema).words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn shapes_are_said_in_words() {
        let cases = [
            (json!({ "$ref": "#/components/schemas/Region" }), "Region"),
            (json!({ "type": ["string", "null"], "format": "date" }), "text (date) or null"),
            (json!({ "type": "array", "items": { "$ref": "#/a/Clause" } }), "array of Clause"),
            (
                json!({ "type": "integer", "minimum": 0, "maximum": 100 }),
                "whole number from 0 to 100",
            ),
            (json!({ "anyOf": [{ "$ref": "#/a/Kind" }, { "type": "null" }] }), "Kind or null"),
            (json!({ "enum": ["html", "none"] }), "one of html, none"),
            (json!({ "type": "integer", "format": "uint64", "minimum": 0 }), "whole number"),
        ];
        for (schema, expected) in cases {
            assert_eq!(said(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn names_in_a_sentence_are_told_apart() {
        let kinds: Vec<WordKind> =
            words("A filter is `field:value`.").into_iter().map(|word| word.kind).collect();
        assert_eq!(kinds, [WordKind::Plain, WordKind::Code, WordKind::Plain]);
    }
}
