//! Adds up what a plan scores in one segment: term by term over arrays of one number a notice or
//! clause.
//!
//! Reading each term's postings once, in order, and adding into an array costs a few sequential
//! operations a posting and nothing a document; it gives exact totals and counts, which the reader
//! is shown, where pruning would give estimates.

use std::collections::BTreeSet;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use crate::engine::causes::Source;
use crate::engine::days::day_number;
use crate::engine::embedded::columns::{Columns, small};
use crate::engine::embedded::compiled::CompiledTerms;
use crate::engine::embedded::concept::ConceptScores;
use crate::engine::embedded::recorder::{Reach, Recorder};
use crate::engine::embedded::snapshot::Snapshot;
use crate::engine::embedded::source::{PhraseDocs, ScoredPostings};
use crate::engine::embedded::stop::Stop;
use crate::engine::error::EngineError;
use crate::query::boost::{self, Field};
use crate::query::plan::{Matching, Phrase, QueryPlan, Stream};
use crate::query::request::Scope;

/// A segment while a plan is evaluated over it, or over some of its documents.
pub(super) struct Segment<'a> {
    snapshot: &'a Snapshot,
    pub(super) plan: &'a QueryPlan,
    pub(super) columns: &'a Columns,
    reader: &'a SegmentReader,
    pub(super) ordinal: u32,
    reach: Reach,
    pub(super) stop: Stop<'a>,
}

/// What a plan says of each notice of a segment.
#[derive(Debug, Default)]
pub(super) struct Notices {
    scores: Vec<f32>,
    /// Bit per word of the query: whether the notice (its title, when clauses are searched) holds it.
    pub(super) words: Vec<u32>,
    pub(super) pinned: Vec<bool>,
    /// What holding most of the words adds.
    most_words: f32,
    pub(super) admitted: Vec<bool>,
}

/// What a plan says of each clause of a segment.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    scores: Vec<f32>,
    /// Bit per word of the query: whether the clause holds it.
    pub(super) words: Vec<u32>,
    /// What holding most of the words adds.
    most_words: f32,
    pub(super) admitted: Vec<bool>,
}

impl<'a> Segment<'a> {
    /// Opens a segment as far as a reach goes.
    pub(super) fn new(
        snapshot: &'a Snapshot,
        plan: &'a QueryPlan,
        ordinal: u32,
        reach: Reach,
        stop: Stop<'a>,
    ) -> Self {
        let reader = snapshot.searcher.segment_reader(ordinal);
        let columns = &snapshot.segments[ordinal as usize];
        Self { snapshot, plan, columns, reader, ordinal, reach, stop }
    }

    /// Evaluates the plan over the notices.
    pub(super) fn notices(
        &self,
        terms: &CompiledTerms,
        recorder: &mut impl Recorder,
    ) -> Result<Notices, EngineError> {
        let count = self.columns.notices();
        let mut notices = Notices {
            scores: vec![0.0; count],
            words: vec![0; count],
            pinned: vec![false; count],
            most_words: self.plan.weights.most_words * terms.potential,
            admitted: vec![true; count],
        };
        self.each_score(terms, recorder, |doc, score| {
            notices.scores[self.columns.notice_of(doc) as usize] += score;
        })?;
        let searches_notices = self.plan.scope == Scope::Notices;
        let field = if searches_notices { Field::Text } else { Field::Title };
        for (index, word) in self.plan.matching.words.iter().enumerate() {
            self.each_phrase(field, word, |doc| {
                notices.words[self.columns.notice_of(doc) as usize] |= 1 << index;
            })?;
        }
        self.each_concept(terms, recorder, |doc, score, covers| {
            let notice = self.columns.notice_of(doc) as usize;
            notices.scores[notice] += score;
            notices.words[notice] |= covers;
        })?;
        self.prefer(terms.most, &mut notices, recorder);
        self.pin(&mut notices)?;

        if searches_notices {
            self.admit(Field::Text, &mut notices.admitted)?;
            if let Some(whole) = &self.plan.closeness.whole {
                let added = self.plan.weights.phrase_in_title * terms.potential;
                self.each_phrase(Field::Title, whole, |doc| {
                    notices.scores[self.columns.notice_of(doc) as usize] += added;
                    recorder.record(doc, added, Source::WholeQuery(Field::Title));
                })?;
            }
        }
        Ok(notices)
    }

    /// Lifts the notices that have what the query prefers.
    fn prefer(&self, most: f32, notices: &mut Notices, recorder: &mut impl Recorder) {
        for (of, preference) in self.plan.preferences.iter().enumerate() {
            let dictionary = self.snapshot.dictionary(preference.field);
            let numbers = |values: &BTreeSet<String>| -> Vec<u32> {
                values.iter().filter_map(|value| dictionary.number(value)).collect()
            };
            let wider = preference.wider(|value| dictionary.number(value).is_some());
            let (meant, wider) = (numbers(&preference.values), numbers(&wider));
            if meant.is_empty() {
                continue;
            }
            let today = day_number(self.plan.today);
            for notice in self.reach.notices().filter(|notice| self.columns.is_alive(*notice)) {
                let doc = self.columns.doc_of(notice);
                let values = self.columns.values(preference.field, doc, today);
                let stated = values.iter().any(|value| meant.contains(value));
                let added = if stated {
                    notices.words[notice as usize] |= preference.covers;
                    preference.weight * most
                } else if values.iter().all(|value| wider.contains(value)) {
                    self.plan.weights.unknown * preference.weight * most
                } else {
                    continue;
                };
                notices.scores[notice as usize] += added;
                recorder.record(doc, added, Source::Preference { of, stated });
            }
        }
    }

    /// Marks the notices that are asked for by number or whole title.
    fn pin(&self, notices: &mut Notices) -> Result<(), EngineError> {
        let fields = &self.snapshot.fields;
        let pins = &self.plan.pins;
        let numbers =
            pins.numbers.iter().map(|number| Term::from_field_text(fields.number, number));
        let titles = pins.titles.iter().map(|key| Term::from_field_text(fields.title_key, key));
        for term in numbers.chain(titles) {
            let inverted = self.reader.inverted_index(term.field())?;
            let postings = inverted
                .read_postings(&term, IndexRecordOption::Basic)
                .map_err(tantivy::TantivyError::from)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                let notice = self.columns.notice_of(postings.doc()) as usize;
                notices.pinned[notice] = true;
                notices.words[notice] |= self.plan.matching.number_words;
                postings.advance();
            }
        }
        Ok(())
    }

    /// Clears `admitted` where a required phrase is missing or an excluded one occurs.
    fn admit(&self, field: Field, admitted: &mut [bool]) -> Result<(), EngineError> {
        let of = |doc: u32| if field.is_of_clause() { doc } else { self.columns.notice_of(doc) } as usize;
        for phrase in &self.plan.matching.required {
            let mut holds = vec![false; admitted.len()];
            self.each_phrase(field, phrase, |doc| holds[of(doc)] = true)?;
            if field == Field::Clause {
                self.each_phrase(Field::Path, phrase, |doc| holds[of(doc)] = true)?;
            }
            for (admitted, holds) in admitted.iter_mut().zip(holds) {
                *admitted &= holds;
            }
        }
        for phrase in &self.plan.matching.excluded {
            self.each_phrase(field, phrase, |doc| admitted[of(doc)] = false)?;
        }
        Ok(())
    }

    /// Returns the score of a notice, before its best clause is added.
    pub(super) fn notice_score(
        &self,
        notices: &Notices,
        notice: u32,
        recorder: &mut impl Recorder,
    ) -> f32 {
        let index = notice as usize;
        let holds_most = holds_most(notices.words[index], &self.plan.matching);
        let most = if holds_most { notices.most_words } else { 0.0 };
        recorder.record(self.columns.doc_of(notice), most, Source::MostWords);
        notices.scores[index] + most
    }

    /// Evaluates the plan over the clauses by themselves.
    pub(super) fn clauses(
        &self,
        terms: &CompiledTerms,
        recorder: &mut impl Recorder,
    ) -> Result<Clauses, EngineError> {
        let count = self.columns.docs();
        let mut clauses = Clauses {
            scores: vec![0.0; count],
            words: vec![0; count],
            most_words: self.plan.weights.most_words * terms.potential,
            admitted: vec![true; count],
        };
        let Clauses { scores, words, .. } = &mut clauses;
        self.each_score(terms, recorder, |doc, score| scores[doc as usize] += score)?;
        for (index, word) in self.plan.matching.words.iter().enumerate() {
            for field in [Field::Clause, Field::Path] {
                self.each_phrase(field, word, |doc| words[doc as usize] |= 1 << index)?;
            }
        }
        self.each_concept(terms, recorder, |doc, score, covers| {
            scores[doc as usize] += score;
            words[doc as usize] |= covers;
        })?;
        self.add_closeness(terms.potential, scores, recorder)?;
        self.admit(Field::Clause, &mut clauses.admitted)?;
        Ok(clauses)
    }

    /// Returns the score of a clause with what its notice adds.
    pub(super) fn clause_score(
        &self,
        notices: &Notices,
        clauses: &Clauses,
        doc: u32,
        recorder: &mut impl Recorder,
    ) -> f32 {
        let notice = self.columns.notice_of(doc) as usize;
        let words = clauses.words[doc as usize] | notices.words[notice];
        let holds_most = holds_most(words, &self.plan.matching);
        let most = if holds_most { clauses.most_words } else { 0.0 };
        recorder.record(doc, most, Source::MostWords);
        self.own_weight(doc) * clauses.scores[doc as usize] + notices.scores[notice] + most
    }

    /// Tells of most clauses that score less than the plan asks for, by what they score by terms.
    pub(super) fn falls_short(
        &self,
        notices: &Notices,
        clauses: &Clauses,
        notice: u32,
        doc: u32,
    ) -> bool {
        let most_own = clauses.scores[doc as usize] * self.plan.weights.head.max(1.0);
        let most = most_own + notices.scores[notice as usize] + clauses.most_words;
        most < self.plan.least_score && !notices.pinned[notice as usize]
    }

    /// Returns what a clause's own parts count beside those of its notice.
    pub(super) fn own_weight(&self, doc: u32) -> f32 {
        if self.columns.is_head(doc) { self.plan.weights.head } else { 1.0 }
    }

    /// Adds what clauses gain that hold the query as one phrase, or its words close together.
    fn add_closeness(
        &self,
        potential: f32,
        scores: &mut [f32],
        recorder: &mut impl Recorder,
    ) -> Result<(), EngineError> {
        if let Some(whole) = &self.plan.closeness.whole {
            let added = self.plan.weights.phrase_in_clause * potential;
            self.each_phrase(Field::Clause, whole, |doc| {
                scores[doc as usize] += added;
                recorder.record(doc, added, Source::WholeQuery(Field::Clause));
            })?;
        }
        let pairs = &self.plan.closeness.pairs;
        for (of, (one, two)) in pairs.iter().enumerate() {
            self.stop.check()?;
            let added = self.plan.weights.proximity * potential / pairs.len() as f32;
            let field = self.snapshot.fields.text(Field::Clause, Stream::Words);
            let phrase =
                Phrase { grams: vec![(0, one.clone()), (small(one.chars().count()), two.clone())] };
            let mut docs =
                PhraseDocs::open(self.snapshot, self.reader, field, &phrase, boost::NEAR)?;
            for range in &self.reach.docs {
                docs.for_range(range.start, range.end, |doc| {
                    scores[doc as usize] += added;
                    recorder.record(doc, added, Source::Near { of });
                });
            }
        }
        Ok(())
    }

    /// Reads the postings of each term once, in order.
    fn each_score(
        &self,
        terms: &CompiledTerms,
        recorder: &mut impl Recorder,
        mut take: impl FnMut(u32, f32),
    ) -> Result<(), EngineError> {
        for term in &terms.terms {
            self.stop.check()?;
            let table = &terms.tables[term.table];
            let postings = ScoredPostings::open(self.reader, self.ordinal, term, table)?;
            let Some(mut postings) = postings else { continue };
            for range in &self.reach.docs {
                postings.for_range(range.start, range.end, |doc, score| {
                    take(doc, score);
                    recorder.record(doc, score, term.source());
                });
            }
        }
        Ok(())
    }

    /// Reads the wordings of each concept once, in order.
    fn each_concept(
        &self,
        terms: &CompiledTerms,
        recorder: &mut impl Recorder,
        mut take: impl FnMut(u32, f32, u32),
    ) -> Result<(), EngineError> {
        for expansion in &terms.expansions {
            self.stop.check()?;
            let table = &terms.tables[expansion.table];
            let scores = ConceptScores::open(self.reader, self.ordinal, expansion, table)?;
            let Some(scores) = scores else { continue };
            for range in &self.reach.docs {
                scores.for_range(range.start, range.end, |doc, score| {
                    take(doc, score, expansion.covers);
                    recorder.record(doc, score, expansion.source());
                });
            }
        }
        Ok(())
    }

    fn each_phrase(
        &self,
        field: Field,
        phrase: &Phrase,
        mut take: impl FnMut(u32),
    ) -> Result<(), EngineError> {
        self.stop.check()?;
        let field = self.snapshot.fields.text(field, Stream::Grams);
        let mut docs = PhraseDocs::open(self.snapshot, self.reader, field, phrase, 0)?;
        for range in &self.reach.docs {
            docs.for_range(range.start, range.end, &mut take);
        }
        Ok(())
    }
}

/// Tells whether most words of a query are among those held, a bit each.
fn holds_most(words: u32, matching: &Matching) -> bool {
    matching.most > 0 && words.count_ones() as usize >= matching.most
}
