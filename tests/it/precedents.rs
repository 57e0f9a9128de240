//! How other places word a requirement: found, compared, and shown alike by API, page and program.

use std::collections::BTreeSet;

use serde_json::Value;
use zhengsou::analysis::fold::fold;

use crate::support::library::Library;
use crate::support::site::Site;
use crate::support::{program, samples};

/// A requirement as one of the samples puts it, in other signs.
const PASSAGE: &str = "政策文件和解读材料同步起草、同步审签、同步发布，主要负责人对解读稿签字负责";

/// The clause that puts it so.
const CLAUSE: &str = "zhengwugongkai~qingze-2023:6cc0223d";

fn sources(found: &Value) -> Vec<&str> {
    let precedents = found["precedents"].as_array().unwrap();
    precedents.iter().map(|one| one["notice"]["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_pasted_text_finds_its_clause_and_those_of_other_places() {
    let site = Site::of_samples().await;
    let found = site.json("/api/v1/similar", &[("text", PASSAGE), ("validity", "any")]).await;
    let first = &found["precedents"][0];
    assert_eq!(first["id"], CLAUSE, "{found}");
    assert_eq!(first["address"], "第二部分第（一）条");
    assert!(first["comparison"]["alike"].as_f64().unwrap() > 0.95, "{first}");
    assert_eq!(first["lead"][0], "市政府办公室");
    assert_eq!(first["deadline"]["text"], "长期坚持");
    let sources = sources(&found);
    for place in ["qu~tinglan-2023", "xian~luyuan-2024", "sheng~lanchuan-zhengwu-2023"] {
        assert!(sources.contains(&place), "{place} of {sources:?}");
    }
}

#[tokio::test]
async fn a_clause_finds_other_notices_and_never_its_own() {
    let site = Site::of_samples().await;
    let path = format!("/api/v1/clauses/{CLAUSE}/similar");
    let found = site.json(&path, &[("validity", "any"), ("per_page", "20")]).await;
    let sources = sources(&found);
    assert_eq!(sources.len(), 20);
    assert!(!sources.contains(&"zhengwugongkai~qingze-2023"), "{sources:?}");
    let both = site.json("/api/v1/similar", &[("clause", CLAUSE), ("validity", "any")]).await;
    assert_eq!(both["precedents"][0]["id"], found["precedents"][0]["id"]);
}

#[tokio::test]
async fn filters_narrow_precedents_and_pages_follow_one_another() {
    let site = Site::of_samples().await;
    let ask = async |more: &[(&str, &str)]| {
        let mut params = vec![("text", PASSAGE), ("validity", "any"), ("per_page", "5")];
        params.extend(more);
        site.json("/api/v1/similar", &params).await
    };
    let found = ask(&[("year", "2024")]).await;
    for precedent in found["precedents"].as_array().unwrap() {
        assert_eq!(precedent["notice"]["year"], 2024, "{precedent}");
    }
    let (first, second) = (ask(&[]).await, ask(&[("page", "2")]).await);
    let ids = |found: &Value| -> Vec<String> {
        let precedents = found["precedents"].as_array().unwrap().iter();
        precedents.map(|one| one["id"].to_string()).collect()
    };
    assert_eq!((ids(&first).len(), ids(&second).len()), (5, 5));
    assert!(ids(&first).iter().all(|id| !ids(&second).contains(id)));
}

#[tokio::test]
async fn far_pages_go_on_where_the_nearest_end() {
    let site = Site::of_samples().await;
    let ask = async |page: &str, size: &str| {
        let params = [("text", PASSAGE), ("validity", "any"), ("page", page), ("per_page", size)];
        let found = site.json("/api/v1/similar", &params).await;
        let precedents = found["precedents"].as_array().unwrap().clone();
        let of = |one: &Value| (one["id"].to_string(), one["score"].as_f64().unwrap());
        precedents.iter().map(of).collect::<Vec<_>>()
    };
    let all = ask("1", "60").await;
    assert!(all.len() > 20, "{all:?}");
    let ids: BTreeSet<&String> = all.iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), all.len(), "a clause stands there twice");
    assert!(all.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{all:?}");
    let (nearest, behind) = (ask("1", "20").await, ask("2", "20").await);
    assert_eq!(nearest, all[..20]);
    let count = behind.len().min(all.len() - 20);
    assert_eq!(behind[..count], all[20..20 + count]);
}

#[tokio::test]
async fn a_row_and_the_paragraph_that_it_repeats_are_one_precedent() {
    let site = Site::of_samples().await;
    let found = site
        .json("/api/v1/similar", &[("text", PASSAGE), ("validity", "any"), ("per_page", "50")])
        .await;
    let precedents = found["precedents"].as_array().unwrap();
    let place = |precedent: &Value, field: &str| {
        (precedent["notice"]["id"].to_string(), precedent[field].to_string())
    };
    let places: BTreeSet<_> = precedents.iter().map(|one| place(one, "address")).collect();
    let repeated: Vec<_> = precedents
        .iter()
        .filter(|precedent| precedent.get("also_at").is_some())
        .map(|precedent| place(precedent, "also_at"))
        .collect();
    assert!(!repeated.is_empty(), "{places:?}");
    assert!(repeated.iter().all(|other| !places.contains(other)), "{repeated:?}");
}

#[tokio::test]
async fn copies_of_a_notice_are_one_precedent_and_one_row() {
    let site = Site::of_samples().await;
    let copies = ["zhengwugongkai~qingze-2024", "zhuanzai~qingze-2024-zhuanzai"];
    let asked = [
        ("text", "落实政策解读三同步要求，起草单位没有报送解读材料的，议题不予提请审议"),
        ("validity", "any"),
    ];
    let found = site.json("/api/v1/similar", &asked).await;
    let held = sources(&found).into_iter().filter(|id| copies.contains(id)).count();
    assert_eq!(held, 1, "{:?}", sources(&found));
    let asked = [("q", "政策解读形式不少于几种"), ("validity", "any")];
    let table = site.json("/api/v1/facts", &asked).await;
    let rows = table["rows"].as_array().unwrap().iter();
    let held = rows.filter(|row| copies.contains(&row["notice"]["id"].as_str().unwrap())).count();
    assert_eq!(held, 1, "{table}");
}

#[tokio::test]
async fn clauses_stand_side_by_side_with_any_baseline() {
    let site = Site::of_samples().await;
    let other = "qu~tinglan-2023:9cb4c522";
    let compared =
        site.json("/api/v1/compare", &[("c", CLAUSE), ("c", other), ("base", "2")]).await;
    assert_eq!(compared["baseline"], 1);
    assert!(compared["clauses"][1]["comparison"].is_null());
    let stretches = compared["clauses"][0]["comparison"]["stretches"].as_array().unwrap();
    let whole = |change: &str| -> String {
        let kept =
            stretches.iter().filter(|one| one["change"] == "same" || one["change"] == change);
        kept.map(|one| one["text"].as_str().unwrap()).collect()
    };
    assert_eq!(whole("added"), compared["clauses"][0]["text"].as_str().unwrap());
    let base = compared["clauses"][1]["text"].as_str().unwrap();
    assert_eq!(fold(&whole("removed")), fold(base));
}

#[tokio::test]
async fn clauses_are_taken_along_as_proof() {
    let site = Site::of_samples().await;
    let other = "qu~tinglan-2023:9cb4c522";
    let page = site.get(&format!("/compare?c={CLAUSE}&c={other}")).await.body;
    assert!(page.contains("下载摘录"), "{page}");
    let citation = "《清泽市人民政府办公室关于印发清泽市2023年政务公开工作要点的通知》（泽政办发〔2023〕18号）第二部分第（一）条";
    for ending in ["csv", "md"] {
        let proof = site.get(&format!("/evidence.{ending}?c={CLAUSE}&c={other}")).await;
        assert_eq!(proof.status.as_u16(), 200, "{}", proof.body);
        assert!(proof.body.contains(citation), "{ending}: {}", proof.body);
        assert!(proof.body.contains("长期坚持") && proof.body.contains("有效"));
        assert!(proof.body.contains("#c-9cb4c522"), "{ending}: {}", proof.body);
        assert!(proof.body.find(citation) < proof.body.find("汀兰区人民政府办公室"));
    }
    let word = site.get(&format!("/evidence.docx?c={CLAUSE}")).await;
    assert!(word.bytes.starts_with(b"PK"));
    assert_eq!(site.get("/evidence.csv").await.status.as_u16(), 422);
    assert_eq!(site.get("/evidence.md?c=nowhere:1").await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_clause_of_a_notice_without_a_title_is_named_by_its_beginning() {
    let library = Library::of(&[("a.txt", "浮桥两端应当设置限载标志，每日巡查不少于两次。")]).await;
    let site = Site::over(library);
    let found = site.json("/api/v1/search", &[("q", "限载标志"), ("scope", "clauses")]).await;
    let key = found["results"][0]["id"].as_str().unwrap();
    let page = site.get(&format!("/precedents?clause={key}")).await.body;
    assert!(page.contains("原文出自") && page.contains("〔无标题〕浮桥两端"), "{found} {page}");
}

#[tokio::test]
async fn what_cannot_be_sought_is_named() {
    let site = Site::of_samples().await;
    for (path, status, said) in [
        ("/api/v1/similar", 422, "text"),
        ("/api/v1/similar?text=%20", 422, "text"),
        ("/api/v1/similar?clause=nowhere:1", 404, "nowhere:1"),
        ("/api/v1/similar?text=x&colour=red", 422, "colour"),
        ("/api/v1/compare?c=a:1", 422, "2 to 6"),
        ("/api/v1/compare?c=a:1&c=b:2", 404, "a:1"),
        ("/precedents?clause=nowhere:1", 404, ""),
        ("/compare?c=a:1", 422, ""),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(answer.body.contains(said), "{path}: {}", answer.body);
    }
    let empty = site.json("/api/v1/similar", &[("text", "。。。")]).await;
    assert_eq!(empty["precedents"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn the_page_shows_what_differs_and_leads_to_a_comparison() {
    let site = Site::of_samples().await;
    let page = site.get(&format!("/precedents?clause={CLAUSE}&validity=any")).await.body;
    assert!(page.contains("原文出自"), "{page}");
    assert!(page.contains("<ins>") && page.contains("<del>"));
    assert!(page.contains("汀兰区人民政府办公室关于印发2023年汀兰区政务公开工作要点的通知"));
    assert!(
        page.contains(&format!(r#"<input type="checkbox" name="c" value="{CLAUSE}" checked>"#))
    );
    let compared = site.get(&format!("/compare?c={CLAUSE}&c=qu~tinglan-2023:9cb4c522")).await.body;
    assert!(compared.contains("<b>基准</b>") && compared.contains("以此为基准"), "{compared}");
    let field = site.get("/precedents").await.body;
    assert!(field.contains("<textarea") && !field.contains("相近的条款"));
    let notice = site.get("/notices/zhengwugongkai~qingze-2023").await.body;
    assert!(notice.contains("/precedents?clause=zhengwugongkai%7Eqingze-2023%3A6cc0223d"));
}

#[test]
fn the_program_shows_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program::run(folder.path(), arguments);
    let indexed = run(&["index", samples().to_str().unwrap()]);
    assert_eq!(indexed.code, Some(0), "{}", indexed.err);
    let found = run(&["precedents", "--clause", CLAUSE, "--validity", "any", "--json"]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    assert!(sources(&found).contains(&"qu~tinglan-2023"), "{found}");
    let shown = run(&["precedents", PASSAGE, "--validity", "any"]).out;
    assert!(shown.contains("相同") && shown.contains("〔增："), "{shown}");
    let wrong = run(&["precedents", "--clause", "nowhere"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("notice:clause"), "{}", wrong.err);
}
