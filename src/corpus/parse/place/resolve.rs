//! Finds the place that a text names without doubt.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::lexicon::divisions::{Divisions, Mention};
use crate::notice::region::{Level, RegionCode};

/// Which names count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// Full ones: 清泽市.
    Full,
    /// Full ones, and a short one at the very beginning: 清泽各管理机构.
    Leading,
    /// Short ones before words that only a notice's own place has: 结合清泽实际.
    Own,
    /// Full ones, and short ones where a place can stand: 清泽住房公积金管理中心.
    FullAndShort,
}

/// What is known of the place already; it decides between places of one name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// The place that stronger evidence gave.
    pub(super) before: Option<RegionCode>,
    /// The places of the index number and of the number's sign.
    pub(super) hints: [Option<RegionCode>; 2],
}

/// Returns the narrowest place that a text names without doubt.
///
/// Names that follow each other narrow down (清泽市汀洲区). A name that several places share
/// counts only where the places named before it, or what is known, decide.
pub(super) fn resolve(
    text: &str,
    names: Names,
    known: Known,
    divisions: &Divisions,
) -> Option<RegionCode> {
    let mut held: Option<RegionCode> = None;
    let mut last_end = 0;
    for mention in divisions.find(text) {
        let contained: Vec<RegionCode> = mention
            .codes
            .iter()
            .copied()
            .filter(|code| held.is_none_or(|held| held.holds(*code)))
            .collect();
        if held.is_some() && (mention.range.start > last_end + 3 || contained.is_empty()) {
            break;
        }
        let full = mention.full && names != Names::Own;
        let counts = full || held.is_some() || short_counts(text, &mention.range, names);
        let candidate = match contained[..] {
            [only] if counts => Some(only),
            [_] | [] => None,
            _ if counts => decide(&contained, known),
            _ => None,
        };
        match candidate {
            Some(code) => {
                held = Some(code);
                last_end = mention.range.end;
            }
            None if held.is_some() => break,
            None => {}
        }
    }
    held
}

/// Tells whether a short name stands where a place stands.
fn short_counts(text: &str, range: &Range<usize>, names: Names) -> bool {
    let after = &text[range.end..];
    let body = ["住房", "海关", "调查", "监管", "银", "供电", "税务", "分局"];
    match names {
        Names::Full => false,
        Names::Own => ["实际", "住房公积金管理"].iter().any(|word| after.starts_with(word)),
        Names::Leading => range.start == 0 && after.starts_with(['各', '住']),
        Names::FullAndShort => range.start == 0 || body.iter().any(|word| after.starts_with(word)),
    }
}

fn decide(candidates: &[RegionCode], known: Known) -> Option<RegionCode> {
    [known.before, known.hints[0], known.hints[1]].into_iter().flatten().find_map(|hint| {
        let mut fitting =
            candidates.iter().copied().filter(|code| code.holds(hint) || hint.holds(*code));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    })
}

/// Returns the city, county or municipality that texts name by its full name twice, the narrowest
/// such, where they name no place that neither holds it nor is a part of it.
pub(super) fn only_named<'a>(
    texts: impl Iterator<Item = &'a str>,
    divisions: &Divisions,
) -> Option<RegionCode> {
    let mentions = texts.flat_map(|text| divisions.find(text)).filter(|mention| mention.full);
    let codes: Vec<RegionCode> = mentions.map(|mention| only(&mention)).collect::<Option<_>>()?;
    let times = |code: RegionCode| codes.iter().filter(|named| **named == code).count();
    let is_own = |code: RegionCode| divisions.get(code).is_some_and(|it| !it.name.ends_with('省'));
    let narrowest =
        codes.iter().copied().filter(|code| times(*code) >= 2 && is_own(*code)).max()?;
    codes.iter().all(|code| code.holds(narrowest) || narrowest.holds(*code)).then_some(narrowest)
}

/// Returns the place in which bodies of the centre are stationed: 中央驻津单位.
pub(super) fn stationed(text: &str, divisions: &Divisions) -> Option<RegionCode> {
    let at = text.find("中央驻")? + "中央驻".len();
    divisions.of_agency_code(&text[at..])
}

/// Returns the place of a level that texts name by its full name most often.
pub(super) fn most_named<'a>(
    texts: impl Iterator<Item = &'a str>,
    level: Level,
    divisions: &Divisions,
) -> Option<RegionCode> {
    let mut counts: BTreeMap<RegionCode, usize> = BTreeMap::new();
    for text in texts {
        for mention in divisions.find(text).into_iter().filter(|mention| mention.full) {
            if let Some(code) = only(&mention)
                && is_of_level(code, level, divisions)
            {
                *counts.entry(code).or_default() += 1;
            }
        }
    }
    let most = *counts.values().max()?;
    let mut best = counts.into_iter().filter(|(_, count)| *count == most).map(|(code, _)| code);
    let first = best.next()?;
    best.try_fold(first, |held, next| held.holds(next).then_some(next))
}

/// Tells whether a place is of a level; municipalities and cities of county rank call themselves
/// 市 too.
fn is_of_level(code: RegionCode, level: Level, divisions: &Divisions) -> bool {
    divisions.get(code).is_some_and(|division| {
        division.level == level || level == Level::City && division.name.ends_with('市')
    })
}

/// Returns the city or municipality whose parts a text lists, at least `enough` of them one after
/// the other: 松江、奉贤、宝山.
pub(super) fn parts_listed(text: &str, enough: usize, divisions: &Divisions) -> Option<RegionCode> {
    let mut shared: BTreeSet<RegionCode> = BTreeSet::new();
    let mut length = 0;
    let mut last_end = None;
    for mention in divisions.find(text) {
        let wholes: BTreeSet<RegionCode> =
            mention.codes.iter().filter_map(|code| whole_of(*code, divisions)).collect();
        let goes_on = last_end.is_some_and(|end: usize| {
            text.get(end..mention.range.start).is_some_and(|between| between == "、")
        });
        if goes_on {
            shared.retain(|whole| wholes.contains(whole));
            length += 1;
        } else {
            shared = wholes;
            length = 1;
        }
        last_end = Some(mention.range.end);
        if length >= enough && shared.len() == 1 {
            return shared.pop_first();
        }
    }
    None
}

/// Returns the city or municipality that a county is a part of.
fn whole_of(code: RegionCode, divisions: &Divisions) -> Option<RegionCode> {
    code.county()?;
    let province = divisions.get(code.province())?;
    if province.name.ends_with('市') { Some(province.code) } else { code.city() }
}

fn only(mention: &Mention) -> Option<RegionCode> {
    match mention.codes[..] {
        [code] => Some(code),
        _ => None,
    }
}
