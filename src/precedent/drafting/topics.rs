//! Topics (要点) that other notices of the kind of one have and it lacks.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::fold::key;
use crate::analysis::sentence::sentences;
use crate::notice::Notice;
use crate::notice::clause::Clause;
use crate::notice::id::{ClauseKey, NoticeId};
use crate::precedent::Desk;
use crate::precedent::drafting::phrases::{Holder, lacking};
use crate::precedent::drafting::topic::{Chosen, choose};
use crate::precedent::features::{Feature, Rarities};
use crate::precedent::notices::compared::Compared;
use crate::precedent::notices::likeness::is_opening;
use crate::query::plan::Stream;
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;

/// What others of the kind of a notice have and it lacks.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Lacking {
    /// The notice.
    pub notice: NoticeSummary,
    /// Others of its kind, the newest first.
    pub kind: Vec<NoticeSummary>,
    /// Topics that several of them have, those that most have first.
    pub topics: Vec<Topic>,
    /// Topics that one of them alone has, by notice, the newest first.
    pub single: Vec<Topic>,
}

/// A topic of other notices.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Topic {
    /// What it is called, in their words.
    pub name: String,
    /// How many of them have it.
    pub notices: usize,
    /// The clauses that are about it, one a notice, the newest first.
    pub clauses: Vec<TopicClause>,
}

/// A clause about a topic.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TopicClause {
    /// Key of the clause.
    pub id: String,
    /// Where it stands, in words.
    pub address: String,
    /// The sentence of it that names the topic.
    pub sentence: String,
    /// Which of the notices of the kind it stands in, from 0.
    pub notice: usize,
}

impl Desk {
    /// Finds topics that others of the kind of a notice have and it lacks; `None` where there is no
    /// such notice.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn lacking(
        &self,
        id: &NoticeId,
        today: Date,
    ) -> Result<Option<Lacking>, SearchError> {
        let world = self.searcher.world().await?;
        let Some(base) = self.searcher.notice(id, today).await? else { return Ok(None) };
        let mut kind = self.of_kind(&base, &world, today).await?;
        kind.sort_by(|one, two| two.dated_on().cmp(&one.dated_on()).then(one.id.cmp(&two.id)));
        let clauses: Vec<Vec<&Clause>> = kind.iter().map(ruling).collect();
        let found = lacking(&clauses, &base, &world.analyzer, &world.lexicon.divisions);
        let feature = |word: &str| -> Feature { (Stream::Words, word.to_owned()) };
        let words: BTreeSet<Feature> =
            found.values().flat_map(|held| &held.words).map(|word| feature(word)).collect();
        let mut rarities = Rarities::default();
        rarities.learn(self.searcher.engine(), words.iter()).await?;
        let chosen = choose(found, |word| rarities.of(&feature(word)), rarities.most());
        let topics = chosen.iter().map(|topic| shown(topic, &kind, &clauses));
        let (topics, single) = topics.partition(|topic| topic.notices > 1);
        Ok(Some(Lacking {
            notice: summary(&base, today),
            kind: kind.iter().map(|notice| summary(notice, today)).collect(),
            topics,
            single,
        }))
    }
}

/// Returns the clauses of a notice that say what is to be done, and not why.
fn ruling(notice: &Notice) -> Vec<&Clause> {
    let mut clauses = Compared::of(notice).clauses;
    clauses.retain(|clause| !is_opening(clause));
    clauses
}

fn shown(topic: &Chosen, kind: &[Notice], clauses: &[Vec<&Clause>]) -> Topic {
    let mut first: Vec<&Holder> = Vec::new();
    for holder in &topic.holders {
        if first.iter().all(|held| held.notice != holder.notice) {
            first.push(holder);
        }
    }
    let clauses: Vec<TopicClause> = first
        .into_iter()
        .map(|holder| {
            let (notice, clause) = (&kind[holder.notice], clauses[holder.notice][holder.clause]);
            TopicClause {
                id: ClauseKey { notice: notice.id.clone(), clause: clause.id.clone() }.to_string(),
                address: clause.address.clone(),
                sentence: naming(&clause.text, &topic.name),
                notice: holder.notice,
            }
        })
        .collect();
    Topic { name: topic.name.clone(), notices: clauses.len(), clauses }
}

/// Returns the sentence of a clause that holds a name; the whole clause where its sentences do not,
/// since a place stands in it.
fn naming(text: &str, name: &str) -> String {
    let mut holding = sentences(text).into_iter().map(|range| text[range].trim());
    holding.find(|sentence| key(sentence).contains(name)).unwrap_or(text).to_owned()
}
