//! Answers that a client may keep, and the tags by which it asks whether they changed.

use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::search::error::SearchError;
use crate::web::state::AppState;

/// What an answer was made of, as a weak tag: what is compressed differs in bytes alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag(String);

impl Tag {
    /// Makes the tag of what follows from the last publication alone.
    ///
    /// # Errors
    ///
    /// There is no index to search.
    pub(super) async fn of_publication(app: &AppState) -> Result<Self, SearchError> {
        let status = app.searcher.status().await?;
        Ok(Self::of(status.generation, status.publication.made_at, app.today()))
    }

    /// Makes the tag of a publication on a day; validity is judged by the day.
    ///
    /// An index that was made anew may count its publications from 1 again, and another version of
    /// the program may answer otherwise: the moment of the publication and the version tell them
    /// apart.
    fn of(generation: u64, made_at: Option<Timestamp>, day: Date) -> Self {
        let (made, version) = (made_at.map_or(0, Timestamp::as_second), env!("CARGO_PKG_VERSION"));
        Self(format!("W/\"{generation}-{made}-{day}-{version}\""))
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

/// For how long an answer of the API may be kept: until it is asked for by its tag.
const ASKED_EACH_TIME: &str = "public, no-cache";

/// Has nobody keep an answer that is made of parts of the index: it is another one as soon as the
/// others can be read again.
pub(super) fn kept_if_whole(mut answer: Response, is_partial: bool) -> Response {
    if is_partial {
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

/// Tags what follows from the publication alone, and answers a client that holds it without work.
pub(super) async fn by_publication(
    State(app): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(tag) = Tag::of_publication(&app).await.ok().filter(|_| reads) else {
        return next.run(request).await;
    };
    if tag.is_held(request.headers()) {
        return tag.unchanged(ASKED_EACH_TIME);
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK && !response.headers().contains_key(CACHE_CONTROL) {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(ASKED_EACH_TIME));
        headers.extend(HeaderValue::try_from(tag.0).ok().map(|tag| (ETAG, tag)));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::http::header::IF_NONE_MATCH;
    use axum::http::{HeaderMap, HeaderValue};

    use super::Tag;

    #[test]
    fn a_tag_is_known_weak_or_strong_alone_or_in_a_list() {
        let tag = Tag("W/\"7-2025-06-01\"".to_owned());
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
