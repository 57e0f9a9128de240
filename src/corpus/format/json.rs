//! JSON imports: one notice a file, or one a line.

use serde_json::{Map, Value};

use crate::corpus::error::Reason;
use crate::corpus::format::html;
use crate::corpus::raw::{Block, RawNotice};

/// Reads a file that is one notice.
pub(super) fn read(text: &str) -> Result<RawNotice, Reason> {
    read_object(text, 1)
}

/// Reads a file that has one notice a line; blank lines are passed over.
pub(super) fn read_lines(text: &str) -> Vec<Result<RawNotice, Reason>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| read_object(line, index + 1))
        .collect()
}

fn read_object(text: &str, line: usize) -> Result<RawNotice, Reason> {
    let wrong = |reason: String| Reason::ImportLine { line, reason };
    let value: Value = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let Value::Object(mut fields) = value else {
        return Err(wrong("expected an object with id and text".to_owned()));
    };
    let mut take = |name: &str| fields.remove(name).and_then(|value| as_text(&value));
    let id = take("id");
    let Some(text) = take("text").or_else(|| take("content")).or_else(|| take("body")) else {
        return Err(wrong("the field `text` is missing or empty".to_owned()));
    };
    let title =
        take("title").map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    let url = take("url").filter(|url| url.starts_with("http"));
    let mut raw = if text.trim_start().starts_with('<') && text.contains("</") {
        html::read(&text)
    } else {
        let blocks = text.lines().map(|line| Block::Line(line.to_owned())).collect();
        RawNotice { blocks, ..RawNotice::default() }
    };
    raw.source = id.clone().unwrap_or_else(|| format!("line-{line}"));
    raw.key = Some(raw.source.clone());
    raw.title = title.or(raw.title);
    raw.url = url.or(raw.url);
    raw.metadata.splice(0..0, metadata(&fields));
    Ok(raw)
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
    use super::read_lines;

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
}
