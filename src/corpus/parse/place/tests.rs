//! Cases of places told from evidence.

use super::{Evidence, tell};
use crate::lexicon::divisions::Divisions;
use crate::notice::doc_number::DocNumber;
use crate::notice::region::{Level, RegionCode};

fn divisions() -> Divisions {
    let mut table = Divisions::built_in();
    let invented = "990000\t岚川省\tprovince\n990100\t清泽市\tcity\n990103\t汀兰区\tcounty\n990104\t汀洲区\tcounty\n990300\t桐陵市\tcity\n990304\t汀洲区\tcounty\n";
    table.add("invented", invented).expect("a sound table");
    table
}

fn check(
    title: &str,
    issuers: &[&str],
    index_number: Option<&str>,
    expected: (Option<u32>, Option<Level>),
) {
    let issuers: Vec<String> = issuers.iter().map(|issuer| (*issuer).to_owned()).collect();
    let evidence =
        Evidence { title: Some(title), issuers: &issuers, index_number, ..Evidence::default() };
    let place = tell(&evidence, &divisions());
    assert_eq!((place.code.map(RegionCode::number), place.level), expected, "{title}");
}

#[test]
fn the_place_is_told_from_title_and_issuer() {
    check("清泽市汀兰区人民政府关于某事的通知", &[], None, (Some(990_103), Some(Level::County)));
    check("关于某事的通知", &["清泽市教育局"], None, (Some(990_100), Some(Level::City)));
    check("岚川省人民政府办公厅关于某事的通知", &[], None, (Some(990_000), Some(Level::Province)));
    check("国务院办公厅关于某事的通知", &[], None, (None, Some(Level::National)));
    check("关于某事的通知", &[], None, (None, None));
    // Branches of the centre sign with the bodies of their place.
    let city = (Some(990_100), Some(Level::City));
    check("关于某事的通知", &["清泽市教育局", "国家金融监督管理总局清泽监管分局"], None, city);
    check("关于某事的通知", &["国家统计局清泽调查队"], None, city);
}

#[test]
fn a_shared_name_is_decided_by_evidence_or_left_open() {
    check(
        "汀洲区人民政府关于某事的通知",
        &[],
        Some("11990304MB0001/2024-1"),
        (Some(990_304), Some(Level::County)),
    );
    check("桐陵市汀洲区人民政府关于某事的通知", &[], None, (Some(990_304), Some(Level::County)));
    check("汀洲区人民政府关于某事的通知", &[], None, (None, None));
}

fn by_text(texts: &[&str]) -> (Option<u32>, Option<Level>) {
    let evidence = Evidence { texts: texts.to_vec(), ..Evidence::default() };
    let place = tell(&evidence, &divisions());
    (place.code.map(RegionCode::number), place.level)
}

#[test]
fn the_text_tells_where_nothing_else_does() {
    let city = (Some(990_100), Some(Level::City));
    assert_eq!(by_text(&["根据《岚川省条例》，结合我市实际", "清泽市各单位"]), city);
    assert_eq!(by_text(&["根据《岚川省条例》，结合我市实际"]), (Some(990_000), Some(Level::City)));
    assert_eq!(by_text(&["各部门会同市发展改革部门办理"]), (None, None), "no short names");
    assert_eq!(by_text(&["为做好工作，结合清泽实际，制定本办法。"]), city);
    let texts = [
        "为做好工作，现通知如下。",
        "按期完成。",
        "及时报送。",
        "清泽市汀兰区的按《岚川省清泽市办法》。",
    ];
    assert_eq!(by_text(&texts), city, "no place is named beside it");
    let texts =
        ["为做好工作。", "按期完成。", "及时报送。", "清泽市、桐陵市参照执行，桐陵市先行。"];
    assert_eq!(by_text(&texts), (None, None));
    assert_eq!(
        by_text(&["落实清泽市要求，结合我市实际", "由桐陵市教育局负责解释。"]),
        (Some(990_300), Some(Level::City))
    );
    assert_eq!(by_text(&["适用于清泽市汀兰区，本市居民可以申请"]), city, "widened");
    assert_eq!(by_text(&["结合我市实际"]), (None, Some(Level::City)));
    assert_eq!(by_text(&["结合我省实际"]), (None, Some(Level::Province)));
    let shanghai = (Some(310_000), Some(Level::Province));
    assert_eq!(by_text(&["在松江、奉贤、青浦等行政区，本市居民可以申请"]), shanghai);
}

#[test]
fn signs_of_numbers_tell_the_province() {
    let number = DocNumber::parse("津市场监管标〔2021〕5号").expect("a number");
    let texts = vec!["提高我市公开质量"];
    let evidence = Evidence { doc_number: Some(&number), texts, ..Evidence::default() };
    let place = tell(&evidence, &divisions());
    assert_eq!(place.code.map(RegionCode::number), Some(120_000));
    assert_eq!(place.level, Some(Level::Province));
}

#[test]
fn a_notice_is_of_the_place_whose_practice_it_heeds() {
    let place =
        by_text(&["结合清泽市汀兰区房地产市场实际，制定本措施。", "在清泽市购房的可以申请。"]);
    assert_eq!(place, (Some(990_103), Some(Level::County)));
}

#[test]
fn whoever_explains_a_notice_with_another_is_of_its_place() {
    let place = by_text(&["由汀兰区教育局会同县财政局负责解释。"]);
    assert_eq!(place, (Some(990_103), Some(Level::County)));
}

#[test]
fn who_publishes_a_notice_does_not_narrow_its_place() {
    let evidence = Evidence {
        title: Some("岚川省教育局关于某事的通知"),
        publisher: Some("清泽市教育局"),
        ..Evidence::default()
    };
    let place = tell(&evidence, &divisions());
    assert_eq!(place.code.map(RegionCode::number), Some(990_000));
    let evidence = Evidence { title: Some("关于某事的通知"), ..evidence };
    let place = tell(&evidence, &divisions());
    assert_eq!(place.code.map(RegionCode::number), Some(990_100));
}
