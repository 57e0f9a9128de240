//! `/notices/{id}`: a notice to read, with all its elements.

mod body;
mod cited;
mod relations;
mod tasks;
mod tools;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use crate::notice::Notice;
use crate::notice::id::NoticeId;
use crate::notice::layout::{Target, lay_out};
use crate::search::highlight::Marker;
use crate::web::address;
use crate::web::error::{AppError, PageError};
use crate::web::export::facts;
use crate::web::frame::Frame;
use crate::web::pages::meta::Meta;
use crate::web::pages::notice::body::{BodyBlock, Reader, spaced};
use crate::web::pages::notice::relations::Relations;
use crate::web::pages::notice::tasks::TaskTable;
use crate::web::pages::notice::tools::Tools;
use crate::web::pages::view::{Badge, render, stretch};
use crate::web::params::extract::{PageSearch, PathParam};
use crate::web::qr::{self, Drawing};
use crate::web::site::Origin;
use crate::web::state::AppState;

/// What stands where the page states nothing that was recognised.
const UNREAD: &str = "未识别";

/// The most lines of a table of contents; a longer one leaves its lowest headings out.
const LONGEST_CONTENTS: usize = 90;

#[derive(Debug, Template)]
#[template(path = "notice.html")]
struct NoticePage {
    frame: Frame,
    meta: Meta,
    title: String,
    title_html: String,
    badge: Badge,
    facts: Vec<String>,
    ended: Option<String>,
    /// The page of the notice that ended this one.
    ended_by: Option<String>,
    /// The pages of its other copies.
    also_at: Vec<String>,
    elements: Vec<(&'static str, String)>,
    /// Depth, words and address of each line of the table of contents.
    contents: Vec<(usize, String, String)>,
    blocks: Vec<BodyBlock>,
    /// How many words of the query are marked in the text.
    marks: usize,
    attachments: Vec<String>,
    tasks: TaskTable,
    relations: Relations,
    tools: Tools,
    code: Option<Drawing>,
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
    let notice = find(&app, &id).await?;
    let marker = app.searcher.marker(&text, app.today()).await?;
    let relations = Relations::of(&app, &notice).await;
    let tools = Tools::new(&app, &notice, &origin, &text);
    let code = qr::draw(&origin.at(&address::notice(notice.id.as_str(), &text)))
        .or_else(|| qr::draw(&origin.at(&address::notice(notice.id.as_str(), ""))));
    let meta = Meta::new(&notice, &origin, app.today());
    let page = page(&notice, frame.asking(&text), meta, &marker, tools);
    render(&NoticePage { relations, code, ..page })
}

/// Finds the notice of a path.
///
/// # Errors
///
/// There is none, or the index cannot be read.
pub(super) async fn find(app: &AppState, id: &PathParam) -> Result<Notice, PageError> {
    let found = app.searcher.notice(&NoticeId::given(id.0.clone()), app.today()).await?;
    Ok(found.ok_or_else(|| AppError::NotFound(format!("notice {}", id.0)))?)
}

fn page(notice: &Notice, frame: Frame, meta: Meta, marker: &Marker, tools: Tools) -> NoticePage {
    let layout = lay_out(notice);
    let mut reader = Reader::new(notice, marker);
    let blocks = reader.read(&layout.blocks);
    let contents = layout.contents.iter().map(|entry| {
        let anchor = match entry.target {
            Target::Heading(number) => format!("h-{number}"),
            Target::Clause(id) => format!("c-{id}"),
        };
        (entry.depth, spaced(&entry.text), anchor)
    });
    let validity = notice.effective_validity();
    let ended_by = notice.validity_derived.as_ref().and_then(|derived| derived.by.as_ref());
    NoticePage {
        frame,
        meta,
        title: notice.display_title().into_owned(),
        title_html: marker.whole(&notice.display_title()),
        badge: Badge::new(validity, notice.validity_derived.is_some()),
        facts: stated(notice),
        ended: validity.hidden_by_default().then(|| ended(notice)),
        ended_by: ended_by.map(|id| address::notice(id.as_str(), "")),
        also_at: notice.also_at.iter().map(|id| address::notice(id.as_str(), "")).collect(),
        elements: elements(notice),
        contents: shortened(contents.collect()),
        blocks,
        marks: reader.marks(),
        attachments: notice.attachments.clone(),
        tasks: TaskTable::of(notice),
        relations: Relations::default(),
        tools,
        code: None,
    }
}

/// Leaves the lowest headings out of a table of contents that would be too long.
fn shortened(mut contents: Vec<(usize, String, String)>) -> Vec<(usize, String, String)> {
    while contents.len() > LONGEST_CONTENTS {
        let deepest = contents.iter().map(|(depth, ..)| *depth).max().unwrap_or(1);
        if deepest == 1 {
            break;
        }
        contents.retain(|(depth, ..)| *depth < deepest);
    }
    contents
}

/// Returns what stands under the title: number, issuers, date.
fn stated(notice: &Notice) -> Vec<String> {
    let number = notice.doc_number.as_ref().map(ToString::to_string);
    let issuers = (!notice.issuers.is_empty()).then(|| notice.issuers.join("、"));
    let date = notice.issued_on.map(|date| format!("{date} 成文"));
    let date = date.or_else(|| notice.published_on.map(|date| format!("{date} 发布")));
    let stretch = notice.chunk.as_ref().map(stretch);
    [number, issuers, date, stretch].into_iter().flatten().collect()
}

/// Returns every element, those that were not read named as such.
fn elements(notice: &Notice) -> Vec<(&'static str, String)> {
    let named = |value: String| if value.is_empty() { UNREAD.to_owned() } else { value };
    facts::elements(notice).into_iter().map(|(label, value)| (label, named(value))).collect()
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
