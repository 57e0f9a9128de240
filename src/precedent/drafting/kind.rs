//! Which notices are of the kind of one: those about its matter that answer several of its clauses.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::notice::Notice;
use crate::notice::id::NoticeId;
use crate::precedent::Desk;
use crate::precedent::features::Counts;
use crate::precedent::notices::align::{Pair, align};
use crate::precedent::notices::compared::Compared;
use crate::precedent::notices::likeness::{Likenesses, features};
use crate::precedent::passage::{OwnNotice, Passage};
use crate::precedent::request::PrecedentRequest;
use crate::query::request::Page;
use crate::search::error::SearchError;
use crate::search::world::World;

/// Notices that are looked at: with more, those that follow share hardly more than a word of the
/// title.
const LOOKED_AT: usize = 12;

/// The fewest notices about the matter by its title; with fewer, those are looked at that its
/// clauses lead to.
const FEWEST: usize = 3;

/// Clauses by which notices are sought where the title does not tell them.
const ASKED: usize = 6;

/// The least likeness of clauses that say the same.
const LIKENESS: f32 = 0.2;

/// The fewest clauses that a notice of the kind answers: read beside six notices, with one it was
/// often about something else (生育支持 beside a loan for families), with two hardly ever.
const ANSWERED: usize = 2;

impl Desk {
    /// Returns the notices of the kind of one, those that were thought most alike first.
    pub(super) async fn of_kind(
        &self,
        notice: &Notice,
        world: &World,
        today: Date,
    ) -> Result<Vec<Notice>, SearchError> {
        let alike = self.searcher.similar(notice, LOOKED_AT, today).await?;
        let mut ids: Vec<NoticeId> = alike.into_iter().map(|other| other.id).collect();
        if ids.len() < FEWEST {
            for id in self.by_clauses(notice, today).await? {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        let own = counted(notice, world);
        let mut kind: Vec<Notice> = Vec::new();
        for id in ids.iter().take(LOOKED_AT) {
            let is_copy = kind.iter().any(|held| held.also_at.contains(id));
            let Some(other) = self.searcher.notice(id, today).await?.filter(|_| !is_copy) else {
                continue;
            };
            let likenesses = Likenesses::of(&own, &counted(&other, world));
            let is_same = |pair: &Pair| likenesses.at(pair.old, pair.new) >= LIKENESS;
            if align(&likenesses).into_iter().filter(is_same).count() >= ANSWERED {
                kind.push(other);
            }
        }
        Ok(kind)
    }

    /// Returns the notices that clauses of a notice lead to, those that most of them do first.
    async fn by_clauses(&self, notice: &Notice, today: Date) -> Result<Vec<NoticeId>, SearchError> {
        let clauses = Compared::of(notice).clauses;
        let step = clauses.len().div_ceil(ASKED).max(1);
        let page = Page::all(LOOKED_AT);
        let request = PrecedentRequest { page, ..PrecedentRequest::default() };
        let mut led: BTreeMap<NoticeId, usize> = BTreeMap::new();
        for clause in clauses.into_iter().step_by(step) {
            let passage = Passage::of_clause(OwnNotice::of(notice), clause);
            let mut hits = self.similar_hits(&passage, &request, today).await?;
            hits.dedup_by(|one, two| one.notice.id == two.notice.id);
            for hit in hits {
                *led.entry(hit.notice.id).or_default() += 1;
            }
        }
        let mut led: Vec<(NoticeId, usize)> = led.into_iter().collect();
        led.sort_by(|(one, a), (two, b)| b.cmp(a).then(one.cmp(two)));
        Ok(led.into_iter().map(|(id, _)| id).collect())
    }
}

fn counted(notice: &Notice, world: &World) -> Vec<Counts> {
    let clauses = Compared::of(notice).clauses.into_iter();
    let divisions = &world.lexicon.divisions;
    clauses.map(|clause| features(clause, &world.analyzer, divisions)).collect()
}
