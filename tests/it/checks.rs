//! What is told of a draft before it is issued: the same by API, page and program.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::library::Library;
use crate::support::site::{Answer, Site, url};
use crate::support::{program, samples};

/// A draft of an invented place with something of every kind to be told.
const DRAFT: &str = "\
清泽市人民政府办公室关于印发清泽市2025年政务公开工作要点的通知

泽政办函〔2025〕19号

各县（市、区）人民政府，市政府各部门：

《清泽市2025年政务公开工作要点》已经市政府同意，现印发给你们，请认真贯彻执行。

清泽市2025年政务公开工作要点

一、深化重点领域公开
（一）做好养老服务信息公开。按照《清泽市人民政府办公室关于印发清泽市2022年政务公开工作要点的通知》（泽政办发〔2022〕21号）和岚政办发[2023]12号要求，公开养老机构名录。（责任单位：市民政局；完成时限：2025年9月底前）
（二）做好公共数据公开。由市大数据局公布公共数据目录。（牵头单位：市大数据局；完成时限：2025年10月底前）
（三）做好创业担保贷款信息公开。执行《清泽市创业担保贷款实施办法》（泽人社发〔2019〕21号），依据（〔2020〕-32）公布经办银行。（责任单位：市人力资源和社会保障局；完成时限：2025年6月底前）
二、提升解读质量
（四）加强政策解读。政策文件和解读材料同步起草、同步审签、同步发布。（责任单位：市政府办公室；完成时限：长期坚持）
（五）健全渡口看护信息发布机制。按照《清泽市渡口看护管理办法》（泽政发〔2019〕77号）公布看护人员名单。

清泽市人民政府办公室
2025年5月20日
";

/// Words that the draft has and no notice of the library.
const ONLY_HERE: &str = "渡口看护";

async fn check(site: &Site, body: &Value) -> Answer {
    site.send_json("/api/v1/check", body).await
}

/// Returns the findings as kind, severity, first address and quoted words.
fn told(checked: &Value) -> Vec<[&str; 4]> {
    let findings = checked["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let address = finding["places"][0]["address"].as_str().unwrap_or("");
            let of = |field: &str| finding[field].as_str().unwrap();
            [of("severity"), of("kind"), address, of("quote")]
        })
        .collect()
}

#[tokio::test]
async fn a_draft_is_told_what_to_look_at_again() {
    let site = Site::of_samples().await;
    let checked = check(&site, &json!({ "text": DRAFT })).await.json();
    assert_eq!(checked["region"]["code"], "990100");
    assert_eq!(checked["tasks"], 5);
    let expected = [
        ["correct", "number_form", "第一部分第（一）条", "岚政办发[2023]12号"],
        ["correct", "number_form", "第一部分第（三）条", "〔2020〕-32"],
        [
            "verify",
            "ended_document",
            "第一部分第（一）条",
            "《清泽市人民政府办公室关于印发清泽市2022年政务公开工作要点的通知》（泽政办发〔2022〕21号）",
        ],
        [
            "verify",
            "ended_document",
            "第一部分第（三）条",
            "《清泽市创业担保贷款实施办法》（泽人社发〔2019〕21号）",
        ],
        ["verify", "department_name", "第一部分第（二）条", "市大数据局"],
        ["verify", "no_unit", "第二部分第（五）条", ""],
        ["verify", "no_deadline", "第二部分第（五）条", ""],
        [
            "note",
            "not_held",
            "第二部分第（五）条",
            "《清泽市渡口看护管理办法》（泽政发〔2019〕77号）",
        ],
    ];
    assert_eq!(told(&checked), expected, "{:#}", checked["findings"]);
    assert_eq!(checked["counts"], json!({ "correct": 2, "verify": 5, "note": 1 }));
    let findings = checked["findings"].as_array().unwrap();
    let said = |at: usize| findings[at]["said"].as_str().unwrap();
    assert!(findings[0]["advice"].as_str().unwrap().contains("岚政办发〔2023〕12号"));
    assert!(said(3).contains("清泽市人力资源和社会保障局 清泽市财政局"), "{}", said(3));
    assert!(said(3).contains("2023-07-18") && said(3).contains("废止"), "{}", said(3));
    assert_eq!(findings[3]["evidence"][0]["notice"], "qita~qingze-fulu-2023");
    assert!(said(4).contains("市数据局") && said(4).contains("2024-05-24"), "{}", said(4));
    assert!(said(7).contains("库内未收录"), "{}", said(7));
}

#[tokio::test]
async fn each_clause_has_its_precedents_with_what_differs() {
    let site = Site::of_samples().await;
    let checked = check(&site, &json!({ "text": DRAFT })).await.json();
    let clauses = checked["clauses"].as_array().unwrap();
    assert_eq!((clauses.len(), &checked["left_out"]), (5, &json!(0)));
    let clause = clauses.iter().find(|one| one["address"] == "第二部分第（四）条").unwrap();
    let nearest = &clause["precedents"][0];
    assert!(nearest["passage"].as_str().unwrap().contains("同步审签"), "{nearest}");
    assert!(nearest["comparison"]["stretches"].as_array().is_some_and(|all| all.len() > 1));
    assert!(clause["precedents"].as_array().unwrap().len() <= 3);
}

#[tokio::test]
async fn of_a_long_draft_the_first_clauses_are_looked_for_and_the_rest_is_counted() {
    let library = Library::of(&[("a.txt", "浮桥两端应当设置限载标志，每日巡查不少于两次。")]).await;
    let site = Site::over(library);
    let lines: Vec<String> = (1..=23)
        .map(|number| format!("{number}. 浮桥两端设置第{number}号限载标志并逐一登记造册。"))
        .collect();
    let lines = lines.join("\n");
    let checked = check(&site, &json!({ "text": lines })).await.json();
    assert_eq!(checked["clauses"].as_array().map(Vec::len), Some(20), "{checked}");
    assert_eq!(checked["left_out"], 3);
}

#[tokio::test]
async fn a_place_that_is_given_goes_before_that_of_the_issuer() {
    let site = Site::of_samples().await;
    let text = "由市大数据局公布公共数据目录。";
    let kinds = async |region: &str| {
        let checked = check(&site, &json!({ "text": text, "region": region })).await.json();
        told(&checked).into_iter().map(|one| one[1].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("清泽市").await, ["department_name"]);
    assert_eq!(kinds("990100").await, ["department_name"]);
    assert_eq!(kinds("").await, [""; 0], "no place is known");
    assert_eq!(kinds("桐陵市").await, [""; 0], "its notices use no other name of the function");
}

#[tokio::test]
async fn what_cannot_be_checked_is_refused_and_named() {
    let site = Site::of_samples().await;
    let long = "桥".repeat(40_001);
    for (body, said) in [
        (json!({ "text": " " }), "text: expected the text of a draft"),
        (json!({ "text": long }), "text: has 40001 characters; the limit is 40000"),
        (json!({ "text": "桥", "region": "浮桥市" }), "region: `浮桥市` is no known place"),
        (json!({ "text": "桥", "region": "汀洲区" }), "990104, 990304"),
        (json!({ "text": "桥", "colour": "red" }), "unknown field `colour`"),
        (json!({}), "missing field `text`"),
    ] {
        let answer = check(&site, &body).await;
        assert_eq!(answer.status.as_u16(), 422, "{said}");
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    let huge = json!({ "text": "桥".repeat(800_000) });
    assert_eq!(check(&site, &huge).await.status.as_u16(), 413);
    let page = site.post("/check", &format!("text={}", "a".repeat(40_001))).await;
    assert_eq!(page.status.as_u16(), 422);
    assert!(page.body.contains("草稿有 40001 字"), "{}", page.body);
    let page = site.post("/check", "text=x&region=%E6%B1%80%E6%B4%B2%E5%8C%BA").await;
    assert!(page.body.contains("清泽市汀洲区（990104）"), "{}", page.body);
}

#[tokio::test]
async fn the_page_shows_the_same_and_keeps_nothing() {
    let site = Site::counting(Library::over(vec![samples()]).await);
    let form = site.get("/check").await;
    assert!(
        form.body.contains(r#"<form class="passage" id="draft" action="/check" method="post">"#)
    );
    assert!(form.body.contains("草稿不留存"));
    let sent = url("", &[("text", DRAFT)]).replacen('?', "", 1);
    let page = site.post("/check", &sent).await;
    assert_eq!(page.status.as_u16(), 200);
    assert_eq!(page.headers["cache-control"], "no-store");
    for shown in [
        "<b>2</b>处应改",
        "<b>5</b>处请核对",
        "<mark>岚政办发[2023]12号</mark>",
        "按 GB/T 9704—2012 改为“岚政办发〔2023〕12号”。",
        "/notices/qita~qingze-fulu-2023",
        "库内未收录的引用",
        "各条的先例",
        "泽政发〔2019〕77号",
    ] {
        assert!(page.body.contains(shown), "{shown}: {}", page.body);
    }
    let short = site.get(&url("/check", &[("text", "依据岚政办发[2023]12号执行")])).await;
    assert!(short.body.contains("<b>1</b>处应改"), "{}", short.body);
    assert!(!short.body.contains("back=%2Fcheck%3F"), "the settings do not lead back to a draft");
    site.usage.as_ref().unwrap().recorder.settle();
    for file in walkdir::WalkDir::new(site.served.index_folder()) {
        let file = file.unwrap();
        let bytes =
            if file.file_type().is_file() { fs::read(file.path()).unwrap() } else { vec![] };
        let kept = bytes.windows(ONLY_HERE.len()).any(|window| window == ONLY_HERE.as_bytes());
        assert!(!kept, "{} holds words of the draft", file.path().display());
    }
}

#[test]
fn the_program_tells_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program::run(folder.path(), arguments);
    assert_eq!(run(&["index", samples().to_str().unwrap()]).code, Some(0));
    let draft = folder.path().join("draft.txt");
    fs::write(&draft, DRAFT).unwrap();
    let draft = draft.to_str().unwrap();
    let today = ["--today", "2025-06-01"];
    let checked = run(&[&["check", draft, "--json"], &today[..]].concat());
    assert_eq!(checked.code, Some(1), "{}", checked.err);
    let checked: Value = serde_json::from_str(&checked.out).unwrap();
    assert_eq!(checked["counts"], json!({ "correct": 2, "verify": 5, "note": 1 }));
    let shown = run(&[&["check", draft], &today[..]].concat()).out;
    assert!(shown.contains("1. 【应改】文号写法  第一部分第（一）条"), "{shown}");
    let wrong = run(&["check", draft, "--region", "浮桥市"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("浮桥市"), "{}", wrong.err);
    let mut child = program::zhengsou(folder.path())
        .args(["check", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("依据岚政办发[2023]12号执行。".as_bytes()).unwrap();
    let piped: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(piped["counts"]["correct"], 1, "{piped}");
}
