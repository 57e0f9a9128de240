//! What adds to a score, told in the plan's own terms.

use crate::engine::explanation::{Cause, Part, Share, TermForm, Unit};
use crate::query::boost::Field;
use crate::query::plan::{Phrase, QueryPlan, Stream, Wording};

/// What adds to a score; `of` is a place in the plan's list of such things.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine) enum Source {
    /// A term in a text, with its weight.
    Term { of: usize, text: Field, weight: f32 },
    /// A concept in a text, with its weight.
    Concept { of: usize, text: Field, weight: f32 },
    /// A preferred value, or nothing known of it.
    Preference { of: usize, stated: bool },
    /// The whole query as one phrase in a text.
    WholeQuery(Field),
    /// A pair of words close together.
    Near { of: usize },
    /// A phrase that must occur.
    Quoted { of: usize },
    /// Most words of the query.
    MostWords,
}

/// Names what adds to a score; `found` are the wordings of a concept that were found.
pub(in crate::engine) fn cause(plan: &QueryPlan, source: Source, found: &[&Wording]) -> Cause {
    match source {
        Source::Term { of, text: field, weight } => {
            let term = &plan.terms[of];
            let form = match (term.stream, term.term.chars().count()) {
                (Stream::Words, _) => TermForm::Word,
                (Stream::Grams, 1) => TermForm::Character,
                (Stream::Grams, _) => TermForm::Pair,
            };
            let text = term.term.clone();
            Cause::Term { form, field, text, asked: term.is_asked, weight }
        }
        Source::Concept { of, text: field, weight } => {
            let concept = &plan.expansions[of];
            let texts_of = |is_official: bool| {
                let found = found.iter().filter(|wording| wording.is_official == is_official);
                found.map(|wording| wording.phrase.text()).collect()
            };
            let (official, ordinary) = (texts_of(true), texts_of(false));
            let (said, same) = (concept.form.clone(), concept.is_same);
            Cause::Concept { field, said, same, official, plain: ordinary, weight }
        }
        Source::Preference { of, stated } => {
            Cause::Preference { dimension: plan.preferences[of].field, stated }
        }
        Source::WholeQuery(field) => {
            let whole = plan.closeness.whole.as_ref();
            let text = whole.map(Phrase::text).unwrap_or_default();
            Cause::WholeQuery { field, text }
        }
        Source::Near { of } => {
            let (one, two) = plan.closeness.pairs[of].clone();
            Cause::Near { words: [one, two] }
        }
        Source::Quoted { of } => Cause::Quoted { text: plan.matching.required[of].text() },
        Source::MostWords => Cause::MostWords,
    }
}

/// Makes a share of its parts; what adds nothing is left out.
pub(in crate::engine) fn share(of: Unit, weight: f32, mut parts: Vec<Part>) -> Share {
    parts.retain(|part| part.score != 0.0);
    let sum: f32 = parts.iter().map(|part| part.score).sum();
    Share { of, weight, score: weight * sum, parts }
}
