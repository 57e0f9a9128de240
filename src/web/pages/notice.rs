//! `/notices/{id}`: a notice to read, with all its elements.

use askama::Template;
use axum::extract::State;
use axum::response::Html;
use jiff::civil::Date;

use crate::notice::Notice;
use crate::notice::assignment::Assignment;
use crate::notice::citation::Citation;
use crate::notice::clause::{CELL_SEPARATOR, Clause, ClauseKind};
use crate::notice::id::NoticeId;
use crate::search::highlight::Marker;
use crate::web::error::{AppError, PageError};
use crate::web::frame::Frame;
use crate::web::links;
use crate::web::pages::meta::Meta;
use crate::web::pages::view::{Badge, place, render};
use crate::web::params::{PageSearch, PathParam};
use crate::web::site::Origin;
use crate::web::state::AppState;

/// What stands where the page states nothing that was recognised.
const UNREAD: &str = "未识别";

#[derive(Debug, Template)]
#[template(path = "notice.html")]
struct NoticePage {
    frame: Frame,
    meta: Meta,
    title: String,
    title_html: String,
    badge: Badge,
    ended: Option<String>,
    /// The page of the notice that ended this one.
    ended_by: Option<String>,
    /// The pages of its other copies.
    also_at: Vec<String>,
    elements: Vec<(&'static str, String)>,
    url: Option<String>,
    outline: Vec<(usize, String, String)>,
    pieces: Vec<Piece>,
    attachments: Vec<String>,
    /// Documents that it names, with their pages where the library has them.
    citations: Vec<(String, Option<String>)>,
}

/// A piece of the text in order.
#[derive(Debug)]
struct Piece {
    /// Headings that begin here, with their depth and anchor.
    headings: Vec<(usize, String, String)>,
    anchor: String,
    address: String,
    html: String,
    /// The cells, where it is a row of a table.
    cells: Vec<String>,
    tasks: Vec<(&'static str, String)>,
}

/// Shows a notice.
pub(in crate::web) async fn notice(
    State(app): State<AppState>,
    frame: Frame,
    origin: Origin,
    id: PathParam,
    params: PageSearch,
) -> Result<Html<String>, PageError> {
    let text = params.0.request.text;
    let found = app.searcher.notice(&NoticeId::given(id.0.clone()), app.today()).await?;
    let notice = found.ok_or_else(|| AppError::NotFound(format!("notice {}", id.0)))?;
    let marker = app.searcher.marker(&text, app.today()).await?;
    let meta = Meta::new(&notice, &origin, app.today());
    render(&page(&notice, frame.asking(&text), meta, &marker))
}

fn page(notice: &Notice, frame: Frame, meta: Meta, marker: &Marker) -> NoticePage {
    let pieces = pieces(notice, marker);
    let outline = pieces.iter().flat_map(|piece| piece.headings.iter().cloned()).collect();
    let validity = notice.effective_validity();
    NoticePage {
        frame,
        meta,
        title: notice.display_title().to_owned(),
        title_html: marker.whole(notice.display_title()),
        badge: Badge::new(validity, notice.validity_derived.is_some()),
        ended: validity.hidden_by_default().then(|| ended(notice)),
        ended_by: notice
            .validity_derived
            .as_ref()
            .and_then(|derived| derived.by.as_ref())
            .map(|id| links::notice(id.as_str(), "")),
        also_at: notice.also_at.iter().map(|id| links::notice(id.as_str(), "")).collect(),
        elements: elements(notice),
        url: notice.url.clone(),
        outline,
        pieces,
        attachments: notice.attachments.clone(),
        citations: notice
            .citations
            .iter()
            .map(|citation| {
                let href = citation.notice.as_ref().map(|id| links::notice(id.as_str(), ""));
                (named(citation), href)
            })
            .collect(),
    }
}

/// Writes how a citation names its document.
fn named(citation: &Citation) -> String {
    match (&citation.title, &citation.doc_number) {
        (Some(title), Some(number)) => format!("《{title}》（{number}）"),
        (Some(title), None) => format!("《{title}》"),
        (None, Some(number)) => number.to_string(),
        (None, None) => String::new(),
    }
}

/// Says that a notice has ended, and by what that is known.
fn ended(notice: &Notice) -> String {
    let label = notice.effective_validity().label();
    match &notice.validity_derived {
        Some(derived) if derived.by.is_some() => {
            format!("本文件{label}：由另一文件宣布（截至{}）", derived.as_of)
        }
        Some(derived) => match notice.expires_on {
            Some(on) => format!("本文件{label}：有效期至{on}（由正文推定，截至{}）", derived.as_of),
            None => format!("本文件{label}（由正文推定）"),
        },
        None => format!("本文件{label}，内容仅供查阅"),
    }
}

/// Returns the topic as stated, else the derived one, which says so.
fn topic(notice: &Notice) -> String {
    match (&notice.topic, &notice.topic_derived) {
        (Some(stated), _) => stated.clone(),
        (None, Some(derived)) => format!("{derived}（按内容归类）"),
        (None, None) => String::new(),
    }
}

fn elements(notice: &Notice) -> Vec<(&'static str, String)> {
    let date = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
    let number = notice.doc_number.as_ref().map_or_else(String::new, ToString::to_string);
    let rows = [
        ("发文字号", number),
        ("发文机关", notice.issuers.join("、")),
        ("索引号", notice.index_number.clone().unwrap_or_default()),
        ("地区", place(&notice.region)),
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
    ];
    rows.into_iter()
        .map(|(label, value)| (label, if value.is_empty() { UNREAD.to_owned() } else { value }))
        .collect()
}

/// Lays the clauses out in order, each with the headings that begin before it.
fn pieces(notice: &Notice, marker: &Marker) -> Vec<Piece> {
    let mut open: Vec<String> = Vec::new();
    let mut count = 0;
    notice
        .clauses
        .iter()
        .map(|clause| {
            let same = open.iter().zip(&clause.path).take_while(|(one, two)| one == two).count();
            let headings = clause.path[same..]
                .iter()
                .enumerate()
                .map(|(offset, heading)| {
                    count += 1;
                    (same + offset + 1, heading.clone(), format!("h-{count}"))
                })
                .collect();
            open.clone_from(&clause.path);
            piece(clause, headings, &notice.assignments, marker)
        })
        .collect()
}

fn piece(
    clause: &Clause,
    headings: Vec<(usize, String, String)>,
    assignments: &[Assignment],
    marker: &Marker,
) -> Piece {
    let is_row = clause.kind == ClauseKind::Row;
    let cells = if is_row {
        clause.text.split(CELL_SEPARATOR).map(|cell| marker.whole(cell)).collect()
    } else {
        Vec::new()
    };
    let of_clause = assignments.iter().filter(|assignment| assignment.clause == clause.id);
    Piece {
        headings,
        anchor: format!("c-{}", clause.id),
        address: clause.address.clone(),
        html: marker.whole(&clause.text),
        cells,
        tasks: of_clause.flat_map(tasks).collect(),
    }
}

fn tasks(assignment: &Assignment) -> Vec<(&'static str, String)> {
    let mut tasks = Vec::new();
    for (label, units) in [
        ("牵头单位", &assignment.lead),
        ("责任单位", &assignment.responsible),
        ("配合单位", &assignment.supporting),
    ] {
        if !units.is_empty() {
            tasks.push((label, units.join("、")));
        }
    }
    if let Some(deadline) = &assignment.deadline {
        tasks.push(("完成时限", deadline.text.clone()));
    }
    tasks
}
