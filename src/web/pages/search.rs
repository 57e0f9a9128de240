//! `/search`: results with the ways to narrow them.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

use crate::query::facet::FacetField;
use crate::query::request::{Scope, SearchRequest, Sort};
use crate::query::understand::UnderstoodKind;
use crate::search::part::Part;
use crate::search::response::{Explained, SearchResponse, SearchResult};
use crate::search::suggest::Suggestion;
use crate::web::address;
use crate::web::conditional;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::links::{self, Links, Source};
use crate::web::pages::answer::AnswerView;
use crate::web::pages::view::{
    Badge, ClauseView, FacetView, Link, NoticeView, facts, render, updated,
};
use crate::web::params::extract::PageSearch;
use crate::web::params::page_facets;
use crate::web::state::AppState;
use crate::web::usage::{self, Visitor};

/// Pages that are linked on each side of the one shown.
const NEIGHBOURS: usize = 3;

#[derive(Debug, Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    total: u64,
    unit: &'static str,
    hidden: u64,
    show_hidden: String,
    scopes: Vec<Link>,
    sorts: Vec<Link>,
    understood: Vec<Said>,
    notes: Vec<String>,
    /// What could not be shown, in words.
    missing: Option<String>,
    /// When the library was last changed, where that is known.
    updated: Option<String>,
    did_you_mean: Option<Link>,
    chips: Vec<Link>,
    without_filters: String,
    facets: Vec<FacetView>,
    /// What the form of dates carries beside them.
    undated_fields: Vec<(String, String)>,
    date_from: String,
    date_to: String,
    dated: bool,
    answers: Vec<AnswerView>,
    without_answers: String,
    results: Vec<NoticeView>,
    groupings: Vec<Link>,
    /// When and where the words stand in notices; `None` where none were typed.
    timeline: Option<String>,
    groups: Vec<GroupView>,
    /// What there is without each filter, where nothing is found.
    relief: Vec<Link>,
    /// What the library holds that is like the query, where nothing is found.
    nearest: Vec<Link>,
    related: Vec<Link>,
    sizes: Vec<Link>,
    pages: Vec<Link>,
    previous: Option<String>,
    next: Option<String>,
    first: usize,
    took_ms: u64,
}

/// The results of one value of a dimension.
#[derive(Debug)]
struct GroupView {
    label: String,
    total: u64,
    href: String,
    results: Vec<NoticeView>,
}

/// Results on a page that readers choose from.
const SIZES: [usize; 3] = [10, 20, 50];

/// Terms that are offered where nothing is found.
const NEAREST: usize = 6;

/// Something that was understood, with the address that undoes it.
#[derive(Debug)]
struct Said {
    label: &'static str,
    text: String,
    href: String,
}

/// The dimensions of the care edition, where less stands on a page.
const PLAIN_FACETS: [FacetField; 4] =
    [FacetField::Region, FacetField::Year, FacetField::Kind, FacetField::Validity];

/// Shows results.
pub(in crate::web) async fn search(
    State(app): State<AppState>,
    frame: Frame,
    visitor: Visitor,
    params: PageSearch,
) -> Result<Response, PageError> {
    let mut request = params.0.request;
    request.facets = page_facets();
    request.explain = true;
    request.admits_partial = true;
    let mut response = app.searcher.search(&request, app.today()).await?;
    app.operation.metrics.searched(response.total, response.is_kept);
    usage::count(&app, &visitor, &request, &response);
    let mut nearest = Vec::new();
    if response.total == 0 {
        let near = app.searcher.suggest(&request.text, NEAREST, app.today()).await;
        nearest = response.missing.or_nothing(Part::Nearest, near);
    }
    let status = app.searcher.status().await.ok();
    let updated = updated(status.and_then(|status| status.publication.made_at));
    let page = render(&SearchPage { updated, ..page(frame, &request, &response, &nearest) })?;
    Ok(conditional::kept_if_whole(page.into_response(), response.is_partial))
}

fn page(
    frame: Frame,
    request: &SearchRequest,
    response: &SearchResponse,
    nearest: &[Suggestion],
) -> SearchPage {
    let links = Links::new(request);
    let is_plain = frame.preferences.care;
    let facets: Vec<FacetView> = FacetField::ALL
        .into_iter()
        .filter(|field| !is_plain || PLAIN_FACETS.contains(field))
        .filter_map(|field| Some(FacetView::new(field, response.facets.get(&field)?, &links)))
        .filter(|facet| facet.values.len() > 1 || facet.values.iter().any(|value| value.selected))
        .collect();
    let page = response.page;
    let shown =
        page.number.saturating_sub(NEIGHBOURS).max(1)..=(page.number + NEIGHBOURS).min(page.pages);
    SearchPage {
        undated_fields: links.undated_fields(),
        date_from: shown_date(request.filters.date_from),
        date_to: shown_date(request.filters.date_to),
        dated: request.filters.date_from.is_some() || request.filters.date_to.is_some(),
        frame: Frame {
            query: request.text.clone(),
            hidden_fields: links.hidden_fields(),
            feeds: links.feeds(),
            feeds_title: feeds_title(request.scope),
            ..frame
        },
        total: response.total,
        unit: if request.scope == Scope::Notices { "件" } else { "条" },
        hidden: response.hidden.not_in_force,
        show_hidden: links.any_validity(),
        scopes: scopes(request, &links),
        sorts: sorts(request, &links),
        understood: understood(response, &links),
        notes: response.notes.clone(),
        missing: response.missing.said(),
        updated: None,
        did_you_mean: response.did_you_mean.as_ref().map(|query| Link {
            text: query.clone(),
            href: links.asking(query, Source::Spelling),
            current: false,
        }),
        chips: chips(request, &facets, &links),
        without_filters: links.without_filters(),
        answers: response
            .answers
            .iter()
            .map(|answer| AnswerView::new(answer, &request.text))
            .collect(),
        without_answers: links.without(UnderstoodKind::Answer),
        results: response.results.iter().map(|result| view(result, &request.text)).collect(),
        groupings: groupings(request, &links),
        timeline: timeline(request),
        groups: groups(request, response, &links),
        relief: relief(response, &links),
        nearest: nearest.iter().map(|near| asking(&near.text, &links)).collect(),
        related: response.related.iter().map(|related| asking(&related.text, &links)).collect(),
        sizes: sizes(request, &links),
        pages: shown
            .map(|number| Link {
                text: number.to_string(),
                href: links.page(number),
                current: number == page.number,
            })
            .collect(),
        previous: (page.number > 1).then(|| links.page(page.number - 1)),
        next: (page.number < page.pages).then(|| links.page(page.number + 1)),
        first: request.page.start() + 1,
        took_ms: response.took_ms,
        facets,
    }
}

/// Says what the feeds of a search are of.
fn feeds_title(scope: Scope) -> &'static str {
    match scope {
        Scope::Notices => "订阅本次检索",
        Scope::Clauses => "订阅这些条款",
        Scope::Assignments => "订阅这些任务",
    }
}

/// Returns what can be searched.
fn scopes(request: &SearchRequest, links: &Links<'_>) -> Vec<Link> {
    Scope::ALL
        .into_iter()
        .map(|scope| Link {
            text: scope.label().to_owned(),
            href: links.scoped(scope),
            current: scope == request.scope,
        })
        .collect()
}

/// Returns the orders.
fn sorts(request: &SearchRequest, links: &Links<'_>) -> Vec<Link> {
    Sort::ALL
        .into_iter()
        .map(|sort| Link {
            text: sort.label().to_owned(),
            href: links.sorted(sort),
            current: sort == request.sort,
        })
        .collect()
}

/// Returns how many results a page can have.
fn sizes(request: &SearchRequest, links: &Links<'_>) -> Vec<Link> {
    SIZES
        .into_iter()
        .map(|size| Link {
            text: size.to_string(),
            href: links.sized(size),
            current: size == request.page.size(),
        })
        .collect()
}

/// Makes the link of a search that the program offers.
fn asking(text: &str, links: &Links<'_>) -> Link {
    let href = links.asking(text, Source::Related);
    Link { text: text.to_owned(), href, current: false }
}

/// Returns the ways in which results can stand: in one list, by place, by year.
/// Returns the address of when and where the words of a search stand in notices.
fn timeline(request: &SearchRequest) -> Option<String> {
    let topic = SearchRequest {
        text: request.text.clone(),
        filters: request.filters.clone(),
        ..SearchRequest::default()
    };
    (!topic.text.is_empty()).then(|| links::at("/timeline", &topic))
}

fn groupings(request: &SearchRequest, links: &Links<'_>) -> Vec<Link> {
    let by = SearchRequest::GROUPS.map(|field| (Some(field), format!("按{}", field.label())));
    let ways = std::iter::once((None, "不分".to_owned())).chain(by);
    let links = ways.map(|(group, text)| Link {
        text,
        href: links.grouped(group),
        current: group == request.group,
    });
    links.collect()
}

fn groups(request: &SearchRequest, response: &SearchResponse, links: &Links<'_>) -> Vec<GroupView> {
    let Some(field) = request.group else { return Vec::new() };
    let groups = response.groups.iter().map(|group| GroupView {
        label: group.label.clone(),
        total: group.total,
        href: links.of_group(field, &group.value),
        results: group.results.iter().map(|result| view(result, &request.text)).collect(),
    });
    groups.collect()
}

fn relief(response: &SearchResponse, links: &Links<'_>) -> Vec<Link> {
    let reliefs = response.relief.iter().map(|relief| Link {
        text: format!("不限{}：{} 条结果", relief.without.label(), relief.total),
        href: links.relieved(relief.without),
        current: false,
    });
    reliefs.collect()
}

fn why(explained: Option<&Explained>) -> Vec<String> {
    explained.map_or_else(Vec::new, |explained| explained.why.clone())
}

fn shown_date(date: Option<Date>) -> String {
    date.map_or_else(String::new, |date| date.to_string())
}

fn understood(response: &SearchResponse, links: &Links<'_>) -> Vec<Said> {
    let said = response.understood.iter().map(|understood| Said {
        label: understood.kind.label(),
        text: match understood.to.as_str() {
            "" => understood.from.clone(),
            to => format!("{} → {to}", understood.from),
        },
        href: links.undoing(understood),
    });
    said.collect()
}

/// Lists the filters in force, each with the link that takes it away.
fn chips(request: &SearchRequest, facets: &[FacetView], links: &Links<'_>) -> Vec<Link> {
    let mut chips: Vec<Link> = facets
        .iter()
        .flat_map(|facet| {
            facet
                .values
                .iter()
                .filter(|value| value.selected)
                .map(move |value| (facet.label, value))
        })
        .map(|(label, value)| Link {
            text: format!("{label}：{}", value.label),
            href: value.href.clone(),
            current: true,
        })
        .collect();
    let filters = &request.filters;
    let mut bound = |name: &str, text: Option<String>| {
        chips.extend(text.map(|text| Link {
            text,
            href: links.without_bound(name),
            current: true,
        }));
    };
    bound("date_from", filters.date_from.map(|date| format!("{date} 起")));
    bound("date_to", filters.date_to.map(|date| format!("{date} 止")));
    bound("deadline_before", filters.deadline_before.map(|date| format!("{date} 前完成")));
    bound("cites", filters.cites.as_ref().map(|number| format!("引用 {number}")));
    chips
}

/// Says how many copies stand behind a result.
fn copies(count: usize) -> Option<String> {
    (count > 0).then(|| format!("另有{count}处转载"))
}

fn view(result: &SearchResult, text: &str) -> NoticeView {
    match result {
        SearchResult::Notice(result) => NoticeView {
            title_html: result.title_html.clone(),
            href: address::notice(result.notice.id.as_str(), text),
            facts: facts(&result.notice).into_iter().chain(copies(result.also_at.len())).collect(),
            validity: Badge::new(result.notice.validity, result.notice.validity_is_derived),
            clauses: result.clauses.iter().map(|clause| ClauseView::new(clause, text)).collect(),
            why: why(result.explanation.as_ref()),
        },
        SearchResult::Clause(result) => NoticeView {
            title_html: askama::filters::escape(&result.notice.title, askama::filters::Html)
                .map_or_else(|_| String::new(), |escaped| escaped.to_string()),
            href: address::notice(result.notice.id.as_str(), text),
            facts: facts(&result.notice),
            validity: Badge::new(result.notice.validity, result.notice.validity_is_derived),
            clauses: vec![ClauseView {
                precedents: Some(address::precedents(&result.clause.id)),
                ..ClauseView::new(&result.clause, text)
            }],
            why: why(result.explanation.as_ref()),
        },
    }
}
