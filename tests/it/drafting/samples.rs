//! Over the samples: parts, nearest clauses, topics, alike by API, page and program.

use serde_json::Value;

use crate::drafting::{assert_newest_first, names};
use crate::support::library::Library;
use crate::support::site::Site;
use crate::support::{program, samples};

const BASE: &str = "zhengwugongkai~tongling-2022";

#[tokio::test]
async fn every_clause_of_a_part_has_the_nearest_of_others_newest_first() {
    let site = Site::of_samples().await;
    let path = format!("/api/v1/notices/{BASE}/drafting");
    let first = site.json(&path, &[]).await;
    let parts = first["parts"].as_array().unwrap();
    assert!(parts.len() > 2, "{first}");
    let mut found = 0;
    for number in 1..=parts.len() {
        let part = site.json(&path, &[("part", &number.to_string())]).await;
        let clauses = part["clauses"].as_array().unwrap();
        assert_eq!(clauses.len() as u64, parts[number - 1]["clauses"].as_u64().unwrap());
        for clause in clauses {
            let nearest = clause["nearest"].as_array().unwrap();
            found += nearest.len();
            let notice = |near: &'_ Value| near["notice"]["id"].as_str().unwrap().to_owned();
            assert!(nearest.iter().all(|near| notice(near) != BASE), "{clause}");
            let dates = nearest
                .iter()
                .map(|near| near["notice"]["issued_on"].as_str().map(ToOwned::to_owned));
            assert_newest_first(&dates.collect::<Vec<_>>());
        }
    }
    assert!(found > 10, "{found}");
    assert_eq!(site.get(&format!("{path}?part=99")).await.status.as_u16(), 422);
    assert_eq!(site.get("/api/v1/notices/nowhere/drafting").await.status.as_u16(), 404);
    assert_eq!(site.get("/drafting").await.status.as_u16(), 422);
}

/// A plan of a place with one clause more than the others have in common.
fn plan(place: &str, year: &str, more: &str) -> String {
    format!(
        "{place}人民政府办公室关于印发{year}年{place}浮桥养护工作要点的通知\n\n{place}人民政府办公室\n{year}年3月1日\n\n{year}年{place}浮桥养护工作要点\n\n一、加强巡查\n（一）做好日常巡查。浮桥每日巡查两次，发现缆绳磨损的当天更换，记录保存三年。\n（二）设置限载标志。浮桥两端设置限载标志，超载车辆一律劝返，劝返情况逐日登记。\n（三）培训看护人员。每年组织看护人员培训一次，考试合格后上岗。\n二、处置险情\n（一）备足抢险物资。汛期前备足救生衣、绳索和照明灯，存放在桥头库房。\n{more}"
    )
}

#[tokio::test]
async fn what_several_others_have_comes_before_what_one_has() {
    let sensors = "（二）建设水位遥测系统。在桥墩安装水位遥测系统，超过警戒值自动报警。\n";
    let lamps = "（二）配备太阳能警示灯。在引桥配备太阳能警示灯，入夜自动点亮。\n";
    let files = [
        ("base.txt", plan("清泽市", "2022", "")),
        ("one.txt", plan("澄浦市", "2023", sensors)),
        ("two.txt", plan("桐陵市", "2024", sensors)),
        ("three.txt", plan("棠梨市", "2021", lamps)),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let library = Library::of(&files).await;
    let site = Site::over(library);
    let lacking = site.json("/api/v1/notices/base/topics", &[]).await;
    let kind = lacking["kind"].as_array().unwrap();
    let ids: Vec<&str> = kind.iter().map(|notice| notice["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["two", "one", "three"], "the newest first");
    let topic = &lacking["topics"][0];
    assert!(topic["name"].as_str().unwrap().contains("水位遥测"), "{lacking}");
    assert_eq!(topic["notices"], 2);
    assert_eq!(topic["clauses"][0]["notice"], 0);
    let names = names(&lacking);
    assert!(names.iter().any(|name| name.contains("警示灯")), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("限载标志")), "{names:?}");
    let none = site.json("/api/v1/notices/two/topics", &[]).await;
    assert!(none["topics"].as_array().unwrap().is_empty(), "{none}");
}

#[tokio::test]
async fn pages_show_parts_topics_and_ways_between_them() {
    let site = Site::of_samples().await;
    let page = site.get(&format!("/notices/{BASE}")).await.body;
    assert!(
        page.contains("起草参考")
            && page.contains("/drafting?notice=zhengwugongkai%7Etongling-2022")
    );
    let nearest = site.get(&format!("/drafting?notice={BASE}")).await.body;
    assert!(nearest.contains("各条近似写法") && nearest.contains("逐词对照"), "{nearest}");
    assert!(nearest.contains(r#"aria-current="true""#) && nearest.contains("&#38;part=2"));
    let topics = site.get(&format!("/drafting?notice={BASE}&view=topics")).await.body;
    assert!(
        topics.contains("几件文件都写到的") && topics.contains("只有一件文件写到的"),
        "{topics}"
    );
    let lonely = Library::of(&[(
        "a.txt",
        "关于栈桥的通知\n\n栈桥两端应当设置限载标志，每日巡查不少于两次。",
    )]);
    let site = Site::over(lonely.await);
    let page = site.get("/drafting?notice=a&view=topics").await.body;
    assert!(page.contains("没有可比的同类文件"), "{page}");
    assert!(site.get("/drafting?notice=a").await.body.contains("没有"), "{page}");
}

#[test]
fn the_program_shows_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| program::run(folder.path(), arguments);
    assert_eq!(run(&["index", samples().to_str().unwrap()]).code, Some(0));
    let found = run(&["drafting", BASE, "--part", "2", "--json"]);
    let found: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(found["part"], 2);
    let shown = run(&["drafting", BASE]).out;
    assert!(shown.contains("*1. ") && shown.contains("条）"), "{shown}");
    let topics = run(&["drafting", BASE, "--topics"]).out;
    assert!(topics.contains("几件文件都写到的"), "{topics}");
    let wrong = run(&["drafting", BASE, "--part", "99"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("--part 99: expected 1 to"), "{}", wrong.err);
}
