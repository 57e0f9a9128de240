//! Chooses, of the phrases that a notice lacks, those that name a topic of its kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::notice::body::{ORGANS, SORTS};
use crate::precedent::drafting::phrases::{Held, Holder};

/// The most topics that several notices have.
const MOST: usize = 40;

/// The least that the words of a topic say together, as a share of the most that a single word can:
/// 工作机制 says 0.6, 舆情回应 0.9.
const LEAST: f32 = 0.7;

/// The same for what one notice alone has, whose name must tell it from others.
const LEAST_SINGLE: f32 = 1.0;

/// A topic of other notices.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// What it is called.
    pub(super) name: String,
    /// The sentences that are about it.
    pub(super) holders: BTreeSet<Holder>,
}

/// A phrase with what its words say.
struct Weighed {
    name: String,
    held: Held,
    weight: f32,
    notices: usize,
}

/// Chooses topics: first those that several notices have, by how many have them and then by rarity,
/// of phrases that hold each other the first; then those that one notice alone has, in its order, a
/// sentence each, by the shortest name that tells it.
///
/// `rarity` says how rare a word is among the clauses of the library, `rarest` the most that it can.
pub(super) fn choose(
    found: BTreeMap<String, Held>,
    rarity: impl Fn(&str) -> f32,
    rarest: f32,
) -> Vec<Chosen> {
    let weighed = found.into_iter().filter(|(name, _)| !is_body(name)).map(|(name, held)| {
        let weight = held.words.iter().map(|word| rarity(word)).sum();
        let notices: BTreeSet<usize> = held.holders.iter().map(|holder| holder.notice).collect();
        Weighed { name, held, weight, notices: notices.len() }
    });
    let (shared, single): (Vec<Weighed>, Vec<Weighed>) =
        weighed.partition(|phrase| phrase.notices > 1);
    let mut chosen = of_several(shared, LEAST * rarest);
    chosen.extend(of_one(single, LEAST_SINGLE * rarest, &chosen));
    chosen
}

fn of_several(mut phrases: Vec<Weighed>, least: f32) -> Vec<Chosen> {
    phrases.retain(|phrase| phrase.weight >= least);
    phrases.sort_by(|one, two| {
        let by_rarity = two.weight.total_cmp(&one.weight);
        two.notices.cmp(&one.notices).then(by_rarity).then(one.name.cmp(&two.name))
    });
    let mut chosen: Vec<Chosen> = Vec::new();
    for Weighed { name, held, .. } in phrases {
        let is_told = |other: &Chosen| {
            let is_part = other.name.contains(&name) || name.contains(&other.name);
            is_part || other.holders == held.holders
        };
        if chosen.len() < MOST && !chosen.iter().any(is_told) {
            chosen.push(Chosen { name, holders: held.holders });
        }
    }
    chosen
}

fn of_one(phrases: Vec<Weighed>, least: f32, told: &[Chosen]) -> Vec<Chosen> {
    let told: BTreeSet<Holder> =
        told.iter().flat_map(|topic| topic.holders.iter().copied()).collect();
    let mut shortest: BTreeMap<Holder, String> = BTreeMap::new();
    for Weighed { name, held, weight, .. } in phrases {
        if weight < least || !held.is_whole {
            continue;
        }
        for holder in held.holders.difference(&told) {
            let named = shortest.entry(*holder).or_insert_with(|| name.clone());
            if name.chars().count() < named.chars().count() {
                named.clone_from(&name);
            }
        }
    }
    let mut chosen: Vec<Chosen> = Vec::new();
    for (holder, name) in shortest {
        match chosen.iter_mut().find(|topic| topic.name == name) {
            Some(topic) => drop(topic.holders.insert(holder)),
            None => chosen.push(Chosen { name, holders: BTreeSet::from([holder]) }),
        }
    }
    chosen
}

/// Tells whether a phrase names a body and no topic: 区政府办公室, 有关单位.
fn is_body(phrase: &str) -> bool {
    ORGANS.iter().chain(&SORTS).any(|end| phrase.ends_with(end))
}
