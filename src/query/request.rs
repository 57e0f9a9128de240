//! What a user can ask: text, scope, filters, order, page; each a type that cannot be wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::notice::doc_number::DocNumber;
use crate::notice::status::Validity;
use crate::query::facet::FacetField;
use crate::query::understand::UnderstoodKind;

/// What is searched (检索范围).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 文件
    #[default]
    Notices,
    /// 条款
    Clauses,
    /// 任务: clauses that name units.
    Assignments,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Notices, Self::Clauses, Self::Assignments];

    /// Returns the name in parameters and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Notices => "notices",
            Self::Clauses => "clauses",
            Self::Assignments => "assignments",
        }
    }

    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Notices => "文件",
            Self::Clauses => "条款",
            Self::Assignments => "任务",
        }
    }
}

/// In which order results come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest date first.
    Newest,
    /// Earliest date first.
    Oldest,
    /// Earliest deadline first.
    Deadline,
}

impl Sort {
    /// Every order.
    pub const ALL: [Self; 4] = [Self::Relevance, Self::Newest, Self::Oldest, Self::Deadline];

    /// Returns the name in parameters and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Deadline => "deadline",
        }
    }

    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Relevance => "相关度",
            Self::Newest => "最新",
            Self::Oldest => "最早",
            Self::Deadline => "完成时限",
        }
    }
}

/// Implements reading and printing of a closed list of names.
macro_rules! named {
    ($type:ty) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.into_iter().find(|value| value.name() == text).ok_or_else(|| {
                    let names: Vec<&str> = Self::ALL.iter().map(|value| value.name()).collect();
                    format!("expected one of {}", names.join(", "))
                })
            }
        }
    };
}

named!(Scope);
named!(Sort);

/// Which page of the results, from 1, and how many a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Page {
    /// How many results stand before it.
    start: usize,
    size: usize,
}

impl Page {
    /// The most results on one page.
    pub const LARGEST: usize = 100;

    /// The deepest result that can be paged to.
    pub const DEEPEST: usize = 10_000;

    /// Makes a page; `size` 0 asks for counts only.
    ///
    /// # Errors
    ///
    /// The parameter that is wrong, and what it takes.
    pub fn new(number: usize, size: usize) -> Result<Self, (&'static str, String)> {
        if size > Self::LARGEST {
            return Err(("per_page", format!("expected 0 to {}", Self::LARGEST)));
        }
        if number == 0 {
            return Err(("page", "expected 1 or more".to_owned()));
        }
        if number.saturating_mul(size.max(1)) > Self::DEEPEST {
            return Err((
                "page",
                format!("expected results up to {}; narrow the search", Self::DEEPEST),
            ));
        }
        Ok(Self { start: (number - 1) * size, size })
    }

    /// Makes a page for evaluation, which may be as deep as the library.
    pub fn all(depth: usize) -> Self {
        Self { start: 0, size: depth }
    }

    /// Makes a page that begins behind any number of results, for whoever goes on from there.
    pub fn from(start: usize, size: usize) -> Self {
        Self { start, size }
    }

    /// Returns the number of the page, from 1.
    pub fn number(self) -> usize {
        self.start / self.size.max(1) + 1
    }

    /// Returns how many results a page holds.
    pub fn size(self) -> usize {
        self.size
    }

    /// Returns how many results stand before this page.
    pub fn start(self) -> usize {
        self.start
    }

    /// Returns how many pages a number of results fills.
    pub fn pages(self, total: usize) -> usize {
        total.div_ceil(self.size.max(1))
    }
}

impl Default for Page {
    fn default() -> Self {
        Self { start: 0, size: 10 }
    }
}

/// Which validities are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub enum ValidityFilter {
    /// All but expired and repealed ones.
    #[default]
    NotEnded,
    /// All.
    Any,
    /// These.
    Only(BTreeSet<Validity>),
}

impl ValidityFilter {
    /// Tells whether notices of a validity are shown.
    pub fn admits(&self, validity: Validity) -> bool {
        match self {
            Self::NotEnded => !validity.hidden_by_default(),
            Self::Any => true,
            Self::Only(values) => values.contains(&validity),
        }
    }
}

/// What narrows the results. Values of one field are alternatives, fields narrow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filters {
    /// Values by field, validity left out.
    pub values: BTreeMap<FacetField, BTreeSet<String>>,
    /// Which validities are shown.
    pub validity: ValidityFilter,
    /// The earliest date, inclusive.
    pub date_from: Option<Date>,
    /// The latest date, inclusive.
    pub date_to: Option<Date>,
    /// The latest deadline, inclusive.
    pub deadline_before: Option<Date>,
    /// A document that must be cited.
    pub cites: Option<DocNumber>,
}

impl Filters {
    /// Adds a value; `validity=any` shows all.
    ///
    /// # Errors
    ///
    /// What values the field takes, in words.
    pub fn add(&mut self, field: FacetField, given: &str) -> Result<(), String> {
        if field == FacetField::Validity {
            if given == "any" || given == "不限" {
                self.validity = ValidityFilter::Any;
                return Ok(());
            }
            let name = field.value(given)?;
            let value = Validity::named(&name).ok_or(name)?;
            match &mut self.validity {
                ValidityFilter::Only(values) => {
                    values.insert(value);
                }
                ValidityFilter::NotEnded => {
                    self.validity = ValidityFilter::Only(BTreeSet::from([value]));
                }
                ValidityFilter::Any => {}
            }
            return Ok(());
        }
        let value = field.value(given)?;
        self.values.entry(field).or_default().insert(value);
        Ok(())
    }

    /// Tells whether the user narrowed the results by anything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How many values of a field are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FacetRequest {
    /// The field.
    pub field: FacetField,
    /// The most values.
    pub size: usize,
}

impl FacetRequest {
    /// How many values come when no number is given.
    pub const USUAL: usize = 10;

    /// The most values of one field.
    pub const MOST: usize = 1000;
}

impl FromStr for FacetRequest {
    type Err = String;

    /// Reads `region` or `region:20`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, size) = match text.split_once(':') {
            Some((name, size)) => {
                let size = size.parse().ok().filter(|size| (1..=Self::MOST).contains(size));
                (
                    name,
                    size.ok_or_else(|| {
                        format!("expected a number of values from 1 to {}", Self::MOST)
                    })?,
                )
            }
            None => (text, Self::USUAL),
        };
        Ok(Self { field: name.trim().parse()?, size })
    }
}

/// A search as it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SearchRequest {
    /// What was typed.
    pub text: String,
    /// What is searched.
    pub scope: Scope,
    /// What narrows the results.
    pub filters: Filters,
    /// In which order.
    pub sort: Sort,
    /// Which page.
    pub page: Page,
    /// Which dimensions are counted.
    pub facets: Vec<FacetRequest>,
    /// Kinds of understanding that are not wanted.
    pub without: BTreeSet<UnderstoodKind>,
    /// Whether each result says what its score is made of.
    pub explain: bool,
    /// The dimension whose values' best results stand side by side.
    pub group: Option<FacetField>,
    /// Whether an answer is taken that is made of parts of the index, where others cannot be read.
    pub admits_partial: bool,
    /// Whether results are wanted alone: no answers, related searches or groups beside them, and
    /// nothing to try instead.
    pub alone: bool,
}

impl SearchRequest {
    /// The longest text that is searched, in characters.
    pub const LONGEST_TEXT: usize = 2000;

    /// The dimensions by which results can be grouped.
    pub const GROUPS: [FacetField; 2] = [FacetField::Region, FacetField::Year];
}

#[cfg(test)]
mod tests {
    use super::{FacetRequest, Filters, Page, ValidityFilter};
    use crate::notice::status::Validity;
    use crate::query::facet::FacetField;

    #[test]
    fn a_page_refuses_what_it_cannot_show() {
        assert!(Page::new(1, 0).is_ok());
        for (number, size) in [(0, 10), (1, 101), (1001, 10)] {
            assert!(Page::new(number, size).is_err(), "{number} {size}");
        }
        let page = Page::new(3, 20).expect("a page");
        assert_eq!((page.start(), page.pages(41), page.pages(0)), (40, 3, 0));
    }

    #[test]
    fn ended_notices_are_hidden_unless_asked_for() {
        let mut filters = Filters::default();
        assert!(filters.validity.admits(Validity::Unknown));
        assert!(!filters.validity.admits(Validity::Repealed));
        filters.add(FacetField::Validity, "失效").expect("a validity");
        assert!(filters.validity.admits(Validity::Expired));
        assert!(!filters.validity.admits(Validity::InForce));
        filters.add(FacetField::Validity, "any").expect("any");
        assert_eq!(filters.validity, ValidityFilter::Any);
    }

    #[test]
    fn facet_requests_are_read() {
        let request: FacetRequest = "region:20".parse().expect("a field and a number");
        assert_eq!((request.field, request.size), (FacetField::Region, 20));
        assert!("region:0".parse::<FacetRequest>().is_err());
        assert!("colour".parse::<FacetRequest>().is_err());
    }
}
