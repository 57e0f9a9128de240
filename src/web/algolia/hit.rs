//! A result as a hit: flat attributes, and their texts with marks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::query::facet::FacetField;
use crate::search::places::Places;
use crate::search::response::{
    ClauseResult, ClauseSummary, NoticeResult, NoticeSummary, SearchResult,
};
use crate::web::address;
use crate::web::algolia::asked::Asked;
use crate::web::algolia::attribute::{DATE, DEADLINE, WITHIN};
use crate::web::algolia::narrowing::seconds;
use crate::web::algolia::tags::{Highlighter, Marked};
use crate::web::site::Origin;
use crate::web::snippet;

/// A hit.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "AlgoliaHit")]
pub(super) struct Hit {
    /// Key of the notice or clause.
    #[serde(rename = "objectID")]
    id: String,
    /// The attributes that are wanted.
    #[serde(flatten)]
    attributes: Map<String, Value>,
    /// Texts of attributes, their matches marked.
    #[serde(rename = "_highlightResult", skip_serializing_if = "BTreeMap::is_empty")]
    highlighted: BTreeMap<&'static str, Highlighted>,
    /// Texts that are cut around their matches.
    #[serde(rename = "_snippetResult", skip_serializing_if = "BTreeMap::is_empty")]
    snippets: BTreeMap<&'static str, Highlighted>,
}

/// A text, or several.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "AlgoliaHighlighted")]
enum Highlighted {
    One(Marked),
    Several(Vec<Marked>),
    /// Texts of the clauses of a notice.
    Clauses(Vec<BTreeMap<&'static str, Marked>>),
}

/// Attributes whose texts are shown with marks though nothing is marked in them.
const PLAIN: [&str; 10] = [
    "address",
    "doc_number",
    "issuers",
    "kind",
    "lead",
    "level",
    "region",
    "responsible",
    "supporting",
    "validity",
];

/// What hits are made with.
pub(super) struct Maker<'a> {
    pub(super) asked: &'a Asked,
    pub(super) places: &'a Places,
    pub(super) origin: &'a Origin,
}

impl Maker<'_> {
    /// Makes the hit of a result.
    pub(super) fn hit(&self, result: &SearchResult) -> Hit {
        let marks = Highlighter { tags: &self.asked.tags, query: &self.asked.request.text };
        let (mut attributes, texts) = match result {
            SearchResult::Notice(notice) => self.of_notice(notice, &marks),
            SearchResult::Clause(clause) => self.of_clause(clause, &marks),
        };
        let mut highlighted = texts;
        for name in PLAIN {
            let text = attributes.get(name).and_then(|value| unmarked(value, &marks));
            highlighted.extend(text.map(|text| (name, text)));
        }
        let snippets = highlighted
            .iter()
            .filter(|(name, _)| self.asked.snippets.holds(name))
            .map(|(name, text)| (*name, text.as_snippet()))
            .collect();
        highlighted.retain(|name, _| self.asked.highlighted.holds(name));
        attributes.retain(|name, _| self.asked.retrieved.holds(name));
        let id = match result {
            SearchResult::Notice(notice) => notice.notice.id.to_string(),
            SearchResult::Clause(clause) => clause.clause.id.clone(),
        };
        Hit { id, attributes, highlighted, snippets }
    }

    fn of_notice(&self, result: &NoticeResult, marks: &Highlighter<'_>) -> Parts {
        let mut attributes = self.summary(&result.notice);
        let link = address::notice(&result.notice.id.to_string(), &self.asked.request.text);
        attributes.insert("link".to_owned(), self.origin.at(&link).into());
        attributes.insert("also_at".to_owned(), json(&result.also_at));
        let clauses = result.clauses.iter().map(|clause| Value::Object(clause_attributes(clause)));
        attributes.insert("clauses".to_owned(), clauses.collect());
        let best = result.clauses.first().map_or("", |clause| clause.html.as_str());
        attributes.insert("text".to_owned(), snippet::text(best).into());
        let clauses = result.clauses.iter();
        let clauses = clauses.map(|clause| BTreeMap::from([("text", marks.of_html(&clause.html))]));
        let texts = BTreeMap::from([
            ("title", Highlighted::One(marks.of_html(&result.title_html))),
            ("text", Highlighted::One(marks.of_html(best))),
            ("clauses", Highlighted::Clauses(clauses.collect())),
        ]);
        (attributes, texts)
    }

    fn of_clause(&self, result: &ClauseResult, marks: &Highlighter<'_>) -> Parts {
        let clause = &result.clause;
        let mut attributes = self.summary(&result.notice);
        attributes.insert("notice_id".to_owned(), json(&result.notice.id));
        attributes.extend(clause_attributes(clause));
        let link = address::clause(&clause.id, &self.asked.request.text);
        attributes.insert("link".to_owned(), self.origin.at(&link).into());
        let texts = BTreeMap::from([
            ("title", Highlighted::One(marks.unmarked(&result.notice.title))),
            ("text", Highlighted::One(marks.of_html(&clause.html))),
        ]);
        (attributes, texts)
    }

    /// Returns the attributes of a notice; those that are counted have the values that are counted.
    fn summary(&self, notice: &NoticeSummary) -> Map<String, Value> {
        let mut attributes = object(notice);
        attributes.remove("id");
        let names = notice.region.code.map(|code| self.places.names(code).join(WITHIN));
        attributes.insert("region".to_owned(), json(&names));
        attributes.insert("region_code".to_owned(), json(&notice.region.code));
        for field in [FacetField::Level, FacetField::Validity] {
            if let Some(Value::String(value)) = attributes.get_mut(field.name()) {
                *value = field.value_label(value);
            }
        }
        attributes.insert(DATE.to_owned(), json(&notice.dated_on().map(seconds)));
        attributes
    }
}

/// The attributes of a hit, and its texts with marks.
type Parts = (Map<String, Value>, BTreeMap<&'static str, Highlighted>);

/// Returns the attributes of a clause.
fn clause_attributes(clause: &ClauseSummary) -> Map<String, Value> {
    let mut attributes = object(clause);
    attributes.remove("html");
    let kind = attributes.remove("kind").unwrap_or_default();
    attributes.insert("clause_kind".to_owned(), kind);
    attributes.insert("text".to_owned(), snippet::text(&clause.html).into());
    let deadline: Option<Date> = clause.deadline.as_ref().and_then(|deadline| deadline.on);
    attributes.insert(DEADLINE.to_owned(), json(&deadline.map(seconds)));
    attributes
}

fn object(value: &impl Serialize) -> Map<String, Value> {
    match json(value) {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn unmarked(value: &Value, marks: &Highlighter<'_>) -> Option<Highlighted> {
    match value {
        Value::String(text) => Some(Highlighted::One(marks.unmarked(text))),
        Value::Array(texts) => {
            let texts = texts.iter().filter_map(Value::as_str);
            Some(Highlighted::Several(texts.map(|text| marks.unmarked(text)).collect()))
        }
        _ => None,
    }
}

impl Highlighted {
    fn as_snippet(&self) -> Self {
        match self {
            Self::One(text) => Self::One(text.as_snippet()),
            Self::Several(texts) => Self::Several(texts.iter().map(Marked::as_snippet).collect()),
            Self::Clauses(clauses) => {
                let cut = |clause: &BTreeMap<&'static str, Marked>| {
                    clause.iter().map(|(name, text)| (*name, text.as_snippet())).collect()
                };
                Self::Clauses(clauses.iter().map(cut).collect())
            }
        }
    }
}
