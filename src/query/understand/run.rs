//! A run of typed words: what of it is searched, and what its parts mean.

use std::ops::Range;

use crate::analysis::fold::fold;
use crate::query::facet::FacetField;
use crate::query::request::SearchRequest;
use crate::query::understand::concept::Sense;
use crate::query::understand::typed::TypedRun;
use crate::query::understand::{
    Knowledge, Understanding, Understood, UnderstoodKind, place, quoted, year,
};

/// Characters that are searched together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its parts, in order; together they are its text.
    pub parts: Vec<Part>,
}

impl Run {
    /// Returns its text.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// A part of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its characters, folded.
    pub text: String,
    /// What it means beside its words.
    pub meaning: Option<Meaning>,
}

/// What words mean beside themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Plain language for what official documents write.
    Plain,
    /// Values of a dimension that results with one of them are preferred for.
    Preference {
        /// The dimension.
        field: FacetField,
        /// The values.
        values: Vec<String>,
        /// Whether the words themselves are searched too.
        searched: bool,
    },
}

/// What a run is read with.
pub(super) struct Reading<'a> {
    pub(super) request: &'a SearchRequest,
    pub(super) knowledge: &'a Knowledge<'a>,
}

impl Reading<'_> {
    /// Tells whether a kind of understanding is wanted.
    pub(super) fn wants(&self, kind: UnderstoodKind) -> bool {
        !self.request.without.contains(&kind)
    }
}

/// A stretch of a run that means something.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it stands, in bytes of the folded run.
    pub(super) range: Range<usize>,
    /// What it means; `None` for what is not searched.
    pub(super) meaning: Option<Meaning>,
    /// What kind of understanding it is, and what it was taken for.
    pub(super) said: Option<(UnderstoodKind, String)>,
}

/// Reads a run: what is plain language, what names a place or a year, what only asks.
pub(super) fn read(typed: &TypedRun, reading: &Reading<'_>, understanding: &mut Understanding) {
    let run = fold(typed.text());
    let words = reading.knowledge.analyzer.whole_words(&run);
    let mut found: Vec<Found> = Vec::new();
    concepts(&run, &words, reading, understanding, &mut found);
    place::find(&run, &words, reading, &mut found);
    year::find(&run, &words, reading, &mut found);
    shells(&run, &words, reading, &mut found);
    found.sort_by_key(|found| found.range.start);
    for Found { range, said, .. } in &found {
        let Some((kind, to)) = said else { continue };
        let stretch = typed.unfolded(&run, range);
        understanding.understood.push(said_of(*kind, to, &stretch, &reading.request.text));
    }
    understanding.words.extend(cut(&run, found));
}

/// Says what a stretch was taken for. Quotes undo it, where it was typed as it stands and is
/// searched at all.
fn said_of(kind: UnderstoodKind, to: &str, stretch: &TypedRun, text: &str) -> Understood {
    let origin = stretch.origin(text).filter(|_| kind != UnderstoodKind::Question);
    Understood {
        kind,
        from: stretch.text().to_owned(),
        to: to.to_owned(),
        without: origin.is_none().then_some(kind),
        undo: origin.map_or_else(|| text.to_owned(), |range| quoted(text, range)),
    }
}

/// Tells whether a stretch begins and ends where no word is cut in two.
pub(super) fn stands_alone(range: &Range<usize>, words: &[Range<usize>]) -> bool {
    let splits = |at: usize| words.iter().any(|word| word.start < at && at < word.end);
    !splits(range.start) && !splits(range.end)
}

/// Tells whether a stretch is free of what was found before.
pub(super) fn is_free(range: &Range<usize>, found: &[Found]) -> bool {
    found.iter().all(|found| found.range.end <= range.start || range.end <= found.range.start)
}

/// The longest form that must not cut a word in two, in characters: 低保 is not in 最低保证.
const SHORT_FORM: usize = 4;

/// Finds plain language that stands in a run as the table has it.
fn concepts(
    run: &str,
    words: &[Range<usize>],
    reading: &Reading<'_>,
    understanding: &mut Understanding,
    found: &mut Vec<Found>,
) {
    if !reading.wants(UnderstoodKind::Plain) {
        return;
    }
    for mention in reading.knowledge.lexicon.colloquial.find(run) {
        let is_short = run[mention.range.clone()].chars().count() <= SHORT_FORM;
        if is_free(&mention.range, found) && (!is_short || stands_alone(&mention.range, words)) {
            let form = run[mention.range.clone()].to_owned();
            let said = Some((UnderstoodKind::Plain, mention.concept.official.join("、")));
            understanding.concepts.push(Sense::new(Some(form), mention.concept));
            found.push(Found { range: mention.range, meaning: Some(Meaning::Plain), said });
        }
    }
}

/// Finds what only asks; a run that is nothing else stays as it is.
fn shells(run: &str, words: &[Range<usize>], reading: &Reading<'_>, found: &mut Vec<Found>) {
    if !reading.wants(UnderstoodKind::Question) {
        return;
    }
    let shells: Vec<Range<usize>> = reading
        .knowledge
        .lexicon
        .shells
        .find(run)
        .filter(|range| is_free(range, found) && stands_alone(range, words))
        .collect();
    let asks: usize = shells.iter().map(Range::len).sum();
    if asks < run.len() {
        found.extend(shells.into_iter().map(|range| Found {
            range,
            meaning: None,
            said: Some((UnderstoodKind::Question, String::new())),
        }));
    }
}

/// Cuts a run into runs at what is not searched, with the meanings of their parts.
fn cut(run: &str, found: Vec<Found>) -> Vec<Run> {
    let mut runs = vec![Run::default()];
    let mut from = 0;
    let push = |runs: &mut Vec<Run>, text: &str, meaning: Option<Meaning>| {
        if let Some(run) = runs.last_mut().filter(|_| !text.trim().is_empty()) {
            run.parts.push(Part { text: text.to_owned(), meaning });
        }
    };
    for found in found {
        push(&mut runs, &run[from..found.range.start], None);
        from = found.range.end;
        match found.meaning {
            Some(meaning) => push(&mut runs, &run[found.range], Some(meaning)),
            None => runs.push(Run::default()),
        }
    }
    push(&mut runs, &run[from..], None);
    runs.retain(|run| !run.parts.is_empty());
    runs
}
