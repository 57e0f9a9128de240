//! Days as numbers, as engines keep them.

use jiff::civil::Date;

/// What stands where a document has no day.
pub(in crate::engine) const NO_DAY: i32 = i32::MIN;

/// Returns a date as days since 1970.
pub(in crate::engine) fn day_number(date: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(date).map_or(NO_DAY, |span| span.get_days())
}

/// Returns days since 1970 as a date.
pub(in crate::engine) fn date_of(day: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(i64::from(day)).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{NO_DAY, date_of, day_number};

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(date_of(day_number(date(2024, 5, 8))), Some(date(2024, 5, 8)));
        assert_eq!(date_of(NO_DAY), None);
        assert_eq!(day_number(date(1970, 1, 2)), 1);
        assert_eq!(day_number(date(1969, 12, 31)), -1);
        assert!(day_number(date(2024, 5, 8)) > day_number(date(2023, 5, 8)));
    }
}
