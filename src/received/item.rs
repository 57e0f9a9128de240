//! A line of a bulk: a notice with its key and version, or that one is taken back.

use serde_json::{Map, Value};
use thiserror::Error;

use crate::received::content::Content;
use crate::received::error::{ContentError, KeyError};
use crate::received::key::ReceivedKey;
use crate::received::version::HIGHEST;

/// One notice of a bulk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its key.
    pub key: ReceivedKey,
    /// Its version, where the writer gives one.
    pub version: Option<u64>,
    /// What it holds; `None` where it is to be taken back.
    pub content: Option<Content>,
}

/// A line that is no item, and the key in it as far as it can be told.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{error}")]
pub struct ItemFault {
    /// The key, as it was given.
    pub key: Option<String>,
    /// What is wrong.
    pub error: ItemError,
}

/// Why a line is no item of a bulk.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ItemError {
    /// It names no key.
    #[error("`key` is missing, or is no string")]
    NoKey,
    /// It names two.
    #[error("`key` and `id` are two keys; give one")]
    TwoKeys,
    /// Its key cannot be used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Its version is none.
    #[error("expected a whole number from 1 to {HIGHEST}")]
    Version,
    /// It does not say clearly whether the notice is to be taken back.
    #[error("the field `delete` is true or false, and beside `true` there is no field of a notice")]
    Delete,
    /// It is no notice.
    #[error(transparent)]
    Content(#[from] ContentError),
}

impl Item {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// It is no JSON object, names no key, has a version that is none, or is no notice.
    pub fn parse(line: &[u8]) -> Result<Self, ItemFault> {
        let fault = |error: ContentError| ItemFault { key: None, error: error.into() };
        let mut fields = Content::object(line).map_err(fault)?;
        let given: Vec<Value> =
            ["key", "id"].iter().filter_map(|name| fields.remove(*name)).collect();
        let key = given.first().and_then(Value::as_str).map(str::to_owned);
        Self::of(&given, fields).map_err(|error| ItemFault { key, error })
    }

    fn of(given: &[Value], mut fields: Map<String, Value>) -> Result<Self, ItemError> {
        let key = match given {
            [key, other] if key != other => return Err(ItemError::TwoKeys),
            [key, ..] => ReceivedKey::parse(key.as_str().ok_or(ItemError::NoKey)?)?,
            [] => return Err(ItemError::NoKey),
        };
        let version = fields.remove("version").map(|version| version_of(&version)).transpose()?;
        let content = match fields.remove("delete") {
            Some(Value::Bool(true)) if fields.is_empty() => None,
            None | Some(Value::Bool(false)) => Some(Content::new(fields)?),
            Some(_) => return Err(ItemError::Delete),
        };
        Ok(Self { key, version, content })
    }
}

fn version_of(value: &Value) -> Result<u64, ItemError> {
    value.as_u64().filter(|version| (1..=HIGHEST).contains(version)).ok_or(ItemError::Version)
}

#[cfg(test)]
mod tests {
    use super::Item;

    #[test]
    fn a_line_is_a_notice_or_takes_one_back() {
        for (line, key, version, is_kept) in [
            (r#"{"key":"n1","text":"正文。"}"#, "n1", None, true),
            (
                r#"{"id":"n1","version":7,"html":"<p>正文。</p>","delete":false}"#,
                "n1",
                Some(7),
                true,
            ),
            (r#"{"key":"n1","id":"n1","text":"正文。"}"#, "n1", None, true),
            (r#"{"key":"泽1","version":8,"delete":true}"#, "泽1", Some(8), false),
            ("{\"key\":\"n1\",\"delete\":true}\r", "n1", None, false),
        ] {
            let item = Item::parse(line.as_bytes()).expect(line);
            let read = (item.key.as_str(), item.version, item.content.is_some());
            assert_eq!(read, (key, version, is_kept), "{line}");
        }
    }

    #[test]
    fn a_line_that_is_none_is_named_by_its_key_where_it_has_one() {
        for (line, key, word) in [
            ("x", None, "JSON"),
            ("[1]", None, "JSON"),
            (r#"{"text":"x"}"#, None, "`key`"),
            (r#"{"key":7,"text":"x"}"#, None, "`key`"),
            (r#"{"key":"a/b","text":"x"}"#, Some("a/b"), "paths"),
            (r#"{"key":"a","id":"b","text":"x"}"#, Some("a"), "two"),
            (r#"{"key":"a"}"#, Some("a"), "`text`"),
            (r#"{"key":"a","version":0,"text":"x"}"#, Some("a"), "whole number"),
            (r#"{"key":"a","version":"1","text":"x"}"#, Some("a"), "whole number"),
            (r#"{"key":"a","version":1.5,"text":"x"}"#, Some("a"), "whole number"),
            (r#"{"key":"a","delete":1}"#, Some("a"), "`delete`"),
            (r#"{"key":"a","delete":true,"text":"x"}"#, Some("a"), "`delete`"),
            (r#"{"key":"a","text":"x","open":true}"#, Some("a"), "`open`"),
        ] {
            let fault = Item::parse(line.as_bytes()).expect_err(line);
            assert_eq!(fault.key.as_deref(), key, "{line}");
            assert!(fault.to_string().contains(word), "{line}: {fault}");
        }
    }
}
