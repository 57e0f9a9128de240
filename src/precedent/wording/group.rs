//! Sorts clauses into wordings and says of each what tells it.

use std::collections::BTreeSet;

use crate::precedent::wording::cluster::{Cut, Likeness, sort};
use crate::precedent::wording::distinct::distinct;
use crate::precedent::wording::rule::Rule;
use crate::precedent::wording::terms::{Vectors, dice};
use crate::precedent::wording::{Member, Wording};

/// At most so many clauses say which wordings there are: on the benchmark 30 and 100 sort worse.
const CORE: usize = 50;

/// So many clauses give the middle that passages are seen from: on the benchmark 50 and 200 sort
/// worse.
const MIDDLE: usize = 100;

/// The most wordings: editors made three to six of a requirement, and five sort best.
const MOST_WORDINGS: usize = 5;

/// Clauses that put the requirement are parted into at least so many wordings, if there are as many
/// as a root of their number: what is beside the matter shall not use up all wordings.
const FEWEST_WORDINGS: usize = 3;

/// What the kind of rule counts beside words where every clause gives a quantity.
const RULE: f64 = 0.8;

/// Passages that share this much of their words are one wording, however few clauses there are.
const SAME: f64 = 0.8;

/// Sorts clauses into wordings, the most frequent first; `near` of them, the first ones, put the
/// requirement, `core` of them at most say which wordings there are, and of each the terms of its
/// passage and its rule are given.
pub(super) fn groups(
    members: Vec<Member>,
    near: usize,
    core: usize,
    passages: &[BTreeSet<String>],
    rules: &[Option<Rule>],
) -> Vec<Wording> {
    let core = core.min(CORE);
    let likeness = likeness(passages, rules);
    let fewest = wordings(near).min(FEWEST_WORDINGS);
    let cut = Cut { core, most: wordings(core), near, fewest };
    let mut groups = sort(&likeness, cut);
    join_same(&mut groups, passages);
    for group in &mut groups {
        group.sort_unstable();
    }
    let nearest = |group: &Vec<usize>| group.iter().filter(|member| **member < near).count();
    groups.sort_by(|one, two| nearest(two).cmp(&nearest(one)).then(one.cmp(two)));
    let (near, further): (Vec<Vec<usize>>, Vec<Vec<usize>>) = groups
        .into_iter()
        .map(|group| group.into_iter().partition::<Vec<usize>, _>(|member| *member < near))
        .unzip();
    let told = distinct(&near, passages);
    let mut members: Vec<Option<Member>> = members.into_iter().map(Some).collect();
    let mut taken = |group: &[usize]| -> Vec<Member> {
        group.iter().filter_map(|member| members[*member].take()).collect()
    };
    let described = ('A'..='Z').zip(near.iter().zip(&further)).zip(told);
    described
        .map(|((letter, (near, further)), distinct)| Wording {
            representative: representative(near, &likeness),
            distinct,
            further: taken(further),
            ..wording(letter, taken(near))
        })
        .collect()
}

/// Says of a wording how often, where and when it is used.
fn wording(letter: char, members: Vec<Member>) -> Wording {
    let regions: BTreeSet<String> =
        members.iter().filter_map(|member| member.region.clone()).collect();
    let dates = || members.iter().filter_map(|member| member.date);
    Wording {
        letter,
        count: members.len(),
        regions: regions.into_iter().collect(),
        first: dates().min(),
        last: dates().max(),
        representative: 0,
        distinct: Vec::new(),
        members,
        further: Vec::new(),
    }
}

/// Returns the place of the one that is most like all of a group, the first of several.
fn representative(group: &[usize], likeness: &Likeness) -> usize {
    let places = 0..group.len();
    let scored = places.map(|place| (likeness.mean(group[place], group), place));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map_or(0, |(_, place)| place)
}

/// Returns how many wordings so many clauses are sorted into: their number under a root, so that
/// few clauses are not parted needlessly.
fn wordings(clauses: usize) -> usize {
    let root = (clauses as f64).sqrt().ceil();
    (1..MOST_WORDINGS).find(|number| *number as f64 >= root).unwrap_or(MOST_WORDINGS)
}

/// Joins groups whose members say the same in the same words.
fn join_same(groups: &mut Vec<Vec<usize>>, passages: &[BTreeSet<String>]) {
    let alike = |one: &[usize], two: &[usize]| {
        let pairs = one.iter().flat_map(|a| two.iter().map(move |b| (*a, *b)));
        let shares = pairs.map(|(a, b)| dice(&passages[a], &passages[b]));
        shares.sum::<f64>() / (one.len() * two.len()).max(1) as f64
    };
    let mut at = 0;
    while at < groups.len() {
        let other =
            (at + 1..groups.len()).find(|other| alike(&groups[at], &groups[*other]) >= SAME);
        match other {
            Some(other) => {
                let joined = groups.remove(other);
                groups[at].extend(joined);
            }
            None => at += 1,
        }
    }
}

/// Compares passages by their words, and the more by the kind of their rule, the more of the first
/// of them give one.
fn likeness(passages: &[BTreeSet<String>], rules: &[Option<Rule>]) -> Likeness {
    let first = MIDDLE.min(rules.len());
    let with_rule = rules[..first].iter().flatten().count();
    let by_rule = RULE * with_rule as f64 / first.max(1) as f64;
    let vectors = Vectors::of(passages, MIDDLE);
    Likeness::of(passages.len(), |one, two| {
        (1.0 - by_rule) * vectors.likeness(one, two)
            + by_rule * Rule::likeness(rules[one], rules[two])
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{join_same, wordings};

    #[test]
    fn few_clauses_are_few_wordings() {
        let numbers: Vec<usize> = [0, 1, 2, 4, 5, 9, 16, 17, 300].map(wordings).into();
        assert_eq!(numbers, [1, 1, 2, 2, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn the_same_words_are_one_wording() {
        let passage = |words: &[&str]| -> BTreeSet<String> {
            words.iter().map(|word| (*word).to_owned()).collect()
        };
        let passages = [passage(&["浮桥", "巡查"]), passage(&["渡口"]), passage(&["浮桥", "巡查"])];
        let mut groups = vec![vec![0], vec![1], vec![2]];
        join_same(&mut groups, &passages);
        assert_eq!(groups, [vec![0, 2], vec![1]]);
    }
}
