//! Answers that a client may keep, and the tags by which it asks whether they changed.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

/// What an answer was made of, as a weak tag: what is compressed differs in bytes alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag(String);

impl Tag {
    /// Makes the tag of what follows from a publication on a day; validity is judged by the day.
    pub(super) fn of_publication(generation: u64, day: Date) -> Self {
        Self(format!("W/\"{generation}-{day}\""))
    }

    /// Makes the tag of a text.
    pub(super) fn of_text(text: &str) -> Self {
        Self(format!("W/\"{}\"", &blake3::hash(text.as_bytes()).to_hex()[..16]))
    }

    /// Tells whether a client holds this already.
    pub(super) fn is_held(&self, headers: &HeaderMap) -> bool {
        let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let own = opaque(&self.0);
        headers
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|tag| tag.trim() == "*" || opaque(tag) == own)
    }

    /// Answers a client that holds this already.
    pub(super) fn unchanged(&self, kept: &'static str) -> Response {
        let headers = [(ETAG, self.0.clone()), (CACHE_CONTROL, kept.to_owned())];
        (StatusCode::NOT_MODIFIED, headers).into_response()
    }

    /// Answers with a text of a media type, which may be kept as `kept` says.
    pub(super) fn answer(
        &self,
        kind: &'static str,
        kept: &'static str,
        text: impl IntoResponse,
    ) -> Response {
        let headers = [
            (CONTENT_TYPE, kind.to_owned()),
            (CACHE_CONTROL, kept.to_owned()),
            (ETAG, self.0.clone()),
        ];
        (headers, text).into_response()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::IF_NONE_MATCH;
    use axum::http::{HeaderMap, HeaderValue};
    use jiff::civil::date;

    use super::Tag;

    #[test]
    fn a_tag_is_known_weak_or_strong_alone_or_in_a_list() {
        let tag = Tag::of_publication(7, date(2025, 6, 1));
        for (asked, held) in [
            ("W/\"7-2025-06-01\"", true),
            ("\"7-2025-06-01\"", true),
            ("\"a\", W/\"7-2025-06-01\"", true),
            ("*", true),
            ("W/\"6-2025-06-01\"", false),
            ("W/\"7-2025-06-02\"", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(IF_NONE_MATCH, HeaderValue::from_static(asked));
            assert_eq!(tag.is_held(&headers), held, "{asked}");
        }
        assert!(!tag.is_held(&HeaderMap::new()));
    }
}
