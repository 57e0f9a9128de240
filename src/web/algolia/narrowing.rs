//! Conditions as the filters of a search.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use jiff::civil::{Date, date};

use crate::query::facet::FacetField;
use crate::query::request::{Filters, ValidityFilter};
use crate::search::places::Places;
use crate::web::algolia::attribute::{self, Attribute};
use crate::web::algolia::condition::{Condition, Test};

/// Years that notices can be about.
const YEARS: std::ops::Range<i64> = 1900..2200;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Dimensions of which a notice has one value: what two groups of them allow is what both allow.
const SINGLE: [FacetField; 4] =
    [FacetField::Level, FacetField::Openness, FacetField::Year, FacetField::Kind];

/// Narrows by groups of conditions: all hold, of each group one condition at least.
///
/// # Errors
///
/// What cannot be asked here: alternatives of different attributes, and several groups of one
/// attribute of which a notice has several values.
pub(super) fn narrow(groups: &[Vec<Condition>], places: &Places) -> Result<Filters, String> {
    let mut filters = Filters::default();
    for group in groups {
        let mut attributes = group.iter().map(|condition| condition.attribute);
        let Some(first) = attributes.next() else { continue };
        if attributes.any(|other| what(other) != what(first)) {
            return Err("alternatives are values of one attribute".to_owned());
        }
        match first.field() {
            Some(field) => narrow_by(&mut filters, field, group, places)?,
            None => narrow_by_day(&mut filters, first, group)?,
        }
    }
    Ok(filters)
}

/// Returns what an attribute narrows by: its dimension, or itself.
fn what(attribute: Attribute) -> &'static str {
    attribute.field().map_or_else(|| attribute.name(), FacetField::name)
}

/// Narrows by values of a dimension.
fn narrow_by(
    filters: &mut Filters,
    field: FacetField,
    group: &[Condition],
    places: &Places,
) -> Result<(), String> {
    let mut own = Filters::default();
    // Years that none lies in let nothing pass.
    if field != FacetField::Validity {
        own.values.insert(field, BTreeSet::new());
    }
    for condition in group {
        match &condition.test {
            Test::Is(value) => attribute::add(&mut own, field, value, places)?,
            Test::Within(from, to) if field == FacetField::Year => {
                let years = YEARS.filter(|year| (*from..=*to).contains(year));
                own.values.entry(field).or_default().extend(years.map(|year| year.to_string()));
            }
            Test::Within(..) => return Err(format!("{field} is compared with `:` alone")),
        }
    }
    if field == FacetField::Validity {
        let is_free = filters.validity == ValidityFilter::default();
        if !is_free && filters.validity != own.validity {
            return Err(twice(field));
        }
        filters.validity = own.validity;
        return Ok(());
    }
    let own = own.values.remove(&field).unwrap_or_default();
    let both = match filters.values.get(&field) {
        None => own,
        Some(held) if *held == own => own,
        Some(held) if SINGLE.contains(&field) => held.intersection(&own).cloned().collect(),
        Some(held) if field == FacetField::Region => inside_both(held, &own, places),
        Some(_) => return Err(twice(field)),
    };
    filters.values.insert(field, both);
    Ok(())
}

fn twice(field: FacetField) -> String {
    format!("values of {field} are alternatives; put them into one array")
}

/// Returns the places of one list that lie in one of the other, of both lists.
fn inside_both(
    one: &BTreeSet<String>,
    two: &BTreeSet<String>,
    places: &Places,
) -> BTreeSet<String> {
    let names = |code: &String| code.parse().map(|code| places.names(code)).unwrap_or_default();
    let is_inside = |inner: &String, outer: &String| {
        inner == outer || {
            let outer = names(outer);
            !outer.is_empty() && names(inner).starts_with(&outer)
        }
    };
    let inside = |some: &BTreeSet<String>, others: &BTreeSet<String>| {
        let held = |code: &&String| others.iter().any(|other| is_inside(code, other));
        some.iter().filter(held).cloned().collect::<BTreeSet<String>>()
    };
    inside(one, two).union(&inside(two, one)).cloned().collect()
}

/// Narrows by days, given in seconds at their beginning.
fn narrow_by_day(
    filters: &mut Filters,
    attribute: Attribute,
    group: &[Condition],
) -> Result<(), String> {
    let name = attribute.name();
    let [Condition { test: Test::Within(from, to), .. }] = group else {
        return Err(format!("{name} is compared with one number, such as {name}>=1704067200"));
    };
    let from = (*from > i64::MIN).then(|| day(from.saturating_add(DAY - 1)));
    let to = (*to < i64::MAX).then(|| day(*to));
    match attribute {
        Attribute::Deadline if from.is_some() => {
            Err(format!("{name} is compared with `<` and `<=` alone"))
        }
        Attribute::Deadline => {
            filters.deadline_before = [filters.deadline_before, to].into_iter().flatten().min();
            Ok(())
        }
        _ => {
            filters.date_from = [filters.date_from, from].into_iter().flatten().max();
            filters.date_to = [filters.date_to, to].into_iter().flatten().min();
            Ok(())
        }
    }
}

/// Returns the day that holds a moment in seconds since 1970, the nearest one where there is none.
fn day(seconds: i64) -> Date {
    let days = seconds.div_euclid(DAY).saturating_mul(DAY);
    date(1970, 1, 1).saturating_add(SignedDuration::from_secs(days))
}

/// Returns the moment at which a day begins, in seconds since 1970.
pub(super) fn seconds(day: Date) -> i64 {
    let days = date(1970, 1, 1).until(day).map_or(0, |span| span.get_days());
    i64::from(days) * DAY
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{day, narrow, seconds};
    use crate::query::request::Filters;
    use crate::search::places::Places;
    use crate::web::algolia::condition::Condition;

    fn narrowed(groups: &[&[&str]]) -> Result<Filters, String> {
        let read = |text: &&str| Condition::read(text).expect(text);
        let groups: Vec<Vec<Condition>> =
            groups.iter().map(|group| group.iter().map(read).collect()).collect();
        narrow(&groups, &Places::built_in())
    }

    #[test]
    fn values_of_a_notice_narrow_by_what_all_groups_allow() {
        for (groups, field, values) in [
            (&[&["kind:通知", "kind:意见"] as &[&str]] as &[&[&str]], "kind", "意见 通知"),
            (&[&["kind:通知", "kind:意见"], &["kind:通知"]], "kind", "通知"),
            (&[&["year>=2022"], &["year<2025"], &["year:2023 TO 2030"]], "year", "2023 2024"),
            (&[&["year=2022", "year=2024"]], "year", "2022 2024"),
            (&[&["year>=2024"], &["year<2024"]], "year", ""),
            (&[&["validity:失效"]], "validity", ""),
            (&[&["level:市级"]], "level", "city"),
            (&[&["region.lvl1:江苏省 > 南京市"]], "region", "320100"),
            (&[&["region:江苏省"], &["region.lvl1:江苏省 > 南京市"]], "region", "320100"),
            (&[&["region:北京市"], &["region.lvl0:江苏省"]], "region", ""),
            (&[&["region:320100"]], "region", "320100"),
        ] {
            let filters = narrowed(groups).expect("usable");
            let field = field.parse().expect("a dimension");
            let found = filters.values.get(&field).map(|values| values.iter().cloned().collect());
            let found: Vec<String> = found.unwrap_or_default();
            assert_eq!(found.join(" "), values, "{groups:?}");
        }
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        for groups in [
            &[&["kind:通知", "year:2024"] as &[&str]] as &[&[&str]],
            &[&["department:教育"], &["department:民政"]],
            &[&["validity:失效"], &["validity:有效"]],
            &[&["year:soon"]],
            &[&["kind>=3"]],
            &[&["region:没有市"]],
            &[&["deadline_timestamp>=0"]],
            &[&["date_timestamp=0", "date_timestamp=1"]],
            &[&["date_timestamp:昨天"]],
        ] {
            assert!(narrowed(groups).is_err(), "{groups:?}");
        }
    }

    #[test]
    fn days_are_compared_by_their_beginning() {
        let first = date(2024, 1, 1);
        assert_eq!((seconds(first), day(1_704_067_200)), (1_704_067_200, first));
        for (text, from, to) in [
            ("date_timestamp>=1704067200", Some(first), None),
            ("date_timestamp>1704067200", Some(date(2024, 1, 2)), None),
            ("date_timestamp<1704067200", None, Some(date(2023, 12, 31))),
            ("date_timestamp<=1704067201", None, Some(first)),
            ("date_timestamp<=9223372036854775806", None, Some(Date::MAX)),
        ] {
            let filters = narrowed(&[&[text]]).expect("usable");
            assert_eq!((filters.date_from, filters.date_to), (from, to), "{text}");
        }
        let filters = narrowed(&[&["deadline_timestamp<1704067200"]]).expect("usable");
        assert_eq!(filters.deadline_before, Some(date(2023, 12, 31)));
    }
}
