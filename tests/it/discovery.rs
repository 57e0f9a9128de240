//! How programs find the site and take it along: descriptions, feeds, maps, labels, the box for
//! other sites.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use roxmltree::{Document, Node};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::support::library::{Library, notice};
use crate::support::site::{Answer, Site, url};

/// The origin under which a test asks.
const HOST: (&str, &str) = ("host", "so.qingze.example");
const ORIGIN: &str = "http://so.qingze.example";

/// A search that the sample library answers.
const ASKED: &[(&str, &str)] = &[("q", "政务公开"), ("per_page", "20")];

fn xml(answer: &Answer) -> Document<'_> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    Document::parse(&answer.body).unwrap_or_else(|error| panic!("{error}: {}", answer.body))
}

fn all<'a, 'b>(node: Node<'a, 'b>, name: &'static str) -> impl Iterator<Item = Node<'a, 'b>> {
    node.descendants().filter(move |node| node.has_tag_name(name) || node.tag_name().name() == name)
}

fn texts(node: Node<'_, '_>, name: &'static str) -> Vec<String> {
    all(node, name).map(|node| node.text().unwrap_or("").to_owned()).collect()
}

/// Returns the path of an absolute address of the site.
fn inside(address: &str) -> &str {
    let path = address.strip_prefix(ORIGIN);
    path.unwrap_or_else(|| panic!("{address} is no address of the site"))
}

fn attributes(page: &str, selector: &str, name: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let selector = Selector::parse(selector).unwrap();
    let values = page.select(&selector).filter_map(|element| element.value().attr(name));
    values.map(str::to_owned).collect()
}

#[tokio::test]
async fn every_page_names_the_description_whose_templates_are_answered() {
    let site = Site::of_samples().await;
    let home = site.get("/").await.body;
    assert_eq!(attributes(&home, "link[rel=search]", "href"), ["/opensearch.xml"]);
    let answer = site.get_with("/opensearch.xml", &[HOST]).await;
    assert!(answer.content_type().starts_with("application/opensearchdescription+xml"));
    let document = xml(&answer);
    let name = &texts(document.root_element(), "ShortName")[0];
    assert!((1..=16).contains(&name.chars().count()), "{name}");
    let mut kinds = BTreeSet::new();
    for address in all(document.root_element(), "Url") {
        let template = address.attribute("template").unwrap();
        for (words, page) in [("%E5%85%AC%E5%BC%80", "1"), ("%E5%85%AC%E5%BC%80", "")] {
            let filled = template
                .replace("{searchTerms}", words)
                .replace("{startPage?}", page)
                .replace("{count?}", "");
            let answer = site.get_with(inside(&filled), &[HOST]).await;
            assert_eq!(answer.status, StatusCode::OK, "{filled}: {}", answer.body);
            let kind = answer.content_type().split(';').next().unwrap_or("").to_owned();
            assert_eq!(address.attribute("type"), Some(&*kind), "{filled}");
            kinds.insert(kind);
        }
    }
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

#[tokio::test]
async fn suggestions_for_browsers_are_those_of_the_box() {
    let site = Site::of_samples().await;
    let asked = [("q", "清泽"), ("limit", "5")];
    let own = site.json("/api/v1/suggest", &asked).await;
    let answer = site.get_with(&url("/api/v1/suggestions", &asked), &[HOST]).await;
    assert!(answer.content_type().starts_with("application/x-suggestions+json"));
    let json = answer.json();
    let (typed, texts, said, addresses) = (&json[0], &json[1], &json[2], &json[3]);
    let expected: Vec<Value> = own["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|suggestion| suggestion["text"].clone())
        .collect();
    assert_eq!((typed, texts), (&Value::from("清泽"), &Value::Array(expected)));
    let count = texts.as_array().unwrap().len();
    assert!(count > 0);
    assert_eq!(
        (said.as_array().unwrap().len(), addresses.as_array().unwrap().len()),
        (count, count)
    );
    let first = addresses[0].as_str().unwrap();
    assert_eq!(site.get(inside(first)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_feed_holds_the_results_of_its_page_newest_first() {
    let site = Site::of_samples().await;
    let page = site.get(&url("/search", &[("q", "政务公开"), ("year", "2024")])).await.body;
    let feeds = attributes(&page, "link[rel=alternate]", "href");
    assert_eq!(feeds.len(), 2, "{feeds:?}");
    let kinds = attributes(&page, "link[rel=alternate]", "type");
    for (path, kind) in feeds.iter().zip(kinds) {
        let answer = site.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.content_type().starts_with(&kind), "{path}");
    }
    let mut newest = ASKED.to_vec();
    newest.push(("sort", "newest"));
    let found = site.json("/api/v1/search", &newest).await;
    let atom = site.get_with(&url("/feed.atom", ASKED), &[HOST]).await;
    let document = xml(&atom);
    let entries: Vec<Node<'_, '_>> = all(document.root_element(), "entry").collect();
    let results = found["results"].as_array().unwrap();
    assert!(entries.len() > 3 && entries.len() == results.len(), "{}", entries.len());
    let json = site.get_with(&url("/feed.json", ASKED), &[HOST]).await.json();
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    for ((entry, result), item) in
        entries.iter().zip(results).zip(json["items"].as_array().unwrap())
    {
        let id = &texts(*entry, "id")[0];
        assert_eq!(inside(id), format!("/notices/{}", result["id"].as_str().unwrap()));
        assert_eq!(site.get(inside(id)).await.status, StatusCode::OK);
        assert_eq!((&item["id"], &item["url"]), (&Value::from(&**id), &Value::from(&**id)));
        assert_eq!(texts(*entry, "title")[0], result["title"].as_str().unwrap());
        assert_eq!(item["title"], result["title"]);
        let issuers: Vec<Value> = texts(*entry, "name").into_iter().map(Value::from).collect();
        assert_eq!(&Value::Array(issuers), &result["issuers"]);
        let html = result["clauses"][0]["html"].as_str().unwrap();
        let summary = &texts(*entry, "summary")[0];
        assert!(summary.ends_with(html), "{summary}");
        assert_eq!(item["content_html"].as_str(), Some(&**summary));
        assert!(!item["summary"].as_str().unwrap().contains("<mark>"));
        assert_eq!(item["date_modified"], texts(*entry, "updated")[0]);
    }
    assert_required(document.root_element());
}

/// Holds what RFC 4287 requires of every feed and entry.
fn assert_required(feed: Node<'_, '_>) {
    let entries = all(feed, "entry");
    for node in entries.chain([feed]) {
        let count =
            |name: &str| node.children().filter(|child| child.tag_name().name() == name).count();
        for name in ["id", "title", "updated"] {
            assert_eq!(count(name), 1, "{name}");
        }
        for updated in node.children().filter(|child| child.tag_name().name() == "updated") {
            let text = updated.text().unwrap();
            assert!(text.len() == 25 && text.ends_with("T00:00:00+08:00"), "{text}");
        }
    }
    assert!(feed.children().any(|node| node.tag_name().name() == "author"));
    let itself = all(feed, "link").find(|link| link.attribute("rel") == Some("self"));
    assert!(itself.is_some(), "a feed names itself");
}

#[tokio::test]
async fn the_pages_of_a_feed_lead_through_every_result_once() {
    let site = Site::of_samples().await;
    let whole = site.json("/api/v1/search", &[("q", "养老"), ("per_page", "100")]).await;
    let mut next = Some(url("/feed.json", &[("q", "养老"), ("per_page", "3")]));
    let mut seen = BTreeSet::new();
    while let Some(path) = next {
        let feed = site.get_with(&path, &[HOST]).await.json();
        for item in feed["items"].as_array().unwrap() {
            assert!(seen.insert(item["id"].to_string()), "{} is told twice", item["id"]);
        }
        next = feed["next_url"].as_str().map(|address| inside(address).to_owned());
    }
    assert_eq!(seen.len() as u64, whole["total"].as_u64().unwrap());
}

#[tokio::test]
async fn a_feed_is_sent_again_only_after_a_publication() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let site = Site::over(library);
    for path in ["/feed.atom?q=x", "/feed.json", "/sitemap.xml", "/sitemap/2024.xml"] {
        let answer = site.get(path).await;
        let tag = answer.headers["etag"].to_str().unwrap().to_owned();
        let again = site.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        assert_eq!(again.headers["etag"], *tag);
        site.served.write("b.txt", notice("望溪市", 2, path));
        site.served.index().await;
        let changed = site.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!(changed.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_feed_without_news_is_empty_and_a_wrong_one_says_what_is_wrong() {
    let site = Site::of_samples().await;
    for words in ["\"魑魅魍魉\"", "魑魅 魍魉 政务公开 饕餮"] {
        let answer = site.get(&url("/feed.atom", &[("q", words)])).await;
        let document = xml(&answer);
        assert_eq!(all(document.root_element(), "entry").count(), 0, "{words}");
        assert_required(document.root_element());
    }
    let answer = site.get("/feed.atom?year=soon").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.content_type(), "application/problem+json");
    let clauses =
        site.get_with(&url("/feed.atom", &[("q", "公开"), ("scope", "clauses")]), &[HOST]).await;
    let document = xml(&clauses);
    for entry in all(document.root_element(), "entry") {
        let link = all(entry, "link").find(|link| link.attribute("rel") == Some("alternate"));
        let address = link.unwrap().attribute("href").unwrap();
        let (path, anchor) = inside(address).split_once('#').unwrap();
        assert!(site.get(path).await.body.contains(&format!("id=\"{anchor}\"")), "{address}");
    }
}

#[tokio::test]
async fn hostile_text_stays_text_in_every_form() {
    let title = "关于</script><script>alert(1)</script>&amp;]]>的通知";
    let text = "各县区：\n一、做好\u{b}\u{1}<img src=x>检查工作\u{ffff}。\n";
    let record = json!({ "id": "a", "title": title, "text": text, "url": "javascript:alert(1)" });
    let site = Site::over(Library::of(&[("a.json", &record.to_string())]).await);
    for path in [url("/feed.atom", &[("q", "检查")]), url("/feed.atom", &[("q", "\u{1}<&\"检查")])]
    {
        let answer = site.get(&path).await;
        let document = xml(&answer);
        for title in texts(document.root_element(), "title").iter().skip(1) {
            assert!(title.contains("</script>"), "{title}");
        }
        for summary in texts(document.root_element(), "summary") {
            assert!(!summary.contains("<img"), "the summary is HTML: {summary}");
        }
    }
    assert_eq!(
        all(xml(&site.get(&url("/feed.atom", &[("q", "检查")])).await).root_element(), "entry")
            .count(),
        1
    );
    let page = site.get("/notices/a").await.body;
    assert!(!page.contains("<script>alert"), "{page}");
    let described = legislation(&page);
    assert!(described["name"].as_str().unwrap().contains("</script>"), "{described}");
}

fn legislation(page: &str) -> Value {
    let page = Html::parse_document(page);
    let selector = Selector::parse("script[type='application/ld+json']").unwrap();
    let text: String = page.select(&selector).next().unwrap().text().collect();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[tokio::test]
async fn maps_name_every_notice_once_and_robots_find_them() {
    let site = Site::of_samples().await;
    let robots = site.get_with("/robots.txt", &[HOST]).await;
    assert!(robots.content_type().starts_with("text/plain"));
    for line in ["Disallow: /search?", "Disallow: /api/"] {
        assert!(robots.body.lines().any(|one| one == line), "{line}");
    }
    let index = robots.body.lines().find_map(|line| line.strip_prefix("Sitemap: ")).unwrap();
    let index = site.get_with(inside(index), &[HOST]).await;
    let mut named = BTreeSet::new();
    let mut maps = 0;
    for map in texts(xml(&index).root_element(), "loc") {
        maps += 1;
        let map = site.get_with(inside(&map), &[HOST]).await;
        let document = xml(&map);
        for day in texts(document.root_element(), "lastmod") {
            assert!(day.parse::<jiff::civil::Date>().is_ok(), "{day}");
        }
        for address in texts(document.root_element(), "loc") {
            assert_eq!(site.get(inside(&address)).await.status, StatusCode::OK, "{address}");
            assert!(named.insert(address.clone()), "{address} is named twice");
        }
    }
    assert!(maps > 2, "{maps}");
    let whole = site.json("/api/v1/search", &[("validity", "any"), ("per_page", "0")]).await;
    assert_eq!(named.len() as u64, whole["total"].as_u64().unwrap());
    for missing in ["/sitemap/1901.xml", "/sitemap/2024-2.xml", "/sitemap/2024", "/sitemap/x.xml"] {
        assert_eq!(site.get(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_reading_page_carries_the_labels_and_describes_its_notice() {
    let site = Site::of_samples().await;
    for source in site.served.engine.sources().await.unwrap().iter().step_by(5) {
        let notice = site.served.engine.notice(&source.id).await.unwrap().unwrap();
        let path = format!("/notices/{}", source.id);
        let page = site.get_with(&format!("{path}?q=x"), &[HOST]).await.body;
        let address = format!("{ORIGIN}{path}");
        assert_eq!(attributes(&page, "link[rel=canonical]", "href"), [&*address]);
        let label = |name: &str| attributes(&page, &format!("meta[name={name}]"), "content");
        assert_eq!(label("ArticleTitle"), [notice.display_title()]);
        assert_eq!(label("Url"), [&*address]);
        assert_eq!(label("SiteDomain"), ["so.qingze.example"]);
        assert_eq!(label("ContentSource").is_empty(), notice.issuers.is_empty());
        assert_eq!(label("description").len(), 1, "one description");
        for day in label("PubDate") {
            assert!(day.len() == 16 && day.ends_with(" 00:00"), "{day}");
        }
        let about = legislation(&page);
        assert_eq!(about["@type"], "Legislation");
        assert_eq!(
            (about["url"].as_str(), about["name"].as_str()),
            (Some(&*address), Some(&*notice.display_title()))
        );
        let number = notice.doc_number.as_ref().map(ToString::to_string);
        assert_eq!(about["legislationIdentifier"].as_str(), number.as_deref());
        let issued = notice.issued_on.map(|day| day.to_string());
        assert_eq!(about["legislationDate"].as_str(), issued.as_deref());
        for part in about["hasPart"].as_array().into_iter().flatten() {
            let (_, anchor) = part["url"].as_str().unwrap().split_once('#').unwrap();
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor} is nowhere on {path}");
        }
    }
}

#[tokio::test]
async fn force_and_what_a_notice_ends_are_told() {
    let site = Site::of_samples().await;
    let ended = legislation(&site.get("/notices/qu~songlan-2019-xinmeiti").await.body);
    assert_eq!(ended["legislationLegalForce"], "https://schema.org/NotInForce");
    let ending = legislation(&site.get("/notices/qu~songlan-feizhi-2024").await.body);
    let ends = ending["legislationRepeals"].as_array().unwrap();
    assert!(!ends.is_empty());
    let based = ending["isBasedOn"].as_array().cloned().unwrap_or_default();
    assert!(ends.iter().all(|end| !based.contains(end)), "{based:?}");
}

#[tokio::test]
async fn absolute_addresses_name_the_host_that_was_asked_unless_it_is_nonsense() {
    let site = Site::of_samples().await;
    for (host, expected) in [
        ("so.qingze.example", "http://so.qingze.example/"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080/"),
        ("a@b.example", "http://localhost/"),
        ("a\"><script>", "http://localhost/"),
        ("a/b", "http://localhost/"),
    ] {
        let headers = [("host", host), ("x-forwarded-host", "elsewhere.example")];
        let robots = site.get_with("/robots.txt", &headers).await.body;
        assert!(robots.contains(&format!("Sitemap: {expected}sitemap.xml")), "{host}: {robots}");
    }
}

#[tokio::test]
async fn an_operator_says_where_the_site_stands() {
    let library = Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await;
    let site = Site::known_as("https://so.qingze.example", library);
    for path in ["/robots.txt", "/sitemap.xml", "/feed.atom", "/feed.json", "/notices/a"] {
        let body = site.get_with(path, &[("host", "10.0.0.7:8080")]).await.body;
        assert!(body.contains("https://so.qingze.example/"), "{path}");
        assert!(!body.contains("10.0.0.7"), "{path}");
    }
}

#[tokio::test]
async fn other_origins_may_read_what_is_open_and_nothing_else() {
    let site = Site::of_samples().await;
    let elsewhere = ("origin", "https://www.qingze.example");
    for path in [
        "/api/v1/suggest?q=x",
        "/api/v1/search?year=soon",
        "/api/v1/nothing",
        "/embed.js",
        "/feed.json",
    ] {
        let headers = site.get_with(path, &[elsewhere]).await.headers;
        assert_eq!(headers["access-control-allow-origin"], "*", "{path}");
        assert!(!headers.contains_key("access-control-allow-credentials"), "{path}");
    }
    for path in ["/", "/search?q=x", "/preferences"] {
        let headers = site.get_with(path, &[elsewhere]).await.headers;
        assert!(!headers.contains_key("access-control-allow-origin"), "{path}");
    }
    let asked = [elsewhere, ("access-control-request-method", "GET")];
    let answer = site.ask_by("OPTIONS", "/api/v1/suggest", &asked).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["access-control-allow-methods"], "GET,HEAD,POST");
}

#[tokio::test]
async fn an_operator_says_whose_pages_may_read() {
    let [one, other] = ["https://www.qingze.example", "https://www.wangxi.example"];
    let site =
        Site::read_by(&[one], Library::of(&[("a.txt", &notice("清泽市", 1, "档案查阅"))]).await);
    for (origin, may) in [(one, true), (other, false), ("null", false)] {
        for path in ["/api/v1/suggest?q=x", "/api/v1/search?year=soon", "/feed.json"] {
            let headers = site.get_with(path, &[("origin", origin)]).await.headers;
            let said = headers.get("access-control-allow-origin");
            assert_eq!(said.is_some_and(|said| said == origin), may, "{origin} {path}");
            let varies = headers.get_all("vary").iter();
            assert!(varies.into_iter().any(|by| by == "origin"), "{path}: not kept for another");
        }
    }
}

#[tokio::test]
async fn the_box_for_other_sites_keeps_to_itself_and_to_strict_policies() {
    let site = Site::of_samples().await;
    for (path, kind) in [("/embed.js", "text/javascript"), ("/embed.css", "text/css")] {
        let answer = site.get(path).await;
        assert!(answer.content_type().starts_with(kind), "{path}");
        assert_eq!(answer.headers["cache-control"], "public, max-age=3600");
        let tag = answer.headers["etag"].to_str().unwrap().to_owned();
        let again = site.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
    }
    let script = site.get("/embed.js").await.body;
    assert!(script.starts_with("(() => {") && script.trim_end().ends_with("})();"));
    for word in
        ["eval(", "new Function", "innerHTML", ".style", "setAttribute(\"style\"", "onclick"]
    {
        assert!(!script.contains(word), "{word} is against a strict policy");
    }
    let style = site.get("/embed.css").await.body;
    let rules = style.lines().filter(|line| line.contains('{') && !line.starts_with('@'));
    for rule in rules {
        let own = rule
            .split('{')
            .next()
            .unwrap()
            .split(',')
            .all(|one| one.trim().starts_with("policy-search"));
        assert!(own, "a rule for the page of another site: {rule}");
    }
}

#[tokio::test]
async fn text_is_compressed_for_those_who_can_read_it_so() {
    let site = Site::of_samples().await;
    for path in [
        "/",
        "/search?q=x",
        "/notices/zhengwugongkai~qingze-2024",
        "/api/v1/search?q=x",
        "/feed.atom",
        "/embed.js",
    ] {
        for encoding in ["br", "gzip", "zstd"] {
            let headers = site.headers_of(path, &[("accept-encoding", encoding)]).await;
            assert_eq!(headers["content-encoding"], encoding, "{path}");
            let vary: Vec<&str> =
                headers.get_all("vary").iter().filter_map(|value| value.to_str().ok()).collect();
            assert!(vary.join(",").contains("accept-encoding"), "{path}: {vary:?}");
        }
        assert!(!site.get(path).await.headers.contains_key("content-encoding"), "{path}");
    }
}
