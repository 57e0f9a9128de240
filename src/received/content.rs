//! What a writer sends of a notice, checked: the fields of an imported line, or a file and fields beside it.

use serde_json::{Map, Value};

use crate::corpus::received::{self, Attached};
use crate::received::error::ContentError;
use crate::received::upload::Upload;

/// Fields that hold the text, of which one is given.
const TEXTS: [&str; 4] = ["text", "content", "body", "html"];

/// The most fields beside the text: pages have some twenty labelled values.
const MOST_FIELDS: usize = 100;

/// The longest name of a field, in characters.
const LONGEST_NAME: usize = 100;

/// The fields of a notice, as an imported line has them, and the file that holds its text, where
/// they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    id: Option<String>,
    fields: Map<String, Value>,
    file: Option<Attached>,
}

impl Content {
    /// Reads a body.
    ///
    /// # Errors
    ///
    /// It is no JSON object, has no text, or has a field that the reader would pass over.
    pub fn parse(body: &[u8]) -> Result<Self, ContentError> {
        Self::new(Self::object(body)?)
    }

    /// Reads the fields of a JSON object, which may be no notice.
    pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, ContentError> {
        let value = serde_json::from_slice(body)
            .map_err(|error| ContentError::NoObject(error.to_string()))?;
        match value {
            Value::Object(fields) => Ok(fields),
            _ => Err(ContentError::NoObject("it is another value".to_owned())),
        }
    }

    /// Takes the fields of a notice.
    ///
    /// # Errors
    ///
    /// As [`Content::parse`].
    pub fn new(fields: Map<String, Value>) -> Result<Self, ContentError> {
        match texts(&fields) {
            1 => Self::checked(fields, None),
            0 => Self::checked(fields, None).and(Err(ContentError::NoText)),
            _ => Self::checked(fields, None).and(Err(ContentError::TwoTexts)),
        }
    }

    /// Takes a file that holds the text of a notice, and fields beside it.
    ///
    /// # Errors
    ///
    /// A field cannot be used, or holds a text beside the file.
    pub fn of_file(file: &Upload, fields: Map<String, Value>) -> Result<Self, ContentError> {
        Self::attached(file.attached.clone(), fields)
    }

    /// Takes what a record says of a file, and the fields beside it.
    pub(super) fn attached(
        file: Attached,
        fields: Map<String, Value>,
    ) -> Result<Self, ContentError> {
        let text = TEXTS.iter().find(|name| fields.contains_key(**name));
        match text {
            None => Self::checked(fields, Some(file)),
            Some(name) => Err(ContentError::Field {
                field: (*name).to_owned(),
                reason: "cannot stand beside a file",
            }),
        }
    }

    fn checked(
        mut fields: Map<String, Value>,
        file: Option<Attached>,
    ) -> Result<Self, ContentError> {
        if fields.len() > MOST_FIELDS {
            return Err(ContentError::TooManyFields { limit: MOST_FIELDS });
        }
        for (name, value) in &fields {
            if let Some(reason) = fault_of(name, value) {
                return Err(ContentError::Field { field: name.clone(), reason });
            }
        }
        let id = fields.remove("id").and_then(|id| id.as_str().map(str::to_owned));
        Ok(Self { id, fields, file })
    }

    /// Returns the key that the content itself names, as imported lines do.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the file that holds its text, where one does.
    pub(super) fn file(&self) -> Option<&Attached> {
        self.file.as_ref()
    }

    /// Returns the other fields.
    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.fields
    }
}

/// Counts the texts that are given.
fn texts(fields: &Map<String, Value>) -> usize {
    let is_given = |name: &&&str| {
        let text = fields.get(**name).and_then(Value::as_str);
        text.is_some_and(|text| !text.trim().is_empty())
    };
    TEXTS.iter().filter(is_given).count()
}

/// Says why a field cannot be used.
fn fault_of(name: &str, value: &Value) -> Option<&'static str> {
    if name == received::FIELD {
        return Some("is kept for the server's own use");
    }
    if name.chars().count() > LONGEST_NAME || holds_controls(name) {
        return Some("has a name that is too long or holds control characters");
    }
    match value {
        Value::String(text) if holds_controls(text) => Some("holds control characters"),
        Value::String(_) => None,
        _ if TEXTS.contains(&name) || ["id", "title", "url"].contains(&name) => {
            Some("must be a string")
        }
        Value::Number(_) => None,
        Value::Array(values) if values.iter().all(is_plain) => None,
        _ => Some("must be a string, a number or a list of strings"),
    }
}

fn is_plain(value: &Value) -> bool {
    match value {
        Value::String(text) => !holds_controls(text),
        Value::Number(_) => true,
        _ => false,
    }
}

/// Tells whether a text holds controls that no text has; ends of lines and tabs are none of them.
fn holds_controls(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::Content;

    #[test]
    fn a_body_is_a_line_of_an_import() {
        for body in [
            r#"{"text":"正文。"}"#,
            r#"{"id":"n1","title":"通知","html":"<p>正文。</p>","url":"https://a.example/1"}"#,
            r#"{"text":"正文。\n第二行","issuers":["清泽市人民政府","望溪市人民政府"],"年份":2024}"#,
        ] {
            assert!(Content::parse(body.as_bytes()).is_ok(), "{body}");
        }
    }

    #[test]
    fn what_the_reader_would_pass_over_is_refused_and_named() {
        for (body, word) in [
            ("", "no JSON object"),
            ("[]", "no JSON object"),
            ("{\"text\":\"\u{fffd}", "no JSON object"),
            (r#"{"text":"\ud800"}"#, "no JSON object"),
            (r#"{"title":"通知"}"#, "`text`"),
            (r#"{"text":"  "}"#, "`text`"),
            (r#"{"text":"x","html":"<p>x</p>"}"#, "both"),
            (r#"{"text":"x","content":"y"}"#, "both"),
            (r#"{"text":["x"]}"#, "`text`"),
            (r#"{"text":"x","title":7}"#, "`title`"),
            (r#"{"text":"x","open":true}"#, "`open`"),
            (r#"{"text":"x","issuer":null}"#, "`issuer`"),
            (r#"{"text":"x","issuer":{"name":"y"}}"#, "`issuer`"),
            (r#"{"text":"x","issuers":[["y"]]}"#, "`issuers`"),
            (r#"{"text":"x","received":{"version":9}}"#, "`received`"),
            (r#"{"text":"x\u0000y"}"#, "`text`"),
            (r#"{"text":"x","a\u0007":"y"}"#, "control"),
        ] {
            let error = Content::parse(body.as_bytes()).expect_err(body).to_string();
            assert!(error.contains(word), "{body}: {error}");
        }
    }
}
