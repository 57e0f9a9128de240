//! A notice as schema.org's `Legislation`, in JSON-LD.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::kind::Kind;
use crate::notice::status::Validity;
use crate::web::address;
use crate::web::site::Origin;

/// The most clauses that are named as parts: with more, this would weigh more than the text.
const MOST_PARTS: usize = 40;

/// The most documents that one relation names.
const MOST_DOCUMENTS: usize = 30;

/// Describes a notice whose page is at `canonical`, its force as of a day.
pub(super) fn describe(notice: &Notice, origin: &Origin, canonical: &str, today: Date) -> Value {
    let mut about = Map::new();
    let mut say = |name: &str, value: Value| {
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        };
        if !is_empty {
            about.insert(name.to_owned(), value);
        }
    };
    let day = |day: Option<Date>| day.map_or(Value::Null, |day| day.to_string().into());
    say("@context", "https://schema.org".into());
    say("@type", "Legislation".into());
    say("@id", canonical.into());
    say("url", canonical.into());
    say("name", notice.display_title().into());
    say("inLanguage", "zh-CN".into());
    say("sameAs", notice.url.clone().into());
    say("legislationIdentifier", notice.doc_number.as_ref().map(ToString::to_string).into());
    say("legislationType", notice.kind.map(Kind::name).into());
    say("legislationJurisdiction", jurisdiction(notice));
    say("legislationPassedBy", issuers(notice));
    say("legislationDate", day(notice.issued_on));
    say("datePublished", day(notice.published_on));
    say("legislationDateOfApplicability", day(notice.effective_on));
    say("expires", day(notice.expires_on));
    say("keywords", notice.topic.clone().into());
    if let Some(force) = force(notice.effective_validity()) {
        say("legislationLegalForce", force.into());
        say("legislationDateVersion", today.to_string().into());
    }
    let ends = |ended: bool| {
        let of_kind =
            notice.repeals.iter().filter(move |repeal| repeal.value.hidden_by_default() == ended);
        documents(of_kind.map(|repeal| &repeal.document), origin)
    };
    say("legislationRepeals", ends(true));
    say("legislationChanges", ends(false));
    say("isBasedOn", documents(bases(notice), origin));
    say("hasPart", parts(notice, canonical));
    Value::Object(about)
}

/// Says whether a notice is in force, where that is known.
fn force(validity: Validity) -> Option<&'static str> {
    match validity {
        Validity::InForce => Some("https://schema.org/InForce"),
        Validity::Amended => Some("https://schema.org/PartiallyInForce"),
        Validity::Expired | Validity::Repealed => Some("https://schema.org/NotInForce"),
        Validity::Unknown => None,
    }
}

fn jurisdiction(notice: &Notice) -> Value {
    let name: String = notice.region.names().collect();
    if name.is_empty() {
        return Value::Null;
    }
    json!({ "@type": "AdministrativeArea", "name": name })
}

fn issuers(notice: &Notice) -> Value {
    let issuers = notice.issuers.iter();
    issuers.map(|name| json!({ "@type": "GovernmentOrganization", "name": name })).collect()
}

/// Returns the documents that a notice cites and does not end.
fn bases(notice: &Notice) -> impl Iterator<Item = &Citation> {
    let is_ended = |citation: &Citation| {
        notice.repeals.iter().any(|repeal| {
            let ended = &repeal.document;
            (ended.title.is_some() && ended.title == citation.title)
                || (ended.doc_number.is_some() && ended.doc_number == citation.doc_number)
        })
    };
    notice.citations.iter().filter(move |citation| !is_ended(citation))
}

fn documents<'a>(documents: impl Iterator<Item = &'a Citation>, origin: &Origin) -> Value {
    documents.take(MOST_DOCUMENTS).map(|document| self::document(document, origin)).collect()
}

fn document(citation: &Citation, origin: &Origin) -> Value {
    let mut about = Map::new();
    about.insert("@type".to_owned(), "Legislation".into());
    if let Some(title) = &citation.title {
        about.insert("name".to_owned(), title.as_str().into());
    }
    if let Some(number) = &citation.doc_number {
        about.insert("legislationIdentifier".to_owned(), number.to_string().into());
    }
    if let Some(id) = &citation.notice {
        about.insert("url".to_owned(), origin.at(&address::notice(id.as_str(), "")).into());
    }
    Value::Object(about)
}

fn parts(notice: &Notice, canonical: &str) -> Value {
    let addressed = notice.clauses.iter().filter(|clause| !clause.address.is_empty());
    addressed
        .take(MOST_PARTS)
        .map(|clause| {
            json!({
                "@type": "Legislation",
                "name": clause.address,
                "url": format!("{canonical}#c-{}", clause.id),
            })
        })
        .collect()
}
