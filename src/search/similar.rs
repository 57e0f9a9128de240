//! Which notices are about the same matter as one: a search with the words of its title and headings.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::engine::hits::Hit;
use crate::lexicon::divisions::Divisions;
use crate::notice::Notice;
use crate::notice::kind::Kind;
use crate::query::plan::{Pins, QueryPlan, plan};
use crate::query::request::{Page, SearchRequest, ValidityFilter};
use crate::query::understand::{UnderstoodKind, understand};
use crate::search::Searcher;
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;
use crate::search::world::World;

/// What a word of the headings counts beside one of the title: headings tell which side of a matter
/// is meant, and many (总体要求, 保障措施) are those of every notice.
const HEADING: f32 = 0.25;

/// Hits that are looked at for some that are in force, beside the chunks of the same notice.
const LOOKED_AT: usize = 30;

/// The most chunks of the same notice that are passed over. By hand.
const MOST_BESIDE: u32 = 200;

/// The share of a notice's own score that another one must reach: read beside forty titles, below
/// it hardly any was about the same matter, and above it most were.
const ALIKE: f32 = 0.36;

/// The most headings that are looked at.
const MOST_HEADINGS: usize = 12;

/// The least that is left of a title as its matter, in characters.
const SHORTEST: usize = 2;

/// What titles say of issuing a document rather than of what it is about, the longest first.
const ISSUING: &[&str] = &[
    "贯彻落实",
    "进一步",
    "印发",
    "转发",
    "批转",
    "公布",
    "发布",
    "修订",
    "做好",
    "切实",
    "暂行",
    "试行",
    "实施",
];

impl Searcher {
    /// Returns notices about the same matter, the most alike first; itself, its copies and what
    /// stands beside it are left out, and so are ended ones. Of chunks one stands for the whole.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub async fn similar(
        &self,
        notice: &Notice,
        most: usize,
        today: Date,
    ) -> Result<Vec<NoticeSummary>, SearchError> {
        let world = self.world().await?;
        let Some(mut plan) = of_notice(notice, &world, today) else { return Ok(Vec::new()) };
        plan.filters.validity = ValidityFilter::Any;
        let beside = notice.chunk.as_ref().map_or(0, |chunk| chunk.count.min(MOST_BESIDE));
        plan.page = Page::all(LOOKED_AT + beside as usize);
        let hits = self.engine.search(&plan).await?.hits;
        let is_same = |hit: &&Hit| {
            let other = &hit.notice;
            other.id == notice.id
                || notice.also_at.contains(&other.id)
                || notice.stands_beside(other)
        };
        let own = hits.iter().find(is_same).map_or(0.0, |hit| hit.score);
        let mut wholes = BTreeSet::new();
        let alike = hits.iter().filter(|hit| !is_same(hit) && hit.score >= own * ALIKE);
        let alike = alike.filter(|hit| hit.notice.whole().is_none_or(|whole| wholes.insert(whole)));
        let others = alike.map(|hit| summary(&hit.notice, today));
        Ok(others.filter(|other| !other.validity.hidden_by_default()).take(most).collect())
    }
}

/// Makes the plan of notices like one; `None` where its title says nothing of its matter.
fn of_notice(notice: &Notice, world: &World, today: Date) -> Option<QueryPlan> {
    let divisions = &world.lexicon.divisions;
    let title = matter(notice.title.as_deref()?, divisions);
    let mut plan = of_text(&title, world, today);
    if plan.matching.words.is_empty() {
        return None;
    }
    plan.pins = Pins::default();
    let sections = notice.outline.iter().filter(|section| section.level == 1);
    let headings: Vec<String> =
        sections.take(MOST_HEADINGS).map(|section| matter(&section.heading, divisions)).collect();
    for mut term in of_text(&headings.join(" "), world, today).terms {
        let is_new =
            plan.terms.iter().all(|held| held.term != term.term || held.stream != term.stream);
        if is_new {
            term.weight *= HEADING;
            plan.terms.push(term);
        }
    }
    Some(plan)
}

/// Makes the plan of a text as words alone: no places, years or plain language are read in it.
pub(crate) fn of_text(text: &str, world: &World, today: Date) -> QueryPlan {
    let request = SearchRequest {
        text: text.to_owned(),
        without: UnderstoodKind::OPTIONAL.into(),
        ..SearchRequest::default()
    };
    let understanding = understand(&request, &world.knowledge(today));
    plan(&request, &understanding, &world.analyzer, today)
}

/// Returns what a title is about: without who issues it, places, years, verbs of issuing, brackets
/// and the kind that it ends in.
///
/// Example: 浮桥养护 of 清泽市人民政府关于印发清泽市浮桥养护办法（试行）的通知.
pub(crate) fn matter(title: &str, divisions: &Divisions) -> String {
    let text = without_brackets(title);
    let text = match text.rsplit_once("关于") {
        Some((_, behind)) if behind.chars().count() > SHORTEST => behind,
        _ => &text,
    };
    let text = without_kind(without_kind(text));
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    for place in
        divisions.find(text).into_iter().filter(|place| place.full || place.range.start == 0)
    {
        words.push_str(&text[at..place.range.start]);
        words.push(' ');
        at = place.range.end;
    }
    words.push_str(&text[at..]);
    for verb in ISSUING {
        words = words.replace(verb, " ");
    }
    let words: String = words
        .replace("年度", "年")
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    let words = words.split_whitespace().map(|word| word.strip_prefix('年').unwrap_or(word));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Takes off the kind that a title ends in, once: 《…办法》的通知 has two.
fn without_kind(title: &str) -> &str {
    let signs = ['《', '》', '“', '”', ' '];
    let title = title.trim_end_matches(signs);
    Kind::of_title(title)
        .and_then(|kind| title.strip_suffix(kind.name()))
        .map(|rest| rest.trim_end_matches('的').trim_end_matches(signs))
        .filter(|rest| rest.chars().count() >= SHORTEST)
        .unwrap_or(title)
}

/// Takes out what stands in round brackets: （试行）, （2024年版）.
fn without_brackets(title: &str) -> String {
    let mut depth = 0_usize;
    let kept = title.chars().filter(|c| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::matter;
    use crate::lexicon::divisions::Divisions;

    #[test]
    fn the_matter_of_a_title_stands_without_its_shell() {
        let divisions = Divisions::built_in();
        let cases = [
            ("北京市人民政府办公厅关于印发2024年北京市浮桥养护工作要点的通知", "浮桥养护工作"),
            ("关于进一步做好燃气安全工作的通知", "燃气安全工作"),
            ("河北省栈桥巡查办法（试行）", "栈桥巡查"),
            ("转发省民政厅关于《临时救助实施细则》的通知", "临时救助"),
            ("关于修订《石家庄市渡口看护暂行规定》的决定", "渡口看护"),
            ("政务公开工作要点", "政务公开工作"),
            ("通知", "通知"),
        ];
        for (title, expected) in cases {
            assert_eq!(matter(title, &divisions), expected, "{title}");
        }
    }
}
