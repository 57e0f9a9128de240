//! JSON imports: one notice a file, or one a line.

use serde_json::{Map, Value};

use crate::corpus::error::Reason;
use crate::corpus::format::html;
use crate::corpus::raw::{Block, RawNotice};
use crate::corpus::received;

/// Reads a file that is one notice, or none where it says that the notice was taken back.
pub(super) fn read(text: &str) -> Vec<Result<RawNotice, Reason>> {
    read_object(text, 1).transpose().into_iter().collect()
}

/// Reads a file that has one notice a line; blank lines are passed over.
pub(super) fn read_lines(text: &str) -> Vec<Result<RawNotice, Reason>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .filter_map(|(index, line)| read_object(line, index + 1).transpose())
        .collect()
}

fn read_object(text: &str, line: usize) -> Result<Option<RawNotice>, Reason> {
    let wrong = |reason: String| Reason::ImportLine { line, reason };
    let value: Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let Value::Object(mut fields) = value else {
        return Err(wrong("expected an object with id and text".to_owned()));
    };
    if received::is_taken_back(&fields) {
        return Ok(None);
    }
    let mut take = |name: &str| take(&mut fields, name);
    let markup = take("html");
    let text = take("text").or_else(|| take("content")).or_else(|| take("body"));
    let raw = match (markup, text) {
        (Some(markup), None) => html::read(&markup),
        (None, Some(text)) if is_markup(&text) => html::read(&text),
        (None, Some(text)) => {
            let blocks = text.lines().map(|line| Block::Line(line.to_owned())).collect();
            RawNotice { blocks, ..RawNotice::default() }
        }
        (Some(_), Some(_)) => return Err(wrong("has both `text` and `html`; give one".to_owned())),
        (None, None) => return Err(wrong("the field `text` is missing or empty".to_owned())),
    };
    let raw = with(raw, fields);
    let source = raw.key.clone().unwrap_or_else(|| format!("line-{line}"));
    Ok(Some(RawNotice { key: Some(source.clone()), source, ..raw }))
}

/// Puts what a record says of a file over what was found in the file.
pub(super) fn described(raw: RawNotice, record: &[u8]) -> Result<RawNotice, Reason> {
    let fields = serde_json::from_slice(record)
        .map_err(|error| Reason::ImportLine { line: 1, reason: error.to_string() })?;
    let raw = with(raw, fields);
    Ok(RawNotice { source: raw.key.clone().unwrap_or(raw.source), ..raw })
}

/// Puts key, title, address and labelled values of an import over what was found in its text.
fn with(mut raw: RawNotice, mut fields: Map<String, Value>) -> RawNotice {
    let mut take = |name: &str| take(&mut fields, name);
    raw.key = take("id");
    let title =
        take("title").map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    let url = take("url").filter(|url| url.starts_with("http"));
    raw.title = title.or(raw.title);
    raw.url = url.or(raw.url);
    raw.metadata.splice(0..0, metadata(&fields));
    raw
}

fn take(fields: &mut Map<String, Value>, name: &str) -> Option<String> {
    fields.remove(name).and_then(|value| as_text(&value))
}

fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<') && text.contains("</")
}

/// Returns the remaining fields that have one value.
fn metadata(fields: &Map<String, Value>) -> Vec<(String, String)> {
    fields
        .iter()
        .filter_map(|(label, value)| Some((label.clone(), as_text(value)?)))
        .filter(|(_, value)| !value.trim().is_empty())
        .collect()
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Option<Vec<String>> = values.iter().map(as_text).collect();
            texts.map(|texts| texts.join("、"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{read, read_lines};

    #[test]
    fn lines_are_notices_and_a_bad_line_is_named() {
        let text = "{\"id\":\"a\",\"title\":\"通知\",\"text\":\"正文。\",\"doc_number\":\"泽政发〔2024〕1号\"}\n\nnot json\n{\"id\":\"b\"}\n[1]\n";
        let read = read_lines(text);
        assert_eq!(read.len(), 4);
        let first = read[0].as_ref().expect("a sound line");
        assert_eq!(first.key.as_deref(), Some("a"));
        assert_eq!(first.metadata[0].0, "doc_number");
        for (index, line) in [(1, "line 3"), (2, "line 4"), (3, "line 5")] {
            let error = read[index].as_ref().expect_err("a bad line").to_string();
            assert!(error.contains(line), "{error}");
        }
    }
    #[test]
    fn a_notice_that_was_taken_back_is_none() {
        assert!(read("{\"id\":\"a\",\"received\":{\"version\":2,\"deleted\":true}}").is_empty());
        let kept = read("{\"id\":\"a\",\"received\":{\"version\":2},\"text\":\"正文。\"}");
        let kept = kept[0].as_ref().expect("a notice");
        assert!(kept.metadata.is_empty(), "what is said of its receipt is no part of it");
    }

    #[test]
    fn markup_may_say_that_it_is() {
        let read = read("{\"id\":\"a\",\"html\":\"清泽市<br>通知\"}");
        assert_eq!(read[0].as_ref().expect("a notice").blocks.len(), 2);
        let both = super::read("{\"id\":\"a\",\"html\":\"<p>x</p>\",\"text\":\"x\"}");
        assert!(both[0].is_err());
    }
}
