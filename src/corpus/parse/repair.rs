//! Decides number and date of a notice, and mends damaged ones from other copies on the page.

use jiff::civil::Date;

use crate::corpus::parse::metadata::Metadata;
use crate::corpus::parse::parts::Parts;
use crate::corpus::parse::title::Title;
use crate::notice::date::parse_date;
use crate::notice::doc_number::{DocNumber, Form};
use crate::notice::warning::{Warning, WarningKind};

/// Returns the notice's own number: the labelled one, else the one glued to the title, else the
/// one that stands alone on a line of the head. Numbers inside the text are never taken.
pub(super) fn doc_number(
    metadata: &Metadata,
    title: Option<&Title>,
    parts: &Parts,
    warnings: &mut Vec<Warning>,
) -> Option<DocNumber> {
    let stated = metadata.doc_number.clone();
    let alone = parts.doc_numbers.first().cloned();
    let glued = title.and_then(|title| title.doc_number.clone());
    let damaged = parts.damaged_number.as_deref().or(metadata.damaged_number.as_deref());
    let number = stated.clone().or(glued).or(alone.clone());
    if let Some(damaged) = damaged {
        let kind = if number.is_some() { WarningKind::Repaired } else { WarningKind::Damaged };
        warnings.push(Warning::new(kind, damaged));
    }
    if let (Some(stated), Some(alone)) = (&stated, &alone)
        && stated != alone
        && alone.form == Form::Bracketed
    {
        warnings.push(Warning::new(WarningKind::Contradiction, format!("{stated} / {alone}")));
    }
    number
}

/// Returns the date of signature: the signed one, else the labelled 成文日期.
///
/// A signed date that lost its signs (2020617) is mended when its digits allow one day only.
pub(super) fn issued_on(
    metadata: &Metadata,
    parts: &Parts,
    warnings: &mut Vec<Warning>,
) -> Option<Date> {
    if let Some(date) = parts.signed_on {
        return Some(date);
    }
    if let Some(damaged) = &parts.damaged_date {
        match only_day(damaged) {
            Some(date) => {
                warnings.push(Warning::new(WarningKind::Repaired, damaged));
                return Some(date);
            }
            None => warnings.push(Warning::new(WarningKind::Damaged, damaged)),
        }
    }
    let stated = metadata.issued_on.or(parts.bracketed_date);
    stated.or(metadata.created_on.filter(|_| parts.signers.is_empty()))
}

/// Reads digits without signs, if they can mean one day only: 2020617 is June 17, 2020111 may be
/// two days.
fn only_day(digits: &str) -> Option<Date> {
    if let Some(date) = parse_date(&format!("{digits}日")) {
        return Some(date);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !(6..=8).contains(&digits.len()) {
        return None;
    }
    let year: i16 = digits[..4].parse().ok()?;
    let rest = &digits[4..];
    let mut days = (1..rest.len()).filter_map(|cut| {
        let (month, day) = rest.split_at(cut);
        let plain = !month.starts_with('0') && !day.starts_with('0') || rest.len() == 4 && cut == 2;
        let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
        plain.then_some(date)
    });
    let first = days.next()?;
    days.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::only_day;

    #[test]
    fn digits_without_signs_are_read_when_they_mean_one_day() {
        assert_eq!(only_day("2020617"), Some(date(2020, 6, 17)));
        assert_eq!(only_day("20201231"), Some(date(2020, 12, 31)));
        assert_eq!(only_day("2020年2月7"), Some(date(2020, 2, 7)));
        assert_eq!(only_day("2020111"), None);
        assert_eq!(only_day("2020年月"), None);
    }
}
