//! Scores spans by the words of the question around them.

use std::ops::Range;

use crate::analysis::fold::FoldedText;
use crate::analysis::sentence::sentences;
use crate::notice::assignment::Assignment;
use crate::notice::date::find_years;
use crate::query::understand::concept::Sense;
use crate::search::answer::AnswerKind;
use crate::search::answer::candidate::Candidate;
use crate::search::answer::choose::{LEAST, MARGIN};
use crate::search::answer::evidence::Feature;
use crate::search::answer::question::Question;
use crate::search::answer::span::{self, Parts, Span};
use crate::search::answer::text::{COMMAS, as_written};

/// A span with its score and the clause that holds it.
#[derive(Debug)]
pub(super) struct Scored<'a> {
    /// The clause.
    pub(super) candidate: &'a Candidate,
    /// The words that answer, as written.
    pub(super) spans: Vec<String>,
    /// The value alone, folded: what tells answers apart.
    pub(super) value: String,
    /// The sentence that holds it, as written.
    pub(super) sentence: String,
    /// Its score.
    pub(super) score: f32,
}

/// What a word of the question counts by where it stands, beside one right at the span. Chosen by
/// hand; more for `PREVIOUS` and `CLAUSE` changes no judged card.
mod share {
    /// Since the span before it.
    pub(super) const SINCE_LAST: f32 = 0.85;
    /// At a neighbour of a list behind 分别.
    pub(super) const NEIGHBOUR: f32 = 0.35;
    /// Earlier in the sentence.
    pub(super) const BEFORE: f32 = 0.7;
    /// Later in the sentence.
    pub(super) const AFTER: f32 = 0.65;
    /// In the title of the notice.
    pub(super) const TITLE: f32 = 0.6;
    /// In a heading above the clause.
    pub(super) const PATH: f32 = 0.5;
    /// In the sentence before.
    pub(super) const PREVIOUS: f32 = 0.45;
    /// Elsewhere in the clause.
    pub(super) const CLAUSE: f32 = 0.2;
}

/// What a sentence gains by an official term of a concept that the question names.
const NAMED: f32 = 0.1;

/// What it gains by a term of a concept that the question resembles.
const ALIKE: f32 = 0.03;

/// The most that the words right at a span add.
const MOST_BONUS: f32 = 0.1;

/// What a notice counts that is not about the year of the question.
const OTHER_YEAR: f32 = 0.6;

/// What a span loses after another year than the question's.
const AFTER_OTHER_YEAR: f32 = 0.15;

/// What a span loses by each clause that was found before its own.
const PER_RANK: f32 = 0.0007;

/// Scores every span of every clause, the best first.
pub(super) fn spans<'a>(
    pool: &'a [Candidate],
    question: &Question,
    concepts: &[Sense],
) -> Vec<Scored<'a>> {
    let total: f32 = question.features.iter().map(|feature| feature.weight).sum();
    let mut found = Vec::new();
    for candidate in pool {
        let held: Vec<&Feature> = question
            .features
            .iter()
            .filter(|feature| feature.in_text(&candidate.all_words) > 0.0)
            .collect();
        let clause = Clause { candidate, held, total: total.max(f32::MIN_POSITIVE), concepts };
        if clause.most() >= LEAST - MARGIN {
            clause.score(question, &mut found);
        }
    }
    found.sort_by(|one, other| other.score.total_cmp(&one.score));
    found
}

/// A clause with those words of the question that it holds anywhere.
struct Clause<'a, 'q> {
    candidate: &'a Candidate,
    held: Vec<&'q Feature>,
    total: f32,
    concepts: &'q [Sense],
}

impl<'a> Clause<'a, '_> {
    fn score(&self, question: &Question, found: &mut Vec<Scored<'a>>) {
        let original = &self.candidate.record.clause.text;
        let folded = FoldedText::new(original);
        let text = folded.as_str();
        let assignments: &[Assignment] = &self.candidate.record.assignments;
        let mut previous = "";
        for range in sentences(text) {
            let sentence = &text[range.clone()];
            let spans = span::find(sentence, question, assignments);
            if !spans.is_empty() {
                let by_concept = self.by_concept(sentence);
                let written = |part: &Range<usize>| {
                    let part = range.start + part.start..range.start + part.end;
                    as_written(&folded, original, &part).to_owned()
                };
                for index in 0..spans.len() {
                    let around = Around::new(sentence, &spans, index, question.kind);
                    let held = self.held.iter().copied();
                    let covered = around.covered(self.candidate, previous, held);
                    let by_year = by_year(&around, question);
                    let span = &spans[index];
                    let score = (covered / self.total + by_concept + span.bonus + by_year)
                        * self.candidate.place
                        * self.year(question)
                        * span.fitness
                        - PER_RANK * self.candidate.rank as f32;
                    found.push(Scored {
                        candidate: self.candidate,
                        spans: match &span.parts {
                            Parts::At(parts) => parts.iter().map(written).collect(),
                            Parts::Named(names) => names.clone(),
                        },
                        value: match &span.parts {
                            Parts::At(_) => sentence[span.range.clone()].to_owned(),
                            Parts::Named(names) => names.join("、"),
                        },
                        sentence: as_written(&folded, original, &range).to_owned(),
                        score,
                    });
                }
            }
            previous = sentence;
        }
    }

    /// Returns a score that no span of the clause can exceed.
    fn most(&self) -> f32 {
        let covered: f32 = self.held.iter().map(|feature| feature.weight).sum();
        let by_concepts: f32 = self
            .concepts
            .iter()
            .map(|sense| if sense.form.is_some() { NAMED } else { ALIKE })
            .sum();
        (covered / self.total + by_concepts + MOST_BONUS) * self.candidate.place
    }

    /// Returns what the official terms of the question's plain words add.
    fn by_concept(&self, sentence: &str) -> f32 {
        let Candidate { title, path, .. } = self.candidate;
        let gain = |sense: &Sense| {
            let full = if sense.form.is_some() { NAMED } else { ALIKE };
            let holds = |text: &str| sense.terms.iter().any(|term| text.contains(term.as_str()));
            if holds(sentence) {
                full
            } else if holds(title) || holds(path) {
                full / 2.0
            } else {
                0.0
            }
        };
        self.concepts.iter().map(gain).sum()
    }

    fn year(&self, question: &Question) -> f32 {
        let Candidate { notice, all_words, .. } = self.candidate;
        let fits = |year: &i16| notice.year == Some(*year) || all_words.contains(&year.to_string());
        if question.years.is_empty() || question.years.iter().any(fits) { 1.0 } else { OTHER_YEAR }
    }
}

/// Returns what a span loses because another year than the question's stands before it.
fn by_year(around: &Around<'_>, question: &Question) -> f32 {
    if question.years.is_empty() || find_years(around.before).is_empty() {
        return 0.0;
    }
    let names = find_years(around.before_and_span);
    let is_asked = names.iter().any(|year| question.years.contains(year));
    if is_asked { 0.0 } else { -AFTER_OTHER_YEAR }
}

/// What stands around a span, the nearest apart.
pub(crate) struct Around<'s> {
    /// The whole sentence.
    pub(crate) sentence: &'s str,
    /// What stands before the span.
    pub(crate) before: &'s str,
    before_and_span: &'s str,
    /// What stands between the span before it and the span.
    pub(crate) since_last: &'s str,
    /// The nearest words.
    pub(crate) local: String,
    neighbours: &'s [String],
}

impl<'s> Around<'s> {
    /// Cuts a sentence around the span of an index: the nearest words lie between the commas and
    /// the other spans beside it. What a date says follows it, up to the next one; what it is
    /// said of stands before the first.
    pub(crate) fn new(
        sentence: &'s str,
        spans: &'s [Span],
        index: usize,
        kind: AnswerKind,
    ) -> Self {
        let span = &spans[index];
        let last = index.checked_sub(1).map_or(0, |before| spans[before].range.end);
        let next = spans.get(index + 1).map_or(sentence.len(), |after| after.range.start);
        let last = last.min(span.range.start);
        let next = next.max(span.range.end);
        let comma_before = sentence[..span.range.start].rfind(COMMAS).map_or(0, |at| at + 1);
        let comma_before =
            (comma_before..=sentence.len()).find(|at| sentence.is_char_boundary(*at));
        let from = comma_before.unwrap_or(0).clamp(last, span.range.start.max(last));
        let comma_after = sentence[span.range.end..].find(COMMAS).map(|at| span.range.end + at);
        let to = match kind {
            AnswerKind::When => next,
            _ => comma_after.unwrap_or(sentence.len()).min(next),
        };
        let inside = match kind {
            AnswerKind::HowMuch | AnswerKind::When => "\0",
            _ => &sentence[span.range.clone()],
        };
        let near = &sentence[from..span.range.start];
        let after = &sentence[span.range.end..to];
        let subject = match kind {
            AnswerKind::When => &sentence[..spans[0].range.start],
            _ => "",
        };
        let has_own_words = span.own_words.is_some();
        let local =
            span.own_words.clone().unwrap_or_else(|| format!("{subject}\0{near}{inside}{after}"));
        let before = &sentence[..span.range.start];
        Self {
            sentence,
            before,
            before_and_span: &sentence[..span.range.end],
            since_last: if has_own_words { before } else { &sentence[last..span.range.start] },
            local,
            neighbours: &span.neighbours_words,
        }
    }

    /// Returns what those features of the question count that stand around the span or elsewhere
    /// in its clause; `previous` is the sentence before.
    pub(crate) fn covered<'f>(
        &self,
        candidate: &Candidate,
        previous: &str,
        features: impl Iterator<Item = &'f Feature>,
    ) -> f32 {
        let Candidate { title, path, all_words, .. } = candidate;
        let neighbours = self.neighbours.join("\0");
        let places: [(&str, f32); 9] = [
            (&self.local, 1.0),
            (&neighbours, share::NEIGHBOUR),
            (self.since_last, share::SINCE_LAST),
            (self.before, share::BEFORE),
            (self.sentence, share::AFTER),
            (title, share::TITLE),
            (path, share::PATH),
            (previous, share::PREVIOUS),
            (all_words, share::CLAUSE),
        ];
        let counted = |feature: &&Feature| {
            let mut held = places.iter().map(|(text, share)| (feature.in_text(text), share));
            held.find(|(held, _)| *held > 0.0).map_or(0.0, |(held, share)| held * share)
        };
        features.map(|feature| feature.weight * counted(&feature)).sum()
    }
}
