//! What is found, in which order, and how it is counted.

use std::collections::BTreeSet;

use jiff::civil::date;
use zhengsou::engine::Reach;
use zhengsou::engine::error::EngineError;
use zhengsou::engine::phrases::PhraseList;
use zhengsou::lexicon::Lexicon;
use zhengsou::lexicon::overlay::Overlay;
use zhengsou::notice::id::{ClauseId, ClauseKey, NoticeId};
use zhengsou::query::boost::Weights;
use zhengsou::query::facet::FacetField;
use zhengsou::query::plan::preference::Preference;
use zhengsou::query::plan::{Stream, phrase};
use zhengsou::query::request::{FacetRequest, Page, Scope, SearchRequest, Sort};

use crate::engine_conformance::{
    borrowed, for_each_engine, ids, planned, request, search, search_on, three,
};
use crate::support::TODAY;
use crate::support::cluster;
use crate::support::library::{Library, notice};

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
async fn what_holds_the_place_preferred_comes_before_what_is_elsewhere() {
    let places = "990000\t岚川省\tprovince\n990100\t清泽市\tcity\n990200\t澄浦市\tcity\n";
    let files = [
        ("lexicon/divisions.tsv", places.to_owned()),
        ("beside.txt", notice("澄浦市", 1, "档案查阅")),
        ("above.txt", notice("岚川省", 2, "档案查阅")),
        ("unknown.txt", notice("望溪市", 3, "档案查阅")),
        ("meant.txt", notice("清泽市", 4, "档案查阅")),
    ];
    for_each_engine(&borrowed(&files), async |library| {
        let mut plan = planned(&request("档案查阅"), TODAY);
        let city = BTreeSet::from(["990100".to_owned()]);
        let field = FacetField::Region;
        plan.preferences = vec![Preference { field, values: city, weight: 0.5, covers: 0 }];
        let hits = library.engine.search(&plan).await.unwrap();
        let score =
            |id: &str| hits.hits.iter().find(|hit| hit.notice.id.as_str() == id).unwrap().score;
        assert_eq!((ids(&hits)[0], ids(&hits)[3]), ("meant", "beside"));
        let lift = score("meant") - score("beside");
        assert!(score("meant") > score("above"), "{lift}");
        assert!((score("above") - score("unknown")).abs() < 0.05 * lift, "{lift}");
    })
    .await;
}

#[tokio::test]
async fn concepts_weigh_by_the_field_that_they_stand_in() {
    let headed = notice("清泽市", 1, "档案查阅").replace("一、总体要求", "一、最多跑一次");
    let files = [
        ("headed.txt", headed),
        ("titled.txt", notice("望溪市", 2, "最多跑一次")),
        ("other.txt", notice("云浦市", 3, "河道清淤")),
    ];
    for_each_engine(&borrowed(&files), async |library| {
        let best = async |scope, id: &str, weigh: &dyn Fn(&mut Weights)| {
            let request = SearchRequest { scope, ..request("跑断腿") };
            let mut plan = planned(&request, TODAY);
            weigh(&mut plan.weights);
            let hits = library.engine.search(&plan).await.unwrap().hits;
            let own = hits.iter().filter(|hit| hit.notice.id.as_str() == id);
            own.map(|hit| hit.score).fold(0.0, f32::max)
        };
        let titled = async |concept_title: f32| {
            let weigh = |weights: &mut Weights| weights.concept_title = concept_title;
            best(Scope::Notices, "titled", &weigh).await
        };
        let (none, once, twice) = (titled(0.0).await, titled(1.0).await, titled(2.0).await);
        let step = once - none;
        assert!(step > 0.1 && (twice - once - step).abs() < 0.01 * step, "{none} {once} {twice}");
        let headed = async |concept_path: f32| {
            let weigh = |weights: &mut Weights| weights.concept_path = concept_path;
            best(Scope::Clauses, "headed", &weigh).await
        };
        let (little, whole) = (headed(0.05).await, headed(1.0).await);
        assert!(little > 0.0 && whole > 1.1 * little, "{little} {whole}");
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
async fn the_clauses_that_hold_a_term_are_counted() {
    for_each_engine(&borrowed(&three()), async |library| {
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

#[tokio::test]
async fn the_clauses_that_hold_a_word_are_counted_as_those_it_keeps_company_in() {
    for_each_engine(&borrowed(&three()), async |library| {
        let analyzer = Lexicon::shared(&Overlay::default()).unwrap().analyzer();
        let words = ["河道", "档案", "无此物"].map(|word| phrase(word, &analyzer).unwrap());
        let holding = library.engine.holding(&words, TODAY).await.unwrap();
        let list = PhraseList::new(["河道".to_owned()]);
        for (word, holding) in words.iter().zip(&holding) {
            let word = std::slice::from_ref(word);
            let company = library.engine.company(word, &list, TODAY).await.unwrap();
            assert_eq!(u64::from(company.clauses), *holding, "{word:?}");
        }
        assert!(holding[0] > 0 && holding[1] > holding[0], "{holding:?}");
        assert_eq!(holding[2], 0);
        assert!(library.engine.holding(&[], TODAY).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_quotation_is_found_across_words_and_never_in_parts() {
    let files = three();
    for_each_engine(&borrowed(&files), async |library| {
        for (asked, total) in [
            ("\"案查\"", 2),
            ("\"推进档案查阅。\"", 2),
            ("\"2024年9月底\"", 3),
            ("\"查阅档案\"", 0),
        ] {
            for scope in [Scope::Notices, Scope::Clauses] {
                let asked = SearchRequest { scope, ..request(asked) };
                let hits = search(&*library.engine, &asked).await;
                assert_eq!(hits.total > 0, total > 0, "{} among {scope}", asked.text);
                assert!(scope == Scope::Clauses || hits.total == total, "{}", asked.text);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn deadlines_order_tasks_and_narrow_them() {
    let due = |number: u32, until: &str| {
        notice("清泽市", number, "档案查阅").replace("2024年9月底", until)
    };
    let files = [
        ("late.txt", due(1, "2025年12月底")),
        ("soon.txt", due(2, "2024年6月底")),
        ("middle.txt", due(3, "2025年3月底")),
    ];
    for_each_engine(&borrowed(&files), async |library| {
        let mut asked = SearchRequest {
            scope: Scope::Assignments,
            sort: Sort::Deadline,
            ..request("依法推进")
        };
        let hits = search(&*library.engine, &asked).await;
        assert_eq!(ids(&hits)[..3], ["soon", "middle", "late"]);
        asked.filters.deadline_before = Some(date(2025, 3, 31));
        let hits = search(&*library.engine, &asked).await;
        assert_eq!(ids(&hits), ["soon", "middle"]);
    })
    .await;
}
