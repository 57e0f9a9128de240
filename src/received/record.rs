//! The file of a received notice: an import of one notice, with what is said of its receipt.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::corpus::received::{self, Attached};
use crate::received::content::Content;
use crate::received::key::ReceivedKey;
use crate::received::version::Wanted;

/// A received notice, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its key.
    pub key: ReceivedKey,
    /// Its version.
    pub version: u64,
    /// When this version came.
    pub received_at: Timestamp,
    /// Id of the key by which it was written.
    pub written_by: String,
    /// What it is.
    pub state: State,
    /// The file of the version before, which stays until the next one comes: whoever holds the
    /// record of that version still finds it.
    pub before: Option<Attached>,
}

/// What a received notice is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// There, with this content.
    Present(Content),
    /// Taken back; it is remembered so that an earlier version that comes late does not bring it
    /// back.
    Deleted,
}

/// What a file says of the receipt.
#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    version: u64,
    at: Timestamp,
    by: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    deleted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<Attached>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<Attached>,
}

impl Record {
    /// Tells whether it holds what is wanted.
    pub(super) fn holds(&self, wanted: Wanted<'_>) -> bool {
        match (&self.state, wanted) {
            (State::Present(held), Wanted::Content(wanted)) => {
                held.fields() == wanted.fields() && held.file() == wanted.file()
            }
            (State::Deleted, Wanted::Nothing) => true,
            _ => false,
        }
    }

    /// Returns the file that holds its text, where one does.
    pub fn file(&self) -> Option<&Attached> {
        match &self.state {
            State::Present(content) => content.file(),
            State::Deleted => None,
        }
    }

    /// Returns the bytes of its file: one JSON object.
    pub fn to_bytes(&self) -> Vec<u8> {
        let receipt = Receipt {
            version: self.version,
            at: self.received_at,
            by: self.written_by.clone(),
            deleted: self.state == State::Deleted,
            file: self.file().cloned(),
            before: self.before.clone(),
        };
        let mut fields = match &self.state {
            State::Present(content) => content.fields().clone(),
            State::Deleted => Map::new(),
        };
        fields.insert("id".to_owned(), self.key.as_str().into());
        fields.insert(received::FIELD.to_owned(), serde_json::json!(receipt));
        let mut text = Value::Object(fields).to_string();
        text.push('\n');
        text.into_bytes()
    }

    /// Reads a file; `None` where it is none of a received notice.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut fields: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
        let key = ReceivedKey::parse(fields.remove("id")?.as_str()?).ok()?;
        let receipt: Receipt = serde_json::from_value(fields.remove(received::FIELD)?).ok()?;
        let Receipt { version, at, by, deleted, file, before } = receipt;
        let state = match file {
            _ if deleted => State::Deleted,
            Some(file) => State::Present(Content::attached(file, fields).ok()?),
            None => State::Present(Content::new(fields).ok()?),
        };
        Some(Self { key, version, received_at: at, written_by: by, state, before })
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::Map;

    use super::{Record, State};
    use crate::corpus::received::{Attached, FileKind};
    use crate::received::content::Content;
    use crate::received::key::ReceivedKey;

    #[test]
    fn a_record_is_read_as_it_is_written() {
        let content = Content::parse(r#"{"title":"通知","text":"正文。"}"#.as_bytes());
        let file = Attached::new(FileKind::Docx, b"PK");
        let fields = Map::from_iter([("title".to_owned(), "通知".into())]);
        let of_file = Content::attached(file.clone(), fields);
        let [content, of_file] = [content, of_file].map(|content| content.expect("a notice"));
        for (state, before) in [
            (State::Present(content), None),
            (State::Present(of_file), Some(file)),
            (State::Deleted, None),
        ] {
            let record = Record {
                key: ReceivedKey::parse("泽政办发〔2024〕12号").expect("a key"),
                version: 7,
                received_at: Timestamp::constant(1_780_272_000, 0),
                written_by: "3f9a0c12".to_owned(),
                state,
                before,
            };
            assert_eq!(Record::parse(&record.to_bytes()), Some(record));
        }
    }

    #[test]
    fn what_an_operator_laid_there_is_none() {
        for text in ["", "{}", r#"{"id":"n1","text":"正文。"}"#, r#"{"received":{}}"#, "[]"] {
            assert_eq!(Record::parse(text.as_bytes()), None, "{text}");
        }
    }
}
