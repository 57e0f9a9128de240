//! What notices of one index say of each other: which ends which, which are copies of one.
//!
//! Told anew whenever an index is opened, from columns of names; nothing that one notice says of
//! another is ever stored with the other, so that no change leaves a stale word behind.

use std::collections::{BTreeMap, HashMap, HashSet};

use tantivy::SegmentReader;

use crate::engine::Known;
use crate::engine::document::names;
use crate::engine::embedded::columns::{Columns, CopyOf, Dimension, NO_DAY, date_of, load_strings};
use crate::engine::embedded::dictionary::Dictionary;
use crate::engine::error::EngineError;
use crate::notice::Notice;
use crate::notice::citation::Citation;
use crate::notice::doc_number::DocNumber;
use crate::notice::id::NoticeId;
use crate::notice::status::{EndedBy, Validity};

/// A notice by its segment and its number there.
type Place = (u32, u32);

/// What notices say of each other.
#[derive(Debug, Default)]
pub(super) struct Relations {
    ended: HashMap<Place, (Place, Validity)>,
    /// Copies of one notice, the one that is shown first.
    groups: Vec<Vec<Place>>,
    /// Notices by the names under which others cite them.
    by_name: HashMap<String, Place>,
    /// Notices that have a number.
    numbered: HashSet<Place>,
    /// Notices that end others, by the names of these.
    enders: Enders,
}

/// Notices that end others, by the names of these, the earliest first.
type Enders = HashMap<String, Vec<(Place, Validity)>>;

/// The columns that relations are told from.
struct Names {
    names: Dimension,
    repeals: Dimension,
    expires: Dimension,
    copy_keys: Dimension,
    completeness: Vec<u64>,
}

impl Names {
    fn load(segment: &SegmentReader) -> Result<Self, EngineError> {
        let docs = segment.max_doc();
        let load = |name: &str| {
            let column = segment.fast_fields().str(name)?;
            load_strings(column.as_ref(), docs)
        };
        let completeness = segment.fast_fields().u64("completeness")?;
        Ok(Self {
            names: load("names")?,
            repeals: load("repeals")?,
            expires: load("expires")?,
            copy_keys: load("copy_keys")?,
            completeness: (0..docs).map(|doc| completeness.first(doc).unwrap_or(0)).collect(),
        })
    }
}

impl Relations {
    /// Tells the relations of all notices, and marks in the columns what follows from them.
    pub(super) fn tell<'a>(
        readers: impl Iterator<Item = &'a SegmentReader>,
        segments: &mut [Columns],
        validities: &Dictionary,
    ) -> Result<Self, EngineError> {
        let names: Result<Vec<Names>, EngineError> = readers.map(Names::load).collect();
        let names = names?;
        let enders = enders(&names, segments);
        let relations = Self {
            ended: ended(&names, &enders, segments),
            enders,
            groups: groups(&names, segments),
            by_name: by_name(&names, segments),
            numbered: numbered(&names, segments),
        };
        let unknown = validities.number(Validity::Unknown.name());
        for ((segment, notice), (by, value)) in &relations.ended {
            let from = day_of(segments, *by);
            let columns = &mut segments[*segment as usize];
            if columns.stated_validity(*notice) == unknown {
                columns.set_ended(*notice, from, validities.number(value.name()).unwrap_or(0));
            }
        }
        for (group, members) in (0_u32..).zip(&relations.groups) {
            for (rank, (segment, notice)) in (0_u32..).zip(members) {
                segments[*segment as usize].set_copy(*notice, CopyOf { group, rank });
            }
        }
        Ok(relations)
    }

    /// Returns the copy of a notice that is shown in place of the others.
    fn shown(&self, place: Place, segments: &[Columns]) -> Place {
        let columns = &segments[place.0 as usize];
        let group = columns.copy(columns.doc_of(place.1)).map(|copy| copy.group as usize);
        group.and_then(|group| self.groups[group].first().copied()).unwrap_or(place)
    }

    /// Returns what the library knows of a document that is cited.
    pub(super) fn known(&self, document: &Citation, segments: &[Columns]) -> Known {
        let (number, title) = (document.doc_number.as_ref(), document.title.as_deref());
        let held = |names: &[String]| {
            let place = names.iter().find_map(|name| self.by_name.get(name));
            place.map(|place| id_of(self.shown(*place, segments), segments))
        };
        let by_number = names(number, None);
        let by_title = names(None, title);
        let name = by_number.first().or(by_title.first());
        let ender = name.and_then(|name| self.enders.get(name)?.first());
        Known {
            by_number: held(&by_number),
            by_title: held(&by_title),
            ended_by: ender.map(|(by, value)| ended_by(*by, *value, segments)),
        }
    }

    /// Finds the notice that a citation names. One that has another number than the cited one is
    /// not it, whatever its title: titles recur from year to year.
    fn cited(&self, citation: &Citation) -> Option<Place> {
        let held = |number: Option<&DocNumber>, title: Option<&str>| {
            names(number, title).iter().find_map(|name| self.by_name.get(name)).copied()
        };
        let by_title = held(None, citation.title.as_deref());
        match &citation.doc_number {
            Some(number) => held(Some(number), None)
                .or_else(|| by_title.filter(|place| !self.numbered.contains(place))),
            None => by_title,
        }
    }

    /// Completes a notice's record with what others say of it.
    pub(super) fn complete(&self, record: &mut Notice, place: Place, segments: &[Columns]) {
        let id = |place: Place| id_of(place, segments);
        record.ended_by = self.ended.get(&place).map(|(by, value)| ended_by(*by, *value, segments));
        for citation in &mut record.citations {
            let found = self.cited(citation);
            citation.notice = found.map(|found| id(self.shown(found, segments)));
        }
        let columns = &segments[place.0 as usize];
        let group = columns.copy(columns.doc_of(place.1)).map(|copy| copy.group as usize);
        let members = group.into_iter().flat_map(|group| &self.groups[group]);
        record.also_at = members.filter(|copy| **copy != place).map(|copy| id(*copy)).collect();
    }
}

fn id_of((segment, notice): Place, segments: &[Columns]) -> NoticeId {
    NoticeId::given(segments[segment as usize].key(notice))
}

fn ended_by(by: Place, value: Validity, segments: &[Columns]) -> EndedBy {
    EndedBy { by: id_of(by, segments), value, on: date_of(day_of(segments, by)) }
}

fn by_name(names: &[Names], segments: &[Columns]) -> HashMap<String, Place> {
    let mut by_name = HashMap::new();
    for (place, _, doc) in alive(segments) {
        for name in names[place.0 as usize].names.of(doc) {
            by_name.entry(name.to_owned()).or_insert(place);
        }
    }
    by_name
}

fn numbered(names: &[Names], segments: &[Columns]) -> HashSet<Place> {
    let numbered = alive(segments).filter(|(place, _, doc)| {
        names[place.0 as usize].names.of(*doc).any(|name| DocNumber::parse(name).is_some())
    });
    numbered.map(|(place, ..)| place).collect()
}

fn day_of(segments: &[Columns], (segment, notice): Place) -> i32 {
    let columns = &segments[segment as usize];
    columns.dated_on(columns.doc_of(notice))
}

fn alive(segments: &[Columns]) -> impl Iterator<Item = (Place, &Columns, u32)> {
    (0_u32..).zip(segments).flat_map(|(segment, columns)| {
        columns
            .alive_notices()
            .map(move |notice| ((segment, notice), columns, columns.doc_of(notice)))
    })
}

/// Finds the notices that end others.
fn enders(names: &[Names], segments: &[Columns]) -> Enders {
    let mut enders = Enders::new();
    for (place, _, doc) in alive(segments) {
        let names = &names[place.0 as usize];
        for (column, value) in
            [(&names.repeals, Validity::Repealed), (&names.expires, Validity::Expired)]
        {
            for name in column.of(doc) {
                enders.entry(name.to_owned()).or_default().push((place, value));
            }
        }
    }
    for by in enders.values_mut() {
        by.sort_by_key(|(by, _)| (day_of(segments, *by), *by));
    }
    enders
}

/// Finds for each notice the earliest other one that ends it and is no older.
fn ended(
    names: &[Names],
    enders: &Enders,
    segments: &[Columns],
) -> HashMap<Place, (Place, Validity)> {
    let mut ended = HashMap::new();
    for (place, _, doc) in alive(segments) {
        let own = day_of(segments, place);
        let by = names[place.0 as usize]
            .names
            .of(doc)
            .filter_map(|name| enders.get(name))
            .flatten()
            .filter(|(by, _)| *by != place)
            .map(|(by, value)| (day_of(segments, *by), *by, *value))
            .filter(|(day, ..)| *day == NO_DAY || own == NO_DAY || *day >= own)
            .min_by_key(|(day, by, _)| (*day, *by));
        if let Some((_, by, value)) = by {
            ended.insert(place, (by, value));
        }
    }
    ended
}

/// Groups the copies of one notice, the one that states most first.
fn groups(names: &[Names], segments: &[Columns]) -> Vec<Vec<Place>> {
    let mut holders: HashMap<&str, Place> = HashMap::new();
    let mut groups: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    let mut group_of: HashMap<Place, Place> = HashMap::new();
    for (place, _, doc) in alive(segments) {
        let mut root = place;
        for key in names[place.0 as usize].copy_keys.of(doc) {
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
    let shown_first = |place: &Place| {
        let columns = &segments[place.0 as usize];
        let completeness = names[place.0 as usize].completeness[columns.doc_of(place.1) as usize];
        (std::cmp::Reverse(completeness), columns.key(place.1))
    };
    groups
        .into_values()
        .map(|mut members| {
            members.sort_by(|one, two| shown_first(one).cmp(&shown_first(two)));
            members
        })
        .collect()
}
