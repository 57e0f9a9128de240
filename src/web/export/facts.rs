//! The official elements of a notice as labelled values, in the order in which pages state them.

use jiff::civil::Date;

use crate::notice::Notice;

/// Returns every element with its label; the value is empty where it was not read.
pub(in crate::web) fn elements(notice: &Notice) -> Vec<(&'static str, String)> {
    let date = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let number = notice.doc_number.as_ref().map_or_else(String::new, ToString::to_string);
    vec![
        ("发文字号", number),
        ("发文机关", notice.issuers.join("、")),
        ("索引号", notice.index_number.clone().unwrap_or_default()),
        ("地区", notice.region.names().collect::<Vec<_>>().join(" › ")),
        ("层级", notice.level.map_or("", |level| level.label()).to_owned()),
        ("文种", notice.kind.map_or("", |kind| kind.name()).to_owned()),
        ("年份", notice.year.map_or_else(String::new, |year| year.to_string())),
        ("主题分类", topic(notice)),
        ("成文日期", date(notice.issued_on)),
        ("发布日期", date(notice.published_on)),
        ("施行日期", date(notice.effective_on)),
        ("有效期至", date(notice.expires_on)),
        ("公开属性", notice.openness.map_or("", |openness| openness.name()).to_owned()),
        ("主送机关", notice.addressees.join("，")),
    ]
}

/// Returns the topic as stated, else the derived one, which says so.
fn topic(notice: &Notice) -> String {
    match (&notice.topic, &notice.topic_derived) {
        (Some(stated), _) => stated.clone(),
        (None, Some(derived)) => format!("{derived}（按内容归类）"),
        (None, None) => String::new(),
    }
}
