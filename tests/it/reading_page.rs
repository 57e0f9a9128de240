//! The page of a notice: marks, tables, tasks, relations, what can be taken away from it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use scraper::{Html, Selector};

use crate::support::library::{Library, notice};
use crate::support::site::{Answer, Site, url};

/// A notice with a table of tasks, one cell of which is empty, and a table of amounts.
const TABLES: &str = "<html><body><h1>清泽市人民政府办公室关于印发检索服务工作方案的通知</h1>\
<p>泽政办发〔2024〕9号</p><p>各县区人民政府，市政府各部门：</p>\
<p>现将《检索服务工作方案》印发给你们，请遵照执行。</p>\
<p>清泽市人民政府办公室</p><p>2024年5月8日</p><p>附件1</p><p>重点任务分工表</p>\
<table><tr><th>序号</th><th>工作任务</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>\
<tr><td>1</td><td>完善站内检索。</td><td>市政府办公室</td><td></td><td>2024年9月底前</td></tr>\
<tr><td>2</td><td>=完善\"问答\"，检索更准。</td><td>市大数据局</td><td>市财政局</td><td>长期坚持</td></tr></table>\
<p>附件2</p><p>补贴标准表</p>\
<table><tr><td>地区</td><td>标准</td></tr><tr><td>望溪县</td><td>900元</td></tr><tr><td>汀兰区</td><td>800元</td></tr></table>\
</body></html>";

fn page(answer: &Answer) -> Html {
    assert_eq!(answer.status, StatusCode::OK);
    Html::parse_document(&answer.body)
}

fn select<'a>(
    page: &'a Html,
    selector: &str,
) -> impl Iterator<Item = scraper::ElementRef<'a>> + use<'a> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).collect::<Vec<_>>().into_iter()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    select(page, selector)
        .map(|element| element.text().collect::<String>().trim().to_owned())
        .collect()
}

fn values(page: &Html, selector: &str, attribute: &str) -> Vec<String> {
    select(page, selector)
        .filter_map(|element| element.value().attr(attribute).map(str::to_owned))
        .collect()
}

async fn of_tables() -> Site {
    Site::over(Library::of(&[("a.html", TABLES)]).await)
}

#[tokio::test]
async fn every_address_inside_a_page_is_there_once() {
    let site = Site::of_samples().await;
    for source in site.served.engine.sources().await.unwrap().iter().step_by(3) {
        let path = url(&format!("/notices/{}", source.id), &[("q", "公开 检索 补贴 工作")]);
        let page = page(&site.get(&path).await);
        let ids = values(&page, "[id]", "id");
        let held: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        assert_eq!(ids.len(), held.len(), "{path}: an id stands twice");
        for href in values(&page, "a[href^='#']", "href") {
            assert!(held.contains(&href[1..]), "{path}: {href} leads nowhere");
        }
        let labels = values(&page, "[role=region]", "aria-label");
        let unlike: BTreeSet<&String> = labels.iter().collect();
        assert_eq!(labels.len(), unlike.len(), "{path}: regions share a name");
        assert!(!page.html().contains(" style="), "{path}: the policy forbids styles in place");
    }
}

#[tokio::test]
async fn marks_are_numbered_and_lead_to_each_other_without_a_script() {
    let site = of_tables().await;
    let page = page(&site.get(&url("/notices/a", &[("q", "检索")])).await);
    let marks = values(&page, "mark[id]", "id");
    let count = marks.len();
    assert!(count >= 3, "{marks:?}");
    let expected: Vec<String> = (1..=count).map(|number| format!("m-{number}")).collect();
    assert_eq!(marks, expected);
    assert!(texts(&page, ".hits")[0].contains(&format!("共 {count} 处")));
    let ends = values(&page, ".hits a", "href");
    assert_eq!(ends, ["#m-1".to_owned(), format!("#m-{count}")]);
    assert!(values(&page, "a.step", "href").contains(&format!("#m-{count}")));
    assert!(values(&page, "h1 mark", "id").is_empty(), "the title is not counted");
    let none = Html::parse_document(&site.get(&url("/notices/a", &[("q", "鱼")])).await.body);
    assert!(texts(&none, ".hits")[0].contains("没有"));
    assert!(texts(&Html::parse_document(&site.get("/notices/a").await.body), ".hits").is_empty());
}

#[tokio::test]
async fn rows_of_an_annex_stand_in_a_table_under_the_names_of_its_columns() {
    let site = of_tables().await;
    let page = page(&site.get("/notices/a").await);
    let names = texts(&page, ".body thead th[scope=col]");
    let expected =
        ["序号", "工作任务", "牵头单位", "配合单位", "完成时限", "条款", "地区", "标准", "条款"];
    assert_eq!(names, expected);
    let first: Vec<String> = texts(&page, ".body tbody tr:first-child td");
    assert_eq!(first[..5], ["1", "完善站内检索。", "市政府办公室", "", "2024年9月底前"]);
    assert!(texts(&page, ".body .tasks").is_empty(), "columns say who and when");
    let anchors = values(&page, ".body tbody tr", "id");
    assert!(anchors.len() == 4 && anchors.iter().all(|anchor| anchor.starts_with("c-")));
    let regions = values(&page, ".body [role=region][tabindex='0']", "aria-label");
    assert_eq!(regions, ["表格：附件1", "表格：附件2"]);
    assert_eq!(texts(&page, "#tasks tbody tr").len(), 2);
    assert_eq!(
        texts(&page, "#tasks thead th"),
        ["任务", "牵头单位", "配合单位", "完成时限", "条款"]
    );
}

#[tokio::test]
async fn all_elements_are_shown_and_unread_ones_named() {
    let site = of_tables().await;
    let page = page(&site.get("/notices/a").await);
    assert_eq!(texts(&page, ".elements dt").len(), 14);
    assert_eq!(texts(&page, ".elements dd").len(), 14);
    assert!(texts(&page, ".elements dd.unread").iter().all(|text| text == "未识别"));
    assert!(!texts(&page, ".badge").is_empty());
}

#[tokio::test]
async fn citations_lead_both_ways_with_their_validity() {
    let cited = notice("清泽市", 31, "冬季供暖");
    let citing = notice("清泽市", 32, "供暖检查")
        .replace("现通知如下。", "根据《供暖办法》（泽政办发〔2024〕31号），现通知如下。");
    let site = Site::over(Library::of(&[("cited.txt", &cited), ("citing.txt", &citing)]).await);
    let from = page(&site.get("/notices/citing").await);
    let clauses = "/search?scope=clauses&validity=any&cites=%E6%B3%BD%E6%94%BF%E5%8A%9E%E5%8F%91%E3%80%942024%E3%80%9531%E5%8F%B7";
    assert_eq!(values(&from, "#cites a", "href"), ["/notices/cited", clauses]);
    assert_eq!(texts(&from, "#cites .badge"), ["未标注"]);
    let to = page(&site.get("/notices/cited").await);
    assert_eq!(values(&to, "#cited-by li a", "href"), ["/notices/citing"]);
}

#[tokio::test]
async fn notices_about_the_same_matter_stand_below() {
    let mut files = vec![
        ("gas-1.txt", notice("清泽市", 41, "燃气安全")),
        ("gas-2.txt", notice("望溪市", 42, "燃气安全")),
        ("gas-3.txt", notice("清泽市", 41, "燃气安全")),
    ];
    let others = ["养老服务", "耕地保护", "粮食收购", "数据共享", "招商引资", "义务教育"];
    let names = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt"];
    for ((name, matter), number) in names.iter().zip(others).zip(50..) {
        files.push((name, notice("岚川市", number, matter)));
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let site = Site::over(Library::of(&files).await);
    let page = page(&site.get("/notices/gas-1").await);
    assert_eq!(values(&page, "#similar a", "href"), ["/notices/gas-2"]);
}

#[tokio::test]
async fn a_notice_is_cited_in_both_forms_and_by_its_address() {
    let site = of_tables().await;
    let answer = site.get_with("/notices/a", &[("host", "so.qingze.example")]).await;
    let page = page(&answer);
    let forms = texts(&page, ".copied");
    let title = "清泽市人民政府办公室关于印发检索服务工作方案的通知";
    assert_eq!(forms[0], format!("《{title}》（泽政办发〔2024〕9号）"));
    let address = "http://so.qingze.example/notices/a";
    let reference =
        format!("清泽市人民政府办公室. {title}: 泽政办发〔2024〕9号[EB/OL]. (2024-05-08)[");
    assert!(forms[1].starts_with(&reference) && forms[1].ends_with(&format!("]. {address}.")));
    assert_eq!(forms[2], address);
    assert_eq!(select(&page, ".code svg path").count(), 1);
    assert!(texts(&page, ".printed")[0].contains(address));
}

#[tokio::test]
async fn what_is_downloaded_holds_the_notice() {
    let site = of_tables().await;
    let shown = page(&site.get("/notices/a").await);
    let offered = values(&shown, ".tools a[download]", "href");
    assert_eq!(offered.len(), 4);
    for href in &offered {
        let answer = site.get(href).await;
        assert_eq!(answer.status, StatusCode::OK, "{href}");
        let name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(name.contains("filename*=UTF-8''%E6%B8%85%E6%B3%BD"), "{name}");
    }
    let text = site.get("/notices/a/download.txt").await.body;
    assert!(text.contains("序号\t工作任务\t") && text.contains("完善站内检索。"), "{text}");
    let sheet = site.get("/notices/a/download.csv").await.body;
    let lines: Vec<&str> = sheet.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{FEFF}序号,任务,牵头单位"), "{sheet}");
    assert!(
        lines[2].starts_with("2,\"'=完善\"\"问答\"\"，检索更准。\",市大数据局,,市财政局"),
        "{sheet}"
    );
    for missing in ["/notices/b/download.txt", "/notices/b/download.docx"] {
        assert_eq!(site.get(missing).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_downloaded_document_reads_back_as_the_notice() {
    let site = of_tables().await;
    let document = site.get("/notices/a/download.docx").await.bytes;
    let again = Library::empty();
    again.write("again.docx", document);
    again.index().await;
    let one = site.json("/api/v1/notices/a", &[]).await;
    let two = Site::over(again).json("/api/v1/notices/again", &[]).await;
    assert_eq!(one["title"], two["title"]);
    assert_eq!(one["doc_number"], two["doc_number"]);
    assert_eq!(one["tables"][0]["columns"], two["tables"][0]["columns"]);
    let tasks = |notice: &serde_json::Value| notice["assignments"].as_array().unwrap().len();
    assert_eq!(tasks(&one), tasks(&two));
}

#[tokio::test]
async fn mistakes_are_reported_where_the_operator_wants_them() {
    let site = of_tables().await;
    assert!(values(&page(&site.get("/notices/a").await), "a.report", "href").is_empty());
    let library = Library::of(&[("a.html", TABLES)]).await;
    let site = Site::reporting_to("https://so.qingze.example/jiucuo", library);
    let page = page(&site.get(&url("/notices/a", &[("q", "检索")])).await);
    let expected = "https://so.qingze.example/jiucuo?notice=a&q=%E6%A3%80%E7%B4%A2";
    assert_eq!(values(&page, "a.report", "href"), [expected]);
    assert_eq!(values(&page, "a.report", "data-clause"), ["&clause="]);
}
