//! What every page stands in: the reader's preferences, its styles, the words in the box.

use std::convert::Infallible;

use askama::Template;
use axum::extract::{FromRequestParts, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LINK, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use form_urlencoded::Serializer;

use crate::web::advice::{self, Advice};
use crate::web::error::ErrorView;
use crate::web::observe::Asked;
use crate::web::preferences::Preferences;

/// What every page stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    /// How the reader wants pages to look.
    pub(super) preferences: Preferences,
    /// Path and query of the page.
    pub(super) here: String,
    /// The words in the box.
    pub(super) query: String,
    /// What the box carries beside the words.
    pub(super) hidden_fields: Vec<(String, String)>,
    /// The feeds of what the page shows, each with its media type.
    pub(super) feeds: Vec<(&'static str, String)>,
    /// What the feeds are of, in words.
    pub(super) feeds_title: &'static str,
}

impl Frame {
    fn of(parts: &Parts) -> Self {
        Self {
            preferences: Preferences::of(&parts.headers),
            here: here(&parts.uri),
            ..Self::default()
        }
    }

    /// Returns the frame with words in the box.
    pub(super) fn asking(self, query: &str) -> Self {
        Self { query: query.to_owned(), ..self }
    }

    /// Returns the page of preferences, which comes back here.
    pub(super) fn preferences_href(&self) -> String {
        let query = Serializer::new(String::new()).append_pair("back", &self.here).finish();
        format!("/preferences?{query}")
    }

    /// Returns where the style sheets are that the page waits for: that of every page, that of its
    /// own kind, that of the care edition.
    pub(super) fn sheets(&self) -> Vec<&'static str> {
        let path = self.here.split('?').next().unwrap_or("");
        let own = match path {
            "/" => Some("home.css"),
            "/search" => Some("results.css"),
            "/library" => Some("library.css"),
            "/precedents" | "/variants" | "/timeline" | "/compare" | "/facts" | "/drafting" => {
                Some("desk.css")
            }
            "/check" => Some("check.css"),
            "/api/docs" => Some("api.css"),
            path if path.starts_with("/notices/") => Some("reading.css"),
            _ => None,
        };
        let care = self.preferences.care.then_some("care.css");
        let names = [Some("site.css"), own, care].into_iter().flatten();
        names.map(Self::asset).collect()
    }

    /// Tells the style sheets in the form of a `Link` header: a browser asks for them before it has
    /// read the page, which is some 50 ms on a slow phone.
    fn announced(&self) -> Option<HeaderValue> {
        let sheets = self.sheets();
        let links = sheets.iter().map(|path| format!("<{path}>; rel=preload; as=style"));
        HeaderValue::try_from(links.collect::<Vec<_>>().join(", ")).ok()
    }

    /// Returns where an asset is, by its name.
    pub(super) fn asset(name: &str) -> &'static str {
        crate::web::assets::path(name)
    }
}

fn here(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}

#[derive(Debug, Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    view: &'a ErrorView,
    /// The number of the request, under which the log tells more.
    number: Option<String>,
}

impl ErrorPage<'_> {
    /// Returns the address without what is wrong in it.
    fn way_on(&self) -> String {
        advice::without(&self.frame.here, &self.view.errors)
    }
}

/// Puts errors of pages into their frame, and says that pages differ by what the reader chose.
pub(super) async fn around(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let frame = Frame::of(&parts);
    let sheets = frame.announced();
    let number = parts.extensions.get::<Asked>().map(|asked| asked.id.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(view) = response.extensions_mut().remove::<ErrorView>() {
        let page = ErrorPage { frame, view: &view, number }.render();
        let (mut parts, _) = response.into_parts();
        let body = Html(page.unwrap_or_else(|_| view.title.to_owned())).into_response();
        parts.headers.extend(body.headers().clone());
        response = Response::from_parts(parts, body.into_body());
    }
    let headers = response.headers_mut();
    let is_page = |kind: &HeaderValue| kind.as_bytes().starts_with(b"text/html");
    let is_page = headers.get(CONTENT_TYPE).is_some_and(is_page);
    if is_page {
        headers.extend(sheets.map(|sheets| (LINK, sheets)));
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if is_page {
            headers.insert(VARY, HeaderValue::from_static("Cookie"));
        }
    }
    response
}
