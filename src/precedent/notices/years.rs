//! The notices of other years of a series: last year's work plan of a place, and next year's.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;
use schemars::JsonSchema;
use serde::Serialize;

use crate::lexicon::divisions::Divisions;
use crate::notice::Notice;
use crate::notice::id::NoticeId;
use crate::notice::kind::Kind;
use crate::precedent::Desk;
use crate::query::facet::FacetField;
use crate::query::request::{Page, ValidityFilter};
use crate::search::error::SearchError;
use crate::search::response::NoticeSummary;
use crate::search::results::summary;
use crate::search::similar::{matter, of_text};

/// Notices of a place that are looked at: a series has one a year, and the notices whose titles hold
/// the same words come first.
const LOOKED_AT: usize = 60;

/// The least that tells a series, in characters.
const SHORTEST: usize = 3;

/// Which of several in a row: 第三批, 第2号, 第四季度.
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("第[0-9０-９一二三四五六七八九十百零〇]+(?:批次|批|次|号|期|届|季度|轮|阶段)")
        .expect("a literal pattern")
});

/// The neighbours of a notice in its series.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Years {
    /// The notice of the nearest earlier year.
    pub previous: Option<NoticeSummary>,
    /// The notice of the nearest later year.
    pub next: Option<NoticeSummary>,
}

/// What the notices of a series have in common: the place, who issues them, what they are about.
#[derive(Debug, PartialEq, Eq)]
struct Series {
    matter: String,
    kind: Option<Kind>,
}

impl Series {
    /// Tells the series of a notice; `None` where its title says too little.
    fn of(notice: &Notice, divisions: &Divisions) -> Option<Self> {
        let title = ORDINAL.replace_all(notice.title.as_deref()?, " ");
        let matter = matter(&title, divisions);
        let is_told = matter.chars().count() >= SHORTEST;
        is_told.then(|| Self { matter, kind: notice.inner_kind.or(notice.kind) })
    }
}

impl Desk {
    /// Finds the notices of the nearest other years of a notice; `None` where there is no notice of
    /// this key.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn neighbours(
        &self,
        id: &NoticeId,
        today: Date,
    ) -> Result<Option<Years>, SearchError> {
        match self.searcher.notice(id, today).await? {
            Some(notice) => Ok(Some(self.neighbours_of(&notice, today).await?)),
            None => Ok(None),
        }
    }

    /// Finds the notices of the nearest other years with the same place, issuer and matter, ended
    /// ones among them.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub async fn neighbours_of(&self, notice: &Notice, today: Date) -> Result<Years, SearchError> {
        let world = self.searcher.world().await?;
        let divisions = &world.lexicon.divisions;
        let (Some(series), Some(own)) = (Series::of(notice, divisions), year(notice)) else {
            return Ok(Years::default());
        };
        let mut plan = of_text(&series.matter, &world, today);
        plan.filters.validity = ValidityFilter::Any;
        if let Some(code) = notice.region.code {
            plan.filters.values.insert(FacetField::Region, BTreeSet::from([code.to_string()]));
        }
        plan.page = Page::all(LOOKED_AT);
        let hits = self.searcher.engine().search(&plan).await?.hits;
        let belongs = |other: &Notice| {
            other.id != notice.id
                && !other.goes_on()
                && !notice.also_at.contains(&other.id)
                && other.region.code == notice.region.code
                && is_of_issuer(other, notice, divisions)
                && Series::of(other, divisions).as_ref() == Some(&series)
        };
        let others = hits.iter().map(|hit| &hit.notice).filter(|other| belongs(other));
        let mut others: Vec<(i16, &Notice)> =
            others.filter_map(|other| Some((year(other)?, other))).collect();
        others.sort_by(|(one_year, one), (two_year, two)| {
            let by_date = one.dated_on().cmp(&two.dated_on());
            one_year.cmp(two_year).then(by_date).then(two.id.cmp(&one.id))
        });
        let shown = |found: Option<&(i16, &Notice)>| found.map(|(_, other)| summary(other, today));
        Ok(Years {
            previous: shown(others.iter().rev().find(|(year, _)| *year < own)),
            next: shown(others.iter().find(|(year, _)| *year > own)),
        })
    }
}

/// Returns the year that a notice is about, else that of its date.
fn year(notice: &Notice) -> Option<i16> {
    notice.year.or_else(|| notice.dated_on().map(Date::year))
}

/// Tells whether two notices have an issuer in common, or one of them names none.
fn is_of_issuer(one: &Notice, two: &Notice, divisions: &Divisions) -> bool {
    let offices = |notice: &Notice| -> Vec<String> {
        notice.issuers.iter().map(|issuer| office(issuer, divisions)).collect()
    };
    let (one, two) = (offices(one), offices(two));
    one.is_empty() || two.is_empty() || one.iter().any(|office| two.contains(office))
}

/// Returns an issuer without its place; a government and its office are one.
///
/// Example: 人民政府 of 清泽市人民政府办公室.
fn office(issuer: &str, divisions: &Divisions) -> String {
    let mut rest = String::with_capacity(issuer.len());
    let mut at = 0;
    for place in divisions.find(issuer).into_iter().filter(|place| place.full) {
        if place.range.start >= at {
            rest.push_str(&issuer[at..place.range.start]);
            at = place.range.end;
        }
    }
    rest.push_str(&issuer[at..]);
    let rest = rest.trim_start_matches(['省', '市', '县', '区', '州']);
    let whole = rest.trim_end_matches("办公厅").trim_end_matches("办公室");
    if whole.ends_with("人民政府") { whole.to_owned() } else { rest.to_owned() }
}
