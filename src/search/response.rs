//! The answer to a search, in the shape of the API.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::explanation::Explanation;
use crate::notice::assignment::Deadline;
use crate::notice::chunk::Chunk;
use crate::notice::clause::ClauseKind;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::NoticeId;
use crate::notice::kind::Kind;
use crate::notice::region::{Level, Region};
use crate::notice::schema::DateSchema;
use crate::notice::status::Validity;
use crate::query::facet::FacetField;
use crate::query::request::{Page, Scope};
use crate::query::understand::Understood;
use crate::search::answer::Answer;
use crate::search::part::Missing;
use crate::search::relief::Relief;

/// The answer to a search.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchResponse {
    /// What was typed.
    pub query: String,
    /// What was searched.
    pub scope: Scope,
    /// How many results there are, exactly.
    pub total: u64,
    /// Which of them these are.
    pub page: PageInfo,
    /// Answers where the query is a question, the best first; empty where none is sure.
    pub answers: Vec<Answer>,
    /// The results, in order.
    pub results: Vec<SearchResult>,
    /// Counts by dimension.
    pub facets: BTreeMap<FacetField, Vec<FacetEntry>>,
    /// The query without its slips, where it finds more than the one that was searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<String>,
    /// What was read out of the query, with the words that undo it.
    pub understood: Vec<Understood>,
    /// Results that are not shown.
    pub hidden: Hidden,
    /// What the reader should know, in words.
    pub notes: Vec<String>,
    /// Searches that lead to what stands beside this, the closest first; of the first page only, and
    /// where results are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// The best results of each value of the dimension that the request is grouped by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Where nothing is found: how much there is without each of the filters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relief: Vec<Relief>,
    /// Parts of this answer that are missing, as the engine failed there.
    #[serde(skip_serializing_if = "Missing::is_empty")]
    pub missing: Missing,
    /// Whether nothing holds most of the words: results mean the same or hold few of them.
    #[serde(skip)]
    pub loosened: bool,
    /// Whether it was found for the same request before, and kept.
    #[serde(skip)]
    pub is_kept: bool,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Number of the publication that was searched.
    pub generation: u64,
    /// Whether parts of the index could not be read: there may be more results than these, and the
    /// counts are of what could be read. Only where the index is on a cluster that lacks nodes.
    pub is_partial: bool,
}

impl SearchResponse {
    /// Tells whether nothing is missing from it.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_partial && self.missing.is_empty()
    }
}

/// The results of one value of a dimension.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Group {
    /// The value, as filters take it.
    pub value: String,
    /// Its name for readers.
    pub label: String,
    /// How many results have it.
    pub total: u64,
    /// The best of them.
    pub results: Vec<SearchResult>,
}

/// A related search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Related {
    /// The term to search.
    pub text: String,
    /// How many notices in force hold it, at least.
    pub count: u64,
}

/// Which results these are.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct PageInfo {
    /// Number of the page, from 1.
    pub number: usize,
    /// Results on a page.
    pub size: usize,
    /// Pages in all.
    pub pages: usize,
}

impl PageInfo {
    /// Says which page of how many this is.
    pub fn new(page: Page, total: u64) -> Self {
        let total = usize::try_from(total).unwrap_or(usize::MAX);
        Self { number: page.number(), size: page.size(), pages: page.pages(total) }
    }
}

/// Results that are not shown unless asked for.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Hidden {
    /// Expired and repealed notices, or their clauses.
    pub not_in_force: u64,
}

impl From<u64> for Hidden {
    fn from(not_in_force: u64) -> Self {
        Self { not_in_force }
    }
}

/// One result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum SearchResult {
    /// A notice with its best clauses.
    Notice(NoticeResult),
    /// A clause with its notice.
    Clause(ClauseResult),
}

/// A notice as a result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoticeResult {
    /// What is known of the notice.
    #[serde(flatten)]
    pub notice: NoticeSummary,
    /// Its title as HTML, the words of the query marked.
    pub title_html: String,
    /// Its score; only the order has a meaning.
    pub score: f32,
    /// Why it is here, where the request asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explained>,
    /// Its best clauses, best first.
    pub clauses: Vec<ClauseSummary>,
    /// Other places at which the same notice was published.
    pub also_at: Vec<NoticeId>,
}

/// A clause as a result.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClauseResult {
    /// What is known of the clause.
    #[serde(flatten)]
    pub clause: ClauseSummary,
    /// Its score; only the order has a meaning.
    pub score: f32,
    /// Why it is here, where the request asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explained>,
    /// The notice that holds it.
    pub notice: NoticeSummary,
}

/// Why a result is here.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Explained {
    /// 为何显示: the reasons in words for readers, the strongest first; never empty.
    pub why: Vec<String>,
    /// What its score is made of.
    #[serde(flatten)]
    pub explanation: Explanation,
}

/// What results say of a notice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoticeSummary {
    /// Key of the notice.
    pub id: NoticeId,
    /// Base name of its file, or the id of an imported line.
    pub source: String,
    /// Title; the source's name where the text has none.
    pub title: String,
    /// 发文字号
    pub doc_number: Option<DocNumber>,
    /// 发文机关
    pub issuers: Vec<String>,
    /// 行政区划
    pub region: Region,
    /// 层级
    pub level: Option<Level>,
    /// 文种
    pub kind: Option<Kind>,
    /// Year that it is about.
    pub year: Option<i16>,
    /// 成文日期
    #[schemars(with = "Option<DateSchema>")]
    pub issued_on: Option<Date>,
    /// 发布日期
    #[schemars(with = "Option<DateSchema>")]
    pub published_on: Option<Date>,
    /// 有效性: the stated one, else the derived one.
    pub validity: Validity,
    /// Whether the validity follows from a clause and is not stated on the page.
    pub validity_is_derived: bool,
    /// Address that it was published at.
    pub url: Option<String>,
    /// Which stretch of a longer notice it is, where the library holds that in chunks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chunk: Option<Chunk>,
}

impl NoticeSummary {
    /// Returns the date that readers are told: signature, else publication.
    pub fn dated_on(&self) -> Option<Date> {
        self.issued_on.or(self.published_on)
    }
}

/// What results say of a clause.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ClauseSummary {
    /// Key of the clause in the library: `notice:clause`.
    pub id: String,
    /// Where it stands in its notice.
    pub address: String,
    /// Where it stands a second time, as a row or as a paragraph.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also_at: Option<String>,
    /// Headings above it, the topmost first.
    pub path: Vec<String>,
    /// What it is.
    pub kind: ClauseKind,
    /// Its text as HTML, cut around the words of the query, which are marked.
    pub html: String,
    /// 牵头单位
    pub lead: Vec<String>,
    /// 责任单位
    pub responsible: Vec<String>,
    /// 配合单位
    pub supporting: Vec<String>,
    /// 完成时限
    pub deadline: Option<Deadline>,
}

/// A value of a dimension with its count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FacetEntry {
    /// The value, as filters take it.
    pub value: String,
    /// Its name for readers.
    pub label: String,
    /// How many results have it.
    pub count: u64,
    /// Whether it is a filter in force.
    pub selected: bool,
    /// Places inside a place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<FacetEntry>,
}

impl FacetEntry {
    /// Goes down a tree of places while there is only one: a city's library lists its districts.
    pub fn widest(mut entries: Vec<Self>) -> Vec<Self> {
        while let [only] = &entries[..] {
            if only.children.len() < 2 {
                break;
            }
            entries = only.children.clone();
        }
        entries
    }
}
