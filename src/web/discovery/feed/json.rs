//! A feed as JSON Feed 1.1.

use serde::Serialize;

use crate::web::discovery::feed::Feed;
use crate::web::discovery::feed::entry::Entry;

/// A JSON Feed document.
#[derive(Debug, Serialize)]
pub(super) struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    icon: &'a str,
    language: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    content_html: &'a str,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Author<'a> {
    name: &'a str,
}

impl<'a> JsonFeed<'a> {
    pub(super) fn new(feed: &'a Feed) -> Self {
        Self {
            version: "https://jsonfeed.org/version/1.1",
            title: &feed.title,
            home_page_url: &feed.page,
            feed_url: &feed.address,
            description: &feed.description,
            next_url: feed.next.as_deref(),
            icon: &feed.icon,
            language: "zh-CN",
            items: feed.entries.iter().map(Item::new).collect(),
        }
    }
}

impl<'a> Item<'a> {
    fn new(entry: &'a Entry) -> Self {
        Self {
            id: &entry.id,
            url: &entry.address,
            external_url: entry.original.as_deref(),
            title: &entry.title,
            content_html: &entry.html,
            summary: &entry.text,
            date_published: entry.published.as_deref(),
            date_modified: &entry.updated,
            authors: entry.issuers.iter().map(|name| Author { name }).collect(),
            tags: entry.kind.into_iter().collect(),
        }
    }
}
