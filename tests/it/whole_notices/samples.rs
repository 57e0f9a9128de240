//! Over the samples: every clause once, in place, and alike by API, page and program.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::library::Library;
use crate::support::site::Site;
use crate::support::{program, samples};
use crate::whole_notices::{clauses, of_fate, texts};

const LAST_YEAR: &str = "zhengwugongkai~qingze-2023";
const THIS_YEAR: &str = "zhengwugongkai~qingze-2024";

/// A plan of one year, and that of the next: one clause is kept under another number, one reworded,
/// one dropped, one added, and a whole part is gone.
const OLD: &str = "清泽市人民政府办公室关于印发2023年清泽市浮桥养护工作要点的通知

各县（市、区）人民政府：
《2023年清泽市浮桥养护工作要点》已经市政府同意，现印发给你们，请认真执行。

清泽市人民政府办公室
2023年3月1日

2023年清泽市浮桥养护工作要点

一、加强巡查
（一）做好日常巡查。浮桥每日巡查两次，发现缆绳磨损的当天更换，记录保存三年。
（二）设置限载标志。浮桥两端设置限载标志，超载车辆一律劝返。
（三）培训看护人员。每年组织看护人员培训一次，考试合格后上岗。
二、处置险情
（一）备足抢险物资。汛期前备足救生衣、绳索和照明灯，存放在桥头库房。
三、宣传引导
（一）讲清安全常识。进村入校讲解渡桥安全常识，张贴漫画海报。
";

const NEW: &str = "清泽市人民政府办公室关于印发2024年清泽市浮桥养护工作要点的通知

各县（市、区）人民政府：
《2024年清泽市浮桥养护工作要点》已经市政府同意，现印发给你们，请认真执行。

清泽市人民政府办公室
2024年3月1日

2024年清泽市浮桥养护工作要点

一、加强巡查
（一）设置限载标志。浮桥两端设置限载标志，超载车辆一律劝返。
（二）做好日常巡查。浮桥每日巡查三次，发现缆绳磨损的当天更换，记录保存五年。
（三）推广水位遥测。在桥墩安装水位传感器，超过警戒值自动报警。
二、处置险情
（一）备足抢险物资。汛期前备足救生衣、绳索和照明灯，存放在桥头库房。
";

#[tokio::test]
async fn what_was_kept_reworded_added_and_dropped_is_told() {
    let site = Site::over(Library::of(&[("old.txt", OLD), ("new.txt", NEW)]).await);
    let compared = site.json("/api/v1/compare", &[("n", "old"), ("n", "new")]).await;
    let named = |fate: &str| -> Vec<String> {
        let clauses = of_fate(&compared, fate).into_iter().map(|clause| {
            let has = if clause["other"].is_null() { "baseline" } else { "other" };
            clause[has]["address"].as_str().unwrap().to_owned()
        });
        clauses.collect()
    };
    assert_eq!(named("kept"), ["第一部分第（一）条", "第二部分第（一）条"], "{compared}");
    assert_eq!(named("reworded"), ["通知正文第1段", "第一部分第（二）条"]);
    assert_eq!(named("added"), ["第一部分第（三）条"]);
    assert_eq!(named("dropped"), ["第一部分第（三）条", "第三部分第（一）条"]);
    assert_eq!(compared["counts"]["reworded"], 2);
    let parts = compared["parts"].as_array().unwrap();
    let part = |at: usize| (parts[at]["heading"].as_str().unwrap(), parts[at]["fate"].as_str());
    assert_eq!(part(3), ("三、宣传引导", Some("dropped")));
    let reworded = of_fate(&compared, "reworded")[1];
    let stretches = reworded["comparison"]["stretches"].as_array().unwrap().iter();
    let added: Vec<&str> = stretches
        .filter(|stretch| stretch["change"] == "added")
        .map(|stretch| stretch["text"].as_str().unwrap())
        .collect();
    assert_eq!(added, ["三", "五"]);
    assert_eq!(reworded["baseline"]["address"], "第一部分第（一）条");
}

#[tokio::test]
async fn every_clause_stands_once_and_in_the_order_of_the_other_notice() {
    let site = Site::of_samples().await;
    let compared = site.json("/api/v1/compare", &[("n", LAST_YEAR), ("n", THIS_YEAR)]).await;
    let mut repeated = compared["left_out"]["repeated"].as_u64().unwrap();
    for (side, id) in [("baseline", LAST_YEAR), ("other", THIS_YEAR)] {
        let notice = site.json(&format!("/api/v1/notices/{id}"), &[]).await;
        let all: Vec<&str> = notice["clauses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|clause| clause["text"].as_str().unwrap())
            .collect();
        let shown = texts(&compared, side);
        let distinct: BTreeSet<&String> = shown.iter().collect();
        assert_eq!(distinct.len(), shown.len(), "{side}");
        assert!(shown.iter().all(|text| all.contains(&text.as_str())), "{side}");
        repeated -= u64::try_from(all.len() - shown.len()).unwrap();
        if side == "other" {
            let places = shown.iter().map(|text| all.iter().position(|held| held == text));
            let places: Vec<_> = places.collect();
            assert!(places.is_sorted(), "{places:?}");
        }
    }
    assert_eq!(repeated, 0, "rows that repeat the text, and no others, are left out");
}

#[tokio::test]
async fn the_notice_of_the_year_before_is_found_and_none_where_there_is_none() {
    let site = Site::of_samples().await;
    for (id, previous, next) in [
        (THIS_YEAR, Some(LAST_YEAR), None),
        (LAST_YEAR, Some("zhengwugongkai~qingze-2022"), Some(THIS_YEAR)),
        ("zhengwugongkai~tongling-2022", None, Some("zhengwugongkai~tongling-2023")),
        ("qu~tinglan-2024", Some("qu~tinglan-2023"), None),
        ("qu~tingzhou-a-2024", None, None),
        ("minsheng~qingze-yanglao-2023", None, None),
    ] {
        let years = site.json(&format!("/api/v1/notices/{id}/years"), &[]).await;
        assert_eq!(years["previous"]["id"].as_str(), previous, "{id}: {years}");
        // Of the copies of a notice either may stand for it.
        let found = years["next"]["id"].as_str();
        let is_copy = found == Some("zhuanzai~qingze-2024-zhuanzai");
        assert!(found == next || is_copy && next == Some(THIS_YEAR), "{id}: {years}");
    }
    let with_last_year = site.json(&format!("/api/v1/notices/{THIS_YEAR}/compare"), &[]).await;
    assert_eq!(with_last_year["baseline"]["id"], LAST_YEAR);
    for path in ["nowhere/years", "nowhere/compare", "qu~tingzhou-a-2024/compare"] {
        let answer = site.get(&format!("/api/v1/notices/{path}")).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn batches_of_one_year_are_no_years() {
    let notice = |year: &str, batch: &str, text: &str| {
        format!(
            "清泽市民政局关于公布{year}年第{batch}批浮桥看护补助名单的通知\n\n清泽市民政局\n{year}年4月1日\n\n{text}\n"
        )
    };
    let files = [
        ("a.txt", notice("2022", "一", "看护人员补助按月发放。")),
        ("b.txt", notice("2023", "一", "看护人员补助按季发放。")),
        ("c.txt", notice("2023", "二", "看护人员补助按年发放。")),
        ("d.txt", notice("2024", "一", "看护人员补助按周发放。")),
    ];
    let files = files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>();
    let site = Site::over(Library::of(&files).await);
    let years = site.json("/api/v1/notices/c/years", &[]).await;
    assert_eq!((&years["previous"]["id"], &years["next"]["id"]), (&"a".into(), &"d".into()));
}

#[tokio::test]
async fn what_cannot_be_compared_is_named() {
    let site = Site::of_samples().await;
    for (query, status, said) in [
        ("n=nowhere&n=zhengwugongkai~qingze-2024", 404, "nowhere"),
        ("n=zhengwugongkai~qingze-2024", 422, "2 different notices"),
        ("n=a&n=b&n=c", 422, "2 different notices"),
        ("n=a&n=b&c=a:1", 422, "not compared together"),
        ("n=a&n=b&fate=lost", 422, "dropped"),
    ] {
        let answer = site.get(&format!("/api/v1/compare?{query}")).await;
        assert_eq!(answer.status.as_u16(), status, "{query}");
        assert!(answer.body.contains(said), "{query}: {}", answer.body);
    }
    let page = site.get("/compare?n=a&n=b&n=c").await;
    assert_eq!(page.status.as_u16(), 422);
    assert!(page.body.contains("一次应选两件不同的文件"), "{}", page.body);
    assert_eq!(site.get("/compare?n=nowhere").await.status.as_u16(), 404);
}

#[tokio::test]
async fn pages_lead_from_a_notice_to_its_comparison_with_last_year() {
    let site = Site::of_samples().await;
    let page = site.get(&format!("/notices/{THIS_YEAR}")).await.body;
    let comparison = "/compare?n=zhengwugongkai%7Eqingze-2023&#38;n=zhengwugongkai%7Eqingze-2024";
    assert!(page.contains("与上一年度对照") && page.contains(comparison), "{page}");
    let compared = site.get(&format!("/compare?n={LAST_YEAR}&n={THIS_YEAR}")).await.body;
    assert!(compared.contains("整部分删除") && compared.contains("整部分新增"), "{compared}");
    assert!(compared.contains("<ins>") && compared.contains(r#"<b class="shared">"#));
    let alone = site.get(&format!("/compare?n={LAST_YEAR}&n={THIS_YEAR}&fate=added")).await.body;
    assert!(!alone.contains(r#"class="version dropped""#) && alone.contains("看全部"), "{alone}");
    let page = site.get("/notices/qu~tingzhou-a-2024").await.body;
    assert!(page.contains("与其他文件对照"), "{page}");
    let choice = site.get("/compare?n=qu~tingzhou-a-2024").await.body;
    assert!(choice.contains("没有收录这件文件其他年度的同名文件"), "{choice}");
    assert!(choice.contains("相似文件") && choice.contains("逐条对照"), "{choice}");
}

#[test]
fn the_program_shows_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program::run(folder.path(), arguments);
    assert_eq!(run(&["index", samples().to_str().unwrap()]).code, Some(0));
    let two = run(&["compare", LAST_YEAR, THIS_YEAR, "--json"]);
    let one = run(&["compare", THIS_YEAR, "--json"]);
    assert_eq!((two.code, &two.out), (Some(0), &one.out), "{}", one.err);
    let compared: Value = serde_json::from_str(&two.out).unwrap();
    assert!(!clauses(&compared).is_empty());
    let shown = run(&["compare", THIS_YEAR]).out;
    for said in ["保留0条", "[改写] 原：", "〔整部分删除〕", "〔删："] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let none = run(&["compare", "zhengwugongkai~tongling-2022"]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.contains("no notice of an earlier year"), "{}", none.err);
    assert!(run(&["compare", "nowhere"]).err.contains("no such notice"));
}
