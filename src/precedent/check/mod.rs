//! Checks a draft before it is issued: what it cites, how it names departments and writes numbers,
//! which tasks lack a unit or a deadline, and how other places word its clauses.
//!
//! Nothing of a draft is kept. What is said rests on the library and on GB/T 9704; what the library
//! does not hold is said to be that and never to be wrong. docs/precedents.md gives the rules with
//! their figures.

mod citations;
mod departments;
pub mod draft;
pub mod finding;
mod mention;
mod numbers;
mod tasks;
mod title;
mod uses;

use std::time::Instant;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::notice::id::{ClauseId, NoticeId};
use crate::notice::region::{Region, RegionCode};
use crate::precedent::Desk;
use crate::precedent::check::draft::{Draft, DraftError};
use crate::precedent::check::finding::{Counts, Finding, ordered};
use crate::precedent::common::without_duties;
use crate::precedent::passage::{OwnNotice, Passage, with_heading};
use crate::precedent::request::PrecedentRequest;
use crate::precedent::similar::Precedent;
use crate::query::request::Page;
use crate::search::error::SearchError;

/// The most clauses of a draft whose precedents are looked for: half of 460 real notices have no
/// more than 16, and each takes two searches.
pub const MOST_CLAUSES: usize = 20;

/// How many precedents are shown of a clause.
const PRECEDENTS: usize = 3;

/// How many are looked at for them: clauses of the draft itself, where the library holds it already,
/// are none.
const LOOKED_AT: usize = 2 * PRECEDENTS;

/// The least that a precedent has in common with a clause, as a share of their characters; what has
/// less shares words of the craft alone.
const LEAST_ALIKE: f32 = 0.1;

/// The shortest clause whose precedents are looked for, in characters.
const SHORTEST: usize = 15;

/// What a check found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Check {
    /// Title of the draft, where one was read.
    pub title: Option<String>,
    /// The place that it was checked for; no code where none is known.
    pub region: Region,
    /// Clauses that were read.
    pub clauses_read: usize,
    /// Those among them that are tasks.
    pub tasks: usize,
    /// How many findings there are.
    pub counts: Counts,
    /// The findings, the weightiest first.
    pub findings: Vec<Finding>,
    /// The clauses whose precedents were looked for.
    pub clauses: Vec<CheckedClause>,
    /// How many further clauses are left out there.
    pub left_out: usize,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// A clause of the draft with what is nearest to it elsewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckedClause {
    /// Key of the clause inside the draft.
    pub clause: ClauseId,
    /// Where it stands, in words.
    pub address: String,
    /// Headings above it.
    pub path: Vec<String>,
    /// Its text.
    pub text: String,
    /// Clauses of the library that put the same, the nearest first, with what differs.
    pub precedents: Vec<Precedent>,
}

impl Desk {
    /// Reads a pasted text as a draft.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn read_draft(&self, text: &str) -> Result<Notice, SearchError> {
        let world = self.searcher.world().await?;
        Ok(corpus::pasted(text, &world.lexicon).notice)
    }

    /// Reads the place that a draft is written for, by its name or code; `None` where none is given.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`]; within it, that there is no such place or several.
    pub async fn place(
        &self,
        given: &str,
    ) -> Result<Result<Option<RegionCode>, DraftError>, SearchError> {
        let world = self.searcher.world().await?;
        Ok(draft::place(given, &world.lexicon.divisions))
    }

    /// Checks a draft for a place, that of its issuer where none is given.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn check(
        &self,
        notice: &Notice,
        region: Option<RegionCode>,
        today: Date,
    ) -> Result<Check, SearchError> {
        let begun = Instant::now();
        let world = self.searcher.world().await?;
        let region = match region {
            Some(code) => world.lexicon.divisions.region(code),
            None => notice.region.clone(),
        };
        let draft = Draft { notice, region: &region, today };
        let mut findings: Vec<Finding> =
            draft.parts().flat_map(|part| numbers::check(&part)).collect();
        findings.extend(self.check_citations(&draft).await?);
        findings.extend(self.check_departments(&draft, &world).await?);
        let tasks = tasks::tasks(&draft);
        findings.extend(tasks::check(&tasks));
        let findings = ordered(findings);
        let (clauses, left_out) = self.precedents_of(&draft).await?;
        Ok(Check {
            title: notice.title.clone(),
            clauses_read: notice.clauses.len(),
            tasks: tasks.len(),
            counts: Counts::of(&findings),
            findings,
            clauses,
            left_out,
            took_ms: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            region,
        })
    }

    /// Finds what is nearest to the first clauses of a draft, and counts those left out.
    async fn precedents_of(
        &self,
        draft: &Draft<'_>,
    ) -> Result<(Vec<CheckedClause>, usize), SearchError> {
        let is_long = |clause: &&Clause| clause.text.chars().count() >= SHORTEST;
        let all = draft.rules().filter_map(|part| part.clause).filter(is_long);
        let all: Vec<&Clause> = all.collect();
        let own = OwnNotice {
            id: NoticeId::given(""),
            copies: Vec::new(),
            whole: None,
            title: draft.notice.title.clone(),
            name: String::new(),
        };
        let request = PrecedentRequest {
            page: Page::new(1, LOOKED_AT).unwrap_or_default(),
            ..PrecedentRequest::default()
        };
        let mut clauses = Vec::new();
        let number = draft.notice.doc_number.as_ref();
        let is_alike = |precedent: &Precedent| {
            let is_own = number.is_some() && precedent.clause.notice.doc_number.as_ref() == number;
            !is_own && precedent.comparison.alike >= LEAST_ALIKE
        };
        for clause in all.iter().take(MOST_CLAUSES) {
            let passage = Passage {
                text: without_duties(&clause.text),
                context: with_heading(clause),
                notice: Some(own.clone()),
            };
            let mut found = self.similar(&passage, &request, draft.today).await?;
            found.precedents.retain(is_alike);
            found.precedents.truncate(PRECEDENTS);
            clauses.push(CheckedClause {
                clause: clause.id.clone(),
                address: clause.address.clone(),
                path: clause.path.clone(),
                text: clause.text.clone(),
                precedents: found.precedents,
            });
        }
        Ok((clauses, all.len().saturating_sub(MOST_CLAUSES)))
    }
}
