//! Whatever is written over HTTP is refused, or lies in the library as a file that is read.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Method};
use serde_json::Value;
use zhengsou::corpus;
use zhengsou::corpus::walk::walk;

use super::site::{Answer, Site};
use super::{LEXICON, laws, requests};

thread_local! {
    static SITE: Site = Site::new();
}

/// Takes requests as texts, one after the other to the same library; a key that may write is proven
/// where a request says nothing else.
pub fn run(bytes: &[u8]) {
    laws::bear_with_pdf();
    SITE.with(|site| {
        site.forget();
        let mut kept = Vec::new();
        for mut request in requests::read(bytes).flatten() {
            let bearer = HeaderValue::from_str(&site.bearer).expect("letters and digits");
            request.headers_mut().entry(AUTHORIZATION).or_insert(bearer);
            let is_written = [Method::PUT, Method::POST, Method::DELETE].contains(request.method());
            let answer = site.ask(request);
            if is_written && answer.status.is_success() {
                take(&answer, &mut kept);
            }
        }
        check(site, &kept);
    });
}

/// Takes up what an answer says that is kept: keys, and whether there is a notice under them.
fn take(answer: &Answer, kept: &mut Vec<(String, bool)>) {
    for line in answer.body.split(|byte| *byte == b'\n') {
        let Ok(said) = serde_json::from_slice::<Value>(line) else { continue };
        let receipt = said.get("receipt").unwrap_or(&said);
        let (Some(key), Some(true)) = (receipt["key"].as_str(), receipt["kept"].as_bool()) else {
            continue;
        };
        if receipt["status"] == "unchanged" {
            assert!(kept.iter().any(|(held, _)| held == key), "{key} was not there before");
            continue;
        }
        kept.retain(|(held, _)| held != key);
        kept.push((key.to_owned(), receipt["status"] != "deleted"));
    }
}

/// Checks that the library holds what was acknowledged, and nothing else.
fn check(site: &Site, kept: &[(String, bool)]) {
    let found = walk(&[site.notices()]).expect("the library is there");
    assert!(found.failures.is_empty(), "{:?}", found.failures);
    let mut held = Vec::new();
    for source in found.sources.iter().filter(|source| source.relative.starts_with("received/")) {
        let bytes = corpus::read_bytes(&source.path).expect("it was listed");
        let read = corpus::read(source, &bytes, &LEXICON).expect("what is kept can be read");
        for parsed in read {
            let notice = parsed.expect("what is kept can be read").notice;
            laws::check(&notice);
            held.push(notice.id.as_str().to_owned());
        }
    }
    held.sort();
    let mut wanted: Vec<String> =
        kept.iter().filter(|(_, is_there)| *is_there).map(|(key, _)| key.clone()).collect();
    wanted.sort();
    assert_eq!(held, wanted);
}
