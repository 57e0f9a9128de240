//! Job J10 over real notices: what is new from one year to another, compared with the notices as
//! they are read while the test runs.

use std::fs;

use serde_json::Value;

use crate::support::library::Library;
use crate::support::shared;
use crate::support::site::Site;
use crate::whole_notices::{clauses, texts};

/// Beginnings of the names of the notices of the job: work plans of 2019, 2020 and 2024.
const PLANS: [&str; 4] = ["003_", "001_", "000_", "002_"];

/// Serves the notices whose names begin so, and returns their keys.
async fn serve<const N: usize>(beginnings: [&str; N]) -> (Site, [String; N]) {
    let library = Library::empty();
    let folder = fs::read_dir(shared().join("notices")).unwrap();
    let files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    let keys = beginnings.map(|beginning| {
        let is_it = |name: &str| name.starts_with(beginning);
        let file = files.iter().find(|file| is_it(&file.file_name().unwrap().to_string_lossy()));
        let file = file.unwrap();
        library.write(&file.file_name().unwrap().to_string_lossy(), fs::read(file).unwrap());
        file.file_stem().unwrap().to_string_lossy().into_owned()
    });
    library.index().await;
    (Site::over(library), keys)
}

fn holds(texts: &[String], words: &[&str]) -> bool {
    texts.iter().any(|text| words.iter().any(|word| text.contains(word)))
}

/// Tells whether a comparison shows words as new: in a clause that was added, or among the words
/// that a reworded one has alone.
fn is_new(compared: &Value, words: &str) -> bool {
    clauses(compared).into_iter().any(|clause| {
        let added =
            clause["fate"] == "added" && clause["other"]["text"].as_str().unwrap().contains(words);
        let stretches = clause["comparison"]["stretches"].as_array();
        let reworded = stretches.is_some_and(|stretches| {
            let added = stretches.iter().filter(|stretch| stretch["change"] == "added");
            added.into_iter().any(|stretch| stretch["text"].as_str().unwrap().contains(words))
        });
        added || reworded
    })
}

#[tokio::test]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn what_a_later_year_has_and_an_earlier_one_has_not_is_shown() {
    const PROTOCOL: &[&str] = &["IPv6", "互联网协议第6版", "互联网协议第六版"];
    let (site, [first, second, third, fourth]) = serve(PLANS).await;
    let compare = async |baseline: &str, other: &str| {
        site.json("/api/v1/compare", &[("n", baseline), ("n", other)]).await
    };
    let early = compare(&first, &second).await;
    for side in ["baseline", "other"] {
        assert!(holds(&texts(&early, side), PROTOCOL), "{side} asks for the protocol");
    }
    for (later, words) in [(&third, "政策兑现"), (&fourth, "政策问答平台")] {
        let compared = compare(&second, later).await;
        assert!(!holds(&texts(&compared, "other"), PROTOCOL), "{later} asks for it no more");
        assert!(is_new(&compared, words), "{words} is new in {later}");
    }
}

#[tokio::test]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn a_comparison_holds_the_clauses_as_they_are_read() {
    let (site, keys) = serve(PLANS).await;
    for pair in keys.windows(2) {
        let compared = site.json("/api/v1/compare", &[("n", &pair[0]), ("n", &pair[1])]).await;
        for (side, id) in [("baseline", &pair[0]), ("other", &pair[1])] {
            let notice = site.json(&format!("/api/v1/notices/{id}"), &[]).await;
            let rows = notice["clauses"].as_array().unwrap();
            let read: Vec<&str> = rows
                .iter()
                .filter(|clause| clause["kind"] != "row")
                .map(|clause| clause["text"].as_str().unwrap())
                .collect();
            let mut shown = texts(&compared, side);
            shown.sort();
            let mut expected: Vec<&str> = read.clone();
            expected.sort_unstable();
            assert_eq!(shown, expected, "{id}: every clause once, its annex not again");
        }
        let counts = &compared["counts"];
        let of = |fate: &str| counts[fate].as_u64().unwrap();
        let read = of("kept") + of("reworded");
        assert!(read >= 5, "plans of one matter answer each other: {counts}");
    }
}

#[tokio::test]
#[cfg_attr(not(shared), ignore = "needs the folder that ZHENGSOU_SHARED names")]
async fn clauses_on_one_requirement_answer_each_other() {
    let (site, [haishu, shijiazhuang, huairou, shizhong]) = serve(PLANS).await;
    // Two plans, and what the clauses hold which answer each other.
    for (baseline, of_baseline, other, of_other) in [
        (&haishu, "政策解读", &shijiazhuang, "解读材料"),
        (&haishu, "三大攻坚战", &shijiazhuang, "三大攻坚战"),
        (&huairou, "政策解读形式", &shizhong, "三同步"),
        (&huairou, "政务公开专区", &shizhong, "政务公开专区"),
        (&huairou, "政府信息公开申请", &shizhong, "依申请公开"),
    ] {
        let compared = site.json("/api/v1/compare", &[("n", baseline), ("n", other)]).await;
        let pairs = clauses(&compared).into_iter().filter(|clause| clause["fate"] == "reworded");
        let answers = pairs.filter(|clause| {
            let text = |side: &str| clause[side]["text"].as_str().unwrap();
            text("other").contains(of_other) && text("baseline").contains(of_baseline)
        });
        assert!(answers.count() > 0, "{of_other} of {other}");
    }
}
