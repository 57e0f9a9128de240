//! A notice as an engine keeps it: records to return, terms to find, values to count.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analysis::{Analyzer, EncodedText, fold};
use crate::engine::naming::{self, Called};
use crate::engine::phrases;
use crate::notice::Notice;
use crate::notice::assignment::Assignment;
use crate::notice::clause::{Clause, ClauseKind};
use crate::notice::doc_number::DocNumber;
use crate::notice::id::{ClauseId, NoticeId};
use crate::notice::provision::is_title_of_one;
use crate::notice::status::Validity;
use crate::query::boost::Field;
use crate::query::facet::FacetField;

/// A notice without its clauses and tasks, as it is returned with every hit.
pub type NoticeRecord = Notice;

/// A clause with its tasks, as it is returned with every hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClauseRecord {
    /// The clause.
    pub clause: Clause,
    /// The tasks that it holds.
    pub assignments: Vec<Assignment>,
}

/// A notice ready for any engine, its clauses behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeDocument {
    /// Key of the notice.
    pub id: NoticeId,
    /// Path of its file inside the library.
    pub file: String,
    /// Digest of the file's bytes.
    pub file_digest: String,
    /// Digest of the notice's own part of the file.
    pub digest: String,
    /// What is returned with a hit.
    pub record: NoticeRecord,
    /// Its texts by field.
    pub texts: Vec<(Field, EncodedText)>,
    /// Terms of its document number.
    pub numbers: Vec<String>,
    /// Keys under which its whole title is found.
    pub title_keys: Vec<String>,
    /// The notice that it is a chunk of, by file and name.
    pub whole: Option<String>,
    /// Names under which other notices cite and end it: its number as printed, the key of its title.
    pub names: Vec<String>,
    /// Names of the documents that it ends, with what becomes of them.
    pub ends: Vec<(String, Validity)>,
    /// What copies of one notice have in common: number and title, or the whole text.
    pub copy_keys: Vec<String>,
    /// How much its page states; of several copies the one that states most is shown.
    pub completeness: u64,
    /// The day that orders it by age.
    pub dated_on: Option<Date>,
    /// The last day in force, where the page does not state the validity.
    pub expires_on: Option<Date>,
    /// Values by dimension, those of its clauses among them.
    pub values: Values,
    /// Its title and number, found among clauses; `None` where it has neither.
    pub head: Option<ClauseDocument>,
    /// Phrases that stand free in it, or in its title or a heading, as [`phrases`] writes them.
    pub phrases: Vec<String>,
    /// Its clauses in order.
    pub clauses: Vec<ClauseDocument>,
}

/// A clause ready for any engine.
#[derive(Clone, Debug, PartialEq)]
pub struct ClauseDocument {
    /// What is returned with a hit.
    pub record: ClauseRecord,
    /// Digest of its text, by which copies of it are told; a paragraph that a row repeats has the
    /// row's. Never 0.
    pub text_digest: u64,
    /// Whether a row repeats it, or it is a row that repeats a paragraph.
    pub twin: Twin,
    /// Its texts by field.
    pub texts: Vec<(Field, EncodedText)>,
    /// Phrases of its notice that stand in it, as [`phrases`] writes them.
    pub phrases: Vec<String>,
    /// Values by dimension.
    pub values: Values,
}

/// Whether a clause stands twice in its notice, as a paragraph and as a row of an annex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Twin {
    /// It stands once.
    #[default]
    None,
    /// It is the row, which is shown in place of both.
    Row,
    /// It is the paragraph.
    Paragraph,
}

/// What a notice or clause is counted and narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// Values by dimension, each once.
    pub facets: BTreeSet<(FacetField, String)>,
    /// Document numbers that it cites, as printed.
    pub cites: BTreeSet<String>,
    /// The earliest deadline of its tasks.
    pub deadline_on: Option<Date>,
    /// Whether it names units.
    pub assigns: bool,
}

impl Values {
    fn add(&mut self, field: FacetField, value: impl Into<String>) {
        self.facets.insert((field, value.into()));
    }

    fn include(&mut self, other: &Self) {
        self.facets.extend(other.facets.iter().cloned());
        self.cites.extend(other.cites.iter().cloned());
        self.assigns |= other.assigns;
        self.deadline_on = match (self.deadline_on, other.deadline_on) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
    }
}

/// Where a notice came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Path of its file inside the library.
    pub file: String,
    /// Digest of the file's bytes.
    pub file_digest: String,
    /// Digest of the notice's own part of the file.
    pub digest: String,
}

impl NoticeDocument {
    /// Makes the document of a notice; `page` is the whole text of the page it was read from.
    pub fn new(notice: Notice, page: &str, origin: Origin, analyzer: &Analyzer) -> Self {
        let phrases = phrases::of_notice(&notice, analyzer);
        let clauses: Vec<ClauseDocument> = notice
            .clauses
            .iter()
            .zip(phrases.clauses)
            .map(|(clause, phrases)| clause_document(clause, phrases, &notice, analyzer))
            .collect();
        let called = Called::of(&notice);
        let mut values = notice_values(&notice);
        for clause in &clauses {
            values.include(&clause.values);
        }
        for section in notice.outline.iter().filter(|section| section.level == 1) {
            values.add(FacetField::Section, section.heading.clone());
        }
        Self {
            id: notice.id.clone(),
            whole: notice.chunk.as_ref().map(|chunk| format!("{}\n{}", origin.file, chunk.whole)),
            file: origin.file,
            file_digest: origin.file_digest,
            digest: origin.digest,
            texts: notice_texts(&notice, page, analyzer),
            numbers: called.doc_number.map(DocNumber::terms).unwrap_or_default(),
            title_keys: called.title.map(naming::title_keys).unwrap_or_default(),
            names: naming::names(called.doc_number, called.title),
            ends: naming::ends(&notice),
            copy_keys: naming::copy_keys(&notice),
            completeness: completeness(&notice),
            dated_on: notice.dated_on(),
            expires_on: notice.expires_on.filter(|_| notice.validity == Validity::Unknown),
            values,
            head: head_document(called, analyzer),
            phrases: phrases.notice,
            clauses,
            record: Notice { clauses: Vec::new(), assignments: Vec::new(), ..notice },
        }
    }
}

/// Counts what a page states, what only the issuer's own page states counting most.
fn completeness(notice: &Notice) -> u64 {
    let stated = [
        notice.validity != Validity::Unknown,
        notice.index_number.is_some(),
        notice.doc_number.is_some(),
        notice.openness.is_some(),
        notice.issued_on.is_some(),
        notice.published_on.is_some(),
    ];
    stated.into_iter().fold(0, |sum, is_stated| sum * 2 + u64::from(is_stated))
}

/// Puts a notice together again from its record and those of its clauses.
pub fn whole_notice(record: NoticeRecord, clauses: impl Iterator<Item = ClauseRecord>) -> Notice {
    let mut notice = record;
    for record in clauses {
        notice.clauses.push(record.clause);
        notice.assignments.extend(record.assignments);
    }
    notice
}

fn notice_texts(notice: &Notice, page: &str, analyzer: &Analyzer) -> Vec<(Field, EncodedText)> {
    let title = notice.title.as_deref().unwrap_or("");
    let whole = if fold::key(page).contains(&fold::key(title)) {
        page.to_owned()
    } else {
        format!("{title}\n{page}")
    };
    let (title, above) = if is_title_of_one(title) { ("", Some(title)) } else { (title, None) };
    let headings = notice.outline.iter().map(|section| section.heading.as_str());
    let headings: Vec<&str> = above.into_iter().chain(headings).collect();
    [
        (Field::Title, title.to_owned()),
        (Field::Issuer, notice.issuers.join("，")),
        (Field::Headings, headings.join("，")),
        (Field::Text, whole),
    ]
    .into_iter()
    .map(|(field, text)| (field, analyzer.encode(&text)))
    .collect()
}

fn notice_values(notice: &Notice) -> Values {
    let mut values = Values::default();
    if let Some(code) = notice.region.code {
        for code in code.chain() {
            values.add(FacetField::Region, code.to_string());
        }
    }
    if let Some(level) = notice.level {
        values.add(FacetField::Level, level.name());
    }
    for issuer in &notice.issuers {
        values.add(FacetField::Issuer, issuer.clone());
    }
    if let Some(openness) = notice.openness {
        values.add(FacetField::Openness, openness.name());
    }
    if let Some(year) = notice.year {
        values.add(FacetField::Year, year.to_string());
    }
    if let Some(kind) = notice.kind {
        values.add(FacetField::Kind, kind.name());
    }
    if let Some(topic) = notice.topic.as_ref().or(notice.topic_derived.as_ref()) {
        values.add(FacetField::Topic, top_of(topic));
    }
    values.add(FacetField::Validity, notice.validity.name());
    values
}

/// Returns the upper class of a topic that is given with its subclass: 科技、教育\科技.
fn top_of(topic: &str) -> &str {
    topic.split(['\\', '/', '>', '＞']).next().unwrap_or(topic).trim()
}

fn clause_document(
    clause: &Clause,
    phrases: Vec<String>,
    notice: &Notice,
    analyzer: &Analyzer,
) -> ClauseDocument {
    let assignments: Vec<Assignment> = notice
        .assignments
        .iter()
        .filter(|assignment| assignment.clause == clause.id)
        .cloned()
        .collect();
    let mut values = Values { assigns: !assignments.is_empty(), ..Values::default() };
    if let Some(top) = top_heading(clause, notice) {
        values.add(FacetField::Section, top);
    }
    for assignment in &assignments {
        for unit in assignment.units() {
            values.add(FacetField::Unit, unit);
        }
        for department in assignment.departments.all() {
            values.add(FacetField::Department, department);
        }
        if let Some(on) = assignment.deadline.as_ref().and_then(|deadline| deadline.on) {
            values.add(FacetField::DeadlineMonth, format!("{:04}-{:02}", on.year(), on.month()));
            values.deadline_on = Some(values.deadline_on.map_or(on, |held| held.min(on)));
        }
    }
    values.cites =
        DocNumber::find(&clause.text).into_iter().map(|found| found.number.to_string()).collect();
    let texts = vec![
        (Field::Clause, analyzer.encode(&clause.text)),
        (Field::Path, analyzer.encode(&clause.path.join("，"))),
    ];
    let record = ClauseRecord { clause: clause.clone(), assignments };
    let row = clause
        .same_as
        .as_ref()
        .and_then(|row| notice.clauses.iter().find(|other| other.id == *row));
    let twin = match (row, &clause.also_at) {
        (Some(_), _) => Twin::Paragraph,
        (None, Some(_)) => Twin::Row,
        (None, None) => Twin::None,
    };
    let text_digest = text_digest(&row.unwrap_or(clause).text);
    ClauseDocument { record, text_digest, twin, texts, phrases, values }
}

/// Returns the unit of a notice's title and number.
fn head_document(called: Called<'_>, analyzer: &Analyzer) -> Option<ClauseDocument> {
    let number = called.doc_number.map(ToString::to_string);
    let text = [called.title.map(str::to_owned), number]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n");
    if text.is_empty() {
        return None;
    }
    let clause = Clause {
        id: ClauseId::head(),
        path: Vec::new(),
        address: "标题".to_owned(),
        kind: ClauseKind::Head,
        text,
        also_at: None,
        same_as: None,
    };
    Some(ClauseDocument {
        text_digest: text_digest(&clause.text),
        twin: Twin::None,
        texts: vec![(Field::Clause, analyzer.encode(&clause.text))],
        phrases: Vec::new(),
        values: Values::default(),
        record: ClauseRecord { clause, assignments: Vec::new() },
    })
}

fn text_digest(text: &str) -> u64 {
    let digest = blake3::hash(fold::key(text).as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest.as_bytes()[..8]);
    u64::from_le_bytes(bytes).max(1)
}

/// Returns the top heading above a clause, without its label.
fn top_heading(clause: &Clause, notice: &Notice) -> Option<String> {
    clause.path.iter().find_map(|name| {
        let section =
            notice.outline.iter().find(|section| section.level == 1 && section.name() == *name)?;
        Some(section.heading.clone())
    })
}
