//! What a question asks for, and what it is about.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::fold::fold;
use crate::notice::region::RegionCode;
use crate::query::facet::FacetField;
use crate::query::understand::Understanding;
use crate::query::understand::run::Meaning;
use crate::search::answer::AnswerKind;
use crate::search::answer::evidence::{Feature, features};
use crate::search::answer::measure::{self, Measure};
use crate::search::answer::text::{head, tail};
use crate::search::world::World;

/// A place that a question names.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// As the question writes it, folded.
    pub(crate) form: String,
    /// The places of that name.
    pub(crate) codes: Vec<RegionCode>,
}

/// What a question wants of a value that changes with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// From when on.
    Start,
    /// Until when.
    End,
    /// It does not say.
    Any,
}

/// A question, read.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// What it asks for.
    pub(crate) kind: AnswerKind,
    /// The measures that an amount can have, the likeliest first.
    pub(crate) measures: Vec<Measure>,
    /// The measure word that it asks with: 次 in 几次.
    pub(crate) measure_word: Option<char>,
    /// Numbers that it names itself: they are no answer.
    pub(crate) numbers: BTreeSet<String>,
    /// Places that it names.
    pub(crate) places: Vec<Place>,
    /// Years that it names.
    pub(crate) years: Vec<i16>,
    /// Whether it asks from when on or until when.
    pub(crate) moment: Moment,
    /// Whether it asks for a value that was changed since.
    pub(crate) wants_old: bool,
    /// What it is about.
    pub(crate) features: Vec<Feature>,
}

/// Characters before and after a question word that say most of what is asked.
const FOCUS: (usize, usize) = (7, 6);

/// Words that a question without a question word ends with.
const NAMED_AMOUNTS: &[&str] = &["比例", "金额", "额度", "限额", "期限", "年限", "时限"];

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+(?:\.\d+)?").expect("a literal pattern"));
static START: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:什么时候|哪天|何时|哪年|哪个?月|几月|几号).{0,2}起|施行|实施|生效|启用|开始")
        .expect("a literal pattern")
});
static END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("截止|截至|到哪天|最迟|最晚|完成|到什么时候|为止|有效期|前")
        .expect("a literal pattern")
});
static OLD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("原来|之前是|调整前|以前").expect("a literal pattern"));

impl Question {
    /// Reads a question; `None` where a text asks nothing that a clause could answer.
    pub(crate) fn read(text: &str, understanding: &Understanding, world: &World) -> Option<Self> {
        let text = fold(text);
        let (kind, focus) = asked_for(&text, world)?;
        Some(Self::of_kind(kind, &focus, &text, understanding, world))
    }

    /// Makes a question of a kind that is known; `focus` are the words around what it asks for.
    /// The text is folded.
    pub(crate) fn of_kind(
        kind: AnswerKind,
        focus: &str,
        text: &str,
        understanding: &Understanding,
        world: &World,
    ) -> Self {
        let (content, places, years) = about(understanding);
        let measures = measure::asked(text);
        Self {
            kind,
            measures: measures.0,
            measure_word: measures.1,
            numbers: NUMBER.find_iter(text).map(|found| found.as_str().to_owned()).collect(),
            places,
            years,
            moment: match (START.is_match(text), END.is_match(text)) {
                (true, _) => Moment::Start,
                (false, true) => Moment::End,
                (false, false) => Moment::Any,
            },
            wants_old: OLD.is_match(text),
            features: features(&content, focus, world),
        }
    }
}

/// Returns what a text asks for and the words around its question word.
fn asked_for(text: &str, world: &World) -> Option<(AnswerKind, String)> {
    let Some(asked) = world.lexicon.asked.deciding(text) else {
        let ends = NAMED_AMOUNTS.iter().any(|ending| text.trim_end().ends_with(ending));
        return ends.then(|| (AnswerKind::HowMuch, tail(text, FOCUS.0).to_owned()));
    };
    let kind = AnswerKind::named(asked.kind)?;
    let before = text[..asked.range.start].rsplit(',').next().unwrap_or("");
    let after = text[asked.range.end..].split(',').next().unwrap_or("");
    Some((kind, format!("{}\0{}", tail(before, FOCUS.0), head(after, FOCUS.1))))
}

/// Returns the words of a question without places and years, which come beside them.
fn about(understanding: &Understanding) -> (String, Vec<Place>, Vec<i16>) {
    let (mut content, mut places, mut years) = (String::new(), Vec::new(), Vec::new());
    for run in &understanding.words {
        content.push('\0');
        for part in &run.parts {
            match &part.meaning {
                Some(Meaning::Preference { field, values, .. }) => {
                    content.push('\0');
                    if *field == FacetField::Year {
                        years.extend(values.iter().filter_map(|year| year.parse::<i16>().ok()));
                    } else {
                        let codes = values.iter().filter_map(|value| value.parse().ok()).collect();
                        places.push(Place { form: part.text.clone(), codes });
                    }
                }
                Some(Meaning::Plain) | None => content.push_str(&part.text),
            }
        }
    }
    (content, places, years)
}
