//! What notices of one library say of each other: which ends which, which are copies of one.
//!
//! Told anew over all notices whenever something is published or opened: nothing that one notice
//! says of another outlives the notice that says it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::engine::days::NO_DAY;
use crate::notice::doc_number::DocNumber;
use crate::notice::status::Validity;

/// What relations are told from: one notice.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Named<'a> {
    /// Its key.
    pub(in crate::engine) key: &'a str,
    /// Names under which others cite and end it.
    pub(in crate::engine) names: Vec<&'a str>,
    /// Names of the documents that it repeals.
    pub(in crate::engine) repeals: Vec<&'a str>,
    /// Names of the documents that it lets expire.
    pub(in crate::engine) expires: Vec<&'a str>,
    /// What its copies have in common with it.
    pub(in crate::engine) copy_keys: Vec<&'a str>,
    /// How much its page states.
    pub(in crate::engine) completeness: u64,
    /// The day that orders it by age.
    pub(in crate::engine) day: i32,
    /// The notice that it is a chunk of.
    pub(in crate::engine) whole: Option<&'a str>,
}

/// Notices that end others, by the names of these, the earliest first.
pub(in crate::engine) type Enders<P> = HashMap<String, Vec<(P, Validity)>>;

/// What notices say of each other, each by its place in the list.
#[derive(Debug, Default)]
pub(in crate::engine) struct Told {
    /// Per notice, the one that ends it, with what becomes of it.
    pub(in crate::engine) ended: HashMap<usize, (usize, Validity)>,
    /// Copies of one notice, the one that is shown first.
    pub(in crate::engine) groups: Vec<Vec<usize>>,
    /// Notices by the names under which others cite them; of several the first.
    pub(in crate::engine) by_name: HashMap<String, usize>,
    /// Notices that have a number.
    pub(in crate::engine) numbered: HashSet<usize>,
    /// Notices that end others.
    pub(in crate::engine) enders: Enders<usize>,
}

/// Tells the relations of all notices of a library.
pub(in crate::engine) fn tell(notices: &[Named<'_>]) -> Told {
    let enders = enders(notices);
    let is_numbered =
        |notice: &Named<'_>| notice.names.iter().any(|name| DocNumber::parse(name).is_some());
    let numbered = notices.iter().enumerate().filter(|(_, notice)| is_numbered(notice));
    Told {
        ended: ended(notices, &enders),
        groups: groups(notices),
        by_name: by_name(notices),
        numbered: numbered.map(|(place, _)| place).collect(),
        enders,
    }
}

fn by_name(notices: &[Named<'_>]) -> HashMap<String, usize> {
    let mut by_name = HashMap::new();
    for (place, notice) in notices.iter().enumerate() {
        for name in &notice.names {
            by_name.entry((*name).to_owned()).or_insert(place);
        }
    }
    by_name
}

/// Finds the notices that end others.
fn enders(notices: &[Named<'_>]) -> Enders<usize> {
    let mut enders = Enders::new();
    for (place, notice) in notices.iter().enumerate() {
        let repealed = notice.repeals.iter().map(|name| (name, Validity::Repealed));
        let expired = notice.expires.iter().map(|name| (name, Validity::Expired));
        for (name, value) in repealed.chain(expired) {
            enders.entry((*name).to_owned()).or_default().push((place, value));
        }
    }
    for by in enders.values_mut() {
        by.sort_by_key(|(by, _)| (notices[*by].day, *by));
    }
    enders
}

/// Finds for each notice the earliest other one that ends it and is no older. What ends the first
/// chunk of a notice, which has its names, ends all of them; none of them does.
fn ended(notices: &[Named<'_>], enders: &Enders<usize>) -> HashMap<usize, (usize, Validity)> {
    let mut ended = HashMap::new();
    for (place, notice) in notices.iter().enumerate() {
        let by = notice
            .names
            .iter()
            .filter_map(|name| enders.get(*name))
            .flatten()
            .filter(|(by, _)| *by != place && !is_beside(&notices[*by], notice))
            .map(|(by, value)| (notices[*by].day, *by, *value))
            .filter(|(day, ..)| *day == NO_DAY || notice.day == NO_DAY || *day >= notice.day)
            .min_by_key(|(day, by, _)| (*day, *by));
        if let Some((_, by, value)) = by {
            ended.insert(place, (by, value));
        }
    }
    let of_wholes: HashMap<&str, (usize, Validity)> =
        ended.iter().filter_map(|(place, by)| Some((notices[*place].whole?, *by))).collect();
    for (place, notice) in notices.iter().enumerate() {
        if let Some(by) = notice.whole.and_then(|whole| of_wholes.get(whole)) {
            ended.entry(place).or_insert(*by);
        }
    }
    ended
}

fn is_beside(one: &Named<'_>, other: &Named<'_>) -> bool {
    one.whole.is_some() && one.whole == other.whole
}

/// Groups the copies of one notice, the one that states most first.
fn groups(notices: &[Named<'_>]) -> Vec<Vec<usize>> {
    let mut holders: HashMap<&str, usize> = HashMap::new();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut group_of: HashMap<usize, usize> = HashMap::new();
    for (place, notice) in notices.iter().enumerate() {
        let mut root = place;
        for key in &notice.copy_keys {
            let holder = *holders.entry(key).or_insert(place);
            let held = *group_of.get(&holder).unwrap_or(&holder);
            if held != root {
                let (kept, joined) = (held.min(root), held.max(root));
                let mut members = groups.remove(&joined).unwrap_or_else(|| vec![joined]);
                for member in &members {
                    group_of.insert(*member, kept);
                }
                groups.entry(kept).or_insert_with(|| vec![kept]).append(&mut members);
                root = kept;
            }
        }
    }
    let shown_first = |place: &usize| (Reverse(notices[*place].completeness), notices[*place].key);
    groups
        .into_values()
        .map(|mut members| {
            members.sort_by(|one, two| shown_first(one).cmp(&shown_first(two)));
            members
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Named, tell};
    use crate::engine::days::NO_DAY;
    use crate::notice::status::Validity;

    #[test]
    fn the_earliest_notice_that_is_no_older_ends_another() {
        let notice = |key, day, names: &[&'static str], repeals: &[&'static str]| Named {
            key,
            day,
            names: names.to_vec(),
            repeals: repeals.to_vec(),
            ..Named::default()
        };
        let told = tell(&[
            notice("old", 10, &["泽政办发〔2012〕3号"], &[]),
            notice("before", 5, &[], &["泽政办发〔2012〕3号"]),
            notice("late", 30, &[], &["泽政办发〔2012〕3号"]),
            notice("first", 20, &[], &["泽政办发〔2012〕3号"]),
            notice("undated", NO_DAY, &["泽政办发〔2013〕1号"], &[]),
        ]);
        assert_eq!(told.ended.get(&0), Some(&(3, Validity::Repealed)));
        assert_eq!(told.ended.len(), 1);
        assert!(told.numbered.contains(&0) && told.numbered.contains(&4));
    }

    #[test]
    fn what_ends_the_first_chunk_ends_all_and_none_ends_its_own_whole() {
        let chunk = |key, whole, day, names: &[&'static str], repeals: &[&'static str]| Named {
            key,
            day,
            whole: Some(whole),
            names: names.to_vec(),
            repeals: repeals.to_vec(),
            ..Named::default()
        };
        let told = tell(&[
            chunk("old#0", "old", 10, &["供水管理办法"], &[]),
            chunk("old#1", "old", 10, &[], &[]),
            chunk("new#0", "new", 20, &["供水管理办法"], &[]),
            chunk("new#1", "new", 20, &[], &["供水管理办法"]),
        ]);
        let by = Some(&(3, Validity::Repealed));
        assert_eq!((told.ended.get(&0), told.ended.get(&1)), (by, by));
        assert_eq!(told.ended.len(), 2, "{:?}", told.ended);
    }

    #[test]
    fn copies_are_grouped_by_any_key_that_they_share() {
        let copy = |key, completeness, keys: &[&'static str]| Named {
            key,
            completeness,
            copy_keys: keys.to_vec(),
            ..Named::default()
        };
        let told = tell(&[
            copy("a", 1, &["x"]),
            copy("b", 3, &["y"]),
            copy("c", 1, &["x", "y"]),
            copy("d", 9, &["z"]),
        ]);
        assert_eq!(told.groups, [vec![1, 0, 2]], "the one that states most, then by key");
    }
}
