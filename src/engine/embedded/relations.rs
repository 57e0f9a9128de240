//! What notices of one index say of each other: which ends which, which are copies of one.
//!
//! Told anew whenever an index is opened, from columns of names; nothing that one notice says of
//! another is ever stored with the other, so that no change leaves a stale word behind.

use std::collections::{HashMap, HashSet};

use tantivy::SegmentReader;

use crate::engine::Known;
use crate::engine::days::date_of;
use crate::engine::embedded::columns::{Columns, CopyOf, Dimension, load_strings};
use crate::engine::embedded::dictionary::Dictionary;
use crate::engine::error::EngineError;
use crate::engine::naming::names;
use crate::engine::relations::{self, Enders, Named, Told};
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
    enders: Enders<Place>,
}

/// The columns that relations are told from, by notices.
struct Names {
    names: Dimension,
    repeals: Dimension,
    expires: Dimension,
    copy_keys: Dimension,
    wholes: Dimension,
    completeness: Vec<u64>,
}

impl Names {
    fn load(segment: &SegmentReader, columns: &Columns) -> Result<Self, EngineError> {
        let load = |name: &str| {
            let column = segment.fast_fields().str(name)?;
            load_strings(column.as_ref(), columns.notice_docs())
        };
        let completeness = segment.fast_fields().u64("completeness")?;
        Ok(Self {
            names: load("names")?,
            repeals: load("repeals")?,
            expires: load("expires")?,
            copy_keys: load("copy_keys")?,
            wholes: load("whole")?,
            completeness: columns
                .notice_docs()
                .map(|doc| completeness.first(doc).unwrap_or(0))
                .collect(),
        })
    }

    /// Returns what relations are told from of one notice.
    fn named<'a>(&'a self, columns: &'a Columns, (_, notice): Place) -> Named<'a> {
        Named {
            key: columns.key(notice),
            names: self.names.of(notice).collect(),
            repeals: self.repeals.of(notice).collect(),
            expires: self.expires.of(notice).collect(),
            copy_keys: self.copy_keys.of(notice).collect(),
            completeness: self.completeness[notice as usize],
            day: columns.dated_on(columns.doc_of(notice)),
            whole: self.wholes.of(notice).next(),
        }
    }
}

impl Relations {
    /// Tells the relations of all notices, and marks in the columns what follows from them.
    pub(super) fn tell<'a>(
        readers: impl Iterator<Item = &'a SegmentReader>,
        segments: &mut [Columns],
        validities: &Dictionary,
    ) -> Result<Self, EngineError> {
        let columns = readers.zip(&*segments).map(|(reader, own)| Names::load(reader, own));
        let columns = columns.collect::<Result<Vec<Names>, EngineError>>()?;
        let (places, named): (Vec<Place>, Vec<Named<'_>>) = alive(segments)
            .map(|(place, own)| (place, columns[place.0 as usize].named(own, place)))
            .unzip();
        let relations = Self::of(relations::tell(&named), &places);
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

    /// Takes what was told of notices by their places in a list.
    fn of(told: Told, places: &[Place]) -> Self {
        let by = |by: Vec<(usize, Validity)>| {
            by.into_iter().map(|(by, value)| (places[by], value)).collect()
        };
        let ended = told.ended.into_iter();
        let groups = told.groups.into_iter();
        Self {
            ended: ended.map(|(of, (by, value))| (places[of], (places[by], value))).collect(),
            groups: groups
                .map(|group| group.into_iter().map(|place| places[place]).collect())
                .collect(),
            by_name: told.by_name.into_iter().map(|(name, place)| (name, places[place])).collect(),
            numbered: told.numbered.into_iter().map(|place| places[place]).collect(),
            enders: told.enders.into_iter().map(|(name, enders)| (name, by(enders))).collect(),
        }
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

fn day_of(segments: &[Columns], (segment, notice): Place) -> i32 {
    let columns = &segments[segment as usize];
    columns.dated_on(columns.doc_of(notice))
}

fn alive(segments: &[Columns]) -> impl Iterator<Item = (Place, &Columns)> {
    (0_u32..).zip(segments).flat_map(|(segment, columns)| {
        columns.alive_notices().map(move |notice| ((segment, notice), columns))
    })
}
