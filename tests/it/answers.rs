//! Answer cards: questions over the samples with the words that answer, or with none.

use scraper::{Html, Selector};
use serde_json::Value;

use crate::support::site::{Site, url};

/// A question, what the best card must say, and the notice that says it; nothing where no card
/// may be shown.
const CASES: &[(&str, Option<(&str, &str)>)] = &[
    ("棠梨市房票的有效期是多久", Some(("18个月", "tangli-fangpiao-2024.txt"))),
    ("棠梨市房票购买商铺按使用房票金额的多少奖励", Some(("4%", "tangli-fangpiao-2024.txt"))),
    ("棠梨市房票安置办法从哪天起施行", Some(("2024年7月1日", "tangli-fangpiao-2024.txt"))),
    ("棠梨市房票安置的政策指导由哪个部门负责", Some(("市住建局", "tangli-fangpiao-2024.txt"))),
    ("清泽市家庭养老床位每张一次性建设补助多少元", Some(("2000元", "qingze-yanglao-2023.txt"))),
    (
        "清泽市多子女家庭租房提取公积金每月限额提高到多少",
        Some(("2400元", "qingze-gongjijin-2024.txt")),
    ),
    (
        "澄浦市困难老年人家庭改造补贴申请截止到哪天",
        Some(("2024年12月31日", "chengpu-yanglao-2023.txt")),
    ),
    ("澄浦市每百岁老人生日当月另给予多少元慰问金", Some(("1000元", "chengpu-yanglao-2023.txt"))),
    ("清泽市申请贷款额度上浮应当提交哪些材料", Some(("出生医学证明", "qingze-gongjijin-2024.txt"))),
    ("清泽市养老护理员奖励要满足什么条件", Some(("连续从业满2年", "qingze-yanglao-2023.txt"))),
    (
        "清泽市多子女家庭怎么申请提高租房提取限额",
        Some(("“清泽公积金”小程序", "qingze-gongjijin-2024.txt")),
    ),
    ("清泽市多子女家庭咨询电话是多少", Some(("0990-5512329", "qingze-gongjijin-2024.txt"))),
    ("棠梨市房票可以转让给父母吗", Some(("可以转让给", "tangli-fangpiao-2024.txt"))),
    ("清泽市出租车起步价多少钱", None),
    ("棠梨市小汽车摇号什么时候开始", None),
    ("棠梨市房票", None),
];

async fn answers(site: &Site, question: &str, more: &[(&str, &str)]) -> Vec<Value> {
    let mut params = vec![("q", question), ("validity", "any")];
    params.extend(more);
    let body = site.json("/api/v1/search", &params).await;
    body["answers"].as_array().expect("a list of answers").clone()
}

#[tokio::test]
async fn questions_are_answered_or_not_at_all() {
    let site = Site::of_samples().await;
    for (question, expected) in CASES {
        let answers = answers(&site, question, &[]).await;
        let best = answers.first().map(|best| {
            let spans: Vec<&str> =
                best["spans"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            (spans.join("、"), best["notice"]["source"].as_str().unwrap().to_owned())
        });
        match (expected, best) {
            (None, None) => {}
            (Some((words, source)), Some((spans, found))) => {
                assert!(spans.contains(words), "{question}: {spans}");
                assert_eq!(*source, found, "{question}: {spans}");
            }
            (_, found) => panic!("{question}: {found:?}"),
        }
    }
}

#[tokio::test]
async fn places_stand_side_by_side_where_the_question_names_none() {
    let site = Site::of_samples().await;
    let answers = answers(&site, "80至89周岁老年人高龄津贴每月多少元", &[]).await;
    let places: Vec<&str> =
        answers.iter().filter_map(|answer| answer["notice"]["region"]["city"].as_str()).collect();
    assert!(places.contains(&"清泽市") && places.contains(&"澄浦市"), "{places:?}");
}

#[tokio::test]
async fn answers_keep_to_the_place_that_the_reader_chose() {
    let site = Site::of_samples().await;
    let cases = [
        ("家庭养老床位每张一次性建设补助多少元", "990100"),
        ("清泽市家庭养老床位每张一次性建设补助多少元", "990100"),
        ("清泽市家庭养老床位每张一次性建设补助多少元", "990200"),
        ("清泽市家庭养老床位每张一次性建设补助多少元 地区:澄浦市", "990200"),
    ];
    for (question, code) in cases {
        let chosen = if question.contains(':') { &[][..] } else { &[("region", code)] };
        for answer in answers(&site, question, chosen).await {
            assert_eq!(answer["notice"]["region"]["code"], code, "{question}");
        }
    }
}

#[tokio::test]
async fn answers_come_with_their_clause_and_can_be_left_out() {
    let site = Site::of_samples().await;
    let question = "棠梨市房票的有效期是多久";
    let found = answers(&site, question, &[]).await;
    let answer = &found[0];
    assert_eq!(answer["kind"], "how_much");
    assert_eq!(answer["normalised"], "18 个月");
    assert!(answer["sentence"].as_str().unwrap().contains("18个月"));
    let clause = answer["clause"].as_str().unwrap();
    assert!(clause.starts_with(answer["notice"]["id"].as_str().unwrap()), "{clause}");
    for more in [&[("answers", "false")][..], &[("page", "2")], &[("without", "answer")]] {
        assert!(answers(&site, question, more).await.is_empty(), "{more:?}");
    }
}

#[tokio::test]
async fn a_card_stands_above_the_results_of_a_page() {
    let site = Site::of_samples().await;
    let page = site.get(&url("/search", &[("q", "棠梨市房票的有效期是多久")])).await;
    let html = Html::parse_document(&page.body);
    let texts = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        html.select(&selector).map(|element| element.text().collect()).collect()
    };
    assert_eq!(texts(".answer .value strong"), ["18个月"]);
    assert_eq!(texts(".answer .text mark"), ["18个月"]);
    let card = texts(".answer").concat();
    for part in ["棠政办发〔2024〕19号", "房票安置办法", "第七条"] {
        assert!(card.contains(part), "{part} is missing: {card}");
    }
    let plain = site.get(&url("/search", &[("q", "棠梨市房票 办法")])).await;
    assert!(!plain.body.contains("class=\"answer\""));
}
