//! Sorts requests by what they cost, by the template of their route.

use axum::http::Method;

use crate::web::limits::LimitOptions;
use crate::web::writing::letter::LARGEST;

/// How large a form of choices may be: those of the site are some hundred bytes.
const FORM: usize = 16 << 10;

/// What a request costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Answered out of memory, and needed to see that the site is alive: never held back.
    Free,
    /// One look at the index, or none: not queued behind heavy requests.
    Light,
    /// A search, or several.
    Heavy,
    /// Waits for the disk in a line of its own, as long as it takes; only who has a key gets there.
    Written,
}

/// What is sent beside pages, and what watches the site.
const FREE: &[&str] = &[
    "/assets/{name}",
    "/embed.css",
    "/embed.js",
    "/favicon.ico",
    "/healthz",
    "/opensearch.xml",
    "/preferences",
    "/readyz",
    "/robots.txt",
];

/// What costs about as much as reading one notice.
const LIGHT: &[&str] = &[
    "/api/v1/clauses/{id}",
    "/api/v1/doc-numbers",
    "/api/v1/notices/{id}",
    "/api/v1/popular",
    "/api/v1/status",
    "/api/v1/suggest",
    "/api/v1/suggestions",
    "/api/docs",
    "/api/v1/openapi.json",
    "/api/{*path}",
    "/notices/{id}/download.csv",
    "/notices/{id}/download.docx",
    "/notices/{id}/download.json",
    "/notices/{id}/download.txt",
];

/// What is written, by any method that does not read.
const WRITTEN: &[&str] = &["/api/v1/notices", "/api/v1/notices/{id}"];

impl Class {
    /// Returns the class of a route; one that no list names is heavy, and what is no route light.
    pub(super) fn of(method: &Method, route: Option<&str>) -> Self {
        match route {
            None => Self::Light,
            Some(route) if WRITTEN.contains(&route) && !method.is_safe() => Self::Written,
            Some(route) if FREE.contains(&route) => Self::Free,
            Some(route) if LIGHT.contains(&route) => Self::Light,
            Some(_) => Self::Heavy,
        }
    }
}

/// Returns how many bytes the body of a request may have.
pub(super) fn largest_body(route: Option<&str>, options: &LimitOptions) -> usize {
    match route {
        Some("/preferences") => FORM,
        Some("/api/v1/notices") => options.bulk,
        Some("/api/v1/notices/{id}") => LARGEST,
        _ => options.body,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::{Class, FREE, LIGHT, WRITTEN};
    use crate::web::api::operations::all;

    #[test]
    fn routes_are_sorted_by_what_they_cost() {
        for (route, class) in [
            (Some("/healthz"), Class::Free),
            (Some("/api/v1/suggest"), Class::Light),
            (Some("/api/v1/search"), Class::Heavy),
            (Some("/precedents"), Class::Heavy),
            (None, Class::Light),
        ] {
            assert_eq!(Class::of(&Method::GET, route), class, "{route:?}");
        }
        let notice = Some("/api/v1/notices/{id}");
        assert_eq!(Class::of(&Method::PUT, notice), Class::Written);
        assert_eq!(Class::of(&Method::GET, notice), Class::Light);
    }

    #[test]
    fn every_route_that_is_listed_is_one_of_the_site() {
        let router = include_str!("../router.rs");
        let operations: Vec<&str> = all().iter().map(|operation| operation.path).collect();
        for route in FREE.iter().chain(LIGHT).chain(WRITTEN) {
            let is_known = operations.contains(route) || router.contains(&format!("\"{route}\""));
            assert!(is_known, "{route} is no route");
        }
    }
}
