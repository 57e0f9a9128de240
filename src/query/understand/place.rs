//! Places that a query names: results from there are preferred.

use std::ops::Range;

use crate::query::facet::FacetField;
use crate::query::understand::UnderstoodKind;
use crate::query::understand::run::{Found, Meaning, Reading, is_free, stands_alone};

/// The most places of one name that are all meant; more say nothing of where.
const MOST_NAMESAKES: usize = 12;

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
    let mut places: Vec<(Range<usize>, Vec<crate::notice::region::RegionCode>)> = Vec::new();
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
        if mention.codes.len() <= MOST_NAMESAKES {
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
