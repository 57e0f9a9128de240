//! The parameters of writing notices.

use std::borrow::Cow;

use serde_json::{Map, Value};

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

/// What is said of a notice beside a file that it comes as, under the English names of its fields.
pub(in crate::web) const FIELDS: [&str; 10] = [
    "title",
    "url",
    "doc_number",
    "issuer",
    "issued_on",
    "published_on",
    "index_number",
    "topic",
    "validity",
    "openness",
];

/// In which version a notice is put, and what is said of it beside its body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::web) struct PutParams {
    /// In which version, and whether it is kept.
    pub(in crate::web) write: WriteParams,
    /// The fields beside a file, those that are given.
    pub(in crate::web) fields: Map<String, Value>,
}

impl FromQuery for PutParams {
    fn read(query: &str, _strict: bool) -> Result<Self, Vec<ParamError>> {
        let mut params = Self::default();
        each(query, |name, value| {
            if FIELDS.contains(&name) {
                if !value.trim().is_empty() {
                    params.fields.insert(name.to_owned(), value.into());
                }
                return Ok(());
            }
            params.write.take(name, value).unwrap_or_else(|| {
                Err(format!("is unknown; known are version, dry_run, {}", FIELDS.join(", ")))
            })
        })?;
        Ok(params)
    }
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
        each(query, |name, value| {
            let unknown = || Err("is unknown; known are version, dry_run".to_owned());
            params.take(name, value).unwrap_or_else(unknown)
        })?;
        Ok(params)
    }
}

impl WriteParams {
    /// Takes a parameter, if it is one of these.
    fn take(&mut self, name: &str, value: &str) -> Option<Result<(), String>> {
        match name {
            "version" => Some(version(value).map(|version| self.version = Some(version))),
            "dry_run" => Some(switch(value).map(|dry_run| self.dry_run = dry_run)),
            _ => None,
        }
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
