//! Which terms, phrases and names a library holds, and how many notices and clauses each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::engine::error::EngineError;
use crate::engine::opensearch::buckets;
use crate::engine::opensearch::client::Client;
use crate::engine::opensearch::filters::in_force;
use crate::engine::opensearch::generation::Generation;
use crate::engine::opensearch::mapping::{CLAUSE, HEAD, NOTICE, facet};
use crate::engine::opensearch::pages;
use crate::engine::opensearch::parts::{all, has};
use crate::engine::opensearch::records;
use crate::engine::opensearch::shards;
use crate::engine::phrases::{PhraseCount, PhraseCounts, WORD_SEPARATOR};
use crate::engine::{Frequencies, Terms, Vocabulary};
use crate::notice::id::NoticeId;
use crate::query::boost::Field;
use crate::query::facet::FacetField;
use crate::query::plan::Stream;

/// Returns the terms of all notices.
pub(super) async fn terms(client: &Client, generation: &Generation) -> Result<Terms, EngineError> {
    let index = &generation.index;
    let notices = has("unit", NOTICE);
    Ok(Terms {
        notices: generation.status.notices,
        words: buckets::all(client, index, "held_words", &notices).await?,
        grams: buckets::all(client, index, "held_grams", &notices).await?,
    })
}

/// Counts the clauses that hold each of some terms.
pub(super) async fn frequencies(
    client: &Client,
    generation: &Generation,
    terms: &[(Stream, String)],
) -> Result<Frequencies, EngineError> {
    let wanted: Vec<_> =
        terms.iter().map(|(stream, term)| (Field::Clause, *stream, term.clone())).collect();
    let counts = generation.counts(client, &wanted, false).await?;
    let holding = |(stream, term): &(Stream, String)| counts.holding(Field::Clause, *stream, term);
    let units = [Stream::Words, Stream::Grams].map(|stream| counts.units(Field::Clause, stream));
    let clauses = units.into_iter().max().unwrap_or(0);
    Ok(Frequencies { clauses, holding: terms.iter().map(holding).collect() })
}

/// Returns the names that can be suggested, those of ended notices left out.
pub(super) async fn vocabulary(
    client: &Client,
    generation: &Generation,
    today: Date,
) -> Result<Vocabulary, EngineError> {
    let index = &generation.index;
    let shown = all(vec![has("unit", NOTICE), in_force(today)]);
    let mut vocabulary = Vocabulary::default();
    let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
    let hits = pages::all(client, index, &shown, &["key", "cites"]).await?;
    let ids: Vec<(String, String)> = hits
        .iter()
        .filter_map(|hit| hit["_id"].as_str())
        .map(|id| (id.to_owned(), id.to_owned()))
        .collect();
    let mut records = records::read(client, index, &ids, &NAMED).await?;
    for hit in &hits {
        let Some(mut source) = hit["_id"].as_str().and_then(|id| records.remove(id)) else {
            continue;
        };
        let record = source["record"].take();
        let own = number(&record);
        let cited = hit["fields"]["cites"].as_array().into_iter().flatten();
        let cited = cited.filter_map(Value::as_str).map(str::to_owned);
        for number in cited.chain(own).collect::<BTreeSet<String>>() {
            *numbers.entry(number).or_default() += 1;
        }
        let title = record["title"].as_str().map(str::to_owned);
        let key = hit["fields"]["key"][0].as_str().unwrap_or_default();
        vocabulary.titles.extend(title.map(|title| (title, NoticeId::given(key))));
    }
    vocabulary.numbers = numbers.into_iter().collect();
    for field in FacetField::ALL {
        vocabulary.values.extend(values(client, index, field, &shown, today).await?);
    }
    vocabulary.phrases = phrases(client, index, today).await?;
    Ok(vocabulary)
}

/// What is read of a notice for its names.
const NAMED: [&str; 2] = ["record.title", "record.doc_number"];

/// Reads the document number of a record, as printed.
fn number(record: &Value) -> Option<String> {
    /// A record as far as it is read here.
    #[derive(serde::Deserialize)]
    struct Numbered {
        doc_number: Option<crate::notice::doc_number::DocNumber>,
    }
    let numbered: Numbered = serde_json::from_value(record.clone()).ok()?;
    numbered.doc_number.map(|number| number.to_string())
}

/// Returns the values of a dimension with the number of notices that have them.
async fn values(
    client: &Client,
    index: &str,
    field: FacetField,
    shown: &Value,
    today: Date,
) -> Result<Vec<(FacetField, String, u64)>, EngineError> {
    if field != FacetField::Validity {
        let values = buckets::all(client, index, &facet(field), shown).await?;
        return Ok(values.into_iter().map(|(value, count)| (field, value, count)).collect());
    }
    let mut values = Vec::new();
    for value in crate::notice::status::Validity::ALL {
        let has = crate::engine::opensearch::filters::validity([value], today);
        let count = shards::count(client, index, &all(vec![shown.clone(), has])).await?;
        if count > 0 {
            values.push((field, value.name().to_owned(), count));
        }
    }
    values.sort_by(|(_, one, _), (_, two, _)| one.cmp(two));
    Ok(values)
}

/// Counts every phrase and word over the notices in force.
async fn phrases(client: &Client, index: &str, today: Date) -> Result<PhraseCounts, EngineError> {
    let of = |unit: &str| all(vec![has("unit", unit), in_force(today)]);
    let (notices, clauses) = (of(NOTICE), of(CLAUSE));
    let mut phrases: BTreeMap<String, PhraseCount> = BTreeMap::new();
    let small = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    for (words, count) in buckets::all(client, index, "all_phrases", &notices).await? {
        let phrase = PhraseCount { words, notices: small(count), free: 0, clauses: 0 };
        phrases.insert(phrase.words.clone(), phrase);
    }
    for (words, count) in buckets::all(client, index, "phrases", &notices).await? {
        if let Some(phrase) = phrases.get_mut(&words) {
            phrase.free = small(count);
        }
    }
    for (words, count) in buckets::all(client, index, "phrases", &clauses).await? {
        if let Some(phrase) = phrases.get_mut(&words) {
            phrase.clauses = small(count);
        }
    }
    phrases.retain(|_, phrase| phrase.tells());
    let words = buckets::all(client, index, "held_words", &notices).await?;
    let words = words.into_iter().filter(|(word, _)| is_word(word));
    let mut in_clauses: BTreeMap<String, u64> = phrases
        .keys()
        .flat_map(|phrase| phrase.split(WORD_SEPARATOR))
        .map(|word| (word.to_owned(), 0))
        .collect();
    // Titles hold words as clauses do.
    let units = all(vec![json!({"terms": {"unit": [CLAUSE, HEAD]}}), in_force(today)]);
    for (field, is_single) in [("held_words", false), ("held_grams", true)] {
        for (word, count) in buckets::all(client, index, field, &units).await? {
            if word.chars().nth(1).is_none() == is_single
                && let Some(sum) = in_clauses.get_mut(&word)
            {
                *sum += count;
            }
        }
    }
    Ok(PhraseCounts {
        words: words.map(|(word, count)| (word, small(count))).collect(),
        phrases: phrases.into_values().collect(),
        in_clauses,
        notices: shards::count(client, index, &notices).await?,
        clauses: shards::count(client, index, &clauses).await?,
    })
}

fn is_word(term: &str) -> bool {
    term.chars().nth(1).is_some() && !term.chars().any(|c| c.is_ascii_digit() || c == '〔')
}
