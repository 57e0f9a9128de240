//! The contract of an engine, written once and run for each.

use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use zhengsou::analysis::Analyzer;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::explanation::{Cause, Unit};
use zhengsou::engine::hits::Hits;
use zhengsou::engine::{Engine, Reach};
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::notice::citation::Citation;
use zhengsou::notice::doc_number::DocNumber;
use zhengsou::notice::id::{ClauseId, ClauseKey, NoticeId};
use zhengsou::notice::status::Validity;
use zhengsou::query::boost::{Field, WINDOW};
use zhengsou::query::facet::FacetField;
use zhengsou::query::plan::{Stream, plan};
use zhengsou::query::request::{FacetRequest, Page, Scope, SearchRequest, Sort};
use zhengsou::query::understand::{Knowledge, understand};

use crate::support::explained::assert_adds_up;
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
    let (lexicon, analyzer) = &*WORLD;
    let knowledge = Knowledge { lexicon, analyzer, spelling: None, today };
    let understanding = understand(request, &knowledge);
    engine.search(&plan(request, &understanding, analyzer, today)).await.unwrap()
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

#[tokio::test]
async fn an_engine_with_no_index_says_so() {
    let on_cluster = cluster::options().map(|options| Library::with(|_| options));
    for library in [Some(Library::empty()), on_cluster].into_iter().flatten() {
        assert!(matches!(library.engine.status().await, Err(EngineError::Missing { .. })));
        assert!(matches!(library.engine.reach().await, Err(EngineError::Missing { .. })));
        assert!(library.engine.sources().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_was_put_in_is_found_counted_and_returned_whole() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let engine = &*library.engine;
        let status = engine.status().await.unwrap();
        assert_eq!((status.generation, status.notices), (1, 3));
        assert_eq!(engine.reach().await.unwrap(), Reach::Whole);
        let hits = search(engine, &request("档案查阅")).await;
        assert_eq!(hits.total, 2);
        assert_eq!((hits.generation, hits.is_partial), (1, false));
        let whole = engine.notice(&hits.hits[0].notice.id).await.unwrap().unwrap();
        assert!(whole.clauses.len() >= 3, "{:?}", whole.clauses);
        assert!(!whole.assignments.is_empty());
        let key = ClauseKey { notice: whole.id.clone(), clause: whole.clauses[1].id.clone() };
        let (record, clause) = engine.clause(&key).await.unwrap().unwrap();
        assert_eq!((record.id, &clause.clause), (whole.id.clone(), &whole.clauses[1]));
        assert!(engine.notice(&NoticeId::given("nowhere")).await.unwrap().is_none());
        let nowhere = ClauseKey { clause: ClauseId::given("nothing"), ..key };
        assert!(engine.clause(&nowhere).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn every_scope_answers_with_its_own_units() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        // Of each notice the title and three clauses, two of which are tasks.
        for (scope, expected) in [(Scope::Notices, 2), (Scope::Clauses, 8), (Scope::Assignments, 4)]
        {
            let hits =
                search(&*library.engine, &SearchRequest { scope, ..request("档案查阅") }).await;
            assert_eq!(hits.total, expected, "{scope:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_part_the_result_without_gap_or_overlap() {
    let files: Vec<(String, String)> =
        (0..23).map(|n| (format!("n{n:02}.txt"), notice("清泽市", n + 1, "档案查阅"))).collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    for_each_engine(&files, async |library| {
        for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Deadline] {
            let mut seen = Vec::new();
            for number in 1..=6 {
                let page = Page::new(number, 5).unwrap();
                let hits =
                    search(&*library.engine, &SearchRequest { sort, page, ..request("档案") })
                        .await;
                assert_eq!(hits.total, 23);
                seen.extend(ids(&hits).into_iter().map(str::to_owned));
            }
            assert_eq!(seen.len(), 23, "{sort:?}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 23, "{sort:?}: a notice stands on two pages");
        }
    })
    .await;
}

#[tokio::test]
async fn order_by_age_follows_the_dates() {
    let dated =
        |number: u32, day: &str| notice("清泽市", number, "档案查阅").replace("2024年5月8日", day);
    let files = [
        ("old.txt", dated(1, "2019年3月1日")),
        ("new.txt", dated(2, "2024年12月31日")),
        ("middle.txt", dated(3, "2022年7月9日")),
    ];
    for_each_engine(&borrowed(&files), async |library| {
        for (sort, expected) in
            [(Sort::Newest, ["new", "middle", "old"]), (Sort::Oldest, ["old", "middle", "new"])]
        {
            let hits =
                search(&*library.engine, &SearchRequest { sort, ..request("档案查阅") }).await;
            assert_eq!(ids(&hits), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn facets_leave_their_own_filter_out_and_others_in() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let mut request = request("");
        request.facets = vec![
            FacetRequest { field: FacetField::Department, size: 10 },
            FacetRequest { field: FacetField::Issuer, size: 10 },
        ];
        request.filters.add(FacetField::Issuer, "清泽市人民政府办公室").unwrap();
        let hits = search(&*library.engine, &request).await;
        assert_eq!(ids(&hits), ["a"]);
        assert_eq!(hits.facets[&FacetField::Issuer].len(), 3);
        let departments = &hits.facets[&FacetField::Department];
        assert!(departments.iter().all(|value| value.count == 1), "{departments:?}");
    })
    .await;
}

#[tokio::test]
async fn a_notice_asked_for_by_number_comes_first_whatever_its_validity() {
    let ended = notice("清泽市", 9, "档案查阅").replace("成文日期", "有效性：废止\n成文日期");
    let files = [("gone.txt", ended), ("b.txt", notice("望溪市", 2, "泽政办发档案查阅"))];
    for_each_engine(&borrowed(&files), async |library| {
        for asked in ["泽政办发〔2024〕9号", "泽政办发[2024]9号", "泽政办发2024 9号"]
        {
            let hits = search(&*library.engine, &request(asked)).await;
            assert_eq!(ids(&hits).first(), Some(&"gone"), "{asked}");
            assert!(hits.hits[0].pinned);
        }
        let hits = search(&*library.engine, &request("档案查阅")).await;
        assert_eq!((ids(&hits), hits.hidden), (vec!["b"], 1));
    })
    .await;
}

#[tokio::test]
async fn validity_follows_the_day_that_is_asked() {
    let bounded = notice("清泽市", 1, "档案查阅")
        .replace("（一）坚持", "（一）本通知有效期至2025年5月31日。坚持");
    let files = [("bounded.txt", bounded)];
    for_each_engine(&borrowed(&files), async |library| {
        for (today, total) in [(date(2025, 5, 31), 1), (date(2025, 6, 1), 0)] {
            let hits = search_on(&*library.engine, &request("档案查阅"), today).await;
            assert_eq!(hits.total, total, "{today}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_publication_shows_changes_at_once_and_only_then() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let engine = &*library.engine;
        let mut writer = engine.update().await.unwrap();
        writer.remove(&NoticeId::given("a")).await.unwrap();
        assert_eq!(search(engine, &request("档案查阅")).await.total, 2);
        drop(writer);
        assert_eq!(search(engine, &request("档案查阅")).await.total, 2, "a writer let go");
        library.remove("a.txt");
        library.index().await;
        assert_eq!(search(engine, &request("档案查阅")).await.total, 1);
        assert_eq!(engine.status().await.unwrap().generation, 2);
        assert!(engine.notice(&NoticeId::given("a")).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn two_writers_are_refused() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        let _first = library.engine.update().await.unwrap();
        let second = library.engine.update().await;
        assert!(matches!(second.err(), Some(EngineError::Locked { .. })));
    })
    .await;
}

#[tokio::test]
async fn a_notice_that_another_one_ends_is_ended_and_names_it() {
    let old = notice("清泽市", 1, "档案查阅");
    let title = old.lines().next().unwrap().to_owned();
    let repeal = format!(
        "清泽市人民政府办公室关于做好档案开放工作的通知\n\n泽政办发〔2025〕9号\n\n各单位：\n请认真办理。《{title}》同时废止。\n\n清泽市人民政府办公室\n2025年1月6日\n"
    );
    for_each_engine(&[("old.txt", &old), ("new.txt", &repeal)], async |library| {
        let engine = &*library.engine;
        let hits = search(engine, &request("档案查阅")).await;
        assert_eq!((ids(&hits), hits.hidden), (vec!["new"], 1), "the old one is hidden");
        let mut whole = engine.notice(&NoticeId::given("old")).await.unwrap().unwrap();
        assert_eq!(whole.ended_by.as_ref().map(|ended| ended.by.as_str()), Some("new"));
        let new = engine.notice(&NoticeId::given("new")).await.unwrap().unwrap();
        let cited: Vec<Option<&str>> = new
            .citations
            .iter()
            .map(|citation| citation.notice.as_ref().map(NoticeId::as_str))
            .collect();
        assert_eq!(cited, [Some("old")], "what it names is known");
        whole.derive_validity(TODAY);
        assert_eq!(whole.validity, Validity::Unknown, "what the page states stays");
        assert_eq!(whole.effective_validity(), Validity::Repealed);
        whole.derive_validity(date(2025, 1, 5));
        assert_eq!(whole.effective_validity(), Validity::Unknown, "not before that day");
        library.remove("new.txt");
        library.index().await;
        assert_eq!(
            ids(&search(engine, &request("档案查阅")).await),
            ["old"],
            "nothing stale is left"
        );
    })
    .await;
}

#[tokio::test]
async fn documents_that_a_text_cites_are_known_by_number_and_title() {
    let old = notice("清泽市", 1, "档案查阅");
    let title = old.lines().next().unwrap();
    let repeal = "清泽市人民政府办公室关于做好档案开放工作的通知\n\n泽政办发〔2025〕9号\n\n各单位：\n请认真办理。《清泽市浮桥养护管理暂行办法》（泽政办发〔2012〕3号）同时废止。\n\n清泽市人民政府办公室\n2025年1月6日\n";
    for_each_engine(&[("old.txt", &old), ("new.txt", repeal)], async |library| {
        let cite = |title: Option<&str>, number: Option<&str>| Citation {
            title: title.map(str::to_owned),
            doc_number: number.and_then(DocNumber::parse),
            notice: None,
        };
        let documents = [
            cite(None, Some("泽政办发〔2024〕1号")),
            cite(Some(title), Some("泽政办发〔2024〕8号")),
            cite(Some("清泽市浮桥养护管理暂行办法"), Some("泽政办发〔2012〕3号")),
            cite(Some("清泽市浮桥养护管理暂行办法"), None),
            cite(Some("清泽市渡口看护管理暂行办法"), None),
        ];
        let known = library.engine.known(&documents).await.unwrap();
        let id = |id: &Option<NoticeId>| id.as_ref().map(|id| id.as_str().to_owned());
        let told: Vec<_> = known
            .iter()
            .map(|known| (id(&known.by_number), id(&known.by_title), known.ended_by.is_some()))
            .collect();
        let old = Some("old".to_owned());
        let expected = [
            (old.clone(), None, false),
            (None, old, false),
            (None, None, true),
            (None, None, false),
            (None, None, false),
        ];
        assert_eq!(told, expected, "a document with a number goes by it alone");
        let ended = known[2].ended_by.as_ref().unwrap();
        assert_eq!((ended.by.as_str(), ended.on), ("new", Some(date(2025, 1, 6))));
    })
    .await;
}

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

#[tokio::test]
async fn copies_of_a_notice_are_one_result_that_names_all() {
    let text = notice("清泽市", 1, "档案查阅");
    let stating = format!("有效性：有效\n{text}");
    let files = [("b-issuer.txt", stating.as_str()), ("a-copy.txt", &text), ("c-copy.txt", &text)];
    for_each_engine(&files, async |library| {
        let engine = &*library.engine;
        let mut asked = request("档案查阅");
        asked.facets = vec![FacetRequest { field: FacetField::Kind, size: 10 }];
        let hits = search(engine, &asked).await;
        assert_eq!(ids(&hits), ["b-issuer"], "the copy that states most");
        assert_eq!(hits.facets[&FacetField::Kind][0].count, 1);
        let also_at: Vec<&str> = hits.hits[0].notice.also_at.iter().map(NoticeId::as_str).collect();
        assert_eq!(also_at, ["a-copy", "c-copy"]);
        let scope = SearchRequest { scope: Scope::Clauses, ..request("档案查阅") };
        assert!(
            search(engine, &scope)
                .await
                .hits
                .iter()
                .all(|hit| hit.notice.id.as_str() == "b-issuer")
        );
        assert_eq!(engine.status().await.unwrap().notices, 3, "every copy is kept");
    })
    .await;
}

#[tokio::test]
async fn a_row_and_the_paragraph_that_it_repeats_are_one_result_with_both_addresses() {
    let text = "清泽市教育局关于印发公开任务的通知\n\n各学校：\n一、公开事项\n（一）强化平台。完善站内检索，增设关键词推荐和拼音转化。\n（二）加强培训。每年举办三次培训，现场教学不少于三分之一。\n\n清泽市教育局\n2024年5月8日\n\n附件\n公开任务分工表\n\n序号\n\n任务\n\n责任单位\n\n1\n\n完善站内检索，增设关键词推荐和拼音转化。\n\n市教育局\n\n2\n\n公布收费清单，每学期更新一次收费标准。\n\n市财政局\n";
    for_each_engine(&[("a.txt", text)], async |library| {
        let engine = &*library.engine;
        let scoped = |text: &str| SearchRequest { scope: Scope::Clauses, ..request(text) };
        let hits = search(engine, &scoped("关键词推荐")).await;
        assert_eq!((hits.total, hits.hits.len()), (1, 1), "the two count once");
        let clause = &hits.hits[0].clauses[0].clause;
        assert_eq!(clause.address, "附件第1行", "the row, which names units");
        assert_eq!(clause.also_at.as_deref(), Some("第一部分第（一）条"));
        let hits = search(engine, &scoped("强化平台 关键词推荐")).await;
        assert_eq!(hits.hits[0].clauses[0].clause.address, "第一部分第（一）条", "its own words");
        let hits = search(engine, &request("关键词推荐")).await;
        assert_eq!(hits.hits[0].clauses.len(), 1, "one of the two is shown");
        assert_eq!(search(engine, &scoped("培训")).await.total, 1, "others are left alone");
    })
    .await;
}

#[tokio::test]
async fn the_clauses_that_hold_a_term_are_counted() {
    let notices = three();
    let files: Vec<(&str, &str)> =
        notices.iter().map(|(name, text)| (*name, text.as_str())).collect();
    for_each_engine(&files, async |library| {
        let terms = [
            (Stream::Words, "河道".to_owned()),
            (Stream::Grams, "档案".to_owned()),
            (Stream::Grams, "无此".to_owned()),
        ];
        let frequencies = library.engine.frequencies(&terms).await.unwrap();
        assert!(frequencies.clauses >= 3, "{frequencies:?}");
        let holding = &frequencies.holding;
        assert!(holding[0] > 0 && holding[1] > holding[0], "{frequencies:?}");
        assert_eq!(holding[2], 0);
    })
    .await;
}
