//! The contract of an engine, written once and run for each.

mod explaining;
mod finding;
mod precedents;
mod publishing;
mod relating;

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use zhengsou::analysis::Analyzer;
use zhengsou::engine::Engine;
use zhengsou::engine::hits::Hits;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::query::plan::{QueryPlan, plan};
use zhengsou::query::request::SearchRequest;
use zhengsou::query::understand::{Knowledge, understand};

use crate::support::library::{Library, notice};
use crate::support::{TODAY, cluster};

/// What is known of words and places, loaded once for all tests.
static WORLD: LazyLock<(Lexicon, Arc<Analyzer>)> = LazyLock::new(|| {
    let lexicon = Lexicon::new(&Overlay::default()).unwrap();
    let analyzer = lexicon.analyzer();
    (lexicon, analyzer)
});

/// Makes a library over each engine and holds one part of the contract against it.
async fn for_each_engine<F: AsyncFn(Library)>(files: &[(&str, &str)], check: F) {
    check(Library::of(files).await).await;
    if let Some(options) = cluster::options() {
        let library = Library::with(|_| options).filled(files).await;
        check(library).await;
    }
}

fn request(text: &str) -> SearchRequest {
    SearchRequest { text: text.to_owned(), ..SearchRequest::default() }
}

async fn search(engine: &dyn Engine, request: &SearchRequest) -> Hits {
    search_on(engine, request, TODAY).await
}

async fn search_on(engine: &dyn Engine, request: &SearchRequest, today: Date) -> Hits {
    engine.search(&planned(request, today)).await.unwrap()
}

fn planned(request: &SearchRequest, today: Date) -> QueryPlan {
    let (lexicon, analyzer) = &*WORLD;
    let knowledge = Knowledge { lexicon, analyzer, spelling: None, today };
    let understanding = understand(request, &knowledge);
    plan(request, &understanding, analyzer, today)
}

fn ids(hits: &Hits) -> Vec<&str> {
    hits.hits.iter().map(|hit| hit.notice.id.as_str()).collect()
}

fn three() -> [(&'static str, String); 3] {
    [
        ("a.txt", notice("清泽市", 1, "档案查阅")),
        ("b.txt", notice("望溪市", 2, "档案查阅")),
        ("c.txt", notice("云浦市", 3, "河道清淤")),
    ]
}

fn borrowed<'a>(files: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    files.iter().map(|(name, text)| (*name, text.as_str())).collect()
}
