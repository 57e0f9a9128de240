//! The pages: what they show, what they link, and what they never let through.

use axum::http::StatusCode;
use scraper::{Html, Selector};

use crate::support::library::Library;
use crate::support::site::{Answer, Site, url};

fn page(answer: &Answer) -> Html {
    assert!(answer.content_type().starts_with("text/html"), "{}", answer.content_type());
    Html::parse_document(&answer.body)
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

fn links(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .filter_map(|element| element.value().attr("href").map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_search_page_shows_results_that_can_be_opened() {
    let site = Site::of_samples().await;
    let answer = site.get(&url("/search", &[("q", "站内检索")])).await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = page(&answer);
    assert!(!texts(&page, "mark").is_empty());
    let notices: Vec<String> =
        links(&page, "main a").into_iter().filter(|link| link.starts_with("/notices/")).collect();
    assert!(!notices.is_empty());
    for link in notices.iter().take(5) {
        let path = link.split('#').next().unwrap_or(link);
        let opened = site.get(path).await;
        assert_eq!(opened.status, StatusCode::OK, "{link}");
        if let Some((_, id)) = link.split_once('#') {
            assert!(opened.body.contains(&format!("id=\"{id}\"")), "{link} leads nowhere");
        }
    }
}

#[tokio::test]
async fn every_link_of_a_search_page_is_answered() {
    let site = Site::of_samples().await;
    let answer = site.get(&url("/search", &[("q", "政务公开"), ("year", "2023")])).await;
    let links = links(&page(&answer), "a");
    assert!(links.len() > 20, "facets and pages are links");
    for link in links.iter().filter(|link| link.starts_with('/')) {
        let path = link.split('#').next().unwrap_or(link);
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{link}");
    }
}

#[tokio::test]
async fn a_notice_stands_whole_on_its_page() {
    let site = Site::of_samples().await;
    for source in site.served.engine.sources().await.unwrap().iter().step_by(7) {
        let notice = site.served.engine.notice(&source.id).await.unwrap().unwrap();
        let answer = site.get(&format!("/notices/{}", source.id)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", source.id);
        let page = page(&answer);
        assert_eq!(texts(&page, "h1"), [notice.display_title()], "{}", source.id);
        let shown: String = texts(&page, "main").join("").split_whitespace().collect();
        for clause in &notice.clauses {
            let cells = clause.text.split(zhengsou::notice::clause::CELL_SEPARATOR);
            for cell in cells {
                let cell: String = cell.split_whitespace().collect();
                assert!(shown.contains(&cell), "{} {}: {cell}", source.id, clause.address);
            }
        }
    }
}

#[tokio::test]
async fn what_is_typed_and_what_is_indexed_is_never_markup() {
    let hostile = "<script>alert(1)</script>";
    let text =
        format!("关于{hostile}的通知\n\n各县区：\n一、做好<img src=x onerror=alert(1)>工作。\n");
    let site = Site::over(Library::of(&[("a.txt", &text)]).await);
    for path in [
        url("/search", &[("q", hostile)]),
        url("/search", &[("q", "做好")]),
        url("/", &[("q", hostile)]),
        "/notices/a".to_owned(),
        format!("/notices/{}", "%3Cscript%3E"),
    ] {
        let body = site.get(&path).await.body;
        assert!(!body.contains("<script>alert") && !body.contains("<img src=x"), "{path}");
    }
    let json = site.json("/api/v1/search", &[("q", "做好")]).await.to_string();
    assert!(!json.contains("<img src=x"), "{json}");
}

#[tokio::test]
async fn an_empty_result_says_what_to_do() {
    let site = Site::of_samples().await;
    let answer = site.get(&url("/search", &[("q", "\"魑魅魍魉\"")])).await;
    assert_eq!(answer.status, StatusCode::OK);
    let words = texts(&page(&answer), "main").join("");
    assert!(words.contains("没有"), "{words}");
}

#[tokio::test]
async fn pages_answer_in_pages_when_something_is_wrong() {
    let site = Site::of_samples().await;
    for (path, status) in [
        ("/nowhere", StatusCode::NOT_FOUND),
        ("/notices/nowhere", StatusCode::NOT_FOUND),
        ("/search?year=soon", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(!links(&page(&answer), "a").is_empty(), "{path}: a way on");
    }
    let bare = Site::over(Library::empty());
    assert_eq!(bare.get("/search?q=x").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn pages_forbid_what_they_do_not_use() {
    let site = Site::of_samples().await;
    let headers = site.get("/").await.headers;
    for name in ["content-security-policy", "x-content-type-options", "referrer-policy"] {
        assert!(headers.contains_key(name), "{name}");
    }
}
