//! `/compare?n=…&n=…`: two whole notices, clause by clause, in the order of the second.

use askama::Template;
use axum::response::Html;

use crate::precedent::comparison::{Comparison, Stretch};
use crate::precedent::notices::fate::Fate;
use crate::precedent::notices::shown::{ClauseCompared, NoticesCompared, PlacedClause};
use crate::search::response::NoticeSummary;
use crate::web::address;
use crate::web::desk::notices::Notices;
use crate::web::error::PageError;
use crate::web::frame::Frame;
use crate::web::pages::difference::{DifferenceView, is_added, is_removed};
use crate::web::pages::view::{Badge, facts, render};
use crate::web::state::AppState;

/// Characters of a clause that was kept by which it is known.
const BEGINNING: usize = 24;

/// The shortest stretch that both have which is marked there, in characters: 的, 工作 say nothing.
const SHORTEST_SHARED: usize = 3;

#[derive(Debug, Template)]
#[template(path = "notices_compared.html")]
struct NoticesComparedPage {
    frame: Frame,
    /// The baseline and the other notice, each with the word that it is called.
    notices: [(&'static str, NoticeView); 2],
    /// 保留3条，改写12条，…
    said: String,
    /// The clauses of each fate: word, how many, where they are shown alone, whether they are.
    fates: Vec<(&'static str, usize, String, bool)>,
    /// All clauses, where only those of one fate are shown.
    all: Option<String>,
    turned: String,
    parts: Vec<PartView>,
    left_out: Vec<String>,
}

#[derive(Debug)]
struct NoticeView {
    title: String,
    href: String,
    facts: Vec<String>,
    badge: Badge,
}

#[derive(Debug)]
struct PartView {
    heading: String,
    /// Whether all of it was added or dropped, in words.
    whole: Option<String>,
    clauses: Vec<ClauseView>,
}

#[derive(Debug)]
struct ClauseView {
    fate: Fate,
    /// Its addresses: what the side is called, the words, the link.
    addresses: Vec<(&'static str, String, String)>,
    /// The text that is shown where nothing is compared.
    text: String,
    difference: Option<DifferenceView>,
    /// Whether both wordings are shown as one text with marks.
    is_one_text: bool,
    near: Option<(String, String)>,
}

impl NoticeView {
    fn new(notice: &NoticeSummary) -> Self {
        Self {
            title: notice.title.clone(),
            href: address::notice(notice.id.as_str(), ""),
            facts: facts(notice),
            badge: Badge::new(notice.validity, notice.validity_is_derived),
        }
    }
}

impl ClauseView {
    fn new(clause: &ClauseCompared) -> Self {
        let address = |name: &'static str, side: &Option<PlacedClause>| {
            side.as_ref().map(|side| (name, side.address.clone(), address::clause(&side.id, "")))
        };
        let addresses = [address("新", &clause.other), address("原", &clause.baseline)];
        let shown = clause.other.as_ref().or(clause.baseline.as_ref());
        Self {
            fate: clause.fate,
            addresses: addresses.into_iter().flatten().collect(),
            text: shown.map(|side| side.text.clone()).unwrap_or_default(),
            difference: clause.comparison.as_ref().map(DifferenceView::new),
            is_one_text: clause.comparison.as_ref().is_some_and(Comparison::is_one_text),
            near: clause
                .near
                .as_ref()
                .map(|near| (near.address.clone(), address::clause(&near.id, ""))),
        }
    }

    /// Returns how its text begins, by which it is known while the rest is folded.
    fn beginning(&self) -> String {
        let cut = self.text.char_indices().nth(BEGINNING);
        cut.map_or_else(|| self.text.clone(), |(at, _)| format!("{}……", &self.text[..at]))
    }

    /// Returns what the baseline says, then what the other notice says: stretches, and whether both
    /// have them.
    fn sides(&self) -> [(&'static str, Vec<(&str, bool)>); 2] {
        let stretches = self.difference.iter().flat_map(|difference| &difference.stretches);
        let of = |is_left_out: fn(&Stretch) -> bool| -> Vec<(&str, bool)> {
            let kept = stretches.clone().filter(|stretch| !is_left_out(stretch));
            kept.map(|stretch| (stretch.text.as_str(), is_shared(stretch))).collect()
        };
        [("原", of(is_added)), ("新", of(is_removed))]
    }
}

/// Tells whether both wordings have a stretch that says something.
fn is_shared(stretch: &Stretch) -> bool {
    let is_same = !is_added(stretch) && !is_removed(stretch);
    is_same && stretch.text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_SHARED
}

/// Shows two notices compared.
pub(super) async fn show(
    app: &AppState,
    frame: Frame,
    notices: &Notices,
) -> Result<Html<String>, PageError> {
    let compared = notices.compare(app).await?;
    let fates = Fate::ALL.map(|fate| {
        let count = compared.counts.of(fate);
        let is_shown = notices.fate == Some(fate);
        (fate.label(), count, notices.showing(Some(fate)), is_shown)
    });
    render(&NoticesComparedPage {
        frame,
        notices: [
            ("基准（原）", NoticeView::new(&compared.baseline)),
            ("对照（新）", NoticeView::new(&compared.other)),
        ],
        said: compared.counts.said(),
        fates: fates.into(),
        all: notices.fate.map(|_| notices.showing(None)),
        turned: notices.turned(),
        parts: parts(&compared),
        left_out: left_out(&compared),
    })
}

fn parts(compared: &NoticesCompared) -> Vec<PartView> {
    let parts = compared.parts.iter().map(|part| PartView {
        heading: part.heading.clone().unwrap_or_else(|| "正文".to_owned()),
        whole: part.fate.map(|fate| format!("整部分{}", fate.label())),
        clauses: part.clauses.iter().map(ClauseView::new).collect(),
    });
    parts.collect()
}

/// Says what was left out of the comparison.
fn left_out(compared: &NoticesCompared) -> Vec<String> {
    let (repeated, beyond) = (compared.left_out.repeated, compared.left_out.beyond);
    let repeated = (repeated > 0).then(|| format!("附表中重复正文的 {repeated} 行未列入对照。"));
    let beyond = (beyond > 0).then(|| format!("文件过长，末尾 {beyond} 条未列入对照。"));
    [repeated, beyond].into_iter().flatten().collect()
}
