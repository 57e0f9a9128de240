//! Years that a query names, also as 今年 and 去年: notices about that year are preferred.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::query::facet::FacetField;
use crate::query::understand::UnderstoodKind;
use crate::query::understand::run::{Found, Meaning, Reading, is_free, stands_alone};

static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:19[89]|20[0-4])\d(?:年度|年)?").expect("a literal pattern"));

/// Words that name a year by its distance from this one.
const RELATIVE: &[(&str, i16)] = &[
    ("今年", 0),
    ("本年度", 0),
    ("本年", 0),
    ("去年", -1),
    ("上年度", -1),
    ("上一年", -1),
    ("前年", -2),
    ("明年", 1),
];

/// Finds the years of a run.
pub(super) fn find(
    run: &str,
    words: &[Range<usize>],
    reading: &Reading<'_>,
    found: &mut Vec<Found>,
) {
    let asked_already = reading.request.filters.values.contains_key(&FacetField::Year);
    if asked_already || !reading.wants(UnderstoodKind::Year) {
        return;
    }
    for year in YEAR.find_iter(run) {
        let digit = |c: char| c.is_ascii_digit();
        let inside_number =
            run[..year.start()].ends_with(digit) || run[year.end()..].starts_with(digit);
        if !inside_number && is_free(&year.range(), found) {
            found.push(preferring(year.range(), year.as_str()[..4].to_owned(), true));
        }
    }
    for (word, distance) in RELATIVE {
        for (at, _) in run.match_indices(word) {
            let range = at..at + word.len();
            if is_free(&range, found) && stands_alone(&range, words) {
                let year = (reading.knowledge.today.year() + distance).to_string();
                found.push(preferring(range, year, false));
            }
        }
    }
}

fn preferring(range: Range<usize>, year: String, searched: bool) -> Found {
    Found {
        range,
        said: Some((UnderstoodKind::Year, format!("{year}年"))),
        meaning: Some(Meaning::Preference {
            field: FacetField::Year,
            values: vec![year],
            searched,
        }),
    }
}
