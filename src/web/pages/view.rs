//! What templates show: links, badges, dimensions, in words that readers know.

use askama::Template;
use axum::response::Html;
use jiff::Timestamp;
use jiff::tz::{Offset, offset};

use crate::notice::chunk::Chunk;
use crate::notice::region::Region;
use crate::notice::status::Validity;
use crate::query::facet::FacetField;
use crate::search::response::{ClauseSummary, FacetEntry, NoticeSummary};
use crate::web::address;
use crate::web::error::{AppError, PageError};
use crate::web::links::Links;

/// Renders a page.
pub(in crate::web) fn render(page: &impl Template) -> Result<Html<String>, PageError> {
    page.render().map(Html).map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        AppError::NotFound("页面".to_owned()).into()
    })
}

/// China's one zone, that of every reader's clock: the server may stand in another.
const BEIJING: Offset = offset(8);

/// Says when the library was last changed; `None` where its index does not know.
///
/// Example: 资料库更新于 2026-01-02 09:30
pub(super) fn updated(made_at: Option<Timestamp>) -> Option<String> {
    let made_at = BEIJING.to_datetime(made_at?);
    Some(format!("资料库更新于 {}", made_at.strftime("%Y-%m-%d %H:%M")))
}

/// The most values of a dimension that a reader overlooks without typing.
const LONG: usize = 10;

/// A link with its text.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) text: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// A dimension with its values.
#[derive(Clone, Debug)]
pub(super) struct FacetView {
    pub(super) label: &'static str,
    pub(super) values: Vec<FacetValueView>,
    pub(super) open: bool,
}

/// A value of a dimension.
#[derive(Clone, Debug)]
pub(super) struct FacetValueView {
    pub(super) label: String,
    pub(super) count: u64,
    pub(super) href: String,
    pub(super) selected: bool,
    pub(super) depth: usize,
    /// Its count in percent of the highest one, where it is drawn.
    pub(super) share: Option<u64>,
}

impl FacetView {
    /// Makes the view of a dimension; a tree is laid out by depth.
    pub(super) fn new(field: FacetField, entries: &[FacetEntry], links: &Links<'_>) -> Self {
        let mut values = Vec::new();
        lay_out(field, entries, links, 0, &mut values);
        if field == FacetField::Year {
            draw(&mut values);
        }
        let selected = values.iter().any(|value| value.selected);
        let first = matches!(
            field,
            FacetField::Region | FacetField::Year | FacetField::Department | FacetField::Kind
        );
        Self { label: field.label(), values, open: selected || first }
    }

    /// Tells whether it is long enough to be sifted by typing.
    pub(super) fn is_long(&self) -> bool {
        self.values.len() > LONG && self.values.iter().all(|value| value.share.is_none())
    }
}

/// Draws the counts of values as bars.
fn draw(values: &mut [FacetValueView]) {
    let most = values.iter().map(|value| value.count).max().unwrap_or(0).max(1);
    for value in values {
        value.share = Some((value.count * 100).div_ceil(most));
    }
}

fn lay_out(
    field: FacetField,
    entries: &[FacetEntry],
    links: &Links<'_>,
    depth: usize,
    values: &mut Vec<FacetValueView>,
) {
    for entry in entries {
        values.push(FacetValueView {
            label: entry.label.clone(),
            count: entry.count,
            href: links.toggled(field, &entry.value),
            selected: entry.selected,
            depth,
            share: None,
        });
        lay_out(field, &entry.children, links, depth + 1, values);
    }
}

/// A notice as lists show it.
#[derive(Clone, Debug)]
pub(super) struct NoticeView {
    pub(super) title_html: String,
    pub(super) href: String,
    pub(super) facts: Vec<String>,
    pub(super) validity: Badge,
    pub(super) clauses: Vec<ClauseView>,
    /// Why it is shown, in words.
    pub(super) why: Vec<String>,
}

/// A mark of validity: always words, colour only beside them.
#[derive(Clone, Debug)]
pub(super) struct Badge {
    pub(super) text: String,
    pub(super) class: &'static str,
}

impl Badge {
    /// Makes the badge of a validity.
    pub(super) fn new(validity: Validity, derived: bool) -> Self {
        let class = match validity {
            Validity::InForce => "good",
            Validity::Expired | Validity::Repealed => "ended",
            Validity::Amended => "changed",
            Validity::Unknown => "plain",
        };
        let text = if derived {
            format!("{}（推定）", validity.label())
        } else {
            validity.label().to_owned()
        };
        Self { text, class }
    }
}

/// A clause as lists show it.
#[derive(Clone, Debug)]
pub(super) struct ClauseView {
    pub(super) address: String,
    pub(super) html: String,
    pub(super) href: String,
    pub(super) tasks: Vec<(&'static str, String)>,
    /// Where the clause is the result itself, how other places word it.
    pub(super) precedents: Option<String>,
}

impl ClauseView {
    /// Makes the view of a clause; its link leads to the clause inside its notice.
    pub(super) fn new(clause: &ClauseSummary, text: &str) -> Self {
        Self {
            address: match &clause.also_at {
                Some(other) => format!("{}（同{other}）", clause.address),
                None => clause.address.clone(),
            },
            html: clause.html.clone(),
            href: address::clause(&clause.id, text),
            tasks: tasks(clause),
            precedents: None,
        }
    }
}

fn tasks(clause: &ClauseSummary) -> Vec<(&'static str, String)> {
    let mut tasks = Vec::new();
    for (label, units) in
        [("牵头", &clause.lead), ("责任", &clause.responsible), ("配合", &clause.supporting)]
    {
        if !units.is_empty() {
            tasks.push((label, units.join("、")));
        }
    }
    if let Some(deadline) = &clause.deadline {
        tasks.push(("时限", deadline.text.clone()));
    }
    tasks
}

/// Says of a notice what lists show under its title.
pub(super) fn facts(notice: &NoticeSummary) -> Vec<String> {
    let mut facts = Vec::new();
    facts.extend(notice.doc_number.as_ref().map(ToString::to_string));
    facts.push(notice.issuers.join("、"));
    facts.extend(match (notice.issued_on, notice.published_on) {
        (Some(date), _) => Some(format!("{date} 成文")),
        (None, Some(date)) => Some(format!("{date} 发布")),
        (None, None) => None,
    });
    facts.push(place(&notice.region));
    facts.extend(notice.chunk.as_ref().map(stretch));
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// Returns a cell; 无 where a clause does not say something.
pub(super) fn or_nothing(text: Option<String>) -> String {
    text.filter(|text| !text.is_empty()).unwrap_or_else(|| "无".to_owned())
}

/// Says which chunk of a longer notice one is.
pub(super) fn stretch(chunk: &Chunk) -> String {
    format!("分段 {}/{}", chunk.number, chunk.count)
}

/// Writes a place with the places that hold it.
pub(super) fn place(region: &Region) -> String {
    region.names().collect::<Vec<_>>().join(" › ")
}
