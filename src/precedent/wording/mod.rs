//! Sorts the clauses that put one requirement into wordings (措辞分组).

mod cluster;
mod distinct;
mod focus;
mod group;
mod rule;
mod terms;

use std::time::Instant;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::notice::schema::DateSchema;
use crate::precedent::Desk;
use crate::precedent::clause::ShownClause;
use crate::precedent::common::common;
use crate::precedent::comparison::{Comparison, compare};
use crate::precedent::passage::{Passage, with_heading};
use crate::precedent::request::PrecedentRequest;
use crate::precedent::similar::Scores;
use crate::precedent::wording::focus::Focus;
use crate::precedent::wording::group::groups;
use crate::precedent::wording::rule::Rule;
use crate::precedent::wording::terms::terms;
use crate::query::request::Page;
use crate::search::error::SearchError;

/// Clauses that are sorted: some requirements of the benchmark stand in 58, some of them far down;
/// beyond 300 nothing is gained.
const SORTED: usize = 300;

/// A clause that scores at least this share of the best one puts the requirement; one further off
/// may be about a neighbouring matter. On the benchmark three quarters of all clauses that an
/// editor sorted are so near, and more than half of what is so near was sorted by an editor.
const NEAR: f32 = 0.45;

/// A clause that scores at least this share of the best one helps to say which wordings there are:
/// on the benchmark nothing is gained below, and 0.3 sorts worse.
const CORE: f32 = 0.2;

/// The wordings of a requirement within the library.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Wordings {
    /// What was asked for.
    pub passage: String,
    /// Number of clauses that put the requirement.
    pub count: usize,
    /// The wording that the others are compared with; `None` where there is none.
    pub baseline: Option<char>,
    /// The wordings, the most frequent first.
    pub groups: Vec<Wording>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// Clauses that put a requirement in the same words or the same construction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Wording {
    /// `A` for the most frequent wording, then `B`, `C` …
    pub letter: char,
    /// Number of its members; 0 where all of its clauses are further off.
    pub count: usize,
    /// Provinces and cities that use it, each once, in the order of their names.
    pub regions: Vec<String>,
    /// Date of the earliest notice that uses it.
    #[schemars(with = "Option<DateSchema>")]
    pub first: Option<Date>,
    /// Date of the latest notice that uses it.
    #[schemars(with = "Option<DateSchema>")]
    pub last: Option<Date>,
    /// Place among the members of the one that is most like all others.
    pub representative: usize,
    /// Words that its members share and other wordings lack, the most telling first; folded.
    pub distinct: Vec<String>,
    /// The clauses, the nearest to what was asked first.
    pub members: Vec<Member>,
    /// Clauses further off that are most like this wording, if they put the requirement at all.
    pub further: Vec<Member>,
}

/// A clause of a wording; a clause is in one wording only.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Member {
    /// The clause.
    #[serde(flatten)]
    pub clause: ShownClause,
    /// The sentences of it that put the requirement, a heading above them included.
    pub passage: String,
    /// Date of the notice: signature, else publication, else force.
    #[schemars(with = "Option<DateSchema>")]
    pub date: Option<Date>,
    /// Province and city of the notice: 岚川省清泽市; `None` where they are unknown.
    pub region: Option<String>,
    /// The passage beside the representative of the baseline; `None` for that itself and for what
    /// is further off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
}

impl Desk {
    /// Finds the clauses that put the same requirement as a passage, sorts them into wordings, and
    /// compares them with the baseline: the wording of that letter, else the most frequent one.
    ///
    /// What a clerk types is asked for by [`Passage::pasted`]. The clause of a passage is itself
    /// among the members; the page of the request is not heeded.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn wordings(
        &self,
        passage: &Passage,
        baseline: Option<char>,
        request: &PrecedentRequest,
        today: Date,
    ) -> Result<Wordings, SearchError> {
        let begun = Instant::now();
        let anywhere = Passage { notice: None, ..passage.clone() };
        let request = PrecedentRequest { page: Page::all(SORTED), ..request.clone() };
        let found = self.found(&anywhere, &request, Scores::Compared, today).await?;
        let (divisions, analyzer) = (&found.world.lexicon.divisions, &found.world.analyzer);
        let best = found.hits.iter().map(|hit| hit.score).fold(0.0, f32::max);
        let (mut near, mut core) = (0, 0);
        let (mut members, mut rules, mut passages) = (Vec::new(), Vec::new(), Vec::new());
        for hit in &found.hits {
            let Some(record) = hit.clauses.first() else { continue };
            let focus = Focus::of(&with_heading(&record.clause), &found);
            near += usize::from(hit.score >= NEAR * best);
            core += usize::from(hit.score >= CORE * best);
            rules.push(Rule::of(&common(&focus.rule, divisions)));
            passages.push(terms(&common(&focus.passage, divisions), analyzer));
            members.push(Member {
                clause: ShownClause::new(&hit.notice, record, today),
                passage: focus.passage,
                date: hit.notice.dated_on(),
                region: Some(hit.notice.region.names().take(2).collect::<String>())
                    .filter(|region| !region.is_empty()),
                comparison: None,
            });
        }
        let mut wordings = Wordings {
            passage: passage.text.clone(),
            count: near,
            baseline: None,
            groups: groups(members, near, core, &passages, &rules),
            took_ms: 0,
        };
        wordings.compare(baseline, |one, other| compare(one, other, analyzer));
        wordings.took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        Ok(wordings)
    }
}

impl Wordings {
    /// Compares every member with the representative of the baseline.
    fn compare(&mut self, wanted: Option<char>, compare: impl Fn(&str, &str) -> Comparison) {
        let place = self.groups.iter().position(|group| Some(group.letter) == wanted);
        let place = place.unwrap_or(0);
        let Some(baseline) = self.groups.get(place) else { return };
        self.baseline = Some(baseline.letter);
        let Some(representative) = baseline.members.get(baseline.representative) else { return };
        let (id, passage) = (representative.clause.id.clone(), representative.passage.clone());
        let members = self.groups.iter_mut().flat_map(|group| &mut group.members);
        for member in members.filter(|member| member.clause.id != id) {
            member.comparison = Some(compare(&passage, &member.passage));
        }
    }
}
