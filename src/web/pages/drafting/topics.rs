//! The topics that others of the kind of a notice have and it lacks.

use askama::Template;
use axum::response::Html;

use crate::notice::id::NoticeId;
use crate::precedent::drafting::topics::{Lacking, Topic};
use crate::web::address;
use crate::web::desk::drafting;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::drafting::Above;
use crate::web::pages::view::{facts, render};
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "drafting/topics.html")]
struct TopicsPage {
    frame: Frame,
    above: Above,
    topics: Vec<TopicView>,
    kind: Vec<KindView>,
}

/// A topic that several notices have.
#[derive(Debug)]
struct TopicView {
    name: String,
    notices: usize,
    clauses: Vec<ClauseView>,
}

/// A clause about a topic.
#[derive(Debug)]
struct ClauseView {
    date: String,
    title: String,
    address: String,
    href: String,
    sentence: String,
}

/// A notice of the kind, with the topics that it alone has: names and addresses.
#[derive(Debug)]
struct KindView {
    title: String,
    href: String,
    facts: Vec<String>,
    topics: Vec<(String, String)>,
}

/// Shows the topics that a notice lacks.
pub(super) async fn show(
    app: &AppState,
    frame: Frame,
    id: &NoticeId,
) -> Result<Html<String>, PageError> {
    let lacking = drafting::lacking(app, id).await?;
    let kind = lacking.kind.iter().enumerate().map(|(number, notice)| KindView {
        title: notice.title.clone(),
        href: address::notice(notice.id.as_str(), ""),
        facts: facts(notice),
        topics: single(&lacking, number),
    });
    render(&TopicsPage {
        frame,
        above: Above::new(&lacking.notice, true),
        topics: lacking.topics.iter().map(|topic| topic_view(topic, &lacking)).collect(),
        kind: kind.collect(),
    })
}

/// Returns the topics that one notice alone has.
fn single(lacking: &Lacking, notice: usize) -> Vec<(String, String)> {
    let of_notice = |topic: &&Topic| topic.clauses.iter().any(|clause| clause.notice == notice);
    let topics = lacking.single.iter().filter(of_notice);
    let named = topics.filter_map(|topic| {
        let clause = topic.clauses.first()?;
        Some((topic.name.clone(), address::clause(&clause.id, "")))
    });
    named.collect()
}

fn topic_view(topic: &Topic, lacking: &Lacking) -> TopicView {
    let clauses = topic.clauses.iter().map(|clause| {
        let notice = &lacking.kind[clause.notice];
        let date = notice.dated_on().map(|date| date.to_string());
        ClauseView {
            date: date.unwrap_or_else(|| "日期不详".to_owned()),
            title: notice.title.clone(),
            address: clause.address.clone(),
            href: address::clause(&clause.id, ""),
            sentence: clause.sentence.clone(),
        }
    });
    TopicView { name: topic.name.clone(), notices: topic.notices, clauses: clauses.collect() }
}
