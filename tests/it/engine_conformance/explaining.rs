//! What a score is made of.

use zhengsou::engine::explanation::{Cause, Unit};
use zhengsou::query::boost::{Field, WINDOW};
use zhengsou::query::request::{Page, Scope, SearchRequest};

use crate::engine_conformance::{borrowed, for_each_engine, ids, request, search, three};
use crate::support::explained::assert_adds_up;
use crate::support::library::notice;

#[tokio::test]
async fn a_hit_says_what_its_score_is_made_of_where_it_is_asked_to() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let engine = &*library.engine;
        for text in ["档案查阅", "清泽市档案", "\"档案查阅\"", "泽政办发〔2024〕2号", ""]
        {
            for scope in Scope::ALL {
                let silent = search(engine, &SearchRequest { scope, ..request(text) }).await;
                assert!(silent.hits.iter().all(|hit| hit.explanation.is_none()), "{text}");
                let asked = SearchRequest { scope, explain: true, ..request(text) };
                let hits = search(engine, &asked).await;
                assert_eq!(ids(&hits), ids(&silent), "{text}");
                for hit in &hits.hits {
                    let explanation = hit.explanation.as_ref().unwrap();
                    assert_adds_up(explanation, hit.score, text);
                    assert_eq!(explanation.pinned, hit.pinned, "{text}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_explanation_names_the_text_that_holds_a_term() {
    let bare = "清泽市教育局关于印发公开任务的通知\n\n各学校：\n一、公开事项\n完善站内检索。\n";
    for_each_engine(&[("a.txt", bare)], async |library| {
        let engine = &*library.engine;
        for (scope, text, of, field) in [
            (Scope::Notices, "教育局", Unit::Notice, Field::Title),
            (Scope::Notices, "事项", Unit::Notice, Field::Headings),
            (Scope::Notices, "站内检索", Unit::Notice, Field::Text),
            (Scope::Notices, "站内检索", Unit::Clause, Field::Clause),
            (Scope::Clauses, "站内检索", Unit::Clause, Field::Clause),
            (Scope::Clauses, "事项 检索", Unit::Clause, Field::Path),
            (Scope::Clauses, "教育局 检索", Unit::Notice, Field::Title),
            (Scope::Clauses, "教育局", Unit::Head, Field::Clause),
        ] {
            let asked = SearchRequest { scope, explain: true, ..request(text) };
            let hits = search(engine, &asked).await;
            let shares = &hits.hits[0].explanation.as_ref().unwrap().shares;
            let parts = shares.iter().filter(|share| share.of == of).flat_map(|share| &share.parts);
            let named =
                |cause: &Cause| matches!(cause, Cause::Term { field: held, .. } if *held == field);
            let named = parts.filter(|part| named(&part.cause) && part.score > 0.0).count();
            assert!(named > 0, "{text} among {scope}: {shares:#?}");
        }
    })
    .await;
}

#[tokio::test]
async fn explanations_hold_beyond_the_notices_that_are_ranked_again() {
    let count = u32::try_from(WINDOW).unwrap() + 6;
    let files: Vec<(String, String)> =
        (0..count).map(|n| (format!("n{n:03}.txt"), notice("清泽市", n + 1, "档案查阅"))).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for_each_engine(&files, async |library| {
        let page = Page::new(WINDOW / 12 + 1, 12).unwrap();
        let asked = SearchRequest { page, explain: true, ..request("档案") };
        let hits = search(&*library.engine, &asked).await;
        assert_eq!(hits.hits.len(), 12);
        for hit in &hits.hits {
            assert_adds_up(hit.explanation.as_ref().unwrap(), hit.score, "档案");
        }
    })
    .await;
}
