//! What notices say of each other.

use jiff::civil::date;
use zhengsou::notice::citation::Citation;
use zhengsou::notice::doc_number::DocNumber;
use zhengsou::notice::id::NoticeId;
use zhengsou::notice::status::Validity;
use zhengsou::query::facet::FacetField;
use zhengsou::query::request::{FacetRequest, Scope, SearchRequest};

use crate::engine_conformance::{for_each_engine, ids, request, search};
use crate::support::TODAY;
use crate::support::library::notice;

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
        let shown = hits.hits[0].clauses.iter().filter(|hit| hit.clause.text.contains("关键词"));
        assert_eq!(shown.count(), 1, "one of the two is shown");
        assert_eq!(search(engine, &scoped("培训")).await.total, 1, "others are left alone");
    })
    .await;
}
