//! `/variants`: in which wordings places put a requirement, since when, and how they differ.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::precedent::wording::{Member, Wording, Wordings};
use crate::web::address;
use crate::web::desk::OfPage;
use crate::web::desk::passage::LONGEST;
use crate::web::desk::variants::VariantParams;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::difference::{DifferenceView, is_added, is_removed};
use crate::web::pages::spread::{Counted, Spread};
use crate::web::pages::view::{Link, or_nothing, place, render};
use crate::web::pages::views::views;
use crate::web::state::AppState;

#[derive(Debug, Template)]
#[template(path = "variants.html")]
struct VariantsPage {
    frame: Frame,
    /// The text in the field.
    text: String,
    longest: usize,
    asked: bool,
    /// Other views of the same requirement.
    views: Vec<Link>,
    /// What was found, in words.
    said: String,
    groups: Vec<GroupView>,
    picture: Option<Spread>,
    picture_name: &'static str,
    picture_unit: &'static str,
}

#[derive(Debug)]
struct GroupView {
    letter: char,
    count: usize,
    /// 2019—2024 年，3 地
    said: String,
    /// Words that its members share and other wordings lack.
    distinct: Vec<String>,
    is_baseline: bool,
    /// The same wordings with this one as the baseline.
    as_baseline: String,
    representative: MemberView,
    /// The clauses, the oldest first.
    members: Vec<MemberView>,
}

#[derive(Clone, Debug)]
struct MemberView {
    id: String,
    href: String,
    title: String,
    address: String,
    place: String,
    date: String,
    /// Place and date, as far as they are known.
    whence: String,
    lead: String,
    responsible: String,
    deadline: String,
    passage: String,
    /// The passage beside the baseline; `None` for that itself.
    difference: Option<DifferenceView>,
}

impl MemberView {
    fn new(member: &Member) -> Self {
        let clause = &member.clause;
        Self {
            id: clause.id.clone(),
            href: address::clause(&clause.id, ""),
            title: clause.notice.title.clone(),
            address: match &clause.also_at {
                Some(other) => format!("{}（同{other}）", clause.address),
                None => clause.address.clone(),
            },
            place: or_nothing(Some(place(&clause.notice.region))),
            whence: whence(member),
            date: or_nothing(member.date.map(|date| date.to_string())),
            lead: or_nothing(Some(clause.lead.join("、"))),
            responsible: or_nothing(Some(clause.responsible.join("、"))),
            deadline: or_nothing(clause.deadline.as_ref().map(|deadline| deadline.text.clone())),
            passage: member.passage.clone(),
            difference: member.comparison.as_ref().map(DifferenceView::listed),
        }
    }
}

impl GroupView {
    fn new(group: &Wording, params: &VariantParams, baseline: Option<char>) -> Option<Self> {
        let representative = MemberView::new(group.members.get(group.representative)?);
        let mut members: Vec<&Member> = group.members.iter().collect();
        members.sort_by_key(|member| (member.date.is_none(), member.date));
        let years = match (group.first, group.last) {
            (Some(first), Some(last)) if first.year() == last.year() => {
                format!("{} 年，", first.year())
            }
            (Some(first), Some(last)) => format!("{}—{} 年，", first.year(), last.year()),
            _ => String::new(),
        };
        Some(Self {
            letter: group.letter,
            count: group.count,
            said: format!("{years}{} 地", group.regions.len()),
            distinct: group.distinct.iter().map(|words| words.replace('0', "N")).collect(),
            is_baseline: Some(group.letter) == baseline,
            as_baseline: format!("{}&base={}", params.passage.at("/variants"), group.letter),
            representative,
            members: members.into_iter().map(MemberView::new).collect(),
        })
    }
}

/// Shows the wordings of a clause or a text; without either, the field for a text.
pub(in crate::web) async fn variants(
    State(app): State<AppState>,
    frame: Frame,
    OfPage(params): OfPage<VariantParams>,
) -> Result<Html<String>, PageError> {
    let found = match params.passage.asked() {
        Some(sought) => params.wordings(sought, &app).await?,
        None => Wordings::default(),
    };
    let groups: Vec<GroupView> = found
        .groups
        .iter()
        .filter_map(|group| GroupView::new(group, &params, found.baseline))
        .collect();
    render(&VariantsPage {
        longest: LONGEST,
        asked: params.passage.asked().is_some(),
        views: views(&params.passage, "/variants"),
        said: said(&found, groups.len()),
        picture: Spread::new(found.groups.iter().filter_map(by_year).collect()),
        picture_name: "各种写法逐年出现的次数",
        picture_unit: "条",
        groups,
        text: found.passage,
        frame,
    })
}

/// Says how many clauses there are, of which wordings, the first and the last.
fn said(found: &Wordings, wordings: usize) -> String {
    let members = || found.groups.iter().flat_map(|group| &group.members);
    let dated = || members().filter(|member| member.date.is_some());
    let said = format!("库内有 {} 条写这一要求，分为 {wordings} 种写法", found.count);
    let first = dated().min_by_key(|member| member.date);
    let last = dated().max_by_key(|member| member.date);
    match (first, last) {
        (Some(first), Some(last)) => {
            format!("{said}；最早 {}，最近 {}", whence(first), whence(last))
        }
        _ => said,
    }
}

/// Writes place and date of a clause, as far as they are known.
fn whence(member: &Member) -> String {
    let date = member.date.map(|date| date.to_string());
    let place = Some(place(&member.clause.notice.region)).filter(|place| !place.is_empty());
    let known: Vec<String> = place.into_iter().chain(date).collect();
    if known.is_empty() { member.clause.notice.title.clone() } else { known.join(" ") }
}

/// Counts the clauses of a wording by year; `None` where it has none.
fn by_year(group: &Wording) -> Option<Counted> {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    for date in group.members.iter().filter_map(|member| member.date) {
        *years.entry(date.year()).or_default() += 1;
    }
    let href = format!("#{}", group.letter);
    let years: Vec<_> =
        years.into_iter().map(|(year, count)| (year, count, href.clone())).collect();
    (!years.is_empty()).then(|| (format!("写法 {}", group.letter), years))
}
