//! What must occur and what it scores, as one question: the same formula as in the embedded engine.
//!
//! A clause scores with what its notice scores, which a `has_parent` brings; whether it holds most
//! words is asked of both.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use crate::engine::opensearch::compiled::{CompiledExpansion, CompiledTerms};
use crate::engine::opensearch::mapping::{CLAUSE, HEAD, NOTICE, facet, text};
use crate::engine::opensearch::parts::{
    all, any, at_least, constant, has, has_any, holds, named, not, of_notice, phrase,
    scored_of_notice, wordings,
};
use crate::engine::opensearch::preferred;
use crate::engine::opensearch::wholly::or_whole;
use crate::query::boost::{self, Field};
use crate::query::facet::FacetField;
use crate::query::plan::preference::Preference;
use crate::query::plan::{MOST_WORDS, Phrase, QueryPlan, Stream};
use crate::query::request::Scope;

/// What a notice asked for by name scores more, so that it comes first whatever else scores: several
/// times what any query was seen to give, and so little that its own score stays exact to 0.0003.
pub(super) const PINNED: f32 = 4096.0;

/// The name of what was asked for by name.
pub(super) const PIN: &str = "pinned";

/// What the wordings that count less add where others stand beside them: with half a share each,
/// about what the embedded engine's saturation leaves of them.
const BESIDE: f32 = 0.26;

/// Which terms and wordings are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Those that score with the first question.
    First,
    /// Those that score when the best are ranked again.
    Later,
    /// All.
    All,
}

impl Which {
    fn holds(self, is_first: bool) -> bool {
        match self {
            Self::First => is_first,
            Self::Later => !is_first,
            Self::All => true,
        }
    }
}

/// A plan with what is known of its terms.
pub(super) struct Question<'a> {
    pub(super) plan: &'a QueryPlan,
    /// Its terms in the fields of notices.
    pub(super) notice: &'a CompiledTerms,
    /// Its terms in the fields of clauses.
    pub(super) clause: &'a CompiledTerms,
    /// The values that the library has in the dimensions that can be preferred.
    pub(super) values: &'a HashMap<FacetField, BTreeSet<String>>,
    /// Whether what scores is named, so that an answer tells what it scored.
    pub(super) is_named: bool,
}

impl Question<'_> {
    /// What matches the text of the query, with its score.
    pub(super) fn query(&self, bounds: &[Value]) -> Value {
        let mut filter = vec![self.matches()];
        filter.extend_from_slice(bounds);
        let scoring = match self.plan.scope {
            Scope::Notices => self.notice_scoring(Which::First),
            Scope::Clauses | Scope::Assignments => self.unit_scoring(),
        };
        let pins = self.pinned().map(|pinned| constant(&pinned, PINNED, PIN));
        let should: Vec<Value> = scoring.into_iter().chain(pins).collect();
        json!({"bool": {"filter": filter, "should": should, "minimum_should_match": 0}})
    }

    /// What is asked for by number or whole title, among what is searched.
    pub(super) fn pinned(&self) -> Option<Value> {
        let pin = self.pin()?;
        Some(match self.plan.scope {
            Scope::Notices => pin,
            Scope::Clauses | Scope::Assignments => all(vec![has("unit", HEAD), of_notice(&pin)]),
        })
    }

    fn pin(&self) -> Option<Value> {
        let pins = &self.plan.pins;
        let mut ways = Vec::new();
        if !pins.numbers.is_empty() {
            ways.push(has_any("number", &pins.numbers));
        }
        if !pins.titles.is_empty() {
            ways.push(has_any("title_key", &pins.titles));
        }
        (!ways.is_empty()).then(|| any(ways))
    }

    fn matches(&self) -> Value {
        match self.plan.scope {
            Scope::Notices => self.notice_matches(),
            Scope::Clauses | Scope::Assignments => self.unit_matches(),
        }
    }

    fn notice_matches(&self) -> Value {
        let matching = &self.plan.matching;
        let notice = has("unit", NOTICE);
        if !self.plan.asks_for_text() {
            return all(vec![notice, self.admits(&[Field::Text], Field::Text)]);
        }
        let mut ways = Vec::new();
        let holding = at_least(matching.minimum, &self.bits(Self::notice_bit));
        let holding = or_whole(holding, self.whole_of_notice());
        ways.push(if matching.minimum > 0 { holding } else { json!({"match_all": {}}) });
        ways.extend(self.pin());
        all(vec![notice, any(ways), self.admits(&[Field::Text], Field::Text)])
    }

    fn unit_matches(&self) -> Value {
        let matching = &self.plan.matching;
        let mut holding = vec![self.admits(&[Field::Clause, Field::Path], Field::Clause)];
        if matching.words.is_empty() {
            holding.push(has("unit", CLAUSE));
        } else {
            holding.push(json!({"terms": {"unit": [CLAUSE, HEAD]}}));
            let own = self.bits(Self::own_bit).into_iter().chain(self.whole(self.clause, false));
            holding.push(any(own.collect()));
        }
        if matching.minimum > 0 {
            let words = at_least(matching.minimum, &self.bits(Self::unit_bit));
            holding.push(or_whole(words, self.whole_of_unit()));
        }
        if self.plan.scope == Scope::Assignments {
            holding.push(has("assigns", true));
        }
        any(std::iter::once(all(holding)).chain(self.pinned()).collect())
    }

    /// What holds every required phrase in one of these texts, and no excluded one in another.
    fn admits(&self, required: &[Field], excluded: Field) -> Value {
        let matching = &self.plan.matching;
        let holds_any =
            |words: &Phrase| any(required.iter().map(|field| holds(*field, words)).collect());
        let mut admits: Vec<Value> = matching.required.iter().map(holds_any).collect();
        admits.extend(matching.excluded.iter().map(|words| not(&holds(excluded, words))));
        all(admits)
    }

    /// What stands for each word of the query, and for the concepts that it speaks of; a word that
    /// nothing stands for is left out.
    fn bits(&self, ways: impl Fn(&Self, usize) -> Vec<Value>) -> Vec<Value> {
        let words = 0..self.plan.matching.words.len();
        let bits = words.chain([MOST_WORDS]).map(|bit| ways(self, bit));
        bits.filter(|ways| !ways.is_empty()).map(any).collect()
    }

    /// What stands for a word in a notice: in its text, or its title when clauses are searched.
    fn notice_bit(&self, bit: usize) -> Vec<Value> {
        let searches_notices = self.plan.scope == Scope::Notices;
        let field = if searches_notices { Field::Text } else { Field::Title };
        let word = self.plan.matching.words.get(bit).map(|word| holds(field, word));
        let mut ways: Vec<Value> = word.into_iter().collect();
        ways.extend(self.concepts(self.notice, bit, searches_notices));
        let preferred = self.preferences().filter(|(_, preference)| covers(preference.covers, bit));
        ways.extend(
            preferred.map(|(_, preference)| has_any(&facet(preference.field), &preference.values)),
        );
        if covers(self.plan.matching.number_words, bit) {
            ways.extend(self.pin());
        }
        ways
    }

    /// What stands for a word in a clause itself.
    fn own_bit(&self, bit: usize) -> Vec<Value> {
        let word = self.plan.matching.words.get(bit);
        let texts = [Field::Clause, Field::Path].into_iter();
        let mut ways: Vec<Value> = word
            .into_iter()
            .flat_map(|word| texts.clone().map(|field| holds(field, word)))
            .collect();
        ways.extend(self.concepts(self.clause, bit, false));
        ways
    }

    /// What stands for a word in a clause or in its notice.
    fn unit_bit(&self, bit: usize) -> Vec<Value> {
        let mut ways = self.own_bit(bit);
        let of_its_notice = self.notice_bit(bit);
        if !of_its_notice.is_empty() {
            ways.push(of_notice(&any(of_its_notice)));
        }
        ways
    }

    /// What scores in a notice, whatever is searched.
    pub(super) fn notice_scoring(&self, which: Which) -> Vec<Value> {
        let mut scoring = self.terms(self.notice, which);
        if which == Which::Later {
            return scoring;
        }
        scoring.extend(self.preferred());
        if self.plan.scope == Scope::Notices {
            let weights = &self.plan.weights;
            if let Some(whole) = &self.plan.closeness.whole {
                let added = weights.phrase_in_title * self.notice.potential;
                scoring.extend(self.adds(&holds(Field::Title, whole), added, "whole"));
            }
            let most = weights.most_words * self.notice.potential;
            let bits = self.bits(Self::notice_bit);
            scoring.extend(self.most_words(&bits, self.whole_of_notice(), most));
        }
        scoring
    }

    fn unit_scoring(&self) -> Vec<Value> {
        let mut scoring = Vec::new();
        let own = self.clause_scoring(Which::First);
        if !own.is_empty() {
            let own = json!({"bool": {"should": own}});
            scoring.push(json!({"function_score": {
                "query": own,
                "functions": [{"filter": has("unit", HEAD), "weight": self.plan.weights.head}],
                "boost_mode": "multiply",
            }}));
        }
        let of_notice = self.notice_scoring(Which::First);
        if !of_notice.is_empty() {
            scoring.push(scored_of_notice(&json!({"bool": {"should": of_notice}})));
        }
        scoring.extend(self.most_of_unit());
        scoring
    }

    /// What holding most words in a clause and its notice scores.
    pub(super) fn most_of_unit(&self) -> Option<Value> {
        let most = self.plan.weights.most_words * self.clause.potential;
        self.most_words(&self.bits(Self::unit_bit), self.whole_of_unit(), most)
    }

    /// What scores in a clause by itself.
    pub(super) fn clause_scoring(&self, which: Which) -> Vec<Value> {
        let mut scoring = self.terms(self.clause, which);
        if which == Which::Later {
            return scoring;
        }
        scoring.extend(self.close(self.clause.potential));
        scoring
    }

    /// What scores in a clause of a notice that is ranked again.
    pub(super) fn best_clause_scoring(&self, which: Which) -> Vec<Value> {
        let potential = self.clause.potential.max(1.0);
        let mut scoring = self.terms(self.clause, which);
        if which == Which::Later {
            return scoring;
        }
        scoring.extend(self.close(potential));
        for (of, words) in self.plan.matching.required.iter().enumerate() {
            scoring.extend(self.adds(
                &holds(Field::Clause, words),
                potential,
                &format!("quoted {of}"),
            ));
        }
        scoring
    }

    /// What the query as one phrase adds to a clause, and its words close together.
    fn close(&self, potential: f32) -> Vec<Value> {
        let weights = &self.plan.weights;
        let closeness = &self.plan.closeness;
        let mut scoring = Vec::new();
        if let Some(whole) = &closeness.whole {
            let added = weights.phrase_in_clause * potential;
            scoring.extend(self.adds(&holds(Field::Clause, whole), added, "whole"));
        }
        for (of, (one, two)) in closeness.pairs.iter().enumerate() {
            let added = weights.proximity * potential / closeness.pairs.len() as f32;
            let distance = u32::try_from(one.chars().count()).unwrap_or(u32::MAX);
            let near = Phrase { grams: vec![(0, one.clone()), (distance, two.clone())] };
            let near = phrase(Field::Clause, Stream::Words, &near, boost::NEAR);
            scoring.extend(self.adds(&near, added, &format!("near {of}")));
        }
        scoring
    }

    fn terms(&self, compiled: &CompiledTerms, which: Which) -> Vec<Value> {
        let mut scoring = Vec::new();
        let terms = compiled.terms.iter().enumerate();
        for (at, term) in terms.filter(|(_, term)| which.holds(term.is_first)) {
            let name = text(term.field, term.stream);
            let scored = json!({"term": {name.clone(): {"value": term.term, "boost": term.boost}}});
            scoring.push(self.name_within(scored, "term", &name, &format!("term {at}")));
        }
        let expansions = compiled.expansions.iter().enumerate();
        for (at, expansion) in expansions.filter(|(_, one)| which.holds(one.is_first)) {
            let groups = expansion.groups.iter();
            let queries: Vec<Value> = groups
                .map(|group| wordings(expansion.field, &group.wordings, group.boost))
                .collect();
            let scored = json!({"dis_max": {"queries": queries, "tie_breaker": BESIDE}});
            scoring.push(self.name(scored, "dis_max", &format!("concept {at}")));
            if self.is_named {
                scoring.extend(found(expansion, at));
            }
        }
        scoring
    }

    fn preferred(&self) -> Vec<Value> {
        let (weights, most) = (&self.plan.weights, self.notice.most);
        let mut scoring = Vec::new();
        for (of, preference) in self.preferences() {
            let name = facet(preference.field);
            let (stated, unknown) =
                (preference.weight * most, weights.unknown * preference.weight * most);
            let has = has_any(&name, &preference.values);
            scoring.extend(self.adds(&has, stated, &format!("stated {of}")));
            let states_none =
                preferred::unknown(preference, &name, self.values.get(&preference.field));
            scoring.extend(self.adds(&states_none, unknown, &format!("unknown {of}")));
        }
        scoring
    }

    /// Returns the preferences for values that the library has.
    fn preferences(&self) -> impl Iterator<Item = (usize, &Preference)> {
        let is_known = |preference: &Preference| {
            let held = self.values.get(&preference.field);
            held.is_none_or(|held| preference.values.iter().any(|value| held.contains(value)))
        };
        let all = self.plan.preferences.iter().enumerate();
        all.filter(move |(_, preference)| is_known(preference))
    }

    fn most_words(&self, bits: &[Value], whole: Vec<Value>, added: f32) -> Option<Value> {
        let matching = &self.plan.matching;
        let most = matching.most;
        if most == 0 {
            return None;
        }
        if most <= matching.minimum && self.pin().is_none() && !self.is_named {
            return self.adds(&json!({"match_all": {}}), added, "most");
        }
        self.adds(&or_whole(at_least(most, bits), whole), added, "most")
    }

    fn adds(&self, what: &Value, added: f32, name: &str) -> Option<Value> {
        let name = if self.is_named { name } else { "" };
        (added > 0.0).then(|| constant(what, added, name))
    }

    fn name(&self, part: Value, kind: &str, name: &str) -> Value {
        if self.is_named { named(part, kind, name) } else { part }
    }

    fn name_within(&self, mut part: Value, kind: &str, field: &str, name: &str) -> Value {
        if self.is_named {
            part[kind][field]["_name"] = json!(name);
        }
        part
    }
}

/// The wordings of a concept by their places in it, scoring nothing, each with its name.
fn found(expansion: &CompiledExpansion, at: usize) -> Vec<Value> {
    let name = |(of, phrase): (usize, Value)| {
        json!({"bool": {
            "filter": [phrase],
            "_name": format!("wording {at} {of}"),
        }})
    };
    phrases(expansion).map(name).collect()
}

pub(super) fn phrases(expansion: &CompiledExpansion) -> impl Iterator<Item = (usize, Value)> {
    let wordings = expansion.groups.iter().flat_map(|group| &group.wordings);
    wordings.map(|wording| (wording.of, holds(expansion.field, &wording.phrase)))
}

pub(super) fn covers(bits: u32, bit: usize) -> bool {
    bits & (1 << bit) != 0
}
