//! What a text rests on: the documents that it cites with their status, all clauses that cite one,
//! and numbers that are damaged.

use std::collections::BTreeSet;
use std::fs;

use scraper::{Html, Selector};
use serde_json::Value;
use tokio::sync::OnceCell;
use zhengsou::notice::doc_number::DocNumber;

use crate::support::library::{Library, notice};
use crate::support::shared;
use crate::support::site::Site;

/// Returns the texts of the documents that a page lists as cited, in one line each.
fn cited(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let entries = Selector::parse("#cites li").unwrap();
    let texts = page.select(&entries).map(|entry| entry.text().collect::<String>());
    texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Returns the addresses that lead to the clauses which cite a document.
fn citing(page: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let links = Selector::parse("#cites a.citing").unwrap();
    page.select(&links).filter_map(|link| link.value().attr("href").map(str::to_owned)).collect()
}

/// Returns notice and address of every clause that cites a number, in order of their keys.
async fn clauses_citing(site: &Site, number: &str) -> Vec<(String, String)> {
    let params =
        [("scope", "clauses"), ("cites", number), ("validity", "any"), ("per_page", "100")];
    let found = site.json("/api/v1/search", &params).await;
    let clauses = found["results"].as_array().unwrap().iter();
    let mut clauses: Vec<(String, String)> = clauses
        .map(|one| {
            let key = one["id"].as_str().unwrap();
            let notice = key.rsplit_once(':').unwrap().0.to_owned();
            (notice, one["address"].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(found["total"], clauses.len(), "{found}");
    clauses.sort();
    clauses
}

/// Returns the source of the notice that a search puts first, and how many it finds.
async fn first(site: &Site, typed: &str) -> (String, Value) {
    let found = site.json("/api/v1/search", &[("q", typed), ("validity", "any")]).await;
    (found["results"][0]["source"].as_str().unwrap_or("").to_owned(), found["total"].clone())
}

#[tokio::test]
async fn a_notice_lists_what_it_cites_with_its_status_and_all_clauses_that_cite_it() {
    let site = Site::of_samples().await;
    let page = site.get("/notices/zhengwugongkai~qingze-2024").await.body;
    assert_eq!(
        cited(&page),
        [
            "《岚川省人民政府办公厅关于推进基层政务公开提质增效的实施意见》（岚政办发〔2023〕12号） 未标注库内引用它的条款：《岚川省人民政府办公厅关于推进基层政务公开提质增效的实施意见》（岚政办发〔2023〕12号）",
            "《岚川省人民政府办公厅关于提升政府网站站内检索服务水平的通知》（岚政办函〔2024〕23号） 有效库内引用它的条款：《岚川省人民政府办公厅关于提升政府网站站内检索服务水平的通知》（岚政办函〔2024〕23号）",
        ]
    );
    let list = site.get(&citing(&page)[0]).await;
    assert_eq!(list.status.as_u16(), 200);
    assert!(list.body.contains("沅平县") || list.body.contains("青屿区"), "{}", list.body);
    let notices = [
        "qu~tinglan-2023",
        "qu~yunqi-2024",
        "xian~yuchuan-2023",
        "zhengwugongkai~chengpu-2023",
        "zhengwugongkai~chengpu-2024",
        "zhengwugongkai~jiben-mulu-qingyu-2023",
        "zhengwugongkai~qingze-2023",
        "zhengwugongkai~qingze-2024",
        "zhengwugongkai~tangli-2024",
        "zhengwugongkai~tongling-2023",
        "zhengwugongkai~tongling-2024",
    ];
    let expected: Vec<(String, String)> =
        notices.iter().map(|notice| ((*notice).to_owned(), "正文第1段".to_owned())).collect();
    assert_eq!(clauses_citing(&site, "岚政办发〔2023〕12号").await, expected);
}

#[tokio::test]
async fn what_the_library_lacks_is_listed_as_such_with_the_notice_that_ended_it() {
    let site = Site::of_samples().await;
    let page = site.get("/notices/zhufang~qingze-gongjijin-2024").await.body;
    let all = cited(&page);
    assert!(all.iter().all(|entry| entry.contains("未收录")), "{all:?}");
    let other = notice("清泽市", 71, "创业服务").replace(
        "现通知如下。",
        "按照《清泽市创业担保贷款实施办法》（泽人社发〔2019〕21号）办理。",
    );
    let ender = "清泽市人力资源和社会保障局关于做好担保贷款工作的通知\n\n泽人社发〔2023〕44号\n\n各单位：\n本通知自印发之日起施行，《清泽市创业担保贷款实施办法》（泽人社发〔2019〕21号）同时废止。\n\n清泽市人力资源和社会保障局\n2023年7月18日\n";
    let site = Site::over(Library::of(&[("a.txt", &other), ("b.txt", ender)]).await);
    let page = site.get("/notices/a").await.body;
    let entry = &cited(&page)[0];
    assert!(
        entry.contains("未收录据清泽市人力资源和社会保障局关于做好担保贷款工作的通知，已废止"),
        "{entry}"
    );
    assert!(page.contains(r#"<a href="/notices/b">"#), "{page}");
}

#[tokio::test]
async fn a_title_with_another_number_is_another_document() {
    let held = notice("清泽市", 81, "渡口看护");
    let title = held.lines().next().unwrap();
    let citing = notice("望溪市", 82, "浮桥巡查").replace(
        "现通知如下。",
        &format!(
            "按照《{title}》（泽政办发〔2023〕5号）和《{title}》（泽政办发〔2024〕81号）办理。"
        ),
    );
    let site = Site::over(Library::of(&[("held.txt", &held), ("citing.txt", &citing)]).await);
    let page = site.get("/notices/citing").await.body;
    let all = cited(&page);
    assert!(all[0].contains("泽政办发〔2023〕5号") && all[0].contains("未收录"), "{all:?}");
    assert!(all[1].contains("泽政办发〔2024〕81号") && !all[1].contains("未收录"), "{all:?}");
}

#[tokio::test]
async fn a_damaged_number_that_is_typed_reaches_its_notice() {
    let site = Site::of_samples().await;
    for typed in
        ["岚政办函202423", "岚政办函[2024]23号", "岚政办函〔2024〕23", "岚政办函〔2024〕第23号"]
    {
        assert_eq!(first(&site, typed).await.0, "lanchuan-jiansuo-2024.txt", "{typed}");
    }
}

#[tokio::test]
async fn a_damaged_number_that_is_cited_is_told_and_not_resolved() {
    let citing = notice("清泽市", 91, "浮桥巡查")
        .replace("现通知如下。", "按照《渡口看护实施方案》（〔2024〕-92）要求办理。");
    let other = notice("清泽市", 92, "渡口看护");
    let site = Site::over(Library::of(&[("a.txt", &citing), ("b.txt", &other)]).await);
    let page = site.get("/notices/a").await.body;
    let all = cited(&page);
    let told = all.iter().find(|entry| entry.starts_with("“〔2024〕-92”")).unwrap();
    assert!(told.contains(
        "文号不完整（缺少发文机关代字，顺序号前有多余的符号，顺序号后缺少“号”字），没有对应到文件"
    ));
    assert!(!page.contains(r#"href="/notices/b">《"#), "{all:?}");
    let whole = site.json("/api/v1/notices/a", &[]).await;
    let warned =
        |warning: &Value| warning["kind"] == "number_unread" && warning["detail"] == "〔2024〕-92";
    assert!(whole["warnings"].as_array().unwrap().iter().any(warned), "{whole}");
    let resolved: Vec<&Value> = whole["citations"].as_array().unwrap().iter().collect();
    assert!(resolved.iter().all(|citation| citation["notice"].is_null()), "{resolved:?}");
}

static REAL: OnceCell<Site> = OnceCell::const_new();

async fn real() -> &'static Site {
    let make = async || Site::over(Library::over(vec![shared().join("notices")]).await);
    REAL.get_or_init(make).await
}

/// Returns the text of the real notice whose file begins so, with its name.
fn seed(beginning: &str) -> (String, String) {
    let mut files = fs::read_dir(shared().join("notices")).unwrap().filter_map(Result::ok);
    let file = files
        .find(|file| file.file_name().to_string_lossy().starts_with(beginning))
        .unwrap_or_else(|| panic!("no notice begins with {beginning}"));
    (file.file_name().to_string_lossy().into_owned(), fs::read_to_string(file.path()).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn the_authority_of_a_real_task_is_traced() {
    let number = "国办公开办函〔2019〕61号";
    let (file, text) = seed("004_");
    assert!(text.contains(number), "{file} cites it");
    let site = real().await;
    let id = file.trim_end_matches(".txt");
    let whole = site.json(&format!("/api/v1/notices/{id}"), &[]).await;
    assert_eq!(whole["issued_on"], "2020-06-17");
    let citations = whole["citations"].as_array().unwrap();
    let citation = citations.iter().find(|one| one["doc_number"] == number).unwrap();
    assert!(citation["notice"].is_null(), "the library lacks it: {citation}");
    let page = site.get(&format!("/notices/{id}")).await.body;
    let entry = cited(&page).into_iter().find(|entry| entry.contains(number)).unwrap();
    assert!(entry.contains("未收录"), "{entry}");
    let clauses = clauses_citing(site, number).await;
    assert!(
        clauses.contains(&(id.to_owned(), "第二部分第（三）条第9项".to_owned())),
        "{clauses:?}"
    );
    let holding: BTreeSet<String> = fs::read_dir(shared().join("notices"))
        .unwrap()
        .filter_map(Result::ok)
        .filter(|file| {
            let text = fs::read(file.path()).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            DocNumber::find(&text).iter().any(|found| found.number.to_string() == number)
        })
        .map(|file| file.path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let found: BTreeSet<String> = clauses.into_iter().map(|(notice, _)| notice).collect();
    assert_eq!(found, holding, "every notice whose text has the number, and no other");
}

#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn broken_numbers_reach_the_real_notice_or_are_told() {
    let site = real().await;
    let (held, _) = seed("004_");
    for typed in ["渝北府办发202017", "渝北府办发[2020]17号", "渝北府办发〔2020〕17"]
    {
        assert_eq!(first(site, typed).await.0, held, "{typed}");
    }
    let (file, text) = seed("001_");
    let broken = "〔2020〕-32";
    assert!(text.contains(broken), "{file} has it");
    let id = file.trim_end_matches(".txt");
    let page = site.get(&format!("/notices/{id}")).await.body;
    let all = cited(&page);
    let told = all.iter().find(|entry| entry.starts_with(&format!("“{broken}”"))).unwrap();
    assert!(told.contains("没有对应到文件") && told.ends_with("第一部分第（三）条"), "{told}");
    let whole = site.json(&format!("/api/v1/notices/{id}"), &[]).await;
    assert_eq!(
        (&whole["issued_on"], &whole["doc_number"]),
        (&"2020-08-06".into(), &"石政办函〔2020〕28号".into())
    );
    for citation in whole["citations"].as_array().unwrap() {
        let number = citation["doc_number"].as_str().unwrap_or("");
        assert!(!number.contains("〔2020〕32号"), "silently resolved: {citation}");
    }
}
