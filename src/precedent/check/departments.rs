//! Finds names of departments that the notices of a place do not use, while they use another one
//! for the same function.
//!
//! Only names that are put together of a function and the kind of body are looked at, and a name
//! that abbreviates another one is the same. What is said rests on what the library shows of the
//! place, never on what a name should be.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::precedent::Desk;
use crate::precedent::check::draft::{Draft, Part};
use crate::precedent::check::finding::{Evidence, Finding, FindingKind, Severity};
use crate::precedent::check::mention::{Mention, mentions};
use crate::precedent::check::uses::{Among, Uses};
use crate::search::error::SearchError;
use crate::search::world::World;

/// The most different names that are looked up: more than any real notice has of one place.
const MOST_NAMES: usize = 60;

/// The most other names of a function that are looked up.
const MOST_OTHERS: usize = 6;

/// A name speaks for the present where a notice of so many years used it.
const PRESENT_YEARS: i32 = 4;

/// So many notices speak for a name against one that none has. One alone spoke for 扶贫办 against
/// 乡村振兴局, which had come up since.
const SEVERAL: u64 = 2;

/// So many years before the draft the last of them is at most.
const LATE_YEARS: i32 = 2;

/// Ends of the names of bodies that stand for a whole department.
const BODIES: &[&str] = &["局", "委", "委员会", "厅", "办", "办公室", "部"];

impl Desk {
    /// Checks the names of departments.
    ///
    /// # Errors
    ///
    /// As [`crate::search::Searcher::search`].
    pub(super) async fn check_departments(
        &self,
        draft: &Draft<'_>,
        world: &World,
    ) -> Result<Vec<Finding>, SearchError> {
        let mut told = BTreeSet::new();
        let mut findings = Vec::new();
        let found: Vec<(Part<'_>, Mention)> = draft
            .parts()
            .flat_map(|part| {
                let mentions = mentions(part.text, draft.region, &world.lexicon);
                mentions.into_iter().map(move |mention| (part, mention))
            })
            .filter(|(_, mention)| is_department(&mention.name))
            .collect();
        for (part, mention) in found {
            let is_new = told.insert((mention.region, mention.front.clone(), mention.name.clone()));
            if is_new && told.len() <= MOST_NAMES {
                let other = self.other_name(&mention, draft.today, world).await?;
                findings.extend(other.map(|other| other.finding(&part, &mention)));
            }
        }
        Ok(findings)
    }

    /// Returns the name that notices of the place use for the function of this one, where they use
    /// this one no longer, or never did though it is no newer name.
    async fn other_name(
        &self,
        mention: &Mention,
        today: Date,
        world: &World,
    ) -> Result<Option<OtherName>, SearchError> {
        let place = Some((mention.region, mention.level));
        let among = Among { from: None, until: today, place };
        let written = format!("{}{}", mention.front, mention.name);
        let own = self.uses(&written, among, &world.analyzer).await?;
        let mut best: Option<OtherName> = None;
        for other in self.others(mention, today, world).await? {
            let uses = self.uses(&other, among, &world.analyzer).await?;
            let is_better = best.as_ref().is_none_or(|best| best.uses.notices < uses.notices);
            let speaks = match own.last() {
                Some(last) => uses.first.is_some_and(|first| last < first),
                None => own.notices == 0 && speaks_alone(&uses, today),
            };
            if speaks && is_better {
                best = Some(OtherName { name: other, uses, own: own.clone() });
            }
        }
        let Some(best) = best else { return Ok(None) };
        // A name that the place has never used may have come up since: then it is found elsewhere
        // first after the place's last notice.
        let anywhere = Among { place: None, ..among };
        let elsewhere = self.uses(&mention.name, anywhere, &world.analyzer).await?;
        let is_newer = best.own.notices == 0 && elsewhere.first > best.uses.last();
        Ok(Some(best).filter(|_| !is_newer))
    }

    /// Returns other names of the same function with the same word of level in front, abbreviations
    /// of this one left out.
    async fn others(
        &self,
        mention: &Mention,
        today: Date,
        world: &World,
    ) -> Result<Vec<String>, SearchError> {
        let from = Some(today.saturating_sub(PRESENT_YEARS.years()));
        let among = Among { from, until: today, place: Some((mention.region, mention.level)) };
        let place = |text: &str| world.lexicon.divisions.leading_length(text);
        let departments = &world.lexicon.departments;
        let units = self.units(&mention.departments, among).await?;
        let others = units.into_iter().filter(|unit| {
            let Some((front, name)) = departments.regular_name(unit, place) else { return false };
            let shares = departments
                .of_unit(unit, place)
                .iter()
                .any(|department| mention.departments.contains(&department.name));
            front == mention.front
                && shares
                && is_department(name)
                && !is_same_name(name, &mention.name)
        });
        Ok(others.take(MOST_OTHERS).collect())
    }
}

/// Tells whether a name is one of a whole department; the office of a government has so many short
/// names (市府办, 市政府办) that they say nothing.
fn is_department(name: &str) -> bool {
    !name.contains('府') && BODIES.iter().any(|body| name.ends_with(body))
}

/// Tells whether the notices of a place speak for a name against one that none of them has: several
/// do, the last of them lately.
fn speaks_alone(uses: &Uses, today: Date) -> bool {
    let lately = today.saturating_sub(LATE_YEARS.years());
    uses.notices >= SEVERAL && uses.last().is_some_and(|last| last >= lately)
}

/// Tells whether one name abbreviates the other: it begins alike, and its characters stand in the
/// other in order. 数据局 does not abbreviate 大数据局.
fn is_same_name(one: &str, two: &str) -> bool {
    let stands_in = |short: &str, long: &str| {
        let mut rest = long.chars();
        short.chars().all(|c| rest.any(|other| other == c))
    };
    one.chars().next() == two.chars().next() && (stands_in(one, two) || stands_in(two, one))
}

/// Another name of the same function.
#[derive(Debug)]
struct OtherName {
    name: String,
    uses: Uses,
    own: Uses,
}

impl OtherName {
    fn finding(&self, part: &Part<'_>, mention: &Mention) -> Finding {
        let written = &part.text[mention.range.clone()];
        let Mention { place, .. } = mention;
        let Uses { notices, first, .. } = &self.uses;
        let day =
            |day: Option<Date>| day.map_or_else(|| "日期不详".to_owned(), |day| day.to_string());
        let said = match self.own.last() {
            Some(last) => format!(
                "库内{place}的文件自 {} 起写作“{}”（{notices} 件）；“{written}”最后一次见于 {last}。",
                day(*first),
                self.name
            ),
            None => format!(
                "库内{place}的文件未见“{written}”，写作“{}”（{notices} 件，最近一件 {}）。",
                self.name,
                day(self.uses.last())
            ),
        };
        let latest = self.uses.latest.iter().chain(&self.own.latest);
        Finding {
            said,
            advice: "按现行机构名称核对；改用现名，或说明为何另写。".to_owned(),
            evidence: latest.map(Evidence::of).collect(),
            ..part.finding(FindingKind::DepartmentName, Severity::Verify, mention.range.clone())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn an_abbreviation_is_the_same_name() {
        for (one, two, expected) in [
            ("发改委", "发展和改革委员会", true),
            ("住建局", "住房和城乡建设局", true),
            ("市场监管局", "市场监督管理局", true),
            ("卫健委", "卫生健康局", false),
            ("大数据局", "数据局", false),
            ("规划局", "自然资源和规划局", false),
            ("国土资源局", "自然资源局", false),
            ("教育局", "教育委员会", false),
        ] {
            assert_eq!(is_same_name(one, two), expected, "{one} {two}");
            assert_eq!(is_same_name(two, one), expected, "{two} {one}");
        }
    }
}
