//! The parameters of writing a notice.

use std::borrow::Cow;

use crate::received::version::HIGHEST;
use crate::web::desk::FromQuery;
use crate::web::error::ParamError;

/// In which version a notice is written, and whether it is kept at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) struct WriteParams {
    /// The version; the next one where none is given.
    pub(in crate::web) version: Option<u64>,
    /// Whether nothing is to be kept.
    pub(in crate::web) dry_run: bool,
}

/// Whether what a bulk holds is kept at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::web) struct BulkParams {
    /// Whether nothing is to be kept.
    pub(in crate::web) dry_run: bool,
}

impl FromQuery for BulkParams {
    fn read(query: &str, _strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut params = Self::default();
        each(query, |name, value| match name {
            "dry_run" => switch(value).map(|dry_run| params.dry_run = dry_run),
            _ => {
                Err("is unknown; known is dry_run: keys and versions stand in the lines".to_owned())
            }
        })?;
        Ok(params)
    }
}

impl FromQuery for WriteParams {
    fn read(query: &str, _strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut params = Self::default();
        each(query, |name, value| match name {
            "version" => version(value).map(|version| params.version = Some(version)),
            "dry_run" => switch(value).map(|dry_run| params.dry_run = dry_run),
            _ => Err("is unknown; known are version, dry_run".to_owned()),
        })?;
        Ok(params)
    }
}

/// Takes each parameter by name and value, and returns those that cannot be used.
fn each(
    query: &str,
    mut take: impl FnMut(&str, &str) -> Result<(), String>,
) -> Result<(), Vec<ParamError>> {
    let wrong = |(name, value): (Cow<'_, str>, Cow<'_, str>)| {
        let reason = take(&name, &value).err()?;
        Some(ParamError { parameter: name.into_owned(), reason })
    };
    let errors: Vec<ParamError> =
        form_urlencoded::parse(query.as_bytes()).filter_map(wrong).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn switch(value: &str) -> Result<bool, String> {
    value.parse().map_err(|_| "expected true or false".to_owned())
}

fn version(value: &str) -> Result<u64, String> {
    let version = value.parse().ok().filter(|version| (1..=HIGHEST).contains(version));
    version.ok_or_else(|| format!("expected a whole number from 1 to {HIGHEST}"))
}

#[cfg(test)]
mod tests {
    use super::WriteParams;
    use crate::web::desk::FromQuery;

    #[test]
    fn versions_are_whole_numbers_that_every_reader_of_json_tells_apart() {
        let read = |query| WriteParams::read(query, true);
        let expected = WriteParams { version: Some(7), dry_run: true };
        assert_eq!(read("version=7&dry_run=true"), Ok(expected));
        assert_eq!(read(""), Ok(WriteParams::default()));
        for query in ["version=0", "version=-1", "version=9007199254740992", "dry_run=1", "v=1"] {
            assert!(read(query).is_err(), "{query}");
        }
    }
}
