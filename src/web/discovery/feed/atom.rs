//! A feed as Atom (RFC 4287) with pages (RFC 5005).

use askama::Template;

use crate::web::discovery::NAME;
use crate::web::discovery::feed::Feed;

/// An Atom document.
#[derive(Debug, Template)]
#[template(path = "feed/atom.xml")]
pub(super) struct AtomFeed {
    pub(super) feed: Feed,
}
