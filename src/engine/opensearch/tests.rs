//! Documents, questions and answers as the cluster takes and gives them.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::date;
use serde_json::json;

use crate::analysis::Analyzer;
use crate::analysis::dictionary::Dictionary;
use crate::engine::document::{NoticeDocument, Origin};
use crate::engine::hits::FacetValue;
use crate::engine::opensearch::compiled::{
    CompiledExpansion, CompiledGroup, CompiledTerm, CompiledTerms, CompiledWording,
};
use crate::engine::opensearch::filters::Narrowing;
use crate::engine::opensearch::question::Question;
use crate::engine::opensearch::{ask, documents, facets};
use crate::notice::Notice;
use crate::query::boost::{Field, Weights};
use crate::query::facet::FacetField;
use crate::query::plan::preference::Preference;
use crate::query::plan::{
    Closeness, Expansion, Matching, Phrase, Pins, QueryPlan, ScoredTerm, Stream, Wording,
};
use crate::query::request::{FacetRequest, Filters, Page, Scope, Sort};

fn phrase(grams: &[(u32, &str)]) -> Phrase {
    Phrase { grams: grams.iter().map(|(at, gram)| (*at, (*gram).to_owned())).collect() }
}

/// A search for 河道清淤 in 望溪市 that also speaks of 疏浚, narrowed by an issuer.
fn plan(scope: Scope) -> QueryPlan {
    let mut filters = Filters { date_from: Some(date(2024, 1, 1)), ..Filters::default() };
    filters.add(FacetField::Issuer, "望溪市水务局").expect("a name");
    QueryPlan {
        scope,
        matching: Matching {
            words: vec![phrase(&[(0, "河道")]), phrase(&[(0, "清淤")])],
            minimum: 2,
            most: 2,
            excluded: vec![phrase(&[(0, "疫情")])],
            ..Matching::default()
        },
        terms: vec![ScoredTerm {
            stream: Stream::Words,
            term: "河道".to_owned(),
            weight: 0.5,
            is_asked: true,
        }],
        least_score: 0.0,
        expansions: vec![Expansion {
            form: Some("清淤".to_owned()),
            is_same: true,
            wordings: vec![Wording {
                phrase: phrase(&[(0, "河湖"), (2, "疏浚")]),
                share: 1.0,
                is_official: true,
            }],
            weight: 1.0,
            covers: 0b10,
        }],
        preferences: vec![Preference {
            field: FacetField::Region,
            values: BTreeSet::from(["990100".to_owned()]),
            weight: 0.5,
            covers: 0,
        }],
        closeness: Closeness {
            whole: Some(phrase(&[(0, "河道"), (2, "清淤")])),
            pairs: vec![("河道".to_owned(), "清淤".to_owned())],
        },
        pins: Pins { numbers: Vec::new(), titles: vec!["河道清淤".to_owned()] },
        filters,
        facets: vec![
            FacetRequest { field: FacetField::Kind, size: 10 },
            FacetRequest { field: FacetField::Validity, size: 10 },
        ],
        folds_copies: true,
        sort: Sort::Relevance,
        page: Page::default(),
        today: date(2025, 6, 1),
        weights: Weights::default(),
        explains: false,
        admits_partial: false,
    }
}

fn compiled(field: Field) -> CompiledTerms {
    let wording =
        CompiledWording {
            phrase: phrase(&[(0, "河湖"), (2, "疏浚")]), is_official: true, of: 0
        };
    CompiledTerms {
        terms: vec![CompiledTerm {
            field,
            stream: Stream::Words,
            term: "河道".to_owned(),
            of: 0,
            weight: 2.0,
            boost: 0.5,
            is_first: true,
        }],
        expansions: vec![CompiledExpansion {
            field,
            groups: vec![CompiledGroup { wordings: vec![wording], boost: 0.25 }],
            weight: 2.0,
            covers: 0b10,
            of: 0,
            is_first: true,
        }],
        potential: 4.0,
        most: 8.0,
    }
}

#[test]
fn a_plan_is_one_question_in_every_scope() {
    let held = ["980000", "990000", "990100", "990102", "990200"].map(str::to_owned);
    let values = HashMap::from([(FacetField::Region, BTreeSet::from(held))]);
    for scope in [Scope::Notices, Scope::Assignments] {
        let plan = plan(scope);
        let (notice, clause) = (compiled(Field::Text), compiled(Field::Clause));
        let question = Question {
            plan: &plan,
            notice: &notice,
            clause: &clause,
            values: &values,
            is_named: false,
        };
        let exceptions = ["a b 1".to_owned()];
        let pinned = question.pinned();
        let narrowing = Narrowing::new(&plan.filters, plan.today, pinned, Some(&exceptions));
        let query = question.query(&narrowing.bounds);
        let body = ask::body(&plan, &query, &narrowing, (0, 10));
        insta::assert_json_snapshot!(format!("question_{scope}"), body);
    }
}

#[test]
fn a_notice_is_documents_that_stand_by_themselves() {
    let notice: Notice = serde_json::from_value(json!({
        "file": "", "id": "a", "source": "", "url": null,
        "title": "望溪市水务局关于河道清淤的通知", "doc_number": null, "issuers": ["望溪市水务局"],
        "region": {}, "level": null, "kind": null, "inner_kind": null, "year": 2024,
        "issued_on": "2024-05-08", "published_on": null, "effective_on": null, "expires_on": null,
        "expiry": null, "index_number": null, "topic": null, "openness": null,
        "validity": "unknown", "validity_derived": null, "addressees": [], "attachments": [],
        "outline": [],
        "clauses": [{
            "id": "c", "path": [], "address": "第一段", "kind": "paragraph", "text": "清淤河道。",
        }],
        "assignments": [], "citations": [], "aside": [], "warnings": [],
    }))
    .expect("a notice");
    let analyzer = Analyzer::new(Dictionary::default());
    let document = NoticeDocument::new(notice, "", Origin::default(), &analyzer);
    let documents = documents::of(&document).expect("documents");
    let sources: Vec<_> = documents
        .iter()
        .map(|document| {
            let mut source = document.source.clone();
            source.insert("record".to_owned(), json!("…"));
            json!({"id": document.id, "routing": document.routing, "source": source})
        })
        .collect();
    insta::assert_json_snapshot!(sources);
}

#[test]
fn an_answer_is_read_with_its_counts_and_what_is_pinned() {
    let answer = json!({
        "hits": {"total": {"value": 2, "relation": "eq"}, "hits": [
            {"_id": "1", "_score": 4098.5, "sort": [4098.5, 19000, "a", 0],
             "fields": {"key": ["a"], "at": [0], "dated_on": [19000]},
             "matched_queries": {"pinned": 4096.0}},
            {"_id": "2", "_score": 3.5, "sort": [3.5, null, "b", 0],
             "fields": {"key": ["b"], "at": [0]}},
        ]},
        "aggregations": {
            "hidden": {"doc_count": 4},
            "facet_kind": {"values": {"buckets": [{"key": "通知", "doc_count": 2}]},
                "none": {"doc_count": 1}},
            "facet_validity": {"values": {"buckets": {
                "unknown": {"doc_count": 3}, "expired": {"doc_count": 4}, "valid": {"doc_count": 0},
            }}},
            "folds": {"buckets": [
                {"key": {"fold": "x y"}, "first": {"value": 1.0}},
                {"key": {"fold": "x z"}, "first": {"value": 0.0}},
            ]},
        },
    });
    let candidates = ask::candidates(&answer);
    let told: Vec<_> = candidates.iter().map(|one| (one.score, one.pinned, one.day)).collect();
    assert_eq!(told, [(2.5, true, Some(19000)), (3.5, false, None)]);
    assert_eq!((ask::total(&answer), ask::hidden(&answer)), (2, 4));
    assert_eq!(ask::exceptions(&answer), (vec!["x y 1".to_owned()], None));
    let plan = plan(Scope::Notices);
    let read = facets::read(&plan.facets, &answer["aggregations"], &HashSet::new());
    let value = |value: &str, count| FacetValue { value: value.to_owned(), count };
    assert_eq!(read[&FacetField::Kind], [value("通知", 2), value("none", 1)]);
    assert_eq!(read[&FacetField::Validity], [value("expired", 4), value("unknown", 3)]);
}
