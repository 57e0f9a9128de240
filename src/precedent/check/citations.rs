//! Looks up the documents that a draft cites: which are no longer in force, which the library
//! lacks, which number goes with another title.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::analysis::fold::key;
use crate::corpus::parse::citation::{Cited, cited_in};
use crate::engine::Known;
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::id::NoticeId;
use crate::notice::status::{EndedBy, ValidityBasis};
use crate::precedent::Desk;
use crate::precedent::check::draft::{Draft, Part};
use crate::precedent::check::finding::{Evidence, Finding, FindingKind, Severity};
use crate::precedent::check::title::{is_form, is_other_title, is_own_title};
use crate::search::error::SearchError;

/// A document that a part of the draft cites.
struct InPart<'a> {
    part: Part<'a>,
    cited: Cited,
}

impl Desk {
    /// Checks the documents that a draft cites.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub(super) async fn check_citations(
        &self,
        draft: &Draft<'_>,
    ) -> Result<Vec<Finding>, SearchError> {
        let cited = in_parts(draft);
        let documents: Vec<Citation> = cited.iter().map(|one| one.cited.citation.clone()).collect();
        let known = self.searcher.known(&documents).await?;
        let mut findings = Vec::new();
        for (one, known) in cited.iter().zip(&known) {
            findings.extend(self.check_citation(one, known, draft).await?);
        }
        Ok(findings)
    }

    async fn check_citation(
        &self,
        one: &InPart<'_>,
        known: &Known,
        draft: &Draft<'_>,
    ) -> Result<Option<Finding>, SearchError> {
        let citation = &one.cited.citation;
        let by_number = self.known_notice(known.by_number.as_ref(), draft.today).await?;
        let by_title = self.known_notice(known.by_title.as_ref(), draft.today).await?;
        let found = match (&by_number, &by_title) {
            (Some(held), _) if has_other_title(citation, held) => one.another_title(held),
            (Some(held), _) => self.ended(one, held, draft.today).await?,
            (None, Some(held)) if citation.doc_number.is_none() => {
                self.ended(one, held, draft.today).await?
            }
            (None, Some(held)) if held.doc_number.is_some() => one.another_number(held),
            _ => {
                match known.ended_by.as_ref().filter(|by| by.on.is_none_or(|on| on <= draft.today))
                {
                    Some(by) => self.ended_elsewhere(one, by, draft.today).await?,
                    None => Some(one.not_held()),
                }
            }
        };
        Ok(found)
    }

    async fn known_notice(
        &self,
        id: Option<&NoticeId>,
        today: Date,
    ) -> Result<Option<Notice>, SearchError> {
        match id {
            Some(id) => self.searcher.notice(id, today).await,
            None => Ok(None),
        }
    }

    /// Says that a notice of the library is no longer in force, and why; `None` where it is.
    async fn ended(
        &self,
        one: &InPart<'_>,
        held: &Notice,
        today: Date,
    ) -> Result<Option<Finding>, SearchError> {
        let validity = held.effective_validity();
        if !validity.hidden_by_default() {
            return Ok(None);
        }
        let derived = held.validity_derived.as_ref().filter(|derived| derived.value == validity);
        let ender = derived.and_then(|derived| derived.by.as_ref());
        let ender = self.known_notice(ender, today).await?;
        let how = match (&ender, derived) {
            (Some(ender), _) => by_whom(ender, validity.label()),
            (None, Some(derived)) => expired(held, derived.basis),
            (None, None) => format!("原文件页面标注为“{}”", validity.label()),
        };
        let evidence = [Some(held), ender.as_ref()].into_iter().flatten();
        Ok(Some(one.no_longer(&how, evidence.map(Evidence::of).collect())))
    }

    /// Says that a document that the library lacks is ended by one that it holds.
    async fn ended_elsewhere(
        &self,
        one: &InPart<'_>,
        by: &EndedBy,
        today: Date,
    ) -> Result<Option<Finding>, SearchError> {
        let Some(ender) = self.known_notice(Some(&by.by), today).await? else { return Ok(None) };
        let how = by_whom(&ender, by.value.label());
        Ok(Some(one.no_longer(&how, vec![Evidence::of(&ender)])))
    }
}

/// Returns what each part cites, the draft's own title and number and what it ends left out.
fn in_parts<'a>(draft: &Draft<'a>) -> Vec<InPart<'a>> {
    let notice = draft.notice;
    let own_title = notice.title.as_deref().map(key).unwrap_or_default();
    let ended: Vec<&Citation> = notice.repeals.iter().map(|repeal| &repeal.document).collect();
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for part in draft.parts().filter(|part| part.clause.is_some()) {
        for cited in cited_in(part.text) {
            let Citation { title, doc_number, .. } = &cited.citation;
            let is_own = match (doc_number, title) {
                (Some(_), _) => *doc_number == notice.doc_number,
                (None, Some(title)) => is_own_title(&own_title, &key(title)),
                (None, None) => false,
            };
            let is_form = doc_number.is_none() && title.as_deref().is_some_and(is_form);
            let is_ended = ended
                .iter()
                .any(|document| document.doc_number == *doc_number && document.title == *title);
            let name = (title.as_deref().map(key), doc_number.as_ref().map(ToString::to_string));
            if !is_own && !is_form && !is_ended && told.insert(name) {
                found.push(InPart { part, cited });
            }
        }
    }
    found
}

/// Tells whether a notice that has a cited number has another title than the cited one.
fn has_other_title(citation: &Citation, held: &Notice) -> bool {
    let titles = citation.title.as_ref().zip(held.title.as_ref());
    titles.is_some_and(|(cited, own)| is_other_title(cited, own))
}

/// Says which notice ends a document, and when.
fn by_whom(ender: &Notice, how: &str) -> String {
    let on = ender.dated_on().map(|on| format!("{on} ")).unwrap_or_default();
    let title = ender.display_title();
    let number =
        ender.doc_number.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    format!("据{on}《{title}》{number}，该文件已{how}")
}

fn expired(held: &Notice, basis: ValidityBasis) -> String {
    let on = held.expiry.as_ref().map(|expiry| expiry.on.to_string()).unwrap_or_default();
    match basis {
        ValidityBasis::ExpiryDate => format!("原文件页面载明有效期至 {on}，已过期"),
        _ => format!("按该文件自身的条款，有效期至 {on}，已过期"),
    }
}

impl InPart<'_> {
    /// Returns what the document goes by: 《title》（number）.
    fn name(&self) -> String {
        let Citation { title, doc_number, .. } = &self.cited.citation;
        match (title, doc_number) {
            (Some(title), Some(number)) => format!("《{title}》（{number}）"),
            (Some(title), None) => format!("《{title}》"),
            (None, number) => number.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }

    fn finding(&self, kind: FindingKind, severity: Severity) -> Finding {
        let mut range = self.cited.range.clone();
        if self.cited.citation.title.is_some() && self.cited.citation.doc_number.is_some() {
            let closing = self.part.text[range.end..].chars().next();
            range.end += closing.filter(|c| matches!(c, '）' | ')')).map_or(0, char::len_utf8);
        }
        self.part.finding(kind, severity, range)
    }

    fn no_longer(&self, how: &str, evidence: Vec<Evidence>) -> Finding {
        Finding {
            said: format!("所引{}：{how}。", self.name()),
            advice: "核对后改引现行文件，或删去这处引用。".to_owned(),
            evidence,
            ..self.finding(FindingKind::EndedDocument, Severity::Verify)
        }
    }

    fn another_title(&self, held: &Notice) -> Option<Finding> {
        let number = self.cited.citation.doc_number.as_ref()?;
        Some(Finding {
            said: format!("{number}在库内是《{}》，与所引标题不同。", held.display_title()),
            advice: "对照原文件核对文号与标题。".to_owned(),
            evidence: vec![Evidence::of(held)],
            ..self.finding(FindingKind::NumberAndTitle, Severity::Verify)
        })
    }

    fn another_number(&self, held: &Notice) -> Option<Finding> {
        let (number, own) = (self.cited.citation.doc_number.as_ref()?, held.doc_number.as_ref()?);
        Some(Finding {
            said: format!(
                "库内未收录{number}；库内同名文件的文号是{own}（同名文件可能不止一件）。"
            ),
            advice: "对照原文件核对文号。".to_owned(),
            evidence: vec![Evidence::of(held)],
            ..self.finding(FindingKind::NumberAndTitle, Severity::Verify)
        })
    }

    fn not_held(&self) -> Finding {
        Finding {
            said: format!("库内未收录{}，其效力无从核对。", self.name()),
            advice: "请到发文机关网站核对文号、标题和效力。".to_owned(),
            ..self.finding(FindingKind::NotHeld, Severity::Note)
        }
    }
}
