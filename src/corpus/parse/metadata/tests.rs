//! Cases of the block of labelled values.

use jiff::civil::date;

use crate::corpus::parse::line::{Line, Piece};
use crate::corpus::parse::metadata::{Metadata, take};
use crate::notice::status::{Openness, Validity};

fn read(lines: &[&str]) -> (Metadata, Vec<String>) {
    let pieces: Vec<Piece> = lines.iter().map(|line| Piece::Line(Line::new(*line))).collect();
    let body = pieces.len();
    let (metadata, kept, _) = take(&[], pieces, body);
    let kept = kept
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Line(line) => Some(line.text),
            Piece::Table(_) => None,
        })
        .collect();
    (metadata, kept)
}

#[test]
fn labelled_lines_are_read() {
    let (metadata, kept) = read(&[
        "索 引 号：11990100/2024-0001",
        "发文字号：泽政办发〔2024〕1号",
        "成文日期：2024年5月1日",
        "有 效 性：失效",
        "标题在此",
    ]);
    assert_eq!(metadata.index_number.as_deref(), Some("11990100/2024-0001"));
    assert_eq!(metadata.doc_number.map(|n| n.to_string()).as_deref(), Some("泽政办发〔2024〕1号"));
    assert_eq!(metadata.issued_on, Some(date(2024, 5, 1)));
    assert_eq!(metadata.validity, Some(Validity::Expired));
    assert_eq!(kept, ["标题在此"]);
}

#[test]
fn values_on_the_next_line_and_empty_values_are_read() {
    let (metadata, kept) = read(&[
        "索 引 号：",
        "000/2018-1",
        "主 题 词：",
        "发文机关：",
        "清泽市人民政府",
        "关于某事的通知",
    ]);
    assert_eq!(metadata.index_number.as_deref(), Some("000/2018-1"));
    assert_eq!(metadata.issuer.as_deref(), Some("清泽市人民政府"));
    assert_eq!(kept, ["关于某事的通知"]);
    let (metadata, kept) =
        read(&["[ 发文字号 ]", "泽政发〔2024〕2号", "[ 发布日期 ]", "2024-07-09"]);
    assert!(metadata.doc_number.is_some());
    assert_eq!(metadata.published_on, Some(date(2024, 7, 9)));
    assert!(kept.is_empty());
}

#[test]
fn several_pairs_on_a_line_are_read() {
    let (metadata, _) =
        read(&["[主题分类] 综合政务 [成文日期] 2020-02-03 [废止日期] ---- [有效性] 有效"]);
    assert_eq!(metadata.topic.as_deref(), Some("综合政务"));
    assert_eq!(metadata.expires_on, None);
    assert_eq!(metadata.validity, Some(Validity::InForce));
    let (metadata, _) = read(&["发布时间: 2023-04-1316:39 浏览次数: 55 来源: 市府办"]);
    assert_eq!(metadata.published_on, Some(date(2023, 4, 13)));
    assert_eq!(metadata.origin.as_deref(), Some("市府办"));
    let (metadata, _) = read(&["2022-05-1520:07:00 来源:市住建局 【字体:大中小】打印"]);
    assert_eq!(metadata.published_on, Some(date(2022, 5, 15)));
}

#[test]
fn values_without_labels_are_told_by_their_form() {
    let (metadata, kept) = read(&[
        "关于某事的通知",
        "119901037059525546-A/2024-6581217",
        "综合政务",
        "泽政办发〔2024〕3号",
        "区政府办公室",
        "2024-06-30",
        "2024-07-01",
        "有效",
    ]);
    assert_eq!(metadata.index_number.as_deref(), Some("119901037059525546-A/2024-6581217"));
    assert_eq!(metadata.issued_on, Some(date(2024, 6, 30)));
    assert_eq!(metadata.published_on, Some(date(2024, 7, 1)));
    assert_eq!(metadata.validity, Some(Validity::InForce));
    assert_eq!(metadata.topic.as_deref(), Some("综合政务"));
    assert_eq!(kept, ["关于某事的通知"]);
}

#[test]
fn openness_at_the_foot_is_read_and_the_text_is_left_alone() {
    let pieces = ["正文第一段，说明公开方式。", "公开方式：主动公开"]
        .map(|line| Piece::Line(Line::new(line)))
        .to_vec();
    let (metadata, kept, _) = take(&[], pieces, 0);
    assert_eq!(metadata.openness, Some(Openness::Proactive));
    assert_eq!(kept.len(), 1);
}

#[test]
fn a_line_that_begins_with_a_colon_is_read() {
    let (metadata, kept) = read(&["：发布机构 清泽市教育局 文号 泽教发〔2024〕1号"]);
    assert_eq!(metadata.publisher, None);
    assert_eq!(kept.len(), 1);
}
