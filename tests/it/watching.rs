//! A topic that is watched: a feed of clauses brings each once, whoever posts it again.

use scraper::{Html, Selector};
use serde_json::Value;

use crate::support::library::{Library, notice};
use crate::support::site::{Site, url};

/// A watched topic.
const TOPIC: &[(&str, &str)] = &[("q", "\"站内检索\""), ("scope", "clauses")];

/// Returns the entries of the feed of the topic.
async fn entries(site: &Site) -> Vec<Value> {
    let feed = site.get_with(&url("/feed.json", TOPIC), &[("host", "so.qingze.example")]).await;
    feed.json()["items"].as_array().unwrap().clone()
}

fn ids(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["id"].as_str().unwrap()).collect()
}

/// A notice that was issued on a day and has the topic in one clause.
fn on_topic(number: u32, day: &str) -> String {
    notice("清泽市", number, "政务公开").replace("2024年5月8日", day).replace(
        "（二）加强政务公开的宣传。",
        &format!("（二）完善第{number}批网站的站内检索功能。"),
    )
}

#[tokio::test]
async fn a_new_notice_appears_once_though_it_is_posted_again() {
    let library = Library::empty();
    library.write("a.txt", on_topic(11, "2024年5月8日"));
    library.write("other.txt", notice("望溪市", 12, "河道清淤"));
    library.index().await;
    let site = Site::over(library);
    let before = entries(&site).await;
    assert_eq!(before.len(), 1, "{before:?}");

    let new = on_topic(13, "2024年9月3日");
    let reposted = format!("转载自清泽市人民政府网站\n\n{new}\n\n分享到微信 打印本页\n");
    site.served.write("new.txt", &new);
    site.served.write("zz-repost.txt", &reposted);
    site.served.index().await;
    let after = entries(&site).await;
    assert_eq!(after.len(), 2, "one more, not two: {after:?}");
    assert_eq!(ids(&after)[1], ids(&before)[0], "what was there keeps its id");
    let first = &after[0];
    assert_eq!(first["date_modified"], "2024-09-03T00:00:00+08:00", "the newest first");
    assert!(
        first["title"]
            .as_str()
            .unwrap()
            .starts_with("清泽市人民政府办公室关于做好政务公开工作的通知 ")
    );
    assert!(first["summary"].as_str().unwrap().contains("完善第13批网站的站内检索功能"));
    assert_eq!(first["authors"][0]["name"], "清泽市人民政府办公室");
    let page = first["url"].as_str().unwrap().split("//so.qingze.example").nth(1).unwrap();
    assert_eq!(site.get(page.split('#').next().unwrap()).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_copy_that_states_more_and_comes_later_brings_nothing_again() {
    let library = Library::empty();
    library.write("b.txt", on_topic(21, "2024年5月8日"));
    library.index().await;
    let site = Site::over(library);
    let before = entries(&site).await;
    let fuller = on_topic(21, "2024年5月8日").replace(
        "成文日期：",
        "有效性：有效\n索引号：990100-2024-0021\n发布日期：2024年5月9日\n成文日期：",
    );
    site.served.write("a.txt", &fuller);
    site.served.index().await;
    let after = entries(&site).await;
    assert_ne!(after[0]["url"], before[0]["url"], "the copy that states more is shown");
    assert_eq!(ids(&after), ids(&before));
}

#[tokio::test]
async fn a_notice_without_the_words_brings_nothing() {
    let site = Site::over(Library::of(&[("a.txt", &on_topic(31, "2024年5月8日"))]).await);
    let before = entries(&site).await;
    site.served.write("b.txt", notice("望溪市", 32, "网站检索"));
    site.served.index().await;
    assert_eq!(ids(&entries(&site).await), ids(&before), "a few of the words are no news");
}

#[tokio::test]
async fn the_results_lead_to_the_feed_of_what_they_show() {
    let site = Site::of_samples().await;
    let page = site.get(&url("/search", &[("q", "站内检索"), ("scope", "clauses")])).await.body;
    let page = Html::parse_document(&page);
    let links = Selector::parse("link[rel=alternate]").unwrap();
    for link in page.select(&links) {
        assert_eq!(link.attr("title"), Some("订阅这些条款"));
        assert!(link.attr("href").unwrap().contains("scope=clauses"));
    }
    let said = Selector::parse(".took").unwrap();
    let said: String = page.select(&said).flat_map(|element| element.text()).collect();
    assert!(said.contains("订阅这些条款"), "{said}");
    let notices = site.get(&url("/search", &[("q", "站内检索")])).await.body;
    assert!(notices.contains("订阅本次检索"));
}
