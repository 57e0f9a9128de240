//! What is offered while typing and beside results: from what the library holds, leading somewhere.

use std::collections::BTreeSet;

use zhengsou::query::request::SearchRequest;
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
        ("a.txt", &matter("清泽市", 1, "购房消费券")),
        ("b.txt", &matter("望溪市", 2, "购房消费券")),
        ("c.txt", &matter("清泽市", 3, "银行保函")),
        ("d.txt", &matter("望溪市", 4, "路长制")),
    ])
    .await;
    let cases = [
        ("购房消", "购房消费券"),
        ("购房消费券", "购房消费券"),
        ("消费券", "购房消费券"),
        ("goufangxiaofei", "购房消费券"),
        ("goufangxiao", "购房消费券"),
        ("goufangxiaof", "购房消费券"),
        ("gfxfq", "购房消费券"),
        ("gfxf", "购房消费券"),
        ("购房xf", "购房消费券"),
        ("gou房消", "购房消费券"),
        ("goufxf", "购房消费券"),
        ("购房消废", "购房消费券"),
        ("购房肖费", "购房消费券"),
        ("goufangxiaofie", "购房消费券"),
        ("goufanxiaofei", "购房消费券"),
        ("yinhangbao", "银行保函"),
        ("yinxingbao", "银行保函"),
        ("luzhangzhi", "路长制"),
        ("lzz", "路长制"),
        ("清泽", "清泽市人民政府办公室"),
        ("泽政办发", "泽政办发〔2024〕3号"),
    ];
    for (typed, wanted) in cases {
        let found = texts(&library, typed).await;
        assert!(found.iter().any(|text| text == wanted), "{typed}: {found:?}");
    }
    let first = &suggest(&library, "购房消").await[0];
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
        ("a.txt", &matter("清泽市", 1, "购房消费券")),
        ("b.txt", &matter("清泽市", 2, "路长制")),
    ])
    .await;
    let searcher = library.searcher();
    let count = async |typed: &str| searcher.suggest(typed, MANY, TODAY).await.unwrap().len();
    assert!(count("购房消费券").await > 0);
    library.remove("a.txt");
    library.index().await;
    assert_eq!(count("购房消费券").await, 0);
    assert_eq!(count("gfxfq").await, 0);
    assert!(count("路长制").await > 0);
}

#[tokio::test]
async fn blocked_words_are_never_offered() {
    let library = Library::of(&[
        ("a.txt", &matter("清泽市", 1, "购房消费券")),
        ("b.txt", &matter("清泽市", 2, "路长制")),
    ])
    .await;
    assert!(!suggest(&library, "购房").await.is_empty());
    library.write("lexicon/blocked.txt", "# 不推荐\n消费券\n");
    library.index().await;
    for typed in ["购房", "gfxfq", "消费券", "关于做好购房"] {
        let found = texts(&library, typed).await;
        assert!(found.iter().all(|text| !text.contains("消费券")), "{typed}: {found:?}");
    }
    let related = library.searcher().related("清泽市财政局", TODAY).await.unwrap();
    assert!(related.iter().all(|related| !related.text.contains("消费券")), "{related:?}");
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
    let second = searcher.search(&SearchRequest { page, ..request }, TODAY).await.unwrap();
    assert!(second.related.is_empty());
}
