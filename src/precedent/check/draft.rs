//! A draft as it is checked: its title and clauses with their sentences, and whose draft it is.

use std::ops::Range;

use jiff::civil::Date;
use thiserror::Error;

use crate::analysis::sentence::sentences;
use crate::lexicon::divisions::Divisions;
use crate::notice::Notice;
use crate::notice::clause::{Clause, ClauseKind};
use crate::notice::region::{Region, RegionCode};
use crate::precedent::check::finding::{Finding, FindingKind, Place, Severity};

/// The longest draft that is read, in characters: the text of the longest of 460 real notices has
/// 31,000, of 99 in 100 fewer than 11,000.
pub const LONGEST_DRAFT: usize = 40_000;

/// Why a draft cannot be checked; the message is for programs, [`DraftError::said`] for readers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DraftError {
    /// There is no text.
    #[error("expected the text of a draft")]
    Empty,
    /// It is longer than [`LONGEST_DRAFT`].
    #[error("has {length} characters; the limit is {LONGEST_DRAFT}")]
    TooLong {
        /// Its length in characters.
        length: usize,
    },
    /// No place goes by this name or code.
    #[error("`{0}` is no known place; expected its full name or its code of six digits")]
    UnknownPlace(String),
    /// Several places go by this name.
    #[error("`{name}` is several places; expected one of the codes {}", codes(among))]
    AmbiguousPlace {
        /// The name.
        name: String,
        /// The places, each with its chain of names.
        among: Vec<(RegionCode, String)>,
    },
}

impl DraftError {
    /// Says it to readers.
    pub fn said(&self) -> String {
        match self {
            Self::Empty => "请填入草稿。".to_owned(),
            Self::TooLong { length } => {
                format!("草稿有 {length} 字，一次最多检查 {LONGEST_DRAFT} 字，请分段检查。")
            }
            Self::UnknownPlace(given) => {
                format!("没有找到地区“{given}”，请填全称或六位行政区划代码。")
            }
            Self::AmbiguousPlace { name, among } => {
                let among: Vec<String> =
                    among.iter().map(|(code, chain)| format!("{chain}（{code}）")).collect();
                format!("“{name}”不止一处，请填代码：{}。", among.join("、"))
            }
        }
    }
}

fn codes(among: &[(RegionCode, String)]) -> String {
    among.iter().map(|(code, _)| code.to_string()).collect::<Vec<_>>().join(", ")
}

/// Refuses a text that cannot be checked.
///
/// # Errors
///
/// It is empty or too long.
pub fn measured(text: &str) -> Result<(), DraftError> {
    let length = text.chars().count();
    if length > LONGEST_DRAFT {
        return Err(DraftError::TooLong { length });
    }
    if text.trim().is_empty() { Err(DraftError::Empty) } else { Ok(()) }
}

/// Reads the place that a draft is written for, by name or code; `None` where none is given.
///
/// # Errors
///
/// There is no such place, or there are several.
pub(super) fn place(given: &str, divisions: &Divisions) -> Result<Option<RegionCode>, DraftError> {
    let given = given.trim();
    if given.is_empty() {
        return Ok(None);
    }
    if let Ok(code) = given.parse::<RegionCode>() {
        return match divisions.get(code) {
            Some(_) => Ok(Some(code)),
            None => Err(DraftError::UnknownPlace(given.to_owned())),
        };
    }
    match divisions.named(given) {
        [] => Err(DraftError::UnknownPlace(given.to_owned())),
        [code] => Ok(Some(*code)),
        several => {
            let chain = |code: &RegionCode| {
                let names = divisions.chain(*code);
                names.iter().map(|division| division.name.as_str()).collect::<String>()
            };
            let among = several.iter().map(|code| (*code, chain(code))).collect();
            Err(DraftError::AmbiguousPlace { name: given.to_owned(), among })
        }
    }
}

/// A draft and what it is checked against.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) notice: &'a Notice,
    /// The place that it is written for: the one that was given, else that of its issuer.
    pub(super) region: &'a Region,
    /// The day of the check; what the library holds of later days is not heeded.
    pub(super) today: Date,
}

/// A part of a draft that is looked at by itself: a clause, or the title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    pub(super) text: &'a str,
    /// The clause; `None` for the title.
    pub(super) clause: Option<&'a Clause>,
}

impl<'a> Draft<'a> {
    /// Returns the title and the clauses; of a paragraph that a row repeats, the row alone.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part<'a>> {
        let title = self.notice.title.as_deref();
        let title = title.map(|text| Part { text, clause: None });
        let clauses = self.notice.clauses.iter();
        title
            .into_iter()
            .chain(clauses.map(|clause| Part { text: &clause.text, clause: Some(clause) }))
    }

    /// Returns the clauses that rule something: no rows of tables, and not what stands around them
    /// in a titled notice (现印发给你们，请认真贯彻执行).
    pub(super) fn rules(&self) -> impl Iterator<Item = Part<'a>> {
        let is_titled = self.notice.title.is_some();
        let is_rule = move |part: &Part<'_>| match part.clause {
            Some(clause) if clause.kind == ClauseKind::Paragraph => {
                !is_titled || !clause.path.is_empty()
            }
            Some(clause) => clause.kind == ClauseKind::Item,
            None => false,
        };
        self.parts().filter(is_rule)
    }
}

impl Part<'_> {
    /// Returns where it stands; nothing for the title.
    pub(super) fn place(&self) -> Option<Place> {
        self.clause
            .map(|clause| Place { clause: clause.id.clone(), address: clause.address.clone() })
    }

    /// Returns the sentence that a stretch begins in.
    fn sentence(&self, at: usize) -> &str {
        let ranges = sentences(self.text);
        let range = ranges.into_iter().find(|range| range.contains(&at));
        range.map_or(self.text, |range| self.text[range].trim())
    }

    /// Begins a finding about a stretch, nothing said yet.
    pub(super) fn finding(
        &self,
        kind: FindingKind,
        severity: Severity,
        range: Range<usize>,
    ) -> Finding {
        Finding {
            number: 0,
            severity,
            kind,
            places: self.place().into_iter().collect(),
            sentence: self.sentence(range.start).to_owned(),
            quote: self.text[range].to_owned(),
            said: String::new(),
            advice: String::new(),
            evidence: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DraftError, LONGEST_DRAFT, measured, place};
    use crate::lexicon::divisions::Divisions;
    use crate::notice::region::RegionCode;

    #[test]
    fn what_cannot_be_checked_is_refused() {
        assert_eq!(measured("加强浮桥巡查。"), Ok(()));
        assert_eq!(measured(" \n"), Err(DraftError::Empty));
        let long = "桥".repeat(LONGEST_DRAFT + 1);
        let error = measured(&long).expect_err("too long");
        assert!(error.said().contains("40001"), "{}", error.said());
    }

    #[test]
    fn a_place_is_given_by_name_or_code() {
        let divisions = Divisions::built_in();
        let code = |given| place(given, &divisions).map(|code| code.map(RegionCode::number));
        assert_eq!(code("  "), Ok(None));
        assert_eq!(code("石家庄市"), Ok(Some(130_100)));
        assert_eq!(code("130100"), Ok(Some(130_100)));
        assert_eq!(code("浮桥市"), Err(DraftError::UnknownPlace("浮桥市".to_owned())));
        assert_eq!(code("999999"), Err(DraftError::UnknownPlace("999999".to_owned())));
        let error = code("鼓楼区").expect_err("several places have this name");
        assert!(error.to_string().contains("350102"), "{error}");
        assert!(error.said().contains("福州市鼓楼区"), "{}", error.said());
    }
}
