//! `/preferences`: how pages look, chosen without an account or a script.

use askama::Template;
use axum::body::Bytes;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{Html, IntoResponse, Response};

use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::view::render;
use crate::web::preferences::{Colours, Preferences, SIZES};

/// The name of the field that says where to go on.
const BACK: &str = "back";

#[derive(Debug, Template)]
#[template(path = "preferences.html")]
struct PreferencesPage {
    frame: Frame,
    back: String,
}

/// Shows the choices.
pub(in crate::web) async fn show(
    frame: Frame,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, PageError> {
    let query = query.unwrap_or_default();
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    render(&PreferencesPage { frame, back: back(&fields) })
}

/// Keeps what was chosen, and goes back to the page that it was chosen on.
pub(in crate::web) async fn choose(frame: Frame, body: Bytes) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let toggles = fields.iter().any(|(name, _)| name == "toggle");
    let chosen = if toggles { frame.preferences.toggled() } else { Preferences::of_form(&fields) };
    let headers = [(SET_COOKIE, chosen.cookie()), (LOCATION, back(&fields))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Returns the page to go back to: one of this site.
fn back(fields: &[(String, String)]) -> String {
    let named = fields.iter().find(|(name, _)| name == BACK).map(|(_, value)| value.as_str());
    let is_ours = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.chars().all(|one| one.is_ascii_graphic() && one != '\\')
    };
    named.filter(is_ours).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::back;

    #[test]
    fn only_pages_of_this_site_are_gone_back_to() {
        let to = |path: &str| back(&[("back".to_owned(), path.to_owned())]);
        assert_eq!(to("/search?q=%E5%85%AC&year=2024"), "/search?q=%E5%85%AC&year=2024");
        for path in
            ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere", "", "/a\r\nb"]
        {
            assert_eq!(to(path), "/", "{path:?}");
        }
        assert_eq!(back(&[]), "/");
    }
}
