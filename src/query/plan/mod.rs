//! The plan of a search in our own words: what must occur, what it scores, what narrows it.

mod concepts;
pub mod preference;
mod words;

use jiff::civil::Date;

use crate::analysis::Analyzer;
use crate::query::boost::{self, Weights};
use crate::query::plan::preference::Preference;
use crate::query::plan::words::{Asked, closeness, terms};
use crate::query::request::{FacetRequest, Filters, Page, Scope, SearchRequest, Sort};
use crate::query::understand::Understanding;

/// A stream of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stream {
    /// Words and sub-words.
    Words,
    /// Single characters and pairs of neighbours.
    Grams,
}

/// A term that scores.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoredTerm {
    /// The stream that it stands in.
    pub stream: Stream,
    /// The term.
    pub term: String,
    /// What it counts beside the others, before the weight of a field.
    pub weight: f32,
    /// Whether the query itself holds it; else it is of a concept that the query speaks of.
    pub is_asked: bool,
}

/// A stretch of text, as grams at distances from its first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    /// Distance and gram, in order; never empty.
    pub grams: Vec<(u32, String)>,
}

impl Phrase {
    /// Returns the text in the form in which it is matched, without punctuation.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut end = 0_usize;
        for (at, gram) in &self.grams {
            let at = *at as usize;
            text.extend(gram.chars().skip(end.saturating_sub(at)));
            end = end.max(at + gram.chars().count());
        }
        text
    }
}

/// What a notice or clause must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The words asked for, each as a phrase.
    pub words: Vec<Phrase>,
    /// How many of the words must occur.
    pub minimum: usize,
    /// How many of the words are most of them.
    pub most: usize,
    /// Bit per word: whether it is a document number, which its own notice holds whatever its text.
    pub number_words: u32,
    /// Phrases that must occur.
    pub required: Vec<Phrase>,
    /// Phrases that must not occur.
    pub excluded: Vec<Phrase>,
}

/// What a form of plain language stands for: wordings that count together as one term, which
/// occurs wherever any of them does (Robertson 2004; search servers call it a synonym query).
#[derive(Clone, Debug, PartialEq)]
pub struct Expansion {
    /// The form that the query holds; `None` where the query only resembles what people say.
    pub form: Option<String>,
    /// Whether the wordings mean the same as the form; else something narrower, wider or related.
    pub is_same: bool,
    /// The wordings, official terms first.
    pub wordings: Vec<Wording>,
    /// What it counts beside the terms of the query, before the weight of a field.
    pub weight: f32,
    /// Bit per word of [`Matching::words`] that any wording stands for.
    pub covers: u32,
}

/// One wording of a concept.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// The wording.
    pub phrase: Phrase,
    /// What one occurrence counts.
    pub share: f32,
    /// Whether it is an official term; else it is another form of plain language.
    pub is_official: bool,
}

/// What adds to the score beside single terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closeness {
    /// The whole query as one phrase, where it has several words.
    pub whole: Option<Phrase>,
    /// Words of the query that follow each other.
    pub pairs: Vec<(String, String)>,
}

/// Notices that come first whatever their score and validity: those asked for by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins {
    /// Terms of document numbers.
    pub numbers: Vec<String>,
    /// Keys of titles.
    pub titles: Vec<String>,
}

/// A search, ready for any engine.
#[derive(Clone, Debug, PartialEq)]
pub struct QueryPlan {
    /// What is searched.
    pub scope: Scope,
    /// What must occur.
    pub matching: Matching,
    /// What scores.
    pub terms: Vec<ScoredTerm>,
    /// What scores less is no hit; 0 for whatever matches.
    pub least_score: f32,
    /// What plain language stands for, one for each concept of the understanding, in order.
    pub expansions: Vec<Expansion>,
    /// What the query prefers without asking for it alone.
    pub preferences: Vec<Preference>,
    /// What adds to the score when it stands together.
    pub closeness: Closeness,
    /// What comes first.
    pub pins: Pins,
    /// What narrows the results.
    pub filters: Filters,
    /// Which dimensions are counted.
    pub facets: Vec<FacetRequest>,
    /// Whether of several copies of a notice one is shown in place of all.
    pub folds_copies: bool,
    /// In which order.
    pub sort: Sort,
    /// Which page.
    pub page: Page,
    /// The day on which it is asked.
    pub today: Date,
    /// The weights of ranking.
    pub weights: Weights,
    /// Whether each hit says what its score is made of.
    pub explains: bool,
    /// Whether it is answered from parts of the index where others cannot be read.
    pub admits_partial: bool,
}

/// The most words of one query that are matched one by one; further ones only score.
pub const MOST_WORDS: usize = 31;

/// The shortest form that tells by itself what a query is about, in characters. By hand.
const TELLING: usize = 4;

/// Makes the plan of a request.
pub fn plan(
    request: &SearchRequest,
    understanding: &Understanding,
    analyzer: &Analyzer,
    today: Date,
) -> QueryPlan {
    weighted(request, understanding, analyzer, today, Weights::default())
}

/// Makes the plan of a request with other weights, as measuring and looking for single values do.
pub fn weighted(
    request: &SearchRequest,
    understanding: &Understanding,
    analyzer: &Analyzer,
    today: Date,
    weights: Weights,
) -> QueryPlan {
    let weights = weights.in_scope(request.scope);
    let mut asked = Asked::default();
    for run in &understanding.words {
        asked.add_run(run, analyzer, &weights);
    }
    for sense in &understanding.concepts {
        asked.add_concept(sense, analyzer, &weights);
    }
    QueryPlan {
        scope: request.scope,
        matching: matching(asked.words, understanding, analyzer),
        terms: terms(understanding, analyzer, &weights),
        least_score: 0.0,
        expansions: asked.expansions,
        preferences: asked.preferences,
        closeness: closeness(understanding, analyzer),
        pins: pins(understanding),
        filters: merged(&request.filters, &understanding.filters),
        facets: request.facets.clone(),
        folds_copies: true,
        sort: request.sort,
        page: request.page,
        today,
        weights,
        explains: request.explain,
        admits_partial: request.admits_partial,
    }
}

impl QueryPlan {
    /// Tells whether anything is searched for, beside filters.
    pub fn asks_for_text(&self) -> bool {
        !self.matching.words.is_empty() || !self.matching.required.is_empty()
    }

    /// Returns the plan with what the query is understood to speak of standing for all of its
    /// words; `None` where readers are told of no such concept, or where it stands for them
    /// already.
    pub fn widened(&self, understanding: &Understanding) -> Option<Self> {
        let all = (1 << self.matching.words.len()) - 1;
        let mut wider = self.clone();
        for (expansion, sense) in wider.expansions.iter_mut().zip(&understanding.concepts) {
            if sense.is_said
                && sense.form.as_ref().is_none_or(|form| form.chars().count() >= TELLING)
            {
                expansion.covers |= all;
            }
        }
        (wider != *self).then_some(wider)
    }
}

/// Says what must occur: most of the words, every quoted phrase, none of the excluded ones.
fn matching(
    mut words: Vec<Phrase>,
    understanding: &Understanding,
    analyzer: &Analyzer,
) -> Matching {
    let mut number_words = 0;
    for number in &understanding.numbers {
        if let Some(phrase) =
            phrase(&number.to_string(), analyzer).filter(|_| words.len() < MOST_WORDS)
        {
            number_words |= 1 << words.len();
            words.push(phrase);
        }
    }
    let phrases =
        |texts: &[String]| texts.iter().filter_map(|text| phrase(text, analyzer)).collect();
    Matching {
        minimum: boost::minimum_match(words.len()),
        most: boost::minimum_match(words.len()),
        words,
        number_words,
        required: phrases(&understanding.phrases),
        excluded: phrases(&understanding.excluded),
    }
}

fn pins(understanding: &Understanding) -> Pins {
    Pins {
        numbers: understanding
            .numbers
            .iter()
            .map(|number| number.to_string().to_lowercase())
            .collect(),
        titles: understanding.title_key.iter().cloned().collect(),
    }
}

/// Puts the filters of the query's own words beside those that were chosen.
fn merged(chosen: &Filters, understood: &Filters) -> Filters {
    let mut filters = chosen.clone();
    for (field, values) in &understood.values {
        filters.values.entry(*field).or_insert_with(|| values.clone());
    }
    if understood.validity != Filters::default().validity
        && chosen.validity == Filters::default().validity
    {
        filters.validity = understood.validity.clone();
    }
    filters
}

/// Returns a text as a phrase; `None` for a text without letters, digits or 汉字.
pub fn phrase(text: &str, analyzer: &Analyzer) -> Option<Phrase> {
    let grams: Vec<(u32, String)> =
        analyzer.phrase(text).into_iter().map(|token| (token.position, token.term)).collect();
    (!grams.is_empty()).then_some(Phrase { grams })
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use proptest::prelude::*;

    use super::{QueryPlan, Stream, plan};
    use crate::analysis::Analyzer;
    use crate::lexicon::Lexicon;
    use crate::lexicon::overlay::Overlay;
    use crate::query::request::{Scope, SearchRequest};
    use crate::query::understand::{Knowledge, understand};

    static WORLD: LazyLock<(Lexicon, Arc<Analyzer>)> = LazyLock::new(|| {
        let lexicon = Lexicon::new(&Overlay::default()).expect("the built-in tables are sound");
        let analyzer = lexicon.analyzer();
        (lexicon, analyzer)
    });

    fn plan_of(text: &str) -> QueryPlan {
        plan_in(Scope::Notices, text)
    }

    fn plan_in(scope: Scope, text: &str) -> QueryPlan {
        let (lexicon, analyzer) = &*WORLD;
        let request = SearchRequest { text: text.to_owned(), scope, ..SearchRequest::default() };
        let today = jiff::civil::date(2024, 5, 8);
        let knowledge = Knowledge { lexicon, analyzer, spelling: None, today };
        plan(&request, &understand(&request, &knowledge), analyzer, today)
    }

    #[test]
    fn most_words_must_occur_and_all_streams_score() {
        let plan = plan_of("站内检索 拼音");
        assert_eq!((plan.matching.words.len(), plan.matching.minimum), (2, 2));
        let of = |stream| plan.terms.iter().filter(|term| term.stream == stream).count();
        assert!(of(Stream::Words) >= 2);
        assert!(of(Stream::Grams) >= 4);
        assert!(plan.closeness.whole.is_some());
    }

    #[test]
    fn quoted_and_excluded_phrases_are_kept_apart() {
        let plan = plan_of("\"站内检索\" -疫情");
        assert!(plan.matching.words.is_empty());
        assert_eq!(
            plan.matching.required[0].grams,
            [(0, "站内".to_owned()), (2, "检索".to_owned())]
        );
        assert_eq!(plan.matching.excluded.len(), 1);
    }

    #[test]
    fn words_of_provisions_are_searched_among_clauses_alone() {
        let question = "没工作想让公家给介绍个单位";
        let concept = WORLD.0.colloquial.concepts().iter().find(|held| held.name == "求职登记");
        let written = concept.and_then(|held| held.provisions().next()).expect("a first word");
        let told: String = written.chars().skip(written.chars().count() - 2).collect();
        let holds = |scope| plan_in(scope, question).terms.iter().any(|held| held.term == told);
        assert!(holds(Scope::Clauses), "{told}");
        assert!(!holds(Scope::Notices), "{told}");
    }

    #[test]
    fn a_phrase_gives_its_text() {
        let analyzer = &WORLD.1;
        for text in ["站内检索", "政务公", "app办理", "路"] {
            let phrase = super::phrase(text, analyzer).expect("a text with characters");
            assert_eq!(phrase.text(), text);
        }
    }

    #[test]
    fn stop_words_and_punctuation_ask_for_nothing() {
        for text in ["关于", "，。", "的", ""] {
            let plan = plan_of(text);
            assert!(plan.matching.words.is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_text_has_a_plan(text in "\\PC{0,80}|[政务公开的在哪“”\" -]{0,40}") {
            let plan = plan_of(&text);
            prop_assert!(plan.matching.minimum <= plan.matching.words.len());
        }
    }
}
