//! Tables of facts over invented notices: one row a notice, empty where a clause says nothing.

use std::sync::Arc;

use jiff::civil::{Date, date};
use zhengsou::precedent::Desk;
use zhengsou::precedent::facts::table::{FactOrder, FactRow, FactTable};
use zhengsou::precedent::request::PrecedentRequest;

use crate::support::library::Library;
use crate::support::site::Site;

const TODAY: Date = date(2025, 5, 31);

const QINGZE: &str = "清泽市人民政府办公室关于印发2024年政务公开工作要点的通知\n\
清泽政办发〔2024〕12号\n\
各县区人民政府，市政府各部门：\n\
一、扩大公众参与\n\
（一）邀请市民代表列席会议。全年邀请市民代表列席市政府常务会议不少于5次。（牵头单位：市政府办公室；责任单位：市司法局、市财政局；完成时限：2024年12月底前）\n\
二、提升公开能力\n\
（二）加强业务培训。每年至少组织2次政务公开业务培训。\n\
清泽市人民政府办公室\n2024年4月2日\n";

const WANGXI: &str = "望溪市人民政府办公室关于印发2023年政务公开工作要点的通知\n\
望溪政办发〔2023〕7号\n\
各区县人民政府，市政府各部门：\n\
一、扩大公众参与\n\
（一）完善列席会议制度。邀请市民代表列席市政府常务会议每年不少于3次。\n\
望溪市人民政府办公室\n2023年5月8日\n";

const TANGLI: &str = "棠梨市人民政府关于支持渔业发展的通知\n\
棠梨政发〔2024〕3号\n\
各县区人民政府，市政府各部门：\n\
一、加大购船支持\n\
（一）首套渔船贷款最低首付比例不低于20%，二套渔船贷款最低首付比例不低于35%。\n\
（二）多子女渔户渔船贷款最高额度由原来的80万元提高至100万元。\n\
棠梨市人民政府\n2024年6月3日\n";

async fn table(question: &str) -> FactTable {
    let files = [("qingze.txt", QINGZE), ("wangxi.txt", WANGXI), ("tangli.txt", TANGLI)];
    let library = Library::of(&files).await;
    let desk = Desk::new(Arc::new(library.searcher()));
    desk.facts(question, &PrecedentRequest::default(), TODAY).await.unwrap()
}

fn of<'t>(table: &'t FactTable, source: &str) -> &'t FactRow {
    let mut rows = table.rows.iter();
    rows.find(|row| row.notice.source == source).unwrap_or_else(|| panic!("no row of {source}"))
}

#[tokio::test]
async fn places_stand_side_by_side_with_who_leads_and_by_when() {
    let mut table = table("市民代表列席会议不少于几次").await;
    let qingze = of(&table, "qingze.txt");
    assert_eq!(qingze.value, "不少于5次");
    let quantity = qingze.quantity.as_ref().unwrap();
    assert_eq!((quantity.number, quantity.unit.as_deref()), (Some(5.0), Some("次")));
    assert_eq!(qingze.lead.as_deref(), Some("市政府办公室"));
    assert_eq!(qingze.responsible, ["市司法局", "市财政局"]);
    assert_eq!(qingze.deadline.as_ref().unwrap().on, Some(date(2024, 12, 31)));
    assert_eq!(qingze.notice.year, Some(2024));
    let wangxi = of(&table, "wangxi.txt");
    assert_eq!(wangxi.value, "不少于3次");
    assert_eq!((&wangxi.lead, wangxi.responsible.len(), &wangxi.deadline), (&None, 0, &None));
    table.rows.retain(|row| row.is_sure);
    table.sort(FactOrder::Number);
    let sources: Vec<&str> = table.rows.iter().map(|row| row.notice.source.as_str()).collect();
    assert_eq!(sources, ["qingze.txt", "wangxi.txt"]);
}

#[tokio::test]
async fn the_case_and_the_kind_of_the_question_decide() {
    let cases = [
        ("首套渔船贷款最低首付比例", "tangli.txt", "不低于20%", Some(20.0)),
        ("二套渔船贷款最低首付比例", "tangli.txt", "不低于35%", Some(35.0)),
        ("多子女渔户渔船贷款最高额度", "tangli.txt", "100万元", Some(1_000_000.0)),
        ("政务公开培训每年几次", "qingze.txt", "至少组织2次", Some(2.0)),
    ];
    for (question, source, value, number) in cases {
        let table = table(question).await;
        let row = of(&table, source);
        assert!(value.ends_with(row.value.as_str()), "{question}: {}", row.value);
        assert_eq!(row.quantity.as_ref().unwrap().number, number, "{question}");
    }
}

#[tokio::test]
async fn the_unit_in_charge_is_a_value() {
    let table = table("列席会议牵头单位").await;
    assert_eq!(of(&table, "qingze.txt").value, "市政府办公室");
    assert!(table.rows.iter().all(|row| row.notice.source != "wangxi.txt"));
}

#[tokio::test]
async fn what_nobody_rules_has_no_row() {
    let table = table("灯塔看守津贴金额").await;
    assert!(table.rows.iter().all(|row| !row.is_sure));
}

#[tokio::test]
async fn api_and_page_show_the_table_in_any_order() {
    let files = [("qingze.txt", QINGZE), ("wangxi.txt", WANGXI), ("tangli.txt", TANGLI)];
    let site = Site::over(Library::of(&files).await);
    let asked = [("q", "市民代表列席会议不少于几次"), ("order", "number")];
    let table = site.json("/api/v1/facts", &asked).await;
    let values: Vec<&str> = table["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["value"].as_str().unwrap())
        .collect();
    assert_eq!(values[..2], ["不少于5次", "不少于3次"], "{table}");
    let page = site.get("/facts?q=市民代表列席会议不少于几次&order=number").await.body;
    let (first, second) = (page.find("<strong>不少于5次"), page.find("<strong>不少于3次"));
    assert!(first.is_some() && first < second, "{page}");
    assert!(page.contains("<td>市政府办公室</td>") && page.contains("<td>无</td>"), "{page}");
    let empty = site.get("/facts").await.body;
    assert!(empty.contains("要比较的问题") && !empty.contains("<table>"));
    assert_eq!(site.get("/api/v1/facts").await.status.as_u16(), 422);
    assert_eq!(site.get("/api/v1/facts?q=x&order=up").await.status.as_u16(), 422);
    let nothing = site.get("/facts?q=magnetohydrodynamics").await.body;
    assert!(nothing.contains("没有找到可比的规定"), "{nothing}");
}
