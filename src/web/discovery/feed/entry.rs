//! One entry of a feed, whatever its form.

use axum::http::Uri;
use jiff::civil::Date;

use crate::notice::kind::Kind;
use crate::notice::without_issuer;
use crate::search::response::{ClauseSummary, NoticeSummary, SearchResult};
use crate::web::address;
use crate::web::site::Origin;
use crate::web::snippet::text;

/// What stands for the day of a notice that states neither a day nor a year: the format needs one,
/// and the oldest makes it nobody's news.
const UNKNOWN: &str = "1970-01-01T00:00:00+08:00";

/// One entry of a feed.
#[derive(Debug)]
pub(super) struct Entry {
    /// By what it is known for ever.
    pub(super) id: String,
    /// Absolute address of the notice or clause.
    pub(super) address: String,
    pub(super) title: String,
    /// When it was published, else signed.
    pub(super) updated: String,
    /// When it was published, where the page states it.
    pub(super) published: Option<String>,
    /// The page that it was published on.
    pub(super) original: Option<String>,
    pub(super) issuers: Vec<String>,
    pub(super) kind: Option<&'static str>,
    /// The best clause as HTML, else number, issuers and date.
    pub(super) html: String,
    /// The same as text.
    pub(super) text: String,
}

impl Entry {
    pub(super) fn new(result: &SearchResult, origin: &Origin) -> Self {
        let (notice, clause, address, title) = match result {
            SearchResult::Notice(result) => {
                let address = address::notice(result.notice.id.as_str(), "");
                (&result.notice, result.clauses.first(), address, result.notice.title.clone())
            }
            SearchResult::Clause(result) => {
                let title = format!("{} {}", result.notice.title, result.clause.address);
                let address = address::clause(&result.clause.id, "");
                (&result.notice, Some(&result.clause), address, title)
            }
        };
        let address = origin.at(&address);
        let id = match result {
            SearchResult::Notice(_) => address.clone(),
            SearchResult::Clause(result) => clause_id(notice, &result.clause),
        };
        let html = clause.map_or_else(|| escaped(&facts(notice)), summary);
        let original = notice.url.as_ref().filter(|url| is_address(url)).cloned();
        Self {
            id,
            address,
            title: title.trim_end().to_owned(),
            updated: updated(notice),
            published: notice.published_on.map(moment),
            original,
            issuers: notice.issuers.clone(),
            kind: notice.kind.map(Kind::name),
            text: text(&html),
            html,
        }
    }
}

/// Makes what a clause is known by, whichever copy of its notice is shown: a copy that is added
/// later, and states more, must not bring the clause again to those who have read it.
///
/// It is made of what copies of a notice have in common, and of the clause's own words; a notice
/// that has neither number nor date goes by its key. A UUID of version 8 (RFC 9562).
fn clause_id(notice: &NoticeSummary, clause: &ClauseSummary) -> String {
    let name = match (&notice.doc_number, notice.issued_on) {
        (Some(number), _) => number.to_string(),
        (None, Some(day)) => day.to_string(),
        (None, None) => notice.id.to_string(),
    };
    let words = clause.id.rsplit(':').next().unwrap_or_default();
    let title: String = without_issuer(&notice.title).split_whitespace().collect();
    let digest = blake3::hash(format!("{name}\n{title}\n{words}").as_bytes()).to_hex();
    let parts = [&digest[..8], &digest[8..12], &digest[13..16], &digest[17..20], &digest[20..32]];
    let [low, middle, high, sequence, node] = parts;
    format!("urn:uuid:{low}-{middle}-8{high}-8{sequence}-{node}")
}

/// Writes the beginning of a day in China.
pub(super) fn moment(day: Date) -> String {
    format!("{day}T00:00:00+08:00")
}

fn updated(notice: &NoticeSummary) -> String {
    match (notice.published_on.or(notice.issued_on), notice.year) {
        (Some(day), _) => moment(day),
        (None, Some(year)) => format!("{year:04}-01-01T00:00:00+08:00"),
        (None, None) => UNKNOWN.to_owned(),
    }
}

/// Tells whether a text that a page gave is an address that a feed may hold.
fn is_address(text: &str) -> bool {
    text.parse::<Uri>().is_ok_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")))
}

fn summary(clause: &ClauseSummary) -> String {
    match clause.address.as_str() {
        "" => clause.html.clone(),
        address => format!("{}：{}", escaped(address), clause.html),
    }
}

fn facts(notice: &NoticeSummary) -> String {
    let mut facts = Vec::new();
    facts.extend(notice.doc_number.as_ref().map(ToString::to_string));
    facts.extend(notice.issuers.iter().cloned());
    facts.extend(notice.dated_on().map(|day| day.to_string()));
    facts.join(" · ")
}

fn escaped(text: &str) -> String {
    html_escape::encode_safe(text).into_owned()
}
