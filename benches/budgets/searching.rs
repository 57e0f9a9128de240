//! How long searches, suggestions and precedents take in process, with dimensions and without.

use std::sync::Arc;

use tokio::runtime::Runtime;
use zhengsou::engine::Engine;
use zhengsou::precedent::Desk;
use zhengsou::precedent::request::PrecedentRequest;
use zhengsou::query::plan::QueryPlan;
use zhengsou::query::request::{Scope, SearchRequest};
use zhengsou::query::understand::UnderstoodKind;
use zhengsou::search::Searcher;

use crate::clauses::keys;
use crate::floor::{COUNTED, TEN};
use crate::indexing::Indexed;
use crate::queries::{ONE, THREE, TODAY, counted, literal_plan};
use crate::table::{Budget, Table};
use crate::timing::{Times, times};

/// Runs of each query.
const RUNS: usize = 20;

/// Runs of each text that is typed: of so short a thing two pauses of the machine would be the
/// slowest hundredth otherwise.
const RUNS_OF_TYPED: usize = 200;

/// Clauses whose precedents are asked for.
const ASKED: usize = 100;

/// Queries of other kinds than words.
const QUOTED: [&str; 5] =
    ["\"政务公开\"", "\"养老服务\"", "\"住房公积金\"", "\"营商环境\"", "\"公共卫生\""];
const PLAIN: [&str; 5] = [
    "退休金怎么领",
    "养老服务补贴每月能领多少钱，到哪里申请",
    "公积金能不能提出来还房贷",
    "小孩上学没有户口怎么办",
    "开饭店要办什么证",
];
const TYPED: [&str; 8] = ["政", "政务", "zhengwu", "yl", "养老bt", "公积金", "gongji", "政物公开"];

/// Measures searches.
pub(crate) fn measure(table: &mut Table, indexed: &Indexed, runtime: &Runtime) {
    let engine = &indexed.engine;
    let terms: Vec<Vec<String>> =
        THREE.iter().map(|text| text.split(' ').map(str::to_owned).collect()).collect();
    let bare = times(&terms, RUNS, |terms| indexed.bare.search(terms));
    let aggregated = times(&terms, RUNS, |terms| indexed.bare.counted(terms, &COUNTED));
    report(table, "search: bare index, three words, top 10 and count", &bare);
    report(table, "search: the same, terms aggregations of four", &aggregated);

    let search = |plan: &QueryPlan| runtime.block_on(engine.search(plan)).expect("an answer");
    let kinds: [(&str, &[&str]); 4] = [
        ("one word", &ONE),
        ("three words", &THREE),
        ("a quotation", &QUOTED),
        ("filters only", &[""]),
    ];
    for (kind, texts) in kinds {
        for (facets, said) in
            [(&[][..], "no facets"), (&COUNTED, "four facets"), (&TEN, "ten facets")]
        {
            let plans: Vec<QueryPlan> =
                texts.iter().map(|text| literal_plan(text, facets)).collect();
            let times = times(&plans, RUNS, search);
            report(table, &format!("search: {kind}, {said}, engine alone"), &times);
            if (kind, said) == ("three words", "four facets") {
                ahead(table, &times, &aggregated);
            }
        }
    }
    responses(table, engine, runtime);
    precedents(table, engine, runtime);
}

/// Says how far ahead of aggregations ours is.
fn ahead(table: &mut Table, ours: &Times, theirs: &Times) {
    for (percent, least) in [(50, 8.0), (99, 6.0)] {
        let ahead = theirs.percentile(percent) / ours.percentile(percent);
        table
            .add(format!("search: ahead of terms aggregations, p{percent}"), ahead, "times")
            .within(Budget::Least(least));
    }
}

/// Measures whole responses: understanding, records, marks.
fn responses(table: &mut Table, engine: &Arc<dyn Engine>, runtime: &Runtime) {
    let searcher = Searcher::new(Arc::clone(engine));
    let search = |request: &SearchRequest| {
        runtime.block_on(searcher.search(request, TODAY)).expect("an answer")
    };
    let requests = |texts: &[&str], scope| -> Vec<SearchRequest> {
        let request = |text: &&str| SearchRequest {
            text: (*text).to_owned(),
            scope,
            facets: counted(&COUNTED),
            ..SearchRequest::default()
        };
        texts.iter().map(request).collect()
    };
    for scope in [Scope::Notices, Scope::Clauses] {
        let name = scope.name();
        let whole = times(&requests(&THREE, scope), RUNS, search);
        let said = format!("response: three words, four facets, {name}");
        report_within(table, &said, &whole, [Some(3.0), Some(10.0)]);
        let plain = times(&requests(&PLAIN, scope), RUNS, search);
        report(table, &format!("response: plain questions, four facets, {name}"), &plain);
        let literal: Vec<SearchRequest> = requests(&PLAIN, scope)
            .into_iter()
            .map(|mut request| {
                request.without.extend(UnderstoodKind::OPTIONAL);
                request
            })
            .collect();
        let literal = times(&literal, RUNS, search);
        table
            .add(format!("response: plain questions, p50, {name}"), plain.percentile(50), "ms")
            .beside(literal.percentile(50), "of the same words searched plainly")
            .within(Budget::Most(1.5));
    }
    let suggest =
        |typed: &&str| runtime.block_on(searcher.suggest(typed, 8, TODAY)).expect("suggestions");
    let suggestions = times(&TYPED, RUNS_OF_TYPED, suggest);
    report_within(table, "suggest", &suggestions, [None, Some(1.0)]);
}

/// Measures precedents of clauses from all over the library.
fn precedents(table: &mut Table, engine: &Arc<dyn Engine>, runtime: &Runtime) {
    let keys = runtime.block_on(keys(&**engine, ASKED, 1));
    let desk = Desk::new(Arc::new(Searcher::new(Arc::clone(engine))));
    let passages: Vec<_> = keys
        .iter()
        .filter_map(|key| runtime.block_on(desk.passage(key, TODAY)).expect("an answer"))
        .collect();
    let request = PrecedentRequest::default();
    let times = times(&passages, 1, |passage| {
        runtime.block_on(desk.similar(passage, &request, TODAY)).expect("an answer")
    });
    report_within(table, "precedents of a clause", &times, [None, Some(50.0)]);
}

fn report(table: &mut Table, name: &str, times: &Times) {
    report_within(table, name, times, [None, None]);
}

/// Reports p50 and p99, either of them with the milliseconds that it is held to.
fn report_within(table: &mut Table, name: &str, times: &Times, most: [Option<f64>; 2]) {
    for (percent, most) in [50, 99].into_iter().zip(most) {
        let line = table.add(format!("{name}: p{percent}"), times.percentile(percent), "ms");
        if let Some(most) = most {
            line.within(Budget::Most(most));
        }
    }
}
