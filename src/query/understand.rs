//! What a query says beside its words: numbers, phrases, exclusions, filters.
//!
//! Every kind of understanding is one function that takes what it knows out of the words and adds
//! what it means. New kinds (places, years, departments, plain language) get their own function
//! here, called in [`understand`].

use serde::Serialize;

use crate::analysis::fold::key;
use crate::lexicon::Lexicon;
use crate::notice::doc_number::DocNumber;
use crate::query::facet::FacetField;
use crate::query::request::Filters;
use crate::query::syntax::{self, Piece, PieceKind, SyntaxNote};

/// A kind of understanding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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
}

/// One thing that was read out of a query, with the words that undo it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// What kind of thing.
    pub kind: UnderstoodKind,
    /// As typed.
    pub from: String,
    /// What it was taken for.
    pub to: String,
    /// The query without this understanding.
    pub undo: String,
}

/// What a query means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Understanding {
    /// Runs of words to search, as typed.
    pub words: Vec<String>,
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
    /// What was understood, for the reader.
    pub understood: Vec<Understood>,
    /// What could not be used, for the reader.
    pub notes: Vec<String>,
}

/// The shortest query that can be a whole title, in characters of its key.
const SHORTEST_TITLE: usize = 8;

/// Reads what a query means; every text means something.
pub fn understand(text: &str, lexicon: &Lexicon) -> Understanding {
    let mut understanding = Understanding::default();
    if let Some(number) = DocNumber::parse_loosely(text) {
        take_number(number, text.trim(), text, &mut understanding);
        return understanding;
    }
    let (pieces, notes) = syntax::parse(text);
    for (index, piece) in pieces.iter().enumerate() {
        take_piece(index, piece, &pieces, lexicon, &mut understanding);
    }
    take_numbers(text, &mut understanding);
    understanding.title_key = Some(key(text)).filter(|key| key.chars().count() >= SHORTEST_TITLE);
    understanding.notes.extend(notes.into_iter().map(in_words));
    understanding
}

fn take_piece(
    index: usize,
    piece: &Piece,
    pieces: &[Piece],
    lexicon: &Lexicon,
    understanding: &mut Understanding,
) {
    let undo_as = |replacement: &str| rewritten(pieces, index, replacement);
    match &piece.kind {
        PieceKind::Words(words) => understanding.words.push(words.clone()),
        PieceKind::Quoted(words) => {
            understanding.phrases.push(words.clone());
            understanding.understood.push(Understood {
                kind: UnderstoodKind::Phrase,
                from: piece.typed.clone(),
                to: words.clone(),
                undo: undo_as(words),
            });
        }
        PieceKind::Excluded(words) => {
            understanding.excluded.push(words.clone());
            understanding.understood.push(Understood {
                kind: UnderstoodKind::Excluded,
                from: piece.typed.clone(),
                to: words.clone(),
                undo: undo_as(""),
            });
        }
        PieceKind::Filter(field, value) => {
            match add_filter(*field, value, lexicon, &mut understanding.filters) {
                Ok(label) => understanding.understood.push(Understood {
                    kind: UnderstoodKind::Filter,
                    from: piece.typed.clone(),
                    to: format!("{}：{label}", field.label()),
                    undo: undo_as(""),
                }),
                Err(reason) => {
                    understanding.notes.push(reason);
                    understanding.words.push(value.clone());
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

/// Takes the document numbers out of the words.
fn take_numbers(text: &str, understanding: &mut Understanding) {
    for run in std::mem::take(&mut understanding.words) {
        let mut from = 0;
        let mut rest = String::new();
        for found in DocNumber::find(&run) {
            if found.number.agency_code.is_empty() {
                continue;
            }
            rest.push_str(&run[from..found.range.start]);
            rest.push(' ');
            from = found.range.end;
            let typed = &run[found.range.clone()];
            take_number(found.number, typed, text, understanding);
        }
        rest.push_str(&run[from..]);
        if !rest.trim().is_empty() {
            understanding.words.push(rest.trim().to_owned());
        }
    }
}

fn take_number(number: DocNumber, typed: &str, text: &str, understanding: &mut Understanding) {
    understanding.understood.push(Understood {
        kind: UnderstoodKind::DocNumber,
        from: typed.to_owned(),
        to: number.to_string(),
        undo: text.replacen(typed, &format!("\"{typed}\""), 1),
    });
    understanding.numbers.push(number);
}

/// Returns the query with one piece written differently.
fn rewritten(pieces: &[Piece], index: usize, replacement: &str) -> String {
    let words: Vec<&str> = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| if at == index { replacement } else { piece.typed.as_str() })
        .filter(|words| !words.is_empty())
        .collect();
    words.join(" ")
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
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::{UnderstoodKind, understand};
    use crate::lexicon::Lexicon;
    use crate::lexicon::overlay::Overlay;
    use crate::query::facet::FacetField;

    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::new(&Overlay::default()).expect("the built-in tables are sound"));

    #[test]
    fn numbers_are_read_in_every_spelling() {
        for text in ["泽政办发〔2020〕17号", "泽政办发[2020]17号", "泽政办发2020 17号"]
        {
            let found = understand(text, &LEXICON);
            assert_eq!(found.numbers.len(), 1, "{text}");
            assert_eq!(found.numbers[0].to_string(), "泽政办发〔2020〕17号");
            assert!(found.words.is_empty());
            assert_eq!(found.understood[0].kind, UnderstoodKind::DocNumber);
        }
        let found = understand("泽政办发〔2020〕17号 标准目录", &LEXICON);
        assert_eq!((found.numbers.len(), &found.words[..]), (1, &["标准目录".to_owned()][..]));
    }

    #[test]
    fn undoing_gives_the_query_without_the_understanding() {
        let undo = |text: &str| understand(text, &LEXICON).understood[0].undo.clone();
        assert_eq!(undo("\"站内检索\" 拼音"), "站内检索 拼音");
        assert_eq!(undo("公开 -疫情"), "公开");
        assert_eq!(undo("公开 年份:2024"), "公开");
        assert_eq!(undo("泽政办发〔2020〕17号"), "\"泽政办发〔2020〕17号\"");
    }

    #[test]
    fn places_can_be_filtered_by_name() {
        let found = understand("公开 地区:怀柔", &LEXICON);
        assert!(found.filters.values[&FacetField::Region].contains("110116"));
        let found = understand("公开 地区:无此地", &LEXICON);
        assert_eq!(found.notes.len(), 1);
        assert_eq!(found.words, ["公开", "无此地"]);
    }

    proptest! {
        #[test]
        fn every_text_means_something(text in "\\PC{0,60}") {
            let _ = understand(&text, &LEXICON);
        }
    }
}
