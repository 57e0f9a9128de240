//! Results of a search as a sheet: a notice or a clause a line.

use crate::notice::kind::Kind;
use crate::notice::region::Level;
use crate::query::request::Scope;
use crate::search::response::{ClauseResult, NoticeSummary, SearchResult};
use crate::web::export::sheet::{MARK, line};
use crate::web::snippet::text;

/// The names of the columns that tell of a notice.
const OF_NOTICE: [&str; 12] = [
    "标识",
    "标题",
    "发文字号",
    "发文机关",
    "行政区划代码",
    "地区",
    "层级",
    "文种",
    "年份",
    "成文日期",
    "发布日期",
    "有效性",
];

/// The names of the columns that tell of a clause before those of its notice.
const OF_CLAUSE: [&str; 8] =
    ["条款标识", "条款", "原文", "牵头单位", "责任单位", "配合单位", "完成时限", "最晚日期"];

/// Writes the results of a scope as a sheet.
pub(in crate::web) fn sheet(scope: Scope, results: &[SearchResult]) -> String {
    head(scope) + &lines(results)
}

/// Writes what a sheet begins with.
pub(in crate::web) fn head(scope: Scope) -> String {
    let mut sheet = String::from(MARK);
    let of_notice = OF_NOTICE.map(str::to_owned);
    match scope {
        Scope::Notices => line(&mut sheet, &of_notice),
        Scope::Clauses | Scope::Assignments => {
            line(&mut sheet, &joined(OF_CLAUSE.map(str::to_owned), of_notice));
        }
    }
    sheet
}

/// Writes the lines of some results.
pub(in crate::web) fn lines(results: &[SearchResult]) -> String {
    let mut sheet = String::new();
    for result in results {
        match result {
            SearchResult::Notice(found) => line(&mut sheet, &notice(&found.notice)),
            SearchResult::Clause(found) => {
                line(&mut sheet, &joined(clause(found), notice(&found.notice)));
            }
        }
    }
    sheet
}

fn notice(notice: &NoticeSummary) -> [String; 12] {
    let text = |text: Option<String>| text.unwrap_or_default();
    [
        notice.id.to_string(),
        notice.title.clone(),
        text(notice.doc_number.as_ref().map(ToString::to_string)),
        notice.issuers.join("、"),
        text(notice.region.code.map(|code| code.to_string())),
        notice.region.names().collect(),
        text(notice.level.map(|level: Level| level.label().to_owned())),
        text(notice.kind.map(|kind: Kind| kind.name().to_owned())),
        text(notice.year.map(|year| year.to_string())),
        text(notice.issued_on.map(|day| day.to_string())),
        text(notice.published_on.map(|day| day.to_string())),
        notice.validity.label().to_owned(),
    ]
}

fn clause(found: &ClauseResult) -> [String; 8] {
    let clause = &found.clause;
    let deadline = clause.deadline.as_ref();
    [
        clause.id.clone(),
        clause.address.clone(),
        text(&clause.html),
        clause.lead.join("、"),
        clause.responsible.join("、"),
        clause.supporting.join("、"),
        deadline.map_or_else(String::new, |deadline| deadline.text.clone()),
        deadline.and_then(|deadline| deadline.on).map_or_else(String::new, |on| on.to_string()),
    ]
}

fn joined(clause: [String; 8], notice: [String; 12]) -> [String; 20] {
    let mut fields = clause.into_iter().chain(notice);
    std::array::from_fn(|_| fields.next().unwrap_or_default())
}
