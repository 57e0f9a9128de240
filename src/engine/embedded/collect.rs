//! Takes matching documents one by one: counts them in every dimension and keeps the first.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashMap};

use crate::engine::days::NO_DAY;
use crate::engine::embedded::columns::Columns;
use crate::engine::embedded::filter::{Filter, Verdict};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::hits::FacetValue;
use crate::engine::regions::keep_with_parents;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::plan::QueryPlan;
use crate::query::request::{FacetRequest, Sort, ValidityFilter};

/// A document that matches, with what orders it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    pub(super) segment: u32,
    pub(super) doc: u32,
    pub(super) score: f32,
    pub(super) pinned: bool,
    day: i32,
    deadline: i32,
    rank: u32,
}

/// Where copies of a text are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Home {
    /// Among copies of one notice, by the number of their group.
    Copies(u32),
    /// In one notice, by its segment and its number there.
    Notice(u32, u32),
}

/// A matching document whose text stands several times.
#[derive(Clone, Copy, Debug)]
struct Copied {
    home: Home,
    text: u64,
    /// Which copy of the notice, and row before paragraph: the lowest is shown.
    rank: (u32, u8),
    segment: u32,
    doc: u32,
    score: f32,
    pinned: bool,
}

/// Counts of one dimension.
#[derive(Debug)]
struct Counts {
    request: FacetRequest,
    numbers: Vec<u64>,
    not_stated: u64,
}

/// Counts matching documents and keeps the first of them.
#[derive(Debug)]
pub(super) struct Collector<'a> {
    snapshot: &'a Snapshot,
    filter: Filter,
    counts: Vec<Counts>,
    sort: Sort,
    keep: usize,
    kept: Vec<Candidate>,
    hides_ended: bool,
    folds: bool,
    /// Matching documents whose text stands several times.
    copies: Vec<Copied>,
    pub(super) total: u64,
    pub(super) hidden: u64,
}

impl<'a> Collector<'a> {
    /// Makes a collector that keeps the first `keep` documents.
    pub(super) fn new(snapshot: &'a Snapshot, plan: &QueryPlan, keep: usize) -> Self {
        let counts = plan
            .facets
            .iter()
            .map(|request| Counts {
                request: *request,
                numbers: vec![0; snapshot.dictionary(request.field).len()],
                not_stated: 0,
            })
            .collect();
        Self {
            snapshot,
            filter: Filter::new(snapshot, &plan.filters, plan.today),
            counts,
            sort: plan.sort,
            keep,
            kept: Vec::new(),
            folds: plan.folds_copies,
            copies: Vec::new(),
            hides_ended: plan.filters.validity == ValidityFilter::NotEnded,
            total: 0,
            hidden: 0,
        }
    }

    /// Returns a collector that has taken what either has.
    pub(super) fn join(mut self, other: Self) -> Self {
        for (counts, more) in self.counts.iter_mut().zip(other.counts) {
            counts.not_stated += more.not_stated;
            for (number, more) in counts.numbers.iter_mut().zip(more.numbers) {
                *number += more;
            }
        }
        for candidate in other.kept {
            self.keep(candidate);
        }
        self.copies.extend(other.copies);
        self.total += other.total;
        self.hidden += other.hidden;
        self
    }

    /// Takes a document that matches the text of the query.
    pub(super) fn take(
        &mut self,
        segment: u32,
        columns: &Columns,
        doc: u32,
        score: f32,
        pinned: bool,
    ) {
        if let Some(home) = self.home(segment, columns, doc) {
            let rank = (columns.copy(doc).map_or(0, |copy| copy.rank), columns.twin(doc));
            let text = columns.text_digest(doc);
            self.copies.push(Copied { home, text, rank, segment, doc, score, pinned });
            return;
        }
        self.judge(segment, columns, doc, score, pinned);
    }

    /// Returns where copies of a document are looked for: among the copies of its notice, or in
    /// its own notice where it stands there twice.
    fn home(&self, segment: u32, columns: &Columns, doc: u32) -> Option<Home> {
        match columns.copy(doc) {
            _ if !self.folds => None,
            Some(copy) => Some(Home::Copies(copy.group)),
            None if columns.twin(doc) > 0 => Some(Home::Notice(segment, columns.notice_of(doc))),
            None => None,
        }
    }

    /// Takes of each text that stands several times the one that is shown in place of the others;
    /// whatever only another copy holds is taken from that one.
    pub(super) fn take_copies(&mut self) {
        let mut copies = std::mem::take(&mut self.copies);
        copies.sort_unstable_by_key(|copied| {
            (copied.home, copied.rank, copied.text, copied.segment, copied.doc)
        });
        let mut taken: HashMap<(Home, u64), (u32, u8)> = HashMap::new();
        let snapshot = self.snapshot;
        for copied in copies {
            let rank = *taken.entry((copied.home, copied.text)).or_insert(copied.rank);
            if rank == copied.rank {
                let columns = &snapshot.segments[copied.segment as usize];
                self.judge(copied.segment, columns, copied.doc, copied.score, copied.pinned);
            }
        }
    }

    fn judge(&mut self, segment: u32, columns: &Columns, doc: u32, score: f32, pinned: bool) {
        let today = self.filter.today;
        let mut verdict = self.filter.verdict(columns, doc);
        if pinned && self.hides_ended && verdict == Verdict::FailsOnly(FacetField::Validity) {
            verdict = Verdict::Passes;
        }
        match verdict {
            Verdict::Fails => {}
            Verdict::FailsOnly(field) => {
                if field == FacetField::Validity && self.hides_ended {
                    self.hidden += 1;
                }
                for counts in self.counts.iter_mut().filter(|counts| counts.request.field == field)
                {
                    counts.add(columns, doc, today);
                }
            }
            Verdict::Passes => {
                self.total += 1;
                for counts in &mut self.counts {
                    counts.add(columns, doc, today);
                }
                self.keep(Candidate {
                    segment,
                    doc,
                    score,
                    pinned,
                    day: columns.dated_on(doc),
                    deadline: columns.deadline_on(doc),
                    rank: self.snapshot.key_rank(segment as usize, columns.notice_of(doc)),
                });
            }
        }
    }

    /// Returns the first documents in order.
    pub(super) fn first(&mut self) -> Vec<Candidate> {
        let sort = self.sort;
        let mut kept = std::mem::take(&mut self.kept);
        kept.sort_unstable_by(|one, two| order(sort, one, two));
        kept.truncate(self.keep);
        kept
    }

    fn keep(&mut self, candidate: Candidate) {
        if self.keep == 0 {
            return;
        }
        self.kept.push(candidate);
        if self.kept.len() >= self.keep.saturating_mul(2).max(64) {
            let sort = self.sort;
            self.kept.select_nth_unstable_by(self.keep - 1, |one, two| order(sort, one, two));
            self.kept.truncate(self.keep);
        }
    }

    /// Returns the counts of every dimension asked for, the most frequent values first.
    pub(super) fn facets(&self) -> BTreeMap<FacetField, Vec<FacetValue>> {
        self.counts.iter().map(|counts| (counts.request.field, self.values(counts))).collect()
    }

    fn values(&self, counts: &Counts) -> Vec<FacetValue> {
        let field = counts.request.field;
        let dictionary = self.snapshot.dictionary(field);
        let mut numbers: Vec<(u32, u64)> = (0..)
            .zip(&counts.numbers)
            .filter(|(_, count)| **count > 0)
            .map(|(number, count)| (number, *count))
            .collect();
        let is_lone =
            |number: u32| field == FacetField::Section && !self.snapshot.is_shared_section(number);
        numbers
            .sort_unstable_by_key(|(number, count)| (is_lone(*number), Reverse(*count), *number));
        if field != FacetField::Region {
            numbers.truncate(counts.request.size);
        }
        let mut values: Vec<FacetValue> = numbers
            .into_iter()
            .map(|(number, count)| FacetValue { value: dictionary.value(number).to_owned(), count })
            .collect();
        if field == FacetField::Region {
            keep_with_parents(&mut values, counts.request.size);
        }
        if counts.not_stated > 0 {
            values.push(FacetValue { value: NOT_STATED.to_owned(), count: counts.not_stated });
        }
        values
    }
}

impl Counts {
    fn add(&mut self, columns: &Columns, doc: u32, today: i32) {
        let values = columns.values(self.request.field, doc, today);
        if values.is_empty() {
            self.not_stated += 1;
        }
        for number in values {
            self.numbers[*number as usize] += 1;
        }
    }
}

/// Says which of two documents comes first; ties go by date, then by key, then by place.
pub(super) fn order(sort: Sort, one: &Candidate, two: &Candidate) -> Ordering {
    let score = || two.pinned.cmp(&one.pinned).then(two.score.total_cmp(&one.score));
    let newest = || two.day.cmp(&one.day);
    let first = match sort {
        Sort::Relevance => score().then_with(newest),
        Sort::Newest => newest(),
        Sort::Oldest => last_if_none(one.day).cmp(&last_if_none(two.day)),
        Sort::Deadline => {
            last_if_none(one.deadline).cmp(&last_if_none(two.deadline)).then_with(newest)
        }
    };
    first.then(one.rank.cmp(&two.rank)).then(one.doc.cmp(&two.doc))
}

fn last_if_none(day: i32) -> i64 {
    if day == NO_DAY { i64::MAX } else { i64::from(day) }
}
