//! Stretches of a sentence that could answer a kind of question.

mod amount;
mod moment;
mod respective;
mod unit;
mod wording;

use std::ops::Range;

use crate::notice::assignment::Assignment;
use crate::search::answer::AnswerKind;
use crate::search::answer::question::Question;

/// A stretch that could answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Span {
    /// Where its value stands in the sentence, in bytes.
    pub(crate) range: Range<usize>,
    /// What is shown of it.
    pub(crate) parts: Parts,
    /// How much it is what was asked for by its form alone: 1 at most.
    pub(crate) fitness: f32,
    /// What is added for the words right at it.
    pub(crate) bonus: f32,
    /// The words that belong to it alone, where they are known.
    pub(crate) own_words: Option<String>,
    /// Words that belong to its neighbours in a list.
    pub(crate) neighbours_words: Vec<String>,
}

/// What is shown of a span.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Parts {
    /// Stretches of the sentence, in bytes.
    At(Vec<Range<usize>>),
    /// Names that the reader found.
    Named(Vec<String>),
}

impl Span {
    /// Makes a span that stands for itself.
    pub(crate) fn new(range: Range<usize>, shown: Range<usize>, fitness: f32) -> Self {
        Self {
            range,
            parts: Parts::At(vec![shown]),
            fitness,
            bonus: 0.0,
            own_words: None,
            neighbours_words: Vec::new(),
        }
    }
}

/// Returns the spans of a sentence that could answer a question, in order.
pub(crate) fn find(sentence: &str, question: &Question, assignments: &[Assignment]) -> Vec<Span> {
    let mut spans = match question.kind {
        AnswerKind::HowMuch => amount::find(sentence, question),
        AnswerKind::When => moment::find(sentence, question),
        AnswerKind::Who => unit::find(sentence, assignments),
        AnswerKind::Papers => wording::papers(sentence),
        AnswerKind::Condition => wording::conditions(sentence),
        AnswerKind::How => wording::ways(sentence),
        AnswerKind::Phone => wording::phones(sentence),
        AnswerKind::YesNo => wording::decisions(sentence),
    };
    spans.sort_by_key(|span| span.range.start);
    spans
}

/// Tells whether two stretches share a character.
fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
