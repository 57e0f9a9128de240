//! The candidates among which precedents are looked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use zhengsou::precedent::Desk;
use zhengsou::precedent::passage::Passage;
use zhengsou::precedent::request::PrecedentRequest;
use zhengsou::search::Searcher;

use crate::engine_conformance::{borrowed, for_each_engine};
use crate::support::TODAY;
use crate::support::library::notice;

#[tokio::test]
async fn clauses_that_put_the_same_are_found_for_a_pasted_text() {
    let reworded = notice("望溪市", 2, "浮桥养护").replace("依法推进", "依法加快推进");
    let files = [
        ("same.txt", notice("清泽市", 1, "浮桥养护")),
        ("reworded.txt", reworded),
        ("other.txt", notice("岚川市", 3, "档案查阅")),
    ];
    for_each_engine(&borrowed(&files), async |library| {
        let desk = Desk::new(Arc::new(Searcher::new(Arc::clone(&library.engine))));
        let passage = Passage::pasted("坚持依法推进浮桥养护，由市财政局牵头");
        let request = PrecedentRequest::default();
        let hits = desk.similar_hits(&passage, &request, TODAY).await.unwrap();
        let nearest = hits.iter().take(2);
        let found: BTreeSet<&str> = nearest.clone().map(|hit| hit.notice.id.as_str()).collect();
        assert_eq!(found, BTreeSet::from(["same", "reworded"]));
        for hit in nearest {
            let text = &hit.clauses[0].clause.text;
            assert!(text.contains("推进浮桥养护"), "{text}");
        }
    })
    .await;
}
