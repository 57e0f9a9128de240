//! Decides which answers are shown: the sure ones, one a place.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::notice::id::ClauseKey;
use crate::notice::region::RegionCode;
use crate::search::answer::question::Question;
use crate::search::answer::score::Scored;
use crate::search::answer::{Answer, AnswerKind, normal};
use crate::search::results;

/// The least score of an answer that is shown. Down to 0.25 a few more are found and more of them
/// are wrong; figures in docs/answers.md.
pub(super) const LEAST: f32 = 0.3;

/// The least score of an answer in words, whose ends are less sure than those of a value.
/// Chosen by hand between 0.35 and 0.5, which differ by one judged card.
const LEAST_IN_WORDS: f32 = 0.45;

/// How much better the best answer must be than another value of the same place:
/// without a margin wrong cards come, with a wider one right cards go (docs/answers.md).
pub(super) const MARGIN: f32 = 0.005;

/// What the answer of another place must have of the best one's score to stand beside it.
const BESIDE: f32 = 0.8;

/// The most places side by side.
const MOST_PLACES: usize = 6;

/// Chooses the answers that are shown, the best first.
pub(super) fn answers(found: &[Scored<'_>], question: &Question, today: Date) -> Vec<Answer> {
    let least = match question.kind {
        AnswerKind::Who | AnswerKind::When | AnswerKind::HowMuch | AnswerKind::Phone => LEAST,
        _ => LEAST_IN_WORDS,
    };
    let Some(best) = found.first().filter(|best| best.score >= least) else {
        return Vec::new();
    };
    if is_doubtful(best, found) {
        return Vec::new();
    }
    let mut shown = vec![best];
    if question.places.is_empty() {
        let mut places = BTreeSet::from([place(best)]);
        let enough = least.max(best.score * BESIDE);
        for other in found.iter().filter(|other| other.score >= enough) {
            if places.insert(place(other)) && !is_doubtful(other, found) {
                shown.push(other);
            }
        }
        shown.truncate(MOST_PLACES);
    }
    shown.into_iter().map(|scored| answer(scored, question.kind, today)).collect()
}

fn place(scored: &Scored<'_>) -> Option<RegionCode> {
    scored.candidate.notice.region.code
}

/// Tells whether another value of the same place comes close to an answer.
fn is_doubtful(best: &Scored<'_>, found: &[Scored<'_>]) -> bool {
    let mut others = found.iter().filter(|other| place(other) == place(best));
    let other = others.find(|other| !std::ptr::eq(*other, best) && !is_same(best, other));
    other.is_some_and(|other| best.score - other.score < MARGIN)
}

/// Tells whether two answers have one value: the same figures, or the same words.
fn is_same(one: &Scored<'_>, other: &Scored<'_>) -> bool {
    let figures = |text: &str| {
        text.chars()
            .map(|c| if c.is_ascii_digit() || c == '.' { c } else { ' ' })
            .collect::<String>()
    };
    let (first, second) = (figures(&one.value), figures(&other.value));
    let same_figures = first.split_whitespace().eq(second.split_whitespace());
    one.value == other.value || same_figures && !first.trim().is_empty()
}

fn answer(scored: &Scored<'_>, kind: AnswerKind, today: Date) -> Answer {
    let candidate = scored.candidate;
    let clause = &candidate.record.clause;
    let key = ClauseKey { notice: candidate.notice.id.clone(), clause: clause.id.clone() };
    Answer {
        kind,
        spans: scored.spans.clone(),
        normalised: normal::normalised(kind, &scored.value, &scored.spans),
        sentence: scored.sentence.clone(),
        clause: key.to_string(),
        address: clause.address.clone(),
        score: scored.score,
        notice: results::summary(&candidate.notice, today),
    }
}
