//! What a policy notice (公文) is: the types that every other room speaks in.
//!
//! This room stands on the ground. It imports nothing of ours, reads no file and knows no
//! clock; what it knows is how official documents are written (document numbers, dates,
//! kinds) and what one holds once it has been read.

pub mod assignment;
pub mod body;
pub mod chunk;
pub mod citation;
pub mod clause;
pub mod date;
pub mod doc_number;
pub mod id;
pub mod kind;
pub mod layout;
pub mod number_form;
pub mod numeral;
mod office_code;
pub mod outline;
pub mod provision;
pub mod region;
pub mod schema;
pub mod status;
pub mod table;
pub mod warning;

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::assignment::Assignment;
use crate::notice::chunk::Chunk;
use crate::notice::citation::{Citation, Repeal};
use crate::notice::clause::Clause;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::NoticeId;
use crate::notice::kind::Kind;
use crate::notice::outline::Section;
use crate::notice::region::{Level, Region};
use crate::notice::schema::DateSchema;
use crate::notice::status::{DerivedValidity, EndedBy, Expiry, Openness, Validity, ValidityBasis};
use crate::notice::table::Table;
use crate::notice::warning::Warning;

/// One official document as published, or a chunk of one, with everything that was read out of it.
///
/// A value that the page does not state is `None` or empty, never guessed: a notice without a
/// visible number has `doc_number: None` even when it quotes other numbers.
///
/// Example: 清泽市人民政府办公室关于印发2024年清泽市政务公开工作要点的通知.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// The path as it was given, or the import file of an imported line.
    pub file: String,
    /// Key of the notice inside its library.
    pub id: NoticeId,
    /// Base name of the file, or the id of an imported line; what evaluation calls the docid.
    pub source: String,
    /// Address of the page that it was published on.
    pub url: Option<String>,
    /// Title (标题) in one line, without a number glued to it.
    pub title: Option<String>,
    /// How its text begins, shortened, where it has no title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    /// Own document number (发文字号); never one that is only quoted.
    pub doc_number: Option<DocNumber>,
    /// Issuing bodies (发文机关) as signed; several for a joint issue.
    pub issuers: Vec<String>,
    /// The place that it is issued for (行政区划).
    pub region: Region,
    /// Level of the issuer.
    pub level: Option<Level>,
    /// Outer kind (文种): 印发…方案的通知 is a 通知.
    pub kind: Option<Kind>,
    /// Kind of what is issued with it: 方案 in 印发…方案的通知.
    pub inner_kind: Option<Kind>,
    /// Year that it is about, else the year of issue.
    pub year: Option<i16>,
    /// Date of signature (成文日期).
    #[schemars(with = "Option<DateSchema>")]
    pub issued_on: Option<Date>,
    /// Date of publication (发布日期) as the page states it.
    #[schemars(with = "Option<DateSchema>")]
    pub published_on: Option<Date>,
    /// First day in force (施行日期).
    #[schemars(with = "Option<DateSchema>")]
    pub effective_on: Option<Date>,
    /// Last day in force, when a clause or the page states one.
    #[schemars(with = "Option<DateSchema>")]
    pub expires_on: Option<Date>,
    /// What the last day follows from.
    pub expiry: Option<Expiry>,
    /// Index number (索引号).
    pub index_number: Option<String>,
    /// Topic (主题分类) as stated.
    pub topic: Option<String>,
    /// One of the 21 national classes that follows from title, headings and issuers, where none
    /// is stated.
    #[serde(default)]
    pub topic_derived: Option<String>,
    /// Openness (公开属性) as stated.
    pub openness: Option<Openness>,
    /// Validity (有效性) as the page states it.
    pub validity: Validity,
    /// Validity that follows from a clause, as of the day for which it was asked.
    pub validity_derived: Option<DerivedValidity>,
    /// Those it is addressed to (主送机关), as written.
    pub addressees: Vec<String>,
    /// Names of attachments (附件).
    pub attachments: Vec<String>,
    /// Headings in order.
    pub outline: Vec<Section>,
    /// Clauses in order; together they are the text of the notice.
    pub clauses: Vec<Clause>,
    /// How the rows among the clauses stand in tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// Tasks: who does a clause by when.
    pub assignments: Vec<Assignment>,
    /// Other documents that its text names.
    pub citations: Vec<Citation>,
    /// Documents that it ends.
    #[serde(default)]
    pub repeals: Vec<Repeal>,
    /// Which stretch of a longer notice it is, where the library holds that in chunks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chunk: Option<Chunk>,
    /// The notice of the library that ends this one, and how; told by the engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<EndedBy>,
    /// Keys of the other copies of this notice in the library; told by the engine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<NoticeId>,
    /// Lines of the page that are not the notice: menus, bars, footers. Kept, so that any text
    /// of the page can still be found by quoting it.
    pub aside: Vec<String>,
    /// What was not understood, and where.
    pub warnings: Vec<Warning>,
}

impl Notice {
    /// Returns the validity that search goes by: the stated one, else the derived one.
    pub fn effective_validity(&self) -> Validity {
        match (self.validity, &self.validity_derived) {
            (Validity::Unknown, Some(derived)) => derived.value,
            (stated, _) => stated,
        }
    }

    /// Says which validity follows from the notice's own words on a day.
    ///
    /// Nothing follows where the last day in force has not passed and no notice of the library
    /// ends it.
    pub fn derive_validity(&mut self, today: Date) {
        let expired = self.expiry.as_ref().filter(|expiry| expiry.on < today);
        let by_itself = expired.map(|expiry| DerivedValidity {
            value: Validity::Expired,
            basis: expiry.basis,
            clause: expiry.clause.clone(),
            by: None,
            as_of: today,
        });
        let ended_by = self.ended_by.as_ref().filter(|ended| ended.on.is_none_or(|on| on <= today));
        let by_another = ended_by.map(|ended| DerivedValidity {
            value: ended.value,
            basis: ValidityBasis::RepealedBy,
            clause: None,
            by: Some(ended.by.clone()),
            as_of: today,
        });
        self.validity_derived = by_another.or(by_itself);
    }

    /// Returns the date that orders notices by age: signature, else publication, else force.
    pub fn dated_on(&self) -> Option<Date> {
        self.issued_on.or(self.published_on).or(self.effective_on)
    }

    /// Returns the notice that it is a chunk of, by the file's own name, since its path may be given
    /// in several ways, and the name of the whole.
    pub fn whole(&self) -> Option<(&str, &str)> {
        let file = self.file.rsplit(['/', '\\']).next().unwrap_or_default();
        self.chunk.as_ref().map(|chunk| (file, chunk.whole.as_str()))
    }

    /// Tells whether it is a chunk of the same notice as another one.
    pub fn stands_beside(&self, other: &Self) -> bool {
        self.chunk.is_some() && self.whole() == other.whole()
    }

    /// Tells whether it is a chunk behind the first, which the whole is asked for and cited by.
    pub fn goes_on(&self) -> bool {
        self.chunk.as_ref().is_some_and(Chunk::goes_on)
    }

    /// Returns what the notice is shown as: its title; where it has none, how its text begins, said
    /// to be that; the source's name where there is no text.
    ///
    /// Example: 〔无标题〕你乡《关于要求调整行政村规模的请示》收悉
    pub fn display_title(&self) -> Cow<'_, str> {
        match (&self.title, &self.opening) {
            (Some(title), _) => Cow::Borrowed(title),
            (None, Some(opening)) => Cow::Owned(format!("〔无标题〕{opening}")),
            (None, None) => Cow::Borrowed(&self.source),
        }
    }
}

/// Returns a title from 关于 on, as people quote it and other sites post it; the whole title where it
/// has no such beginning.
///
/// Example: 关于做好浮桥养护工作的通知 of 清泽市人民政府办公室关于做好浮桥养护工作的通知.
pub fn without_issuer(title: &str) -> &str {
    title.find("关于").map_or(title, |at| &title[at..])
}
