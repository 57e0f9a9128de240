//! What is offered while typing and beside results: from what the library holds, leading somewhere.

use std::collections::BTreeSet;

use zhengsou::query::facet::FacetField;
use zhengsou::query::request::SearchRequest;
use zhengsou::search::response::SearchResponse;
use zhengsou::search::suggest::{Suggestion, SuggestionKind};

use crate::support::library::{Library, notice};
use crate::support::{TODAY, samples};

/// The most suggestions of one answer in these tests.
const MANY: usize = 50;

async fn suggest(library: &Library, typed: &str) -> Vec<Suggestion> {
    library.searcher().suggest(typed, MANY, TODAY).await.unwrap()
}

async fn texts(library: &Library, typed: &str) -> Vec<String> {
    suggest(library, typed).await.into_iter().map(|suggestion| suggestion.text).collect()
}

/// Returns a notice that names a matter as a term.
fn matter(city: &str, number: u32, matter: &str) -> String {
    notice(city, number, matter).replace("现通知如下。", &format!("落实“{matter}”，现通知如下。"))
}

#[tokio::test]
async fn a_term_is_found_however_it_is_typed() {
    let library = Library::of(&[
        ("a.txt", &matter("清泽市", 1, "世界文化遗产")),
        ("b.txt", &matter("望溪市", 2, "世界文化遗产")),
        ("c.txt", &matter("清泽市", 3, "农商行")),
        ("d.txt", &matter("望溪市", 4, "林长制")),
    ])
    .await;
    let cases = [
        ("世界文", "世界文化遗产"),
        ("世界文化遗产", "世界文化遗产"),
        ("文化遗产", "世界文化遗产"),
        ("shijiewenhua", "世界文化遗产"),
        ("shijiewen", "世界文化遗产"),
        ("shijiewenh", "世界文化遗产"),
        ("sjwhyc", "世界文化遗产"),
        ("sjwh", "世界文化遗产"),
        ("世界wh", "世界文化遗产"),
        ("shi界文", "世界文化遗产"),
        ("shijwh", "世界文化遗产"),
        ("世界文话", "世界文化遗产"),
        ("世界闻化", "世界文化遗产"),
        ("shijiewenhau", "世界文化遗产"),
        ("shijewenhua", "世界文化遗产"),
        ("nongshanghang", "农商行"),
        ("nongshangxing", "农商行"),
        ("linzhangzhi", "林长制"),
        ("lzz", "林长制"),
        ("清泽", "清泽市人民政府办公室"),
        ("泽政办发", "泽政办发〔2024〕3号"),
    ];
    for (typed, wanted) in cases {
        let found = texts(&library, typed).await;
        assert!(found.iter().any(|text| text == wanted), "{typed}: {found:?}");
    }
    let first = &suggest(&library, "世界文").await[0];
    assert_eq!((first.kind, first.count), (SuggestionKind::Term, 2), "{first:?}");
    assert!(suggest(&library, "").await.is_empty());
    assert!(suggest(&library, "……").await.is_empty());
}

#[tokio::test]
async fn plain_language_is_suggested_with_its_official_term() {
    let library = Library::of(&[("a.txt", &matter("清泽市", 1, "基本养老金"))]).await;
    let found = suggest(&library, "退休工资").await;
    let plain = found.iter().find(|found| found.kind == SuggestionKind::Plain);
    assert!(plain.is_some_and(|plain| plain.official.is_some()), "{found:?}");
    let without = Library::of(&[("a.txt", &matter("清泽市", 1, "灯笼展销"))]).await;
    assert!(suggest(&without, "退休工资").await.is_empty());
}

#[tokio::test]
async fn suggestions_go_with_the_notice_that_had_them() {
    let library = Library::of(&[
        ("a.txt", &matter("清泽市", 1, "世界文化遗产")),
        ("b.txt", &matter("清泽市", 2, "林长制")),
    ])
    .await;
    let searcher = library.searcher();
    let count = async |typed: &str| searcher.suggest(typed, MANY, TODAY).await.unwrap().len();
    assert!(count("世界文化遗产").await > 0);
    library.remove("a.txt");
    library.index().await;
    assert_eq!(count("世界文化遗产").await, 0);
    assert_eq!(count("sjwhyc").await, 0);
    assert!(count("林长制").await > 0);
}

#[tokio::test]
async fn phrases_are_counted_over_notices_in_force_each_once() {
    let counted = matter("清泽市", 1, "林长制");
    let ended = matter("清泽市", 2, "水上灯会")
        .replace("现通知如下。", "现通知如下。本通知有效期至2024年1月31日。");
    let alone = Library::of(&[("a.txt", &counted)]).await;
    let library = Library::of(&[
        ("a.txt", &counted),
        ("copy.txt", &counted),
        ("ended.txt", &ended),
        ("gone.txt", &matter("望溪市", 3, "河湖长制")),
    ])
    .await;
    library.remove("gone.txt");
    library.index().await;
    let phrases = async |library: &Library| library.engine.vocabulary(TODAY).await.unwrap().phrases;
    let (found, expected) = (phrases(&library).await, phrases(&alone).await);
    assert!(expected.in_clauses["林长制"] > 0 && expected.clauses > 0, "{expected:?}");
    assert_eq!(found, expected);
}

#[tokio::test]
async fn phrases_of_titles_and_headings_are_kept_wherever_they_stand() {
    let text = |city: &str, number: u32| {
        notice(city, number, "水上灯会安全")
            .replace("水上灯会安全的宣传", "这件事的宣传")
            .replace("推进水上灯会安全", "推进这件事")
            .replace("为做好水上灯会安全工作，", "")
            .replace("一、总体要求", "一、夜间茶园道路养护")
    };
    let (one, two) = (text("清泽市", 1), text("望溪市", 2));
    let library = Library::of(&[("a.txt", &one), ("b.txt", &two)]).await;
    let phrases = library.engine.vocabulary(TODAY).await.unwrap().phrases.phrases;
    for wanted in ["水上灯会", "灯会安全", "茶园道路", "道路养护"] {
        let held = phrases.iter().find(|phrase| phrase.text() == wanted);
        assert!(held.is_some_and(|held| held.free == 2), "{wanted}: {held:?}");
    }
}

#[tokio::test]
async fn blocked_words_are_never_offered() {
    let library = Library::of(&[
        ("a.txt", &matter("清泽市", 1, "世界文化遗产")),
        ("b.txt", &matter("清泽市", 2, "林长制")),
    ])
    .await;
    assert!(!suggest(&library, "世界").await.is_empty());
    library.write("lexicon/blocked.txt", "# 不推荐\n文化遗产\n");
    library.index().await;
    for typed in ["世界", "sjwhyc", "文化遗产", "关于做好世界"] {
        let found = texts(&library, typed).await;
        assert!(found.iter().all(|text| !text.contains("文化遗产")), "{typed}: {found:?}");
    }
    let related = library.searcher().related("清泽市财政局", TODAY).await.unwrap();
    assert!(related.iter().all(|related| !related.text.contains("文化遗产")), "{related:?}");
}

#[tokio::test]
async fn related_searches_follow_the_query_as_it_was_understood() {
    let library = Library::over(vec![samples()]).await;
    let searcher = library.searcher();
    let meant = searcher.related("养老服务", TODAY).await.unwrap();
    assert!(!meant.is_empty());
    for typed in ["yanglaofuwu", "养老服物"] {
        assert_eq!(searcher.related(typed, TODAY).await.unwrap(), meant, "{typed}");
        let request = SearchRequest { text: typed.to_owned(), ..SearchRequest::default() };
        let found = searcher.search(&request, TODAY).await.unwrap();
        assert_eq!(found.related, meant, "{typed}");
    }
}

#[tokio::test]
async fn nothing_that_is_offered_leads_to_an_empty_page() {
    let library = Library::over(vec![samples()]).await;
    let searcher = library.searcher();
    let mut offered: BTreeSet<String> = BTreeSet::new();
    for letter in 'a'..='z' {
        offered.extend(texts(&library, &letter.to_string()).await);
    }
    for typed in ["泽政", "关于", "清泽", "工作", "公开", "补贴", "岚政办发", "jiansuo"]
    {
        offered.extend(texts(&library, typed).await);
    }
    assert!(offered.len() > 300, "only {} offered", offered.len());
    for query in ["政务公开", "养老服务", "营商环境", "政府网站", "应急预案"] {
        let related = searcher.related(query, TODAY).await.unwrap();
        assert!(related.iter().all(|related| related.text != query && related.count > 0));
        offered.extend(related.into_iter().map(|related| related.text));
    }
    for text in offered {
        let request = SearchRequest { text: text.clone(), ..SearchRequest::default() };
        let total = searcher.search(&request, TODAY).await.unwrap().total;
        assert!(total > 0, "{text} leads to an empty page");
    }
}

#[tokio::test]
async fn related_searches_stand_beside_the_first_page_alone() {
    let library = Library::over(vec![samples()]).await;
    let searcher = library.searcher();
    let request = SearchRequest { text: "政务公开".to_owned(), ..SearchRequest::default() };
    let first = searcher.search(&request, TODAY).await.unwrap();
    assert!((1..=8).contains(&first.related.len()), "{:?}", first.related);
    let page = zhengsou::query::request::Page::new(2, request.page.size()).unwrap();
    let second = SearchRequest { page, ..request.clone() };
    assert!(searcher.search(&second, TODAY).await.unwrap().related.is_empty());
    let counts = SearchRequest { page: zhengsou::query::request::Page::all(0), ..request };
    let counted = searcher.search(&counts, TODAY).await.unwrap();
    assert_eq!((counted.total, counted.related.len()), (first.total, 0));
}

#[tokio::test]
async fn results_that_are_wanted_alone_have_nothing_beside_them() {
    let library = Library::over(vec![samples()]).await;
    let searcher = library.searcher();
    let ask = async |text: &str, alone| {
        let request = SearchRequest { text: text.to_owned(), alone, ..SearchRequest::default() };
        searcher.search(&request, TODAY).await.unwrap()
    };
    let results = |response: &SearchResponse| serde_json::to_value(&response.results).unwrap();
    for question in ["政务公开谁负责", "养老床位补助多少钱"] {
        let (with, without) = (ask(question, false).await, ask(question, true).await);
        assert!(!with.related.is_empty() || !with.answers.is_empty(), "{question}");
        assert_eq!((without.related.len(), without.answers.len()), (0, 0), "{question}");
        assert_eq!(without.total, with.total, "{question}");
        assert_eq!(results(&without), results(&with), "{question}");
    }
    let mut nowhere = SearchRequest { text: "政务公开".to_owned(), ..SearchRequest::default() };
    nowhere.filters.add(FacetField::Year, "1912").unwrap();
    let relief = searcher.search(&nowhere, TODAY).await.unwrap().relief;
    assert!(!relief.is_empty(), "less is tried where nothing is found");
    nowhere.alone = true;
    assert!(searcher.search(&nowhere, TODAY).await.unwrap().relief.is_empty());
}
