//! What a query says beside its words: numbers, phrases, exclusions, filters, places, years, plain
//! language.
//!
//! Signs and numbers are read over the whole text; what is left are runs of words. Letters of a run
//! are read as pinyin and its slips are noted; then every other kind of understanding is one function
//! that finds its stretches of the run ([`run`]).

pub mod concept;
pub mod correction;
mod pinyin;
mod place;
pub mod run;
mod typed;
mod year;

use std::ops::Range;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::analysis::Analyzer;
use crate::analysis::fold::key;
use crate::lexicon::Lexicon;
use crate::notice::doc_number::DocNumber;
use crate::query::facet::FacetField;
use crate::query::request::{Filters, SearchRequest};
use crate::query::spelling::Spelling;
use crate::query::syntax::{self, Piece, PieceKind, SyntaxNote};
use crate::query::understand::concept::Sense;
use crate::query::understand::correction::Correction;
use crate::query::understand::run::{Reading, Run};
use crate::query::understand::typed::TypedRun;

/// A kind of understanding.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum UnderstoodKind {
    /// A document number was read.
    DocNumber,
    /// Quoted words are searched as one phrase.
    Phrase,
    /// Words must not occur.
    Excluded,
    /// Words became a filter.
    Filter,
    /// Words name a place, whose notices are preferred.
    Place,
    /// Words name a year, whose notices are preferred.
    Year,
    /// Plain language is searched by the terms that official documents write, too.
    Plain,
    /// Words that only ask are not searched.
    Question,
    /// Letters were read as pinyin.
    Pinyin,
    /// Slips were undone.
    Correction,
    /// A question is answered above the results.
    Answer,
}

impl UnderstoodKind {
    /// The kinds that a request can go without; the others are signs that the user wrote.
    pub const OPTIONAL: [Self; 7] = [
        Self::Place,
        Self::Year,
        Self::Plain,
        Self::Question,
        Self::Pinyin,
        Self::Correction,
        Self::Answer,
    ];

    /// Returns the kind of a name that a request can go without.
    ///
    /// # Errors
    ///
    /// The names that are known.
    pub fn optional(name: &str) -> Result<Self, String> {
        Self::OPTIONAL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            format!("expected some of {}", Self::OPTIONAL.map(Self::name).join(", "))
        })
    }

    /// Returns the name in parameters and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::DocNumber => "doc_number",
            Self::Phrase => "phrase",
            Self::Excluded => "excluded",
            Self::Filter => "filter",
            Self::Place => "place",
            Self::Year => "year",
            Self::Plain => "plain",
            Self::Question => "question",
            Self::Pinyin => "pinyin",
            Self::Correction => "correction",
            Self::Answer => "answer",
        }
    }

    /// Returns the name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::DocNumber => "文号",
            Self::Phrase => "词组",
            Self::Excluded => "排除",
            Self::Filter => "筛选",
            Self::Place => "地区优先",
            Self::Year => "年份优先",
            Self::Plain => "同时检索规范用语",
            Self::Question => "不检索",
            Self::Pinyin => "拼音",
            Self::Correction => "更正",
            Self::Answer => "直接回答",
        }
    }
}

/// One thing that was read out of a query, with the words that undo it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Understood {
    /// What kind of thing.
    pub kind: UnderstoodKind,
    /// As typed.
    pub from: String,
    /// What it was taken for.
    pub to: String,
    /// The query without this understanding.
    pub undo: String,
    /// The kind to go without where no words undo it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<UnderstoodKind>,
}

/// What a query means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Understanding {
    /// Runs of words to search.
    pub words: Vec<Run>,
    /// What plain language among the words stands for.
    pub concepts: Vec<Sense>,
    /// Phrases that must occur.
    pub phrases: Vec<String>,
    /// Phrases that must not occur.
    pub excluded: Vec<String>,
    /// Document numbers asked for.
    pub numbers: Vec<DocNumber>,
    /// Key of the whole query, under which a notice's title is found.
    pub title_key: Option<String>,
    /// Filters that the query's own words set.
    pub filters: Filters,
    /// The query without its slips.
    pub correction: Option<Correction>,
    /// What was understood, for the reader.
    pub understood: Vec<Understood>,
    /// What could not be used, for the reader.
    pub notes: Vec<String>,
}

/// What queries are understood with.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'a> {
    /// Places, departments, plain language.
    pub lexicon: &'a Lexicon,
    /// Cuts words.
    pub analyzer: &'a Analyzer,
    /// What the library holds; without it letters and slips stay as they are.
    pub spelling: Option<&'a Spelling>,
    /// The day on which it is asked.
    pub today: Date,
}

/// The shortest query that can be a whole title, in characters of its key.
const SHORTEST_TITLE: usize = 8;

/// Reads what a query means; every text means something.
pub fn understand(request: &SearchRequest, knowledge: &Knowledge<'_>) -> Understanding {
    let text = &request.text;
    let lexicon = knowledge.lexicon;
    let mut understanding = Understanding::default();
    if let Some(number) = DocNumber::parse_loosely(text) {
        let typed = text.trim();
        let from = text.len() - text.trim_start().len();
        let range = from..from + typed.len();
        take_number(number, typed, Some(range), text, &mut understanding);
        return understanding;
    }
    let (pieces, notes) = syntax::parse(text);
    let mut runs = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let typed = Typed { text, pieces: &pieces, index };
        take_piece(&piece.kind, &typed, lexicon, &mut runs, &mut understanding);
    }
    let reading = Reading { request, knowledge };
    let mut slips = Vec::new();
    for run in take_numbers(text, &runs, &mut understanding) {
        let run = pinyin::read(&run, &reading, &mut understanding);
        slips.extend(correction::slips(&run, &reading));
        run::read(&run, &reading, &mut understanding);
    }
    understanding.correction = Correction::of(text, slips);
    concept::alike(&reading, &mut understanding);
    understanding.title_key = Some(key(text)).filter(|key| key.chars().count() >= SHORTEST_TITLE);
    understanding.notes.extend(notes.into_iter().map(in_words));
    understanding
}

/// A piece among the others of a query.
struct Typed<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    index: usize,
}

impl Typed<'_> {
    fn range(&self) -> Range<usize> {
        self.pieces[self.index].range.clone()
    }

    /// Returns the piece as it was typed.
    fn piece(&self) -> String {
        self.text[self.range()].to_owned()
    }

    /// Returns the query with the piece written differently.
    fn rewritten(&self, replacement: &str) -> String {
        let written = self.pieces.iter().enumerate().map(|(at, piece)| {
            if at == self.index { replacement } else { &self.text[piece.range.clone()] }
        });
        written.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

fn take_piece(
    kind: &PieceKind,
    typed: &Typed<'_>,
    lexicon: &Lexicon,
    runs: &mut Vec<TypedRun>,
    understanding: &mut Understanding,
) {
    let said = |kind: UnderstoodKind, to: &str, replacement: &str| Understood {
        kind,
        from: typed.piece(),
        to: to.to_owned(),
        undo: typed.rewritten(replacement),
        without: None,
    };
    match kind {
        PieceKind::Words(_) => runs.push(TypedRun::of(typed.text, typed.range())),
        PieceKind::Quoted(words) => {
            understanding.phrases.push(words.clone());
            understanding.understood.push(said(UnderstoodKind::Phrase, words, words));
        }
        PieceKind::Excluded(words) => {
            understanding.excluded.push(words.clone());
            understanding.understood.push(said(UnderstoodKind::Excluded, words, ""));
        }
        PieceKind::Filter(field, value) => {
            match add_filter(*field, value, lexicon, &mut understanding.filters) {
                Ok(label) => {
                    let to = format!("{}：{label}", field.label());
                    understanding.understood.push(said(UnderstoodKind::Filter, &to, ""));
                }
                Err(reason) => {
                    understanding.notes.push(reason);
                    let end = typed.range().end;
                    runs.push(TypedRun::of(typed.text, end - value.len()..end));
                }
            }
        }
    }
}

/// Adds a filter that the query names; places may be given by name.
fn add_filter(
    field: FacetField,
    value: &str,
    lexicon: &Lexicon,
    filters: &mut Filters,
) -> Result<String, String> {
    if field != FacetField::Region || value.parse::<u32>().is_ok() {
        filters.add(field, value)?;
        return Ok(field.value_label(value));
    }
    let codes = lexicon.divisions.named(value);
    if codes.is_empty() {
        return Err(format!("没有名为“{value}”的地区，已按词语检索"));
    }
    let mut labels = Vec::new();
    for code in codes {
        filters.add(field, &code.to_string())?;
        let names: Vec<String> =
            lexicon.divisions.chain(*code).iter().map(|division| division.name.clone()).collect();
        labels.push(names.concat());
    }
    Ok(labels.join("、"))
}

/// Takes the document numbers out of the runs of words; returns what is left of them.
fn take_numbers(text: &str, runs: &[TypedRun], understanding: &mut Understanding) -> Vec<TypedRun> {
    let mut left = Vec::with_capacity(runs.len());
    for run in runs {
        let mut from = 0;
        let mut push = |range: Range<usize>| {
            if !run.text()[range.clone()].trim().is_empty() {
                left.push(run.part(range));
            }
        };
        for found in DocNumber::find(run.text()) {
            if found.number.agency_code.is_empty() {
                continue;
            }
            push(from..found.range.start);
            from = found.range.end;
            let typed = run.part(found.range);
            take_number(found.number, typed.text(), typed.origin(text), text, understanding);
        }
        push(from..run.text().len());
    }
    left
}

fn take_number(
    number: DocNumber,
    typed: &str,
    origin: Option<Range<usize>>,
    text: &str,
    understanding: &mut Understanding,
) {
    understanding.understood.push(Understood {
        kind: UnderstoodKind::DocNumber,
        from: typed.to_owned(),
        to: number.to_string(),
        undo: origin.map_or_else(|| text.to_owned(), |range| quoted(text, range)),
        without: None,
    });
    understanding.numbers.push(number);
}

/// Returns a query with a range of it in quotes, so that it is searched as it stands.
fn quoted(text: &str, range: Range<usize>) -> String {
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    format!("{before}\"{}\"{behind}", &text[range])
}

fn in_words(note: SyntaxNote) -> String {
    match note {
        SyntaxNote::OpenQuote => "引号没有成对，已按词语检索".to_owned(),
        SyntaxNote::BadValue { field, value, .. } => {
            format!("“{value}”不是{}的取值，已按词语检索", field.label())
        }
    }
}

#[cfg(test)]
mod tests;
