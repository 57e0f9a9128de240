//! Years as bars, without gaps: a year with nothing is a place with nothing.

use crate::search::response::FacetEntry;

/// The width of a year.
const STEP: usize = 36;

/// The height of the highest bar.
const HEIGHT: u64 = 120;

/// The most years that are drawn, the last ones.
const MOST: i32 = 20;

/// The fewest years that make a picture.
const FEWEST: usize = 3;

/// A year.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    pub(super) x: usize,
    pub(super) height: u64,
    pub(super) year: i32,
    pub(super) count: u64,
    /// The notices of the year; `None` where there are none.
    pub(super) href: Option<String>,
}

/// Years side by side.
#[derive(Clone, Debug)]
pub(super) struct YearBars {
    pub(super) width: usize,
    pub(super) step: usize,
    pub(super) bars: Vec<Bar>,
}

impl YearBars {
    /// Draws how many notices each year has; `None` where hardly any year has some.
    pub(super) fn new(years: &[FacetEntry], href: impl Fn(&FacetEntry) -> String) -> Option<Self> {
        let counted: Vec<(i32, &FacetEntry)> =
            years.iter().filter_map(|entry| Some((entry.value.parse().ok()?, entry))).collect();
        if counted.len() < FEWEST {
            return None;
        }
        let last = counted.iter().map(|(year, _)| *year).max()?;
        let first = counted.iter().map(|(year, _)| *year).min()?.max(last - MOST + 1);
        let most = counted.iter().map(|(_, entry)| entry.count).max()?.max(1);
        let bars: Vec<Bar> = (first..=last)
            .enumerate()
            .map(|(at, year)| {
                let entry = counted.iter().find(|(counted, _)| *counted == year);
                let count = entry.map_or(0, |(_, entry)| entry.count);
                Bar {
                    x: at * STEP,
                    height: (count * HEIGHT).div_ceil(most),
                    year,
                    count,
                    href: entry.map(|(_, entry)| href(entry)),
                }
            })
            .collect();
        Some(Self { width: bars.len() * STEP, step: STEP, bars })
    }
}

#[cfg(test)]
mod tests {
    use super::YearBars;
    use crate::search::response::FacetEntry;

    #[test]
    fn a_year_with_nothing_keeps_its_place() {
        let entries: Vec<FacetEntry> = [("2024", 8), ("2020", 2), ("2023", 4), ("not_stated", 9)]
            .into_iter()
            .map(|(value, count)| FacetEntry {
                value: value.to_owned(),
                label: value.to_owned(),
                count,
                selected: false,
                children: Vec::new(),
            })
            .collect();
        let years = YearBars::new(&entries, |entry| entry.value.clone()).expect("enough years");
        let drawn: Vec<(i32, u64)> = years.bars.iter().map(|bar| (bar.year, bar.height)).collect();
        assert_eq!(drawn, [(2020, 30), (2021, 0), (2022, 0), (2023, 60), (2024, 120)]);
        assert!(YearBars::new(&entries[..2], |entry| entry.value.clone()).is_none());
    }
}
