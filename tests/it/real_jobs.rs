//! The same questions of clerks over five real notices, where the machine has them: who wrote what,
//! where and when is held; wordings are compared with the notices as they are read here.

use std::collections::BTreeMap;
use std::fs;

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::support::library::Library;
use crate::support::shared;
use crate::support::site::{Site, url};

static SITE: OnceCell<Site> = OnceCell::const_new();

/// The notices, by the number that their files begin with.
fn notices() -> BTreeMap<String, String> {
    let files = fs::read_dir(shared().join("notices")).unwrap().filter_map(Result::ok);
    files
        .map(|file| file.path())
        .filter_map(|path| {
            let name = path.file_name()?.to_string_lossy().into_owned();
            let number = name.split_once('_')?.0.to_owned();
            matches!(&*number, "000" | "001" | "002" | "003" | "004").then(|| (number, name))
        })
        .collect()
}

async fn site() -> &'static Site {
    SITE.get_or_init(|| async {
        let folder = shared().join("notices");
        let paths = notices().into_values().map(|name| folder.join(name)).collect();
        Site::over(Library::over(paths).await)
    })
    .await
}

async fn variants() -> Value {
    site().await.json("/api/v1/variants", &[("text", "政策解读三同步"), ("validity", "any")]).await
}

/// Returns number, date and address of the clauses of a wording, the nearest first.
fn told(group: &Value) -> Vec<(&str, &str, &str)> {
    let members = group["members"].as_array().unwrap().iter();
    let mut told: Vec<(&str, &str, &str)> = members
        .map(|member| {
            let source = member["notice"]["source"].as_str().unwrap();
            (&source[..3], member["date"].as_str().unwrap(), member["address"].as_str().unwrap())
        })
        .collect();
    told.sort_unstable();
    told
}

/// J1 and J2: three wordings, each dated, the earliest and the last notice among them.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn one_requirement_has_three_wordings() {
    let found = variants().await;
    let groups: Vec<Vec<(&str, &str, &str)>> = found["groups"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|group| group["count"] != 0)
        .map(told)
        .collect();
    assert_eq!(
        groups,
        [
            vec![
                ("001", "2020-08-06", "第五部分第（三）条"),
                ("003", "2019-06-19", "第一部分第（三）条"),
                ("004", "2020-06-17", "第二部分第（二）条第5项"),
            ],
            vec![("000", "2024-05-23", "第三部分第（三）条第25项")],
            vec![("002", "2024-06-30", "附件第29行")],
        ]
    );
    let page = site().await;
    let page =
        page.get(&url("/variants", &[("text", "政策解读三同步"), ("validity", "any")])).await;
    for said in ["库内有 5 条", "3 种写法", "2019-06-19", "2024-06-30", "仅限本文件库"]
    {
        assert!(page.body.contains(said), "{said}");
    }
}

/// J1: every passage is the text of its notice, as it is read here.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn passages_are_the_words_of_their_notices() {
    let found = variants().await;
    let visible = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let mut seen = 0;
    for group in found["groups"].as_array().unwrap() {
        for member in group["members"].as_array().unwrap() {
            let file = member["notice"]["source"].as_str().unwrap();
            let text = visible(&fs::read_to_string(shared().join("notices").join(file)).unwrap());
            for line in member["passage"].as_str().unwrap().lines() {
                assert!(text.contains(&visible(line)), "{file}: {line}");
            }
            let holds = |word: &str| member["passage"].as_str().unwrap().contains(word);
            let expected = match &file[..3] {
                "000" => ["三同步", "三同步"],
                "002" => ["同步起草", "同步发布"],
                _ => ["同步组织", "同步部署"],
            };
            assert!(expected.into_iter().all(holds), "{file}");
            seen += 1;
        }
    }
    assert_eq!(seen, 5);
}

/// J3 and J4: who leads and by when, 无 where the clause does not say.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn who_leads_and_by_when() {
    let found = variants().await;
    let mut rows: Vec<(String, Value, Value, Value)> = Vec::new();
    for group in found["groups"].as_array().unwrap() {
        for member in group["members"].as_array().unwrap() {
            let number = member["notice"]["source"].as_str().unwrap()[..3].to_owned();
            let first = |units: &Value| units[0].clone();
            let deadline = member["deadline"]["text"].clone();
            rows.push((number, first(&member["lead"]), first(&member["responsible"]), deadline));
        }
    }
    rows.sort_by(|one, two| one.0.cmp(&two.0));
    let text = |text: &str| Value::from(text);
    let none = Value::Null;
    assert_eq!(rows[0].1, text("区政务和数据局"));
    assert_eq!(rows[0].3, text("2024年10月中旬"));
    assert_eq!((&rows[1].1, &rows[1].3), (&text("市政府办公室"), &none));
    assert_eq!((&rows[2].1, &rows[2].3), (&none, &text("2024年12月底前")));
    assert_eq!(rows[2].2, text("区政府各部门(单位)"));
    assert_eq!((&rows[3].1, &rows[3].3), (&none, &none));
    let question = "政策性文件印发后几个工作日内公开解读";
    let params = [("q", question), ("validity", "any")];
    let facts = site().await.json("/api/v1/facts", &params).await;
    let row = &facts["rows"][0];
    assert!(row["notice"]["source"].as_str().unwrap().starts_with("004"), "{facts}");
    assert!(row["value"].as_str().unwrap().contains("20个工作日内"), "{facts}");
}

/// J5 and J6: numbers where there are some, no row where there are none.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn numbers_are_found_where_they_are_given() {
    for (question, expected) in [
        ("公众代表列席会议每年不少于几次", &[("002", 5.0)][..]),
        ("政策解读形式不少于几种", &[("002", 5.0)]),
        ("政务公开培训每年至少几次", &[("001", 1.0), ("002", 1.0), ("004", 1.0)]),
    ] {
        let params = [("q", question), ("validity", "any")];
        let found = site().await.json("/api/v1/facts", &params).await;
        let mut rows: Vec<(&str, f64)> = found["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                let source = row["notice"]["source"].as_str().unwrap();
                (&source[..3], row["quantity"]["number"].as_f64().unwrap())
            })
            .collect();
        rows.sort_by(|one, two| one.0.cmp(two.0));
        assert_eq!(rows, expected, "{question}");
    }
}

/// J11: the clause of the body and its row in the annex are one, with both addresses.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn a_clause_and_its_row_are_one() {
    let found = variants().await;
    let member = &found["groups"][2]["members"][0];
    assert_eq!(member["address"], "附件第29行");
    assert_eq!(member["also_at"], "第三部分第（八）条");
    let id = member["id"].as_str().unwrap();
    let path = format!("/api/v1/clauses/{id}/similar");
    let precedents = site().await.json(&path, &[("validity", "any"), ("per_page", "4")]).await;
    let nearest: Vec<&str> = precedents["precedents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["notice"]["source"].as_str().unwrap()[..3])
        .collect();
    assert_eq!(nearest, ["004", "001", "003", "000"]);
}

/// J12: a notice pasted as a draft is told its damaged number and what the library lacks, in its own
/// words, and shown how the others word its clauses.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn a_pasted_notice_is_checked() {
    let text = fs::read_to_string(shared().join("notices").join(&notices()["001"])).unwrap();
    let answer = site().await.send_json("/api/v1/check", &json!({ "text": &text })).await;
    assert_eq!(answer.status.as_u16(), 200, "{}", answer.body);
    let checked = answer.json();
    assert_eq!(checked["counts"]["correct"], 1);
    let findings = checked["findings"].as_array().unwrap();
    assert_eq!(
        (&findings[0]["kind"], &findings[0]["quote"]),
        (&"number_form".into(), &"〔2020〕-32".into())
    );
    for finding in findings {
        assert!(text.contains(finding["quote"].as_str().unwrap()), "{finding}");
    }
    let number = "国办发〔2020〕17号";
    let lacking = findings.iter().find(|one| one["quote"].as_str().unwrap().contains(number));
    assert_eq!(lacking.unwrap()["kind"], "not_held");
    let clauses = checked["clauses"].as_array().unwrap();
    let nearest: Vec<&str> = clauses
        .iter()
        .flat_map(|clause| clause["precedents"].as_array().unwrap())
        .map(|precedent| &precedent["notice"]["source"].as_str().unwrap()[..3])
        .collect();
    assert!(!nearest.is_empty() && !nearest.contains(&"001"), "{nearest:?}");
}

/// J13: the five clauses as proof, each with its citation.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn the_five_clauses_are_proof() {
    let found = variants().await;
    let mut keys = Vec::new();
    let mut citations = Vec::new();
    for group in found["groups"].as_array().unwrap() {
        for member in group["members"].as_array().unwrap() {
            keys.push(format!("c={}", member["id"].as_str().unwrap()));
            let title = member["notice"]["title"].as_str().unwrap();
            citations.push((title.to_owned(), member["address"].as_str().unwrap().to_owned()));
        }
    }
    let proof = site().await.get(&format!("/evidence.md?{}", keys.join("&"))).await.body;
    for (title, address) in citations {
        let after = proof.split(&format!("《{title}》")).nth(1);
        let after = after.unwrap_or_else(|| panic!("{title}: {proof}"));
        assert!(after.lines().next().unwrap().ends_with(&address), "{title}{address}: {proof}");
    }
}

/// J15: who speaks of the gazette; the one that does not is not counted.
#[tokio::test(flavor = "multi_thread")]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn a_topic_is_counted_in_four_of_five() {
    let params = [("q", "政府公报"), ("validity", "any")];
    let found = site().await.json("/api/v1/timeline", &params).await;
    assert_eq!((&found["total"], &found["all"]), (&Value::from(4), &Value::from(5)));
    let first: Vec<(&str, &str)> = found["first"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| {
            (&notice["source"].as_str().unwrap()[..3], notice["issued_on"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        first,
        [
            ("003", "2019-06-19"),
            ("001", "2020-08-06"),
            ("000", "2024-05-23"),
            ("002", "2024-06-30")
        ]
    );
    for (number, name) in notices() {
        let text = fs::read_to_string(shared().join("notices").join(name)).unwrap();
        assert_eq!(text.contains("政府公报"), number != "004", "{number}");
    }
}
