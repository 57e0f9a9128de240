//! Scores values by how much of the question stands around them.

use std::ops::Range;

use crate::analysis::fold::FoldedText;
use crate::analysis::sentence::sentences;
use crate::precedent::facts::distinction::{Case, Standing, case, mentions};
use crate::precedent::facts::values::{find, list_of};
use crate::precedent::facts::wish::Wish;
use crate::precedent::facts::words::Words;
use crate::search::answer::AnswerKind;
use crate::search::answer::candidate::Candidate;
use crate::search::answer::question::Question;
use crate::search::answer::score::Around;
use crate::search::answer::span::{Parts, Span};
use crate::search::answer::text::{as_written, head, tail};

/// What a value loses for another case than the one asked for: 三孩 for 二孩.
const OTHER_CASE: f32 = 0.2;

/// What one loses that stands for a case where the question names none.
const SPECIAL_CASE: f32 = 0.05;

/// What one loses of the words of the question that stand neither in its sentence nor in the one
/// before nor in the headings: chosen between 0 and 0.7, where 0.2 to 0.4 leave fewest other
/// matters among as many right rows.
const MISSING: f32 = 0.3;

/// What a value loses by each clause that was found before its own.
const PER_RANK: f32 = 0.0002;

/// Characters around a value that its words are learnt from.
const WINDOW: (usize, usize) = (60, 30);

/// A value with its score.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    /// The clause that holds it.
    pub(super) candidate: &'a Candidate,
    /// The words that give it, as written.
    pub(super) parts: Vec<String>,
    /// Its sentence, as written.
    pub(super) sentence: String,
    /// Its sentence, folded.
    pub(super) folded: String,
    /// What stands nearest to it, folded.
    pub(super) window: String,
    /// How much it is what was asked for, about 0 to 1.
    pub(super) score: f32,
}

/// Scores every value of every clause.
pub(super) fn values<'a>(
    pool: &'a [Candidate],
    question: &Question,
    wish: &Wish,
    words: &Words,
) -> Vec<Found<'a>> {
    let total: f32 = question.features.iter().map(|feature| feature.weight).sum();
    let reader = Reader { question, wish, words, total: total.max(f32::MIN_POSITIVE) };
    pool.iter().flat_map(|candidate| reader.read(candidate)).collect()
}

/// Reads clauses for values.
struct Reader<'q> {
    question: &'q Question,
    wish: &'q Wish,
    words: &'q Words,
    total: f32,
}

impl Reader<'_> {
    fn read<'a>(&self, candidate: &'a Candidate) -> Vec<Found<'a>> {
        let original = &candidate.record.clause.text;
        let folded = FoldedText::new(original);
        let text = folded.as_str();
        let mut found = Vec::new();
        let mut previous = "";
        for range in sentences(text) {
            let sentence = &text[range.clone()];
            let spans = find(sentence, self.question, &candidate.record.assignments);
            let near = format!("{sentence}\0{previous}\0{}", candidate.path);
            let missing = if spans.is_empty() {
                0.0
            } else {
                MISSING * self.words.missing(&near, &candidate.title, &self.wish.cases)
            };
            let written = |part: &Range<usize>| {
                let part = range.start + part.start..range.start + part.end;
                as_written(&folded, original, &part).to_owned()
            };
            for (index, span) in spans.iter().enumerate() {
                let (score, window) = self.score(candidate, sentence, previous, &spans, index);
                found.push(Found {
                    candidate,
                    parts: match &span.parts {
                        Parts::At(parts) => parts.iter().map(written).collect(),
                        Parts::Named(names) => names.clone(),
                    },
                    sentence: as_written(&folded, original, &range).to_owned(),
                    folded: sentence.to_owned(),
                    window,
                    score: score - missing,
                });
            }
            previous = sentence;
        }
        found
    }

    /// Returns the score of a value and what stands nearest to it.
    fn score(
        &self,
        candidate: &Candidate,
        sentence: &str,
        previous: &str,
        spans: &[Span],
        index: usize,
    ) -> (f32, String) {
        let span = &spans[index];
        let kind = self.question.kind;
        let mut around = Around::new(sentence, spans, index, kind);
        let after = match kind {
            AnswerKind::When => until_next(sentence, spans, index),
            _ => after(sentence, spans, index),
        };
        if kind == AnswerKind::HowMuch && span.own_words.is_none() {
            let near = around.since_last.rsplit([',', ':']).next().unwrap_or("");
            around.local = format!("{near}\0{after}");
        }
        let features = self.question.features.iter();
        let mut score = around.covered(candidate, previous, features) / self.total;
        if kind == AnswerKind::HowMuch {
            let value = &sentence[span.range.clone()];
            let is_money = value.contains('元');
            score += self.wish.fits(around.before, around.since_last, value, is_money);
            score -= self.by_case(&around, previous, candidate, spans, index);
        }
        score = (score + span.bonus) * candidate.place * span.fitness;
        score -= PER_RANK * candidate.rank as f32;
        let since_last = tail(around.since_last, WINDOW.0);
        (
            score,
            format!(
                "{since_last}\0{}",
                head(after, if kind == AnswerKind::When { WINDOW.0 } else { WINDOW.1 })
            ),
        )
    }

    fn by_case(
        &self,
        around: &Around<'_>,
        previous: &str,
        candidate: &Candidate,
        spans: &[Span],
        index: usize,
    ) -> f32 {
        let list = list_of(around.sentence, spans, index);
        let standing = Standing {
            sentence: around.sentence,
            list_start: spans[list.start].range.start,
            list_length: list.len(),
            place: index - list.start,
            around: &format!("{}\0{previous}", candidate.path),
        };
        let special = self.wish.cases.is_empty() && !mentions(around.since_last).is_empty();
        let by_case = match case(&self.wish.cases, &standing) {
            Case::Fitting => 0.0,
            Case::OtherAround => OTHER_CASE / 2.0,
            Case::Other => OTHER_CASE,
        };
        by_case + if special { SPECIAL_CASE } else { 0.0 }
    }
}

/// Returns what stands after a date up to the next one: it says what the date is for.
fn until_next<'s>(sentence: &'s str, spans: &[Span], index: usize) -> &'s str {
    let from = spans[index].range.end;
    let next = spans.get(index + 1).map_or(sentence.len(), |next| next.range.start);
    &sentence[from..next.max(from)]
}

/// Returns what stands after a value up to the next one; what a list sign parts from it belongs to
/// the next one.
fn after<'s>(sentence: &'s str, spans: &[Span], index: usize) -> &'s str {
    let from = spans[index].range.end;
    let rest = &sentence[from..];
    let to_comma = rest.find([',', ':']).unwrap_or(rest.len());
    let next = spans.get(index + 1).map(|next| next.range.start.saturating_sub(from));
    match next.filter(|next| *next < to_comma) {
        Some(next) => rest[..next].split('、').next().unwrap_or(""),
        None => &rest[..to_comma],
    }
}
