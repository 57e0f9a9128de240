//! The questions that clerks bring to the precedent desk, each answered in full over the sample
//! library; alike by API, page and program.

use serde_json::Value;

use crate::support::site::{Site, url};
use crate::support::{program, samples};

/// A requirement as a clerk types it.
const REQUIREMENT: &str = "政策解读三同步";

async fn variants(site: &Site) -> Value {
    site.json("/api/v1/variants", &[("text", REQUIREMENT), ("validity", "any")]).await
}

fn members(found: &Value) -> Vec<&Value> {
    let groups = found["groups"].as_array().unwrap().iter();
    groups.flat_map(|group| group["members"].as_array().unwrap()).collect()
}

/// Returns the files of the members of a wording, in order.
fn files(group: &Value) -> Vec<&str> {
    let members = group["members"].as_array().unwrap().iter();
    let mut files: Vec<&str> =
        members.map(|member| member["notice"]["source"].as_str().unwrap()).collect();
    files.sort_unstable();
    files
}

/// J1: how do places word it?
#[tokio::test]
async fn a_requirement_is_sorted_by_wording() {
    let site = Site::of_samples().await;
    let found = variants(&site).await;
    assert_eq!((&found["count"], &found["baseline"]), (&Value::from(19), &Value::from("A")));
    let expected = [
        (
            "A",
            "同步发布",
            &[
                "chengpu-2024.md",
                "luyuan-2024.txt",
                "qingze-2023.txt",
                "tinglan-2023.txt",
                "tingzhou-b-2024.txt",
            ][..],
        ),
        (
            "B",
            "同步部署",
            &[
                "chengpu-2022.txt",
                "qingze-2022.txt",
                "tangli-2024.txt",
                "tongling-2022.txt",
                "yuchuan-2023.txt",
            ],
        ),
        (
            "C",
            "三同步",
            &["chengpu-2023.txt", "qingze-2024.html", "tinglan-2024.txt", "tongling-2024.txt"],
        ),
        (
            "D",
            "文件解读形式",
            &[
                "chengpu-2024.md",
                "lanchuan-zhengwu-2023.txt",
                "qingze-2024.html",
                "tingzhou-a-2024.txt",
            ],
        ),
        ("E", "", &["tongling-2023.txt"]),
    ];
    for ((letter, word, sources), group) in expected.iter().zip(found["groups"].as_array().unwrap())
    {
        assert_eq!(group["letter"], *letter);
        assert_eq!(files(group), *sources, "{letter}");
        let told = group["distinct"].as_array().unwrap();
        assert!(word.is_empty() || told.iter().any(|one| one == word), "{letter}: {told:?}");
    }
}

/// J1: any wording can be the one that the others are compared with.
#[tokio::test]
async fn any_wording_can_be_the_baseline() {
    let site = Site::of_samples().await;
    let params = [("text", REQUIREMENT), ("validity", "any"), ("base", "d")];
    let found = site.json("/api/v1/variants", &params).await;
    assert_eq!(found["baseline"], "D");
    let alone: Vec<&str> = members(&found)
        .iter()
        .filter(|member| member["comparison"].is_null())
        .map(|member| member["notice"]["source"].as_str().unwrap())
        .collect();
    assert_eq!(alone.len(), 1);
    assert!(files(&found["groups"][3]).contains(&alone[0]), "{alone:?}");
    let page = site.get(&url("/variants", &params)).await.body;
    let baseline = page.find("<b>基准</b>").unwrap();
    assert!(page.find("<h2>写法 D</h2>") < Some(baseline), "{page}");
    assert!(page.contains("以写法 A 为基准") && !page.contains("以写法 D 为基准"));
}

/// J2: since when?
#[tokio::test]
async fn a_wording_is_dated_by_its_first_and_last_use() {
    let site = Site::of_samples().await;
    let found = variants(&site).await;
    let dates: Vec<(&str, &str)> = found["groups"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|group| group["count"] != 0)
        .map(|group| (group["first"].as_str().unwrap(), group["last"].as_str().unwrap()))
        .collect();
    assert_eq!(
        dates,
        [
            ("2023-05-22", "2024-07-12"),
            ("2022-05-30", "2024-06-14"),
            ("2023-05-31", "2024-06-28"),
            ("2023-03-28", "2024-07-08"),
            ("2023-06-12", "2023-06-12"),
        ]
    );
    let page = site.get(&url("/variants", &[("text", REQUIREMENT), ("validity", "any")])).await;
    for said in ["库内有 19 条", "5 种写法", "最早 岚川省 › 清泽市 2022-05-30", "仅限本文件库"]
    {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
}

/// J3 and J4: who leads, and by when; what is not said is not guessed.
#[tokio::test]
async fn every_clause_says_who_leads_and_by_when() {
    let site = Site::of_samples().await;
    let found = variants(&site).await;
    let of = |id: &str| {
        let mut members = members(&found).into_iter();
        members.find(|member| member["id"] == id).unwrap_or_else(|| panic!("{id}: {found}")).clone()
    };
    for (id, lead, deadline) in [
        ("qu~tinglan-2024:f6c42f23", Some("区政府办"), "长期坚持"),
        ("zhengwugongkai~chengpu-2024:4cee1770", None, "2024年12月底前"),
        ("zhengwugongkai~chengpu-2022:f4d1eeb6", None, "长期坚持"),
        ("xian~yuchuan-2023:47e04d88", Some("县政府办公室"), "2023年12月底前"),
    ] {
        let member = of(id);
        assert_eq!(member["lead"][0].as_str(), lead, "{id}");
        assert_eq!(member["deadline"]["text"], deadline, "{id}");
    }
}

/// J5 and J6: which numbers do places name?
#[tokio::test]
async fn numbers_of_places_stand_in_a_table() {
    let site = Site::of_samples().await;
    for (question, source, value, rows) in [
        ("公众代表列席会议每年不少于几次", "qingze-2024.html", "不少于6次", 15),
        ("政策解读形式不少于几种", "chengpu-2024.md", "不少于5种", 17),
        ("政务公开培训每年至少几次", "qingze-2023.txt", "至少2次", 20),
    ] {
        let params = [("q", question), ("validity", "any"), ("order", "region")];
        let found = site.json("/api/v1/facts", &params).await;
        let found = found["rows"].as_array().unwrap();
        assert_eq!(found.len(), rows, "{question}");
        let row = found.iter().find(|row| row["notice"]["source"] == source).unwrap();
        assert_eq!(row["value"], value, "{question}");
        let page = site.get(&url("/facts", &params)).await.body;
        assert!(page.contains(value) && page.contains("无"), "{page}");
    }
}

/// J11: who wrote the same?
#[tokio::test]
async fn the_nearest_passages_come_with_what_they_share() {
    let site = Site::of_samples().await;
    let path = "/api/v1/clauses/zhengwugongkai~qingze-2024:87858506/similar";
    let found = site.json(path, &[("validity", "any")]).await;
    let nearest = &found["precedents"][0];
    assert_eq!(nearest["notice"]["source"], "chengpu-2023.txt");
    assert_eq!(nearest["notice"]["issued_on"], "2023-05-31");
    let alike = nearest["comparison"]["alike"].as_f64().unwrap();
    assert!(alike > 0.3 && alike < 1.0, "{alike}");
    let shared = nearest["comparison"]["stretches"].as_array().unwrap().iter();
    let shared: Vec<&str> = shared
        .filter(|stretch| stretch["change"] == "same")
        .map(|stretch| stretch["text"].as_str().unwrap())
        .collect();
    assert!(shared.concat().contains("三同步"), "{shared:?}");
    let own = found["precedents"].as_array().unwrap().iter();
    assert!(own.clone().all(|one| one["notice"]["source"] != "qingze-2024.html"));
}

/// J13: proof for a leader's question; the figures behind it are in the tests of precedents.
#[tokio::test]
async fn wordings_are_collected_as_proof() {
    let site = Site::of_samples().await;
    let found = variants(&site).await;
    let keys: Vec<String> = members(&found)
        .iter()
        .map(|member| format!("c={}", member["id"].as_str().unwrap()))
        .collect();
    let proof = site.get(&format!("/evidence.md?{}", keys.join("&"))).await;
    assert_eq!(proof.status.as_u16(), 200, "{}", proof.body);
    for member in members(&found) {
        let address = member["address"].as_str().unwrap();
        let title = member["notice"]["title"].as_str().unwrap();
        assert!(proof.body.contains(address) && proof.body.contains(title), "{title}{address}");
    }
    assert!(proof.body.contains("2025-06-01"), "{}", proof.body);
}

/// J15: in how many places, since when, and what share.
#[tokio::test]
async fn a_topic_is_counted_by_year_level_and_province() {
    let site = Site::of_samples().await;
    let params = [("q", "政府公报"), ("validity", "any")];
    let found = site.json("/api/v1/timeline", &params).await;
    let pick = |value: &Value, names: &[&str]| -> Vec<Value> {
        names.iter().map(|name| value[*name].clone()).collect()
    };
    assert_eq!(pick(&found, &["total", "all", "places"]), [11, 68, 6].map(Value::from));
    assert_eq!(found["first"][0]["source"], "qingze-2022.txt");
    let years: Vec<Vec<Value>> = found["years"]
        .as_array()
        .unwrap()
        .iter()
        .map(|year| pick(year, &["count", "all", "places", "new_places"]))
        .collect();
    let expected = [[3, 14, 3, 3], [3, 21, 3, 1], [5, 24, 5, 2]].map(|year| year.map(Value::from));
    assert_eq!(years, expected);
    assert_eq!(found["provinces"][0]["first_year"], "2022");
    assert_eq!(found["provinces"][0]["years"]["2024"], 5);
    let levels = found["levels"].as_array().unwrap().iter();
    let counts: Vec<u64> = levels.map(|level| level["count"].as_u64().unwrap()).collect();
    assert_eq!(counts, [9, 1, 1]);
}

/// J15: each figure is the length of the list that it opens.
#[tokio::test]
async fn every_figure_opens_its_list() {
    let site = Site::of_samples().await;
    let page = site.get(&url("/timeline", &[("q", "政府公报"), ("validity", "any")])).await.body;
    let links: Vec<&str> =
        page.split("<td><a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(links.len(), 7, "{page}");
    for link in links {
        let query = link.split_once('?').unwrap().1.replace("&amp;", "&").replace("&#38;", "&");
        let listed = site.get(&format!("/api/v1/search?{query}")).await.json();
        let shown = page.split(link).nth(1).unwrap().trim_start_matches("\">");
        let shown: u64 = shown.split('<').next().unwrap().parse().unwrap();
        assert_eq!(listed["total"], shown, "{link}");
    }
}

#[test]
fn the_program_answers_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program::run(folder.path(), arguments);
    let indexed = run(&["index", samples().to_str().unwrap()]);
    assert_eq!(indexed.code, Some(0), "{}", indexed.err);
    let found = run(&["variants", REQUIREMENT, "--validity", "any", "--base", "b"]);
    assert_eq!(found.code, Some(0), "{}", found.err);
    for said in
        ["写法 A 5 条 2023-05-22 至 2024-07-12", "写法 B（基准） 5 条", "qu~tinglan-2024:f6c42f23"]
    {
        assert!(found.out.contains(said), "{said}: {}", found.out);
    }
    let counted = run(&["timeline", "政府公报", "--validity", "any"]);
    assert_eq!(counted.code, Some(0), "{}", counted.err);
    assert!(counted.out.contains("11/68 件，6 个地方"), "{}", counted.out);
    assert!(counted.out.contains("2022年\t3/14\t21.4%\t3 个地方，新增 3"), "{}", counted.out);
    assert_eq!(run(&["variants", "。。。"]).code, Some(1));
    assert_eq!(run(&["timeline", "绝无此词"]).code, Some(1));
}

#[tokio::test]
async fn what_cannot_be_asked_is_named() {
    let site = Site::of_samples().await;
    for (path, status, said) in [
        ("/api/v1/variants", 422, "text"),
        ("/api/v1/variants?text=x&base=12", 422, "base"),
        ("/api/v1/variants?clause=nowhere:1", 404, "nowhere:1"),
        ("/api/v1/timeline", 422, "q"),
        ("/api/v1/timeline?q=x&colour=red", 422, "colour"),
        ("/variants?clause=nowhere:1", 404, ""),
        ("/variants", 200, "一项要求"),
        ("/timeline", 200, "一个话题"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert!(answer.body.contains(said), "{path}: {}", answer.body);
    }
}
