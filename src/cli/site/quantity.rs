//! Sizes and durations as operators write them: `32 KiB`, `10s`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::SignedDuration;

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Size(pub(in crate::cli) usize);

/// Units of sizes with their bytes, the largest first.
const UNITS: [(&str, usize); 4] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |unit: &&(&str, usize)| self.0 >= unit.1 && self.0.is_multiple_of(unit.1);
        let (name, bytes) = UNITS.iter().find(fits).unwrap_or(&UNITS[UNITS.len() - 1]);
        write!(f, "{} {name}", self.0 / bytes)
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let end = text.find(|one: char| !one.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = (text[..end].parse::<usize>(), text[end..].trim());
        let unit = if unit.is_empty() { "B" } else { unit };
        let bytes = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
        let size =
            number.ok().zip(bytes).and_then(|(number, (_, bytes))| number.checked_mul(*bytes));
        size.map(Self)
            .ok_or_else(|| "expected a number of bytes, KiB, MiB or GiB, such as 32 KiB".to_owned())
    }
}

/// A stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Time(pub(in crate::cli) Duration);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signed = SignedDuration::try_from(self.0).unwrap_or(SignedDuration::MAX);
        write!(f, "{signed:#}")
    }
}

impl FromStr for Time {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = text.trim().parse::<SignedDuration>().ok();
        let read = read.and_then(|signed| Duration::try_from(signed).ok());
        read.map(Self).ok_or_else(|| "expected a time such as 10s, 500ms or 2m".to_owned())
    }
}

/// Reads a number that may be 0.
pub(super) fn count(text: &str) -> Result<usize, String> {
    text.trim().parse().map_err(|_| "expected a whole number from 0".to_owned())
}

/// Reads a number from 1.
pub(super) fn some(text: &str) -> Result<usize, String> {
    let read = text.trim().parse().ok().filter(|number| *number > 0);
    read.ok_or_else(|| "expected a whole number from 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Size, Time};

    #[test]
    fn sizes_are_read_as_they_are_written() {
        for (text, bytes, written) in [
            ("32 KiB", 32 << 10, "32 KiB"),
            ("2mib", 2 << 20, "2 MiB"),
            ("1500", 1500, "1500 B"),
            ("0", 0, "0 B"),
            ("1024 B", 1024, "1 KiB"),
        ] {
            assert_eq!(text.parse(), Ok(Size(bytes)), "{text}");
            assert_eq!(Size(bytes).to_string(), written);
        }
        for text in ["", "KiB", "1 kB", "-1", "1.5 MiB", "99999999999999999999", "99999999999 GiB"]
        {
            assert!(text.parse::<Size>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn times_are_read_as_they_are_written() {
        for (text, millis, written) in [
            ("10s", 10_000, "10s"),
            ("500ms", 500, "500ms"),
            ("2m", 120_000, "2m"),
            ("0s", 0, "0s"),
        ] {
            let time: Time = text.parse().expect("a time");
            assert_eq!(time.0.as_millis(), millis, "{text}");
            assert_eq!(time.to_string(), written);
        }
        for text in ["", "10", "-1s", "soon", "1 parsec"] {
            assert!(text.parse::<Time>().is_err(), "{text:?}");
        }
    }
}
