//! Cases of brackets, sentences and lines that say who does a task.

use super::{Roles, closes_paragraph, in_brackets, in_sentence, shared_by_all};

#[expect(clippy::unnecessary_wraps, reason = "cases compare what is read or not")]
fn roles(
    lead: &[&str],
    responsible: &[&str],
    supporting: &[&str],
    deadline: Option<&str>,
) -> Option<Roles> {
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Some(Roles {
        lead: list(lead),
        responsible: list(responsible),
        supporting: list(supporting),
        deadline: deadline.map(str::to_owned),
    })
}

#[test]
fn brackets_of_every_wording_are_read() {
    let cases = [
        (
            "做好公开。(责任部门:区发改委、区经信局,完成时限:2024年10月中旬)",
            roles(&[], &["区发改委", "区经信局"], &[], Some("2024年10月中旬")),
        ),
        (
            "做好公开。(责任部门:区政务和数据局牵头,区政府各部门、各镇乡街道负责落实,完成时限:长期坚持)",
            roles(&["区政务和数据局"], &["区政府各部门", "各镇乡街道"], &[], Some("长期坚持")),
        ),
        (
            "加强公开。(牵头单位:市政府办公室,市委编办;责任单位:市政府各部门,各县(市、区)政府)",
            roles(&["市政府办公室", "市委编办"], &["市政府各部门", "各县(市、区)政府"], &[], None),
        ),
        ("加强管理。[责任单位:新区自然资源局]", roles(&[], &["新区自然资源局"], &[], None)),
        (
            "优化服务。〔牵头单位：市住建局，配合单位：市财政局、属地人民政府（管委会）〕",
            roles(&["市住建局"], &[], &["市财政局", "属地人民政府（管委会）"], None),
        ),
        (
            "优化服务。（市商务局牵头，市财政局、市税务局按职责分工配合）",
            roles(&["市商务局"], &[], &["市财政局", "市税务局"], None),
        ),
        (
            "完善专区。（市商务局牵头，各县（市、区）政府按职责分工配合；完成时限：2024年12月底前）",
            roles(&["市商务局"], &[], &["各县（市、区）政府"], Some("2024年12月底前")),
        ),
        (
            "扩大出口。（清泽海关负责）巩固优势。（市商务局、市财政局按职责分工负责）",
            roles(&[], &["清泽海关", "市商务局", "市财政局"], &[], None),
        ),
        (
            "加强宣传。〔责任单位：市教育局、市委网信办",
            roles(&[], &["市教育局", "市委网信办"], &[], None),
        ),
        (
            "加强培训。（教育部、农业农村部等负责。列第一位者为牵头单位，下同）",
            roles(&[], &["教育部", "农业农村部"], &[], None),
        ),
        (
            "加强宣传。（市教育局、市财政局、市民政局、清泽融媒按职责分工负责）",
            roles(&[], &["市教育局", "市财政局", "市民政局", "清泽融媒"], &[], None),
        ),
        ("加强宣传。（市教育局、清泽融媒按职责分工负责）", None),
        (
            "加强培训。（教育部、财政部、民政部等部门负责，排在第一位的部门为牵头部门，下同）",
            roles(&[], &["教育部", "财政部", "民政部"], &[], None),
        ),
        ("成员由市教育局（局长、营业部负责人）组成。", None),
        ("稳定预期。（银保监会、证监会负责）", roles(&[], &["银保监会", "证监会"], &[], None)),
        ("《办法》（以下简称本办法）自印发之日起施行。", None),
        ("符合条件的人员（含灵活就业人员）可以申请。", None),
    ];
    for (text, expected) in cases {
        assert_eq!(in_brackets(text), expected, "{text}");
    }
}

#[test]
fn bodies_that_do_all_tasks_are_told_apart() {
    let text = "完善检索。（市教育局负责，以下均需各县政府、管委会落实，不再列出）";
    assert_eq!(in_brackets(text), roles(&[], &["市教育局"], &[], None));
    let shared = shared_by_all(text);
    assert_eq!(shared, Some(vec!["各县政府".to_owned(), "管委会".to_owned()]));
    assert_eq!(shared_by_all("完善检索。（市教育局负责）"), None);
}

#[test]
fn sentences_that_name_who_does_it_are_read() {
    assert_eq!(
        in_sentence("该项工作由市教育局牵头，市财政局、市人社局配合。"),
        roles(&["市教育局"], &[], &["市财政局", "市人社局"], None)
    );
    assert_eq!(in_sentence("资金由市财政局负责。"), roles(&[], &["市财政局"], &[], None));
    assert_eq!(in_sentence("本办法由市教育局负责解释。"), None);
    assert_eq!(in_sentence("本办法由市教育局牵头解释。"), None);
    assert_eq!(in_sentence("本办法由市教育局会同市财政局解释。"), None);
    assert_eq!(in_sentence("成员由市教育局、市财政局等部门负责同志组成。"), None);
    assert_eq!(in_sentence("理由充分，负责到底。"), None);
}

#[test]
fn lines_that_close_a_paragraph_are_told() {
    assert!(closes_paragraph("（责任单位：市教育局）"));
    assert!(closes_paragraph("责任单位：市教育局、市财政局"));
    assert!(!closes_paragraph("（一）加强公开。（责任单位：市教育局）"));
    assert!(!closes_paragraph("（此件公开发布）"));
}
