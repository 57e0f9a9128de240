//! Says of the hits of one page what their scores are made of: their parts are asked for by name.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use crate::engine::causes::{Source, cause, share};
use crate::engine::error::EngineError;
use crate::engine::explanation::{Cause, Explanation, Part, Unit};
use crate::engine::hits::Hit;
use crate::engine::opensearch::ask::{self, Candidate};
use crate::engine::opensearch::compiled::CompiledTerms;
use crate::engine::opensearch::documents::notice_id;
use crate::engine::opensearch::question::Which;
use crate::engine::opensearch::search::Search;
use crate::notice::id::NoticeId;
use crate::query::boost::Field;
use crate::query::plan::Wording;
use crate::query::request::Scope;

/// What each named part of a document scores, by the document's id.
type Heard = HashMap<String, Vec<(String, f32)>>;

/// Writes into the hits, which are those of the candidates shown, what their scores are made of;
/// with each the best clause that its score counts.
pub(super) async fn explain(
    search: &Search<'_>,
    shown: &[(Candidate, Option<Candidate>)],
    hits: &mut [Hit],
) -> Result<(), EngineError> {
    let question = search.question(true).await?;
    let parent = |candidate: &Candidate| notice_id(&NoticeId::given(candidate.key.as_str()));
    let notices: BTreeSet<String> = shown.iter().map(|(candidate, _)| parent(candidate)).collect();
    let of_notices = hear(search, &notices, question.notice_scoring(Which::All)).await?;
    let searches_notices = search.plan.scope == Scope::Notices;
    let (units, scoring) = if searches_notices {
        let best = shown.iter().filter_map(|(_, best)| best.as_ref());
        (best.map(|best| best.id.clone()).collect(), question.best_clause_scoring(Which::All))
    } else {
        let units: BTreeSet<String> =
            shown.iter().map(|(candidate, _)| candidate.id.clone()).collect();
        let scoring = question.clause_scoring(Which::All);
        (units, scoring.into_iter().chain(question.most_of_unit()).collect())
    };
    let of_units = hear(search, &units, scoring).await?;
    let weights = &search.plan.weights;
    for ((candidate, best), hit) in shown.iter().zip(hits) {
        let notice = Teller { search, heard: of_notices.get(&parent(candidate)) };
        let mut shares =
            vec![share(Unit::Notice, 1.0, notice.parts(&search.notice_terms, Field::Title))];
        let unit = if searches_notices { best.as_ref() } else { Some(candidate) };
        let unit = unit.map(|unit| Teller { search, heard: of_units.get(&unit.id) });
        if let Some(unit) = &unit {
            let (of, weight) = match (searches_notices, candidate.is_head) {
                (true, _) => (Unit::Clause, weights.best_clause),
                (false, true) => (Unit::Head, weights.head),
                (false, false) => (Unit::Clause, 1.0),
            };
            shares.push(share(of, weight, unit.parts(&search.clause_terms, Field::Clause)));
        }
        let most = if searches_notices { Some(&notice) } else { unit.as_ref() };
        let most = most.map_or(0.0, Teller::most_words);
        shares.push(share(Unit::Whole, 1.0, vec![Part { cause: Cause::MostWords, score: most }]));
        shares.retain(|share| !share.parts.is_empty());
        hit.explanation = Some(Explanation { score: hit.score, pinned: hit.pinned, shares });
    }
    Ok(())
}

/// Has some documents scored again, every part by its name.
async fn hear(
    search: &Search<'_>,
    ids: &BTreeSet<String>,
    scoring: Vec<Value>,
) -> Result<Heard, EngineError> {
    let mut heard = Heard::new();
    for candidate in search.score(ids, scoring).await? {
        let named = candidate.named.into_iter();
        let parts = named.map(|(name, score)| (name, ask::score(&score)));
        heard.entry(candidate.id).or_default().extend(parts);
    }
    Ok(heard)
}

/// Tells what was heard of one document in our own words.
struct Teller<'a> {
    search: &'a Search<'a>,
    heard: Option<&'a Vec<(String, f32)>>,
}

impl Teller<'_> {
    /// Returns the parts, in the order of the plan; `whole` is the text in which the whole query
    /// was looked for.
    fn parts(&self, compiled: &CompiledTerms, whole: Field) -> Vec<Part> {
        let plan = self.search.plan;
        let mut parts: Vec<((usize, usize), Part)> = Vec::new();
        for (name, score) in self.heard.into_iter().flatten() {
            let Some((rank, at)) = place(name) else { continue };
            let (source, found) = match rank {
                0 => {
                    let term = &compiled.terms[at];
                    let (of, text, weight) = (term.of, term.field, term.weight);
                    (Source::Term { of, text, weight }, Vec::new())
                }
                1 => {
                    let expansion = &compiled.expansions[at];
                    let (of, text, weight) = (expansion.of, expansion.field, expansion.weight);
                    (Source::Concept { of, text, weight }, self.found(at, of))
                }
                2 => {
                    (Source::Preference { of: at, stated: name.starts_with("stated") }, Vec::new())
                }
                3 => (Source::WholeQuery(whole), Vec::new()),
                4 => (Source::Near { of: at }, Vec::new()),
                _ => (Source::Quoted { of: at }, Vec::new()),
            };
            parts.push(((rank, at), Part { cause: cause(plan, source, &found), score: *score }));
        }
        parts.sort_by_key(|(place, _)| *place);
        parts.into_iter().map(|(_, part)| part).collect()
    }

    /// Returns the wordings that were found of a concept, in the order of the plan.
    fn found(&self, at: usize, of: usize) -> Vec<&Wording> {
        let prefix = format!("wording {at} ");
        let names = self.heard.into_iter().flatten();
        let mut places: Vec<usize> =
            names.filter_map(|(name, _)| name.strip_prefix(&prefix)?.parse().ok()).collect();
        places.sort_unstable();
        let wordings = &self.search.plan.expansions[of].wordings;
        places.into_iter().filter_map(|place| wordings.get(place)).collect()
    }

    fn most_words(&self) -> f32 {
        let mut names = self.heard.into_iter().flatten();
        names.find(|(name, _)| name == "most").map_or(0.0, |(_, score)| *score)
    }
}

/// Returns which kind of part a name is of, and which of its kind; nothing for what is told apart.
fn place(name: &str) -> Option<(usize, usize)> {
    let (kind, at) = name.split_once(' ').unwrap_or((name, "0"));
    let rank = match kind {
        "term" => 0,
        "concept" => 1,
        "stated" | "unknown" => 2,
        "whole" => 3,
        "near" => 4,
        "quoted" => 5,
        _ => return None,
    };
    Some((rank, at.parse().ok()?))
}
