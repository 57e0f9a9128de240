//! Where the site is known to stand: what absolute addresses begin with.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;

use crate::web::state::AppState;

/// What stands where a request names no usable host, as only programs send it.
const NOWHERE: &str = "http://localhost";

/// The origin of the site as an operator gives it, such as `https://so.qingze.example`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress(String);

impl FromStr for SiteAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no origin; expected one such as https://so.example.cn");
        let uri: Uri = text.trim().parse().map_err(|_| wrong())?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let host = uri.authority().and_then(plain);
        match (scheme, host, uri.path(), uri.query()) {
            (Some(scheme), Some(host), "/" | "", None) => Ok(Self(format!("{scheme}://{host}"))),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for SiteAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The origin under which a request is answered: the operator's, else the host that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin(String);

impl Origin {
    fn of(app: &AppState, parts: &Parts) -> Self {
        if let Some(site) = &app.site {
            return Self(site.clone());
        }
        let named = parts.headers.get(HOST).and_then(|value| value.to_str().ok());
        let host = named.and_then(|host| host.parse::<Authority>().ok());
        let host = host.as_ref().or(parts.uri.authority()).and_then(plain);
        Self(host.map_or_else(|| NOWHERE.to_owned(), |host| format!("http://{host}")))
    }

    /// Returns the absolute address of a path of the site.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// Returns the host, with its port where it is not the usual one.
    pub(super) fn host(&self) -> &str {
        self.0.split_once("://").map_or("", |(_, host)| host)
    }
}

/// Returns a host and port without the name of a user, in lower case.
fn plain(authority: &Authority) -> Option<String> {
    let text = authority.as_str();
    let known =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    (!authority.host().is_empty() && text.chars().all(known)).then(|| text.to_ascii_lowercase())
}

impl FromRequestParts<AppState> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(app, parts))
    }
}

#[cfg(test)]
mod tests {
    use super::SiteAddress;

    #[test]
    fn an_origin_is_scheme_and_host_alone() {
        let cases = [
            ("https://So.Qingze.example/", Some("https://so.qingze.example")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("so.qingze.example", None),
            ("https://so.qingze.example/sousuo", None),
            ("https://so.qingze.example/?a=b", None),
            ("https://user@so.qingze.example", None),
            ("javascript:alert(1)", None),
            ("ftp://so.qingze.example", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let read = text.parse::<SiteAddress>().ok().map(|site| site.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
    }
}
