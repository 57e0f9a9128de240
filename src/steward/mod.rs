//! How complete a library is: what its notices state, and what the reader did not understand.
//!
//! Behind every count stands the list of the notices that it counts, up to [`LONGEST_LIST`].

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::lexicon::Lexicon;
use crate::notice::Notice;
use crate::notice::assignment::Assignment;
use crate::notice::id::NoticeId;
use crate::notice::status::Validity;
use crate::notice::warning::WarningKind;

/// The most notices that stand behind one count.
pub const LONGEST_LIST: usize = 200;

/// The most units and documents that are listed, the most frequent first.
const MOST_NAMES: usize = 200;

/// A notice behind a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Case {
    /// Key of the notice.
    pub id: NoticeId,
    /// Its title, or the name of its source.
    pub title: String,
    /// The words concerned, where a warning has some.
    pub detail: Option<String>,
}

/// How many notices state an element (要素), and which do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Element {
    /// Name in JSON, such as `doc_number`.
    pub name: &'static str,
    /// Name that readers see, such as 发文字号.
    pub label: &'static str,
    /// Notices that state it.
    pub stated: u64,
    /// Notices that do not, or that state it in a way that is not understood.
    pub missing: u64,
    /// Some of those.
    pub cases: Vec<Case>,
}

/// How often a kind of warning was given, and for which notices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Warned {
    /// The kind.
    pub kind: WarningKind,
    /// How often.
    pub count: u64,
    /// Some of the notices.
    pub cases: Vec<Case>,
}

/// A unit whose department is not known, as written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnknownUnit {
    /// The name.
    pub name: String,
    /// In how many tasks it stands.
    pub tasks: u64,
    /// A notice that names it.
    pub example: NoticeId,
}

/// A document that notices cite and the library lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Absent {
    /// Its number, else its title.
    pub name: String,
    /// How many notices cite it.
    pub notices: u64,
    /// One of them.
    pub example: NoticeId,
}

/// The report on a library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// Notices that were read.
    pub notices: u64,
    /// Notices that state number, issuer, date and title.
    pub complete: u64,
    /// Clauses.
    pub clauses: u64,
    /// Tasks.
    pub tasks: u64,
    /// Element by element.
    pub elements: Vec<Element>,
    /// Warnings by kind, the most frequent first.
    pub warnings: Vec<Warned>,
    /// Units whose department is not known, the most frequent first.
    pub unknown_units: Vec<UnknownUnit>,
    /// Documents that are cited and that the library lacks, the most cited first; only where the
    /// notices come from an index, which knows what it holds.
    pub absent: Vec<Absent>,
}

/// An element: its names, and whether a notice states it.
type Stated = (&'static str, &'static str, fn(&Notice) -> bool);

/// The elements in the order of a notice's head.
const ELEMENTS: &[Stated] = &[
    ("title", "标题", |notice| notice.title.is_some()),
    ("doc_number", "发文字号", |notice| notice.doc_number.is_some()),
    ("issuers", "发文机关", |notice| !notice.issuers.is_empty()),
    ("region", "地区", |notice| notice.region.code.is_some() || notice.level.is_some()),
    ("kind", "文种", |notice| notice.kind.is_some()),
    ("year", "年份", |notice| notice.year.is_some()),
    ("issued_on", "成文日期", |notice| notice.issued_on.is_some()),
    ("published_on", "发布日期", |notice| notice.published_on.is_some()),
    ("index_number", "索引号", |notice| notice.index_number.is_some()),
    ("topic", "主题分类", |notice| notice.topic.is_some()),
    ("openness", "公开属性", |notice| notice.openness.is_some()),
    ("validity", "有效性", |notice| notice.validity != Validity::Unknown),
    ("addressees", "主送机关", |notice| !notice.addressees.is_empty()),
];

/// Counts notices one by one.
#[derive(Debug)]
pub struct Steward<'a> {
    lexicon: &'a Lexicon,
    report: Report,
    warnings: BTreeMap<WarningKind, Warned>,
    units: BTreeMap<String, (u64, NoticeId)>,
    absent: BTreeMap<String, (u64, NoticeId)>,
}

impl<'a> Steward<'a> {
    /// Begins a report over no notices; the lexicon tells which units are known.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        let element = |(name, label, _): &Stated| Element {
            name,
            label,
            stated: 0,
            missing: 0,
            cases: Vec::new(),
        };
        let elements = ELEMENTS.iter().map(element).collect();
        Self {
            lexicon,
            report: Report { elements, ..Report::default() },
            warnings: BTreeMap::new(),
            units: BTreeMap::new(),
            absent: BTreeMap::new(),
        }
    }

    /// Counts a notice.
    pub fn add(&mut self, notice: &Notice) {
        let report = &mut self.report;
        report.notices += 1;
        report.clauses += notice.clauses.len() as u64;
        report.tasks += notice.assignments.len() as u64;
        let is_complete = notice.title.is_some()
            && notice.doc_number.is_some()
            && !notice.issuers.is_empty()
            && notice.dated_on().is_some();
        report.complete += u64::from(is_complete);
        for (element, (.., is_stated)) in report.elements.iter_mut().zip(ELEMENTS) {
            if is_stated(notice) {
                element.stated += 1;
            } else {
                element.missing += 1;
                list(&mut element.cases, case(notice, None));
            }
        }
        for warning in &notice.warnings {
            let warned = self.warnings.entry(warning.kind).or_insert_with(|| Warned {
                kind: warning.kind,
                count: 0,
                cases: Vec::new(),
            });
            warned.count += 1;
            list(&mut warned.cases, case(notice, Some(&warning.detail)));
        }
        for citation in notice.citations.iter().filter(|citation| citation.notice.is_none()) {
            let number = citation.doc_number.as_ref().map(ToString::to_string);
            if let Some(name) = number.or_else(|| citation.title.clone()) {
                self.absent.entry(name).or_insert_with(|| (0, notice.id.clone())).0 += 1;
            }
        }
        let place = |text: &str| self.lexicon.divisions.leading_length(text);
        for unit in notice.assignments.iter().flat_map(Assignment::units) {
            if !self.lexicon.departments.knows(unit, place) {
                self.units.entry(unit.to_owned()).or_insert_with(|| (0, notice.id.clone())).0 += 1;
            }
        }
    }

    /// Ends the report.
    pub fn finish(self) -> Report {
        let mut warnings: Vec<Warned> = self.warnings.into_values().collect();
        warnings.sort_by_key(|warned| std::cmp::Reverse(warned.count));
        let unknown = |(name, tasks, example)| UnknownUnit { name, tasks, example };
        let absent = |(name, notices, example)| Absent { name, notices, example };
        Report {
            warnings,
            unknown_units: most_frequent(self.units).map(unknown).collect(),
            absent: most_frequent(self.absent).map(absent).collect(),
            ..self.report
        }
    }
}

/// Returns the most frequent names first, with their counts and examples.
fn most_frequent(
    counts: BTreeMap<String, (u64, NoticeId)>,
) -> impl Iterator<Item = (String, u64, NoticeId)> {
    let flat = |(name, (count, example))| (name, count, example);
    let mut all: Vec<(String, u64, NoticeId)> = counts.into_iter().map(flat).collect();
    all.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    all.into_iter().take(MOST_NAMES)
}

fn case(notice: &Notice, detail: Option<&String>) -> Case {
    Case {
        id: notice.id.clone(),
        title: notice.display_title().into_owned(),
        detail: detail.cloned(),
    }
}

fn list(cases: &mut Vec<Case>, case: Case) {
    if cases.len() < LONGEST_LIST {
        cases.push(case);
    }
}
