//! Sorts the clauses that put one requirement into wordings (措辞分组).

mod cluster;
mod distinct;
mod focus;
mod rule;
mod terms;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::engine::hits::Hit;
use crate::notice::id::ClauseKey;
use crate::precedent::Desk;
use crate::precedent::common::common;
use crate::precedent::passage::{Passage, with_heading};
use crate::precedent::request::PrecedentRequest;
use crate::precedent::wording::cluster::{Likeness, sort};
use crate::precedent::wording::distinct::distinct;
use crate::precedent::wording::focus::Focus;
use crate::precedent::wording::rule::Rule;
use crate::precedent::wording::terms::{Vectors, terms};
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;

/// The first clauses say which wordings there are: on the benchmark 30 and 100 sort worse.
const CORE: usize = 50;

/// The most wordings: editors made three to six of a requirement, and five sort best.
const MOST_WORDINGS: usize = 5;

/// What the kind of rule counts beside words where every clause gives a quantity.
const RULE: f64 = 0.8;

/// The wordings of a requirement within the library.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Wordings {
    /// The wordings, the most frequent first.
    pub groups: Vec<Wording>,
}

/// Clauses that put a requirement in the same words or the same construction.
#[derive(Clone, Debug, Serialize)]
pub struct Wording {
    /// `A` for the most frequent wording, then `B`, `C` …
    pub letter: char,
    /// Number of clauses.
    pub count: usize,
    /// Provinces and cities that use it, each once, in the order of their names.
    pub regions: Vec<String>,
    /// Date of the earliest notice that uses it.
    pub first: Option<Date>,
    /// Date of the latest notice that uses it.
    pub last: Option<Date>,
    /// Place among the members of the one that is most like all others.
    pub representative: usize,
    /// Words that its members share and other wordings lack, the most telling first; folded.
    pub distinct: Vec<String>,
    /// The clauses, the nearest to what was asked first.
    pub members: Vec<Member>,
}

/// A clause of a wording; a clause is in one wording only.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
    /// Where its notice repeats it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also_at: Option<String>,
    /// Headings above it.
    pub path: Vec<String>,
    /// Its whole text.
    pub text: String,
    /// The sentences of it that put the requirement, a heading above them included.
    pub passage: String,
    /// Date of the notice: signature, else publication, else force.
    pub date: Option<Date>,
    /// Province and city of the notice: 岚川省清泽市; `None` where they are unknown.
    pub region: Option<String>,
    /// Its notice.
    pub notice: NoticeSummary,
}

impl Desk {
    /// Finds the clauses that put the same requirement as a passage and sorts them into wordings.
    ///
    /// What a clerk types is asked for by [`Passage::pasted`]. The clause of a passage is itself
    /// among the members. The page of the request says which of the clauses found are sorted.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn wordings(
        &self,
        passage: &Passage,
        request: &PrecedentRequest,
        today: Date,
    ) -> Result<Wordings, SearchError> {
        let anywhere = Passage { notice: None, ..passage.clone() };
        let found = self.found(&anywhere, request, today).await?;
        let (divisions, analyzer) = (&found.world.lexicon.divisions, &found.world.analyzer);
        let members: Vec<(Member, Focus)> = found
            .hits
            .iter()
            .filter_map(|hit| {
                let text = with_heading(&hit.clauses.first()?.clause);
                let focus = Focus::of(&text, &found);
                Some((member(hit, &focus, today)?, focus))
            })
            .collect();
        let rules: Vec<Option<Rule>> =
            members.iter().map(|(_, focus)| Rule::of(&common(&focus.rule, divisions))).collect();
        let passages: Vec<BTreeSet<String>> = members
            .iter()
            .map(|(_, focus)| terms(&common(&focus.passage, divisions), analyzer))
            .collect();
        let likeness = likeness(&passages, &rules);
        let groups = sort(&likeness, CORE, wordings(members.len()));
        let members = members.into_iter().map(|(member, _)| member).collect();
        Ok(Wordings { groups: described(groups, members, &passages, &likeness) })
    }
}

/// Returns how many wordings so many clauses are sorted into: half of them under a root, the rule
/// of thumb of Mardia, Kent and Bibby (1979), so that few clauses are not parted needlessly.
fn wordings(clauses: usize) -> usize {
    let rule_of_thumb = (clauses as f64 / 2.0).sqrt().ceil();
    (1..MOST_WORDINGS).find(|number| *number as f64 >= rule_of_thumb).unwrap_or(MOST_WORDINGS)
}

fn member(hit: &Hit, focus: &Focus, today: Date) -> Option<Member> {
    let clause = &hit.clauses.first()?.clause;
    let region: String = hit.notice.region.names().take(2).collect();
    Some(Member {
        id: ClauseKey { notice: hit.notice.id.clone(), clause: clause.id.clone() }.to_string(),
        address: clause.address.clone(),
        also_at: clause.also_at.clone(),
        path: clause.path.clone(),
        text: clause.text.clone(),
        passage: focus.passage.clone(),
        date: hit.notice.dated_on(),
        region: Some(region).filter(|region| !region.is_empty()),
        notice: summary(&hit.notice, today),
    })
}

/// Compares passages by their words, and the more by the kind of their rule, the more of the
/// first of them give one.
fn likeness(passages: &[BTreeSet<String>], rules: &[Option<Rule>]) -> Likeness {
    let core = CORE.min(rules.len());
    let with_rule = rules[..core].iter().flatten().count();
    let by_rule = RULE * with_rule as f64 / core.max(1) as f64;
    let vectors = Vectors::of(passages, CORE);
    Likeness::of(passages.len(), |one, two| {
        (1.0 - by_rule) * vectors.likeness(one, two)
            + by_rule * Rule::likeness(rules[one], rules[two])
    })
}

/// Makes wordings of groups of members, the largest first.
fn described(
    mut groups: Vec<Vec<usize>>,
    members: Vec<Member>,
    passages: &[BTreeSet<String>],
    likeness: &Likeness,
) -> Vec<Wording> {
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_by(|one, two| two.len().cmp(&one.len()).then(one.cmp(two)));
    let distinct = distinct(&groups, passages);
    let mut members: Vec<Option<Member>> = members.into_iter().map(Some).collect();
    let described = ('A'..='Z').zip(groups).zip(distinct).map(|((letter, group), distinct)| {
        let representative = (0..group.len())
            .map(|place| (likeness.mean(group[place], &group), place))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let members: Vec<Member> =
            group.iter().filter_map(|member| members[*member].take()).collect();
        let regions: BTreeSet<String> =
            members.iter().filter_map(|member| member.region.clone()).collect();
        let dates = || members.iter().filter_map(|member| member.date);
        Wording {
            letter,
            count: members.len(),
            regions: regions.into_iter().collect(),
            first: dates().min(),
            last: dates().max(),
            representative: representative.map_or(0, |(_, place)| place),
            distinct,
            members,
        }
    });
    described.collect()
}
