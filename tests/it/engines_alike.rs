//! Both engines give the same: notices and clauses, their counts by every dimension, what is hidden,
//! the order by age, and nearly the same scores.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use zhengsou::engine::hits::{Hit, Hits};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::query::facet::FacetField;
use zhengsou::query::plan::plan;
use zhengsou::query::request::{FacetRequest, Page, Scope, SearchRequest, Sort};
use zhengsou::query::understand::{Knowledge, understand};

use crate::support::library::Library;
use crate::support::{TODAY, cluster, samples, shared};

/// What is asked of the sample library.
const ASKED: [&str; 9] = [
    "政务公开",
    "站内检索 拼音转化",
    "\"政策解读\"",
    "政务公开 -培训",
    "去年哪些部门要公开收费",
    "退休金怎么领",
    "财政局 2024年",
    "",
    "养老 办法 kind:通知",
];

/// How far scores may lie apart of 1: shares of concepts are added otherwise, and a mean length
/// counts texts without terms.
const NEARLY: f32 = 0.15;

/// Holds both engines over the same notices against each other.
async fn assert_alike(paths: Vec<PathBuf>, asked: &[&str], depth: usize) {
    let Some(options) = cluster::options() else { return };
    let embedded = Library::over(paths.clone()).await;
    let mut on_cluster = Library::with(|_| options);
    on_cluster.look_at(paths);
    on_cluster.index().await;
    let lexicon = Lexicon::new(&Overlay::default()).unwrap();
    let analyzer = lexicon.analyzer();
    let facets: Vec<FacetRequest> = FacetField::ALL
        .into_iter()
        .map(|field| FacetRequest { field, size: FacetRequest::MOST })
        .collect();
    for text in asked {
        for (scope, sort) in [
            (Scope::Notices, Sort::Relevance),
            (Scope::Notices, Sort::Oldest),
            (Scope::Clauses, Sort::Relevance),
            (Scope::Assignments, Sort::Deadline),
        ] {
            let request = SearchRequest {
                text: (*text).to_owned(),
                scope,
                sort,
                facets: facets.clone(),
                page: Page::all(depth),
                ..SearchRequest::default()
            };
            let knowledge =
                Knowledge { lexicon: &lexicon, analyzer: &analyzer, spelling: None, today: TODAY };
            let understanding = understand(&request, &knowledge);
            let plan = plan(&request, &understanding, &analyzer, TODAY);
            let one = embedded.engine.search(&plan).await.unwrap();
            let two = on_cluster.engine.search(&plan).await.unwrap();
            let at = format!("{text} among {scope} by {sort}");
            assert_eq!((one.total, one.hidden), (two.total, two.hidden), "{at}");
            for field in FacetField::ALL {
                assert_eq!(one.facets[&field], two.facets[&field], "{at}: {field}");
            }
            let (keys_of_one, keys_of_two) = (keys(&one, scope), keys(&two, scope));
            if sort == Sort::Relevance {
                let whole = usize::try_from(one.total).unwrap() <= depth;
                let set = |keys: &[String]| keys.iter().cloned().collect::<BTreeSet<_>>();
                assert!(!whole || set(&keys_of_one) == set(&keys_of_two), "{at}");
                assert_scores(&one, &two, scope, &at);
            } else {
                assert_eq!(keys_of_one, keys_of_two, "{at}");
            }
        }
    }
}

/// Returns which notices are found, or which clauses.
fn keys(hits: &Hits, scope: Scope) -> Vec<String> {
    let key = |hit: &Hit| {
        let clause = hit.clauses.first().filter(|_| scope != Scope::Notices);
        let clause = clause.map(|record| record.clause.id.as_str());
        format!("{} {}", hit.notice.id, clause.unwrap_or_default())
    };
    hits.hits.iter().map(key).collect()
}

/// Checks that the first ten score nearly alike.
fn assert_scores(one: &Hits, two: &Hits, scope: Scope, at: &str) {
    let keys = keys(two, scope);
    for (key, hit) in self::keys(one, scope).iter().zip(&one.hits).take(10) {
        let Some(other) = keys.iter().position(|other| other == key) else { continue };
        let other = two.hits[other].score;
        let apart = (hit.score - other).abs() / hit.score.max(1.0);
        assert!(apart < NEARLY, "{at}: {key} scores {} and {other}", hit.score);
    }
}

#[tokio::test]
async fn both_engines_answer_alike_over_the_sample_library() {
    assert_alike(vec![samples()], &ASKED, 1000).await;
}

#[tokio::test]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn both_engines_answer_alike_over_real_notices() {
    let (notices, queries) = (shared().join("notices"), shared().join("eval/queries.tsv"));
    let queries = fs::read_to_string(queries).unwrap();
    let texts: Vec<&str> =
        queries.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).collect();
    let some: Vec<&str> = texts.iter().copied().step_by(6).collect();
    assert_alike(vec![notices], &some, 100).await;
}
