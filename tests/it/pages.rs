//! The pages: what they show, what they link, and what they never let through.

use axum::http::StatusCode;
use scraper::{Html, Selector};

use crate::support::library::{Library, notice};
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
    let json = site.json("/api/v1/search", &[("q", "做好")]).await;
    let result = &json["results"][0];
    for html in [&result["title_html"], &result["clauses"][0]["html"]] {
        let html = html.as_str().unwrap();
        assert!(html.contains("&lt;img src=x") && !html.contains("<img"), "{html}");
    }
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

#[tokio::test]
async fn the_stewards_page_counts_what_each_notice_states_with_the_lists_behind() {
    let site = Site::of_samples().await;
    let answer = site.get("/library").await;
    assert_eq!(answer.status, StatusCode::OK);
    let page = page(&answer);
    let report = site.get("/api/v1/library").await.json();
    let notices = report["notices"].as_u64().unwrap();
    let labels = texts(&page, "tbody th");
    for (element, label) in report["elements"].as_array().unwrap().iter().zip(labels) {
        let count = |name: &str| element[name].as_u64().unwrap();
        assert_eq!(count("stated") + count("missing"), notices, "{label}");
        let listed = element["cases"].as_array().unwrap().len() as u64;
        assert_eq!(listed, count("missing").min(200), "{label}: the list is whole");
        assert_eq!(element["label"].as_str(), Some(label.as_str()));
    }
    let links = links(&page, "tbody a");
    assert!(!links.is_empty());
    assert_eq!(site.get(&links[0]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_notice_that_another_ended_says_so_and_leads_to_it() {
    let site = Site::of_samples().await;
    let page = page(&site.get("/notices/qu~songlan-2019-xinmeiti").await);
    let note = texts(&page, "p.ended");
    assert!(note.first().is_some_and(|note| note.contains("由另一文件宣布")), "{note:?}");
    assert_eq!(links(&page, "p.ended a"), ["/notices/qu~songlan-feizhi-2024"]);
}

#[tokio::test]
async fn copies_of_a_notice_are_one_result_and_its_page_leads_to_them() {
    let site = Site::of_samples().await;
    let search = site.get(&url("/search", &[("q", "清泽市2024年政务公开工作要点")])).await;
    assert!(search.body.contains("另有1处转载"), "the repost stands behind the issuer's page");
    let page = page(&site.get("/notices/zhengwugongkai~qingze-2024").await);
    assert_eq!(links(&page, ".copies a"), ["/notices/zhuanzai~qingze-2024-zhuanzai"]);
}

#[tokio::test]
async fn the_care_edition_is_kept_without_a_script() {
    let site = Site::of_samples().await;
    let shown = |answer: &Answer| -> String {
        page(answer).root_element().value().attr("class").unwrap_or_default().to_owned()
    };
    let form = "toggle=edition&back=%2Fsearch%3Fq%3Dx";
    let answer = site.post("/preferences", form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers["location"], "/search?q=x");
    let cookie = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    for path in ["/", "/search?q=%E5%85%AC%E5%BC%80", "/nowhere", "/search?year=soon"] {
        assert_eq!(shown(&site.get(path).await), "colours-device", "{path}");
        let answer = site.get_with(path, &[("cookie", cookie)]).await;
        assert!(shown(&answer).starts_with("care "), "{path}");
        assert_eq!(answer.headers["vary"], "Cookie", "{path}");
    }
}

#[tokio::test]
async fn what_a_page_loads_is_there_and_kept_for_ever() {
    let site = Site::of_samples().await;
    let home = page(&site.get("/").await);
    let attributes = [("link[rel=stylesheet]", "href"), ("script", "src"), ("img", "src")];
    for (selector, attribute) in attributes {
        let selector = Selector::parse(selector).unwrap();
        for element in home.select(&selector) {
            let path = element.value().attr(attribute).expect("an address");
            let answer = site.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            let kept = answer.headers["cache-control"].to_str().unwrap();
            assert!(kept.contains("immutable"), "{path}: {kept}");
        }
    }
}

#[tokio::test]
async fn a_page_announces_the_styles_that_it_waits_for() {
    let site = Site::of_samples().await;
    let care = [("cookie", "display=care.21.device")];
    for path in ["/", "/search", "/library", "/preferences", "/nowhere"] {
        for headers in [&[][..], &care] {
            let answer = site.get_with(path, headers).await;
            let sheets = links(&page(&answer), "link[rel=stylesheet]:not([media])");
            let named: Vec<String> =
                sheets.iter().map(|sheet| format!("<{sheet}>; rel=preload; as=style")).collect();
            assert_eq!(answer.headers["link"], named.join(", "), "{path}");
            let care_is_named = sheets.iter().any(|sheet| sheet.contains("/care-"));
            assert_eq!(care_is_named, !headers.is_empty(), "{path}");
            for sheet in &sheets {
                assert_eq!(site.get(sheet).await.status, StatusCode::OK, "{sheet}");
            }
        }
    }
}

/// A reply as a portal has it: the text alone.
const UNTITLED: &str = "你街道《关于要求调整望溪社区规模的请示》收悉。经研究，现批复如下：\n     一、撤销望溪社区，设立望溪东社区和望溪西社区，社区驻址另行确定，并报市民政局备案。\n     二、请做好人员和资产的交接工作，确保平稳有序，交接情况于年底前报市民政局。\n     清泽市人民政府\n     2024年5月8日\n";

#[tokio::test]
async fn a_notice_without_a_title_is_called_by_how_it_begins() {
    let site = Site::over(Library::of(&[("0001-api-5fc541.txt", UNTITLED)]).await);
    let called = "〔无标题〕你街道《关于要求调整望溪社区规模的请示》收悉";
    let found = site.json("/api/v1/search", &[("q", "望溪社区")]).await;
    assert_eq!(found["results"][0]["title"], called);
    let results = page(&site.get(&url("/search", &[("q", "望溪社区")])).await);
    assert_eq!(texts(&results, ".hit h2"), [called]);
    let link = links(&results, ".hit h2 a").remove(0);
    let reading = page(&site.get(&link).await);
    assert_eq!(texts(&reading, "h1"), [called]);
    let reference = texts(&reading, "#cite-official").remove(0);
    assert_eq!(reference, "《〔无标题〕你街道〈关于要求调整望溪社区规模的请示〉收悉》");
    for path in ["/", "/feed.atom", "/feed.json", "/library"] {
        let answer = site.get(path).await;
        assert!(answer.body.contains(called), "{path}");
        assert!(!answer.body.contains("5fc541.txt"), "{path} names the file");
    }
}

#[tokio::test]
async fn no_answer_holds_the_number_of_an_identity_paper() {
    let list = format!(
        "{}附件\n补贴人员名单\n李某 119900199003070076 13900000000\n联系电话：13900000001\n",
        notice("清泽市", 7, "创业补贴发放")
    );
    let site = Site::over(Library::of(&[("list.txt", &list)]).await);
    let found = site.json("/api/v1/search", &[("q", "李某"), ("scope", "clauses")]).await;
    let id = found["results"][0]["notice"]["id"].as_str().unwrap().to_owned();
    let reading = format!("/notices/{id}");
    let paths = [
        url("/search", &[("q", "李某"), ("scope", "clauses")]),
        url("/feed.json", &[("q", "李某"), ("scope", "clauses")]),
        format!("/api/v1/notices/{id}"),
        format!("{reading}/download.txt"),
        format!("{reading}/download.json"),
        reading,
    ];
    for path in paths {
        let body = site.get(&path).await.body;
        assert!(body.contains("119900**********76"), "{path}: {body}");
        assert!(!body.contains("119900199003070076") && !body.contains("13900000000"), "{path}");
    }
    let asked = site.json("/api/v1/search", &[("q", "\"119900199003070076\"")]).await;
    assert_eq!(asked["total"], 0, "who has the number finds nobody by it");
    let report = site.json("/api/v1/library", &[]).await;
    assert!(report["warnings"].to_string().contains("masked"), "{}", report["warnings"]);
}

#[tokio::test]
async fn the_library_says_when_it_was_changed() {
    let library = Library::of(&[("one.txt", &notice("清泽市", 3, "站内检索"))]).await;
    let site = Site::over(library);
    for path in ["/", "/search"] {
        let body = site.get(path).await.body;
        assert!(body.contains("资料库更新于 2025-05-31 07:30"), "{path}: {body}");
    }
    let answer = site.json("/api/v1/library", &[]).await;
    assert_eq!(answer["updated_at"], "2025-05-30T23:30:00Z");
    assert_eq!(answer["generation"], 1);
    assert_eq!(answer["notices"], 1);
}
