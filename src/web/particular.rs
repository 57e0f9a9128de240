//! A refusal that says itself what is answered: kind, members that programs read, a header.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::{Map, Value};

/// A refusal of a stable kind, with all that is said of it.
#[derive(Debug)]
pub(super) struct Particular {
    status: StatusCode,
    kind: &'static str,
    title: &'static str,
    detail: String,
    members: Map<String, Value>,
    header: Option<(HeaderName, String)>,
}

impl Particular {
    /// Makes a refusal of a stable kind.
    pub(super) fn new(
        status: StatusCode,
        kind: &'static str,
        title: &'static str,
        detail: String,
    ) -> Self {
        Self { status, kind, title, detail, members: Map::new(), header: None }
    }

    /// Adds a member that programs can read.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// Adds a header to the answer.
    pub(super) fn with_header(mut self, name: HeaderName, value: String) -> Self {
        self.header = Some((name, value));
        self
    }

    /// Returns status, stable name and title.
    pub(super) fn kind(&self) -> (StatusCode, &'static str, &'static str) {
        (self.status, self.kind, self.title)
    }

    /// Says what is wrong with this request, and what to do.
    pub(super) fn detail(&self) -> &str {
        &self.detail
    }

    /// Returns what programs can read beside it.
    pub(super) fn members(&self) -> &Map<String, Value> {
        &self.members
    }

    /// Writes its header.
    pub(super) fn write_header(&self, headers: &mut HeaderMap) {
        if let Some((name, value)) = &self.header
            && let Ok(value) = HeaderValue::try_from(value)
        {
            headers.insert(name, value);
        }
    }
}
