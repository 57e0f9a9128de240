//! Requests written as texts: a line with method and address, lines of headers, a blank one, a body.

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Method, Request, Uri};

use super::parts;

/// What stands between requests.
const MARK: &str = "----";

/// The most requests of one input.
const MOST: usize = 8;

/// Reads requests between lines of `----`; `None` stands for what no server would hand on.
pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = Option<Request<Body>>> {
    parts(bytes, MARK).into_iter().take(MOST).map(one)
}

fn one(bytes: &[u8]) -> Option<Request<Body>> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let line = lines.next()?;
    let first = line.trim_ascii_end();
    let blank = first.iter().position(|byte| *byte == b' ')?;
    let uri = Uri::try_from(&first[blank + 1..]).ok().filter(|uri| uri.path().starts_with('/'))?;
    let mut request = Request::builder().method(Method::from_bytes(&first[..blank]).ok()?).uri(uri);
    let mut read = line.len();
    for line in lines {
        read += line.len();
        let line = line.trim_ascii();
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|byte| *byte == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
        request = request.header(name, value);
    }
    let body = bytes.get(read..).unwrap_or_default().to_vec();
    request.body(Body::from(body)).ok()
}
