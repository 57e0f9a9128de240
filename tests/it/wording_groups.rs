//! The wordings of a requirement, over invented notices of invented places.

use jiff::civil::{Date, date};
use std::sync::Arc;
use zhengsou::precedent::Desk;
use zhengsou::precedent::passage::Passage;
use zhengsou::precedent::request::PrecedentRequest;
use zhengsou::precedent::wording::{Wording, Wordings};
use zhengsou::query::request::{Filters, ValidityFilter};

use crate::support::library::Library;

const TODAY: Date = date(2025, 6, 1);

/// City, year of the notice and what it says of the loans of beekeepers.
const PLACES: [(&str, i16, &str); 7] = [
    ("清泽市", 2021, "养蜂户首次申请蜂业贷款的，最高贷款额度上浮20%。"),
    ("望溪市", 2022, "养蜂户首次申请蜂业贷款的，最高贷款额度可上浮30%。"),
    ("云岫市", 2024, "对养蜂户申请蜂业贷款的，贷款额度上浮20%。"),
    ("石蓝市", 2022, "养蜂户申请蜂业贷款的，贷款额度在最高额度基础上增加10万元。"),
    ("松汀市", 2023, "养蜂户申请蜂业贷款的，贷款额度在最高额度基础上增加5万元。"),
    ("鹿屏市", 2023, "一级养蜂户蜂业贷款额度上浮10%，二级养蜂户蜂业贷款额度上浮20%。"),
    ("荻川市", 2020, "养蜂户蜂业贷款额度由各县区根据实际合理提高。"),
];

async fn library() -> Library {
    let files: Vec<(String, String)> = PLACES
        .iter()
        .enumerate()
        .map(|(number, (city, year, text))| {
            let notice = format!(
                "{city}人民政府办公室关于支持蜂业发展的通知\n\
                 成文日期：{year}年5月8日\n\n\
                 各县（市、区）人民政府：\n\
                 一、加强蜂种保护。建立蜂种保护区，严禁外来蜂种进入。\n\
                 二、{text}\n\
                 {city}人民政府办公室\n{year}年5月8日\n"
            );
            (format!("{number}.txt"), notice)
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Library::of(&files).await
}

async fn wordings(library: &Library, passage: &Passage) -> Wordings {
    let request = PrecedentRequest {
        filters: Filters { validity: ValidityFilter::Any, ..Filters::default() },
        shows_copies: true,
        ..PrecedentRequest::default()
    };
    let desk = Desk::new(Arc::new(library.searcher()));
    desk.wordings(passage, None, &request, TODAY).await.unwrap()
}

/// Returns the files of the notices of a wording.
fn files(wording: &Wording) -> Vec<&str> {
    let mut files: Vec<&str> =
        wording.members.iter().map(|member| member.clause.notice.source.as_str()).collect();
    files.sort_unstable();
    files
}

#[tokio::test]
async fn a_requirement_is_sorted_by_the_kind_of_its_rule() {
    let library = library().await;
    let found = wordings(&library, &Passage::pasted("养蜂户蜂业贷款额度上浮")).await;
    let letters: String = found.groups.iter().map(|wording| wording.letter).collect();
    assert_eq!(letters, "ABC");
    let shares = found.groups.iter().find(|wording| files(wording).contains(&"0.txt")).unwrap();
    let sums = found.groups.iter().find(|wording| files(wording).contains(&"3.txt")).unwrap();
    for file in ["1.txt", "2.txt"] {
        assert!(files(shares).contains(&file), "{:?}", files(shares));
    }
    assert!(files(sums).contains(&"4.txt") && shares.letter != sums.letter, "{:?}", files(sums));
    assert_eq!((shares.count, shares.last), (shares.members.len(), Some(date(2024, 5, 8))));
    let passage = &shares.members[shares.representative].passage;
    assert!(passage.contains("上浮") && !passage.contains("蜂种"), "{passage}");
}

#[tokio::test]
async fn every_clause_stands_in_one_wording_only() {
    let library = library().await;
    let found = wordings(&library, &Passage::pasted("养蜂户蜂业贷款额度上浮")).await;
    let members = found.groups.iter().flat_map(|wording| &wording.members);
    let mut clauses: Vec<_> =
        members.map(|member| (&member.clause.notice.source, &member.clause.address)).collect();
    let all = clauses.len();
    clauses.sort_unstable();
    clauses.dedup();
    assert_eq!(clauses.len(), all);
    assert!(found.groups.iter().all(|wording| wording.count == wording.members.len()));
}

#[tokio::test]
async fn what_nobody_wrote_has_no_wordings() {
    let library = library().await;
    assert!(wordings(&library, &Passage::pasted("")).await.groups.is_empty());
}
