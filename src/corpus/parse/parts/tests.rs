//! Cases of covering texts, signatures and annexes.

use jiff::civil::date;

use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::parts::form::first_attachment;
use crate::corpus::parse::parts::{Parts, read};
use crate::notice::status::Openness;

fn parts(lines: &[&str]) -> Parts {
    read(
        &lines.iter().map(|line| Piece::Line(Line::new(*line))).collect::<Vec<_>>(),
        Some("清泽市人民政府办公室关于印发2024年政务公开工作要点的通知"),
        None,
    )
}

#[test]
fn a_covering_notice_is_parted_from_what_it_issues() {
    let found = parts(&[
        "泽政办发〔2024〕3号",
        "各县（市、区）人民政府，市政府各部门：",
        "《要点》已经市政府同意，现印发给你们。",
        "附件：1.任务分工表",
        "2.联系人名单",
        "清泽市人民政府办公室",
        "2024年5月8日",
        "（此件公开发布）",
        "2024年政务公开工作要点",
        "一、总体要求",
        "坚持公开。",
        "附件1",
        "任务分工表",
        "序号",
    ]);
    assert_eq!(found.doc_numbers.len(), 1);
    assert_eq!(found.addressees, ["各县（市、区）人民政府", "市政府各部门"]);
    assert_eq!(found.signers, ["清泽市人民政府办公室"]);
    assert_eq!(found.signed_on, Some(date(2024, 5, 8)));
    assert_eq!(found.openness, Some(Openness::Proactive));
    assert_eq!(found.attachments, ["任务分工表", "联系人名单"]);
    let heads: Vec<_> = found
        .parts
        .iter()
        .map(|part| (part.annex.as_deref(), part.title.as_deref(), part.pieces.len()))
        .collect();
    assert_eq!(
        heads,
        [
            (None, None, 1),
            (None, Some("2024年政务公开工作要点"), 2),
            (Some("附件1"), Some("任务分工表"), 1)
        ]
    );
}

#[test]
fn joint_signers_and_a_glued_date_are_read() {
    let found = parts(&[
        "各区教育局：",
        "现通知如下。",
        "清泽市教育局 清泽市财政局",
        "清泽市民政局",
        "二〇二二年三月三日",
    ]);
    assert_eq!(found.signers.len(), 2);
    assert_eq!(found.signed_on, Some(date(2022, 3, 3)));
    let found = parts(&["各区教育局：", "现通知如下。", "清泽市林业局2019年12月26日"]);
    assert_eq!(found.signers, ["清泽市林业局"]);
}

#[test]
fn damaged_numbers_and_dates_are_kept_for_repair() {
    let found = parts(&[
        "泽政办发〔202017",
        "各镇人民政府：",
        "现通知如下。",
        "清泽市人民政府办公室",
        "2020617",
        "（此件公开发布）",
    ]);
    assert_eq!(found.damaged_number.as_deref(), Some("泽政办发〔202017"));
    assert_eq!(found.damaged_date.as_deref(), Some("2020617"));
    assert_eq!(found.signers, ["清泽市人民政府办公室"]);
}

#[test]
fn dates_inside_the_text_are_no_signature() {
    let found = parts(&["各区教育局：", "一、时间安排", "报名时间为2024年5月8日。", "二、其他"]);
    assert_eq!(found.signed_on, None);
    assert_eq!(found.parts[0].pieces.len(), 3);
}

#[test]
fn a_date_in_brackets_below_the_title_is_that_of_the_signature() {
    let found = parts(&["（2024年5月8日）", "为做好工作，现提出如下意见。"]);
    assert_eq!(found.bracketed_date, Some(date(2024, 5, 8)));
    assert_eq!(found.head_date, None);
}

#[test]
fn an_opening_that_ends_in_a_colon_is_text() {
    let opening = "为做好工作，适应各单位新要求，结合我市实际，制定如下措施：";
    let found = parts(&[opening, "一、按期完成。"]);
    assert!(found.addressees.is_empty());
    assert_eq!(found.parts[0].pieces.len(), 2);
}

#[test]
fn lines_that_nothing_explains_stand_above_the_addressees() {
    let found = parts(&[
        "文件解读：",
        "《工作要点》图文解释",
        "各县（市、区）人民政府，市政府各部门：",
        "《要点》已经市政府同意，现印发给你们。",
        "一、总体要求",
    ]);
    assert_eq!(found.addressees, ["各县（市、区）人民政府", "市政府各部门"]);
    assert_eq!(found.lines().count(), 2);
}

#[test]
fn the_line_of_enactment_says_who_made_a_regulation_and_when() {
    let found = parts(&[
        "（2023年3月1日清泽市人民政府令第12号公布　自2023年5月1日起施行）",
        "第一条 为规范管理，制定本办法。",
    ]);
    assert_eq!(found.bracketed_date, Some(date(2023, 3, 1)));
    assert_eq!(found.red_head.as_deref(), Some("清泽市人民政府"));
    assert_eq!(found.doc_numbers.len(), 1);
    assert_eq!(found.lines().count(), 1);
    let found = parts(&[
        "2023年3月1日 清泽市第七届人民代表大会常务委员会第五次会议通过",
        "第一条 为规范管理，制定本条例。",
    ]);
    assert_eq!(found.red_head.as_deref(), Some("清泽市人民代表大会常务委员会"));
}

#[test]
fn an_explanation_behind_a_notice_is_a_part_whose_date_is_its_own() {
    let text =
        "为落实就近入学的要求，现就有关事项通知如下，请各学校遵照办理，并做好宣传和解释工作。";
    let found = parts(&[
        text,
        "《清泽市入学办法》政策解读",
        "为便于市民了解入学办法，现对其中的主要内容、适用范围和办理步骤作出说明，供申请入学的家庭参考。",
        "清泽市教育局",
        "2024年6月8日",
    ]);
    assert_eq!(found.signed_on, None);
    assert_eq!(found.signers, ["清泽市教育局"]);
    assert_eq!(found.parts[1].annex.as_deref(), Some("解读"));
    let linked = parts(&[text, "《清泽市入学办法》政策解读", "清泽市教育局", "2024年6月8日"]);
    assert_eq!(linked.signed_on, Some(date(2024, 6, 8)));
}

#[test]
fn the_first_name_of_attachments_is_read_in_every_form() {
    let cases = [
        ("附件：1.资助办法", Some("1.资助办法")),
        ("附件1.资助办法", Some("资助办法")),
        ("附：资助名额分配表", Some("资助名额分配表")),
        ("附件：资助办法.docx", Some("资助办法.docx")),
        ("附件5.docx", None),
        ("附：各校按名额推荐，逾期不候。", None),
    ];
    for (text, expected) in cases {
        assert_eq!(first_attachment(text), expected, "{text}");
    }
}
