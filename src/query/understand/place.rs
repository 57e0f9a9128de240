//! Places that a query names: results from there are preferred.

use std::ops::Range;

use crate::lexicon::divisions::Mention;
use crate::notice::region::RegionCode;
use crate::query::facet::FacetField;
use crate::query::understand::run::{Found, Meaning, Reading, is_free, stands_alone};
use crate::query::understand::{Knowledge, UnderstoodKind};

/// The most places of one name that are all meant; more say nothing of where.
const MOST_NAMESAKES: usize = 12;

/// A short name that at least so many notices hold …
const OFTEN: u64 = 20;

/// … is a place where the full name stands in at least this share of them; else it is a word of its
/// own. Over 460 real notices 公安, 合作, 延长 and eight more are at most 0.06, and no place that is
/// meant is below 0.25 (docs/relevance.md#places).
const NAMED: f32 = 0.1;

/// Finds the places of a run. Names that follow each other (长春市朝阳区) are one place.
pub(super) fn find(
    run: &str,
    words: &[Range<usize>],
    reading: &Reading<'_>,
    found: &mut Vec<Found>,
) {
    let asked_already = reading.request.filters.values.contains_key(&FacetField::Region);
    if asked_already || !reading.wants(UnderstoodKind::Place) {
        return;
    }
    let divisions = &reading.knowledge.lexicon.divisions;
    let mut places: Vec<(Range<usize>, Vec<RegionCode>)> = Vec::new();
    for mention in divisions.find(run) {
        let fits = is_free(&mention.range, found) && stands_alone(&mention.range, words);
        if !fits {
            continue;
        }
        if let Some((range, codes)) =
            places.last_mut().filter(|(range, _)| range.end == mention.range.start)
        {
            let inside: Vec<_> = mention
                .codes
                .iter()
                .filter(|code| code.chain().iter().any(|above| codes.contains(above)))
                .copied()
                .collect();
            if !inside.is_empty() {
                *range = range.start..mention.range.end;
                *codes = inside;
                continue;
            }
        }
        if mention.codes.len() <= MOST_NAMESAKES && names_a_place(run, &mention, reading) {
            places.push((mention.range, mention.codes));
        }
    }
    for (range, codes) in places {
        let labels: Vec<String> = codes
            .iter()
            .map(|code| {
                divisions.chain(*code).iter().map(|division| division.name.as_str()).collect()
            })
            .collect();
        found.push(Found {
            range,
            meaning: Some(Meaning::Preference {
                field: FacetField::Region,
                values: codes.iter().map(ToString::to_string).collect(),
                searched: true,
            }),
            said: Some((UnderstoodKind::Place, labels.join("、"))),
        });
    }
}

/// Tells a short name from a word that spells it, as 公安 does 公安县, by how often the library holds
/// its last character before the ending: no more notices hold the full name.
fn names_a_place(run: &str, mention: &Mention, reading: &Reading<'_>) -> bool {
    let Knowledge { lexicon, spelling, .. } = reading.knowledge;
    let Some(spelling) = spelling.filter(|_| !mention.full) else { return true };
    let name = &run[mention.range.clone()];
    let ending = |code: &RegionCode| {
        let full = lexicon.divisions.label(*code);
        full.strip_prefix(name).and_then(|ending| ending.chars().next())
    };
    let Some(last) = name.chars().next_back() else { return true };
    let named = mention.codes.iter().filter_map(ending);
    let named = named.map(|ending| spelling.count(&format!("{last}{ending}"))).max();
    let held = spelling.count(name);
    held < OFTEN || named.is_none_or(|named| named as f32 >= NAMED * held as f32)
}
