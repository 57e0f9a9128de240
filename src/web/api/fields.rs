//! Which fields of results there are, and results with some of them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

use crate::search::response::{ClauseResult, NoticeResult};
use crate::web::error::ParamError;

/// The fields of a result of any scope; a result lacks those of the other scopes.
static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let schemas = [NoticeResult::json_schema, ClauseResult::json_schema];
    let fields = schemas.map(|schema| schema(&mut SchemaGenerator::default()));
    let names = fields.iter().filter_map(|schema| schema.get("properties")?.as_object());
    names.flat_map(|properties| properties.keys().cloned()).collect()
});

/// Returns the names of the fields of results.
pub(in crate::web) fn names() -> &'static BTreeSet<String> {
    &NAMES
}

/// Tells whether all fields that are wanted exist.
///
/// # Errors
///
/// One does not; those that exist are listed.
pub(super) fn check(wanted: &BTreeSet<String>) -> Result<(), Vec<ParamError>> {
    let Some(unknown) = wanted.difference(&NAMES).next() else { return Ok(()) };
    let known: Vec<&str> = NAMES.iter().map(String::as_str).collect();
    let reason = format!("`{unknown}` is no field of a result; known are {}", known.join(", "));
    Err(vec![ParamError { parameter: "fields".to_owned(), reason }])
}

/// Leaves a result the fields that are wanted.
pub(super) fn keep(result: &mut Value, wanted: &BTreeSet<String>) {
    if let Value::Object(fields) = result {
        fields.retain(|name, _| wanted.contains(name));
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn fields_of_notices_and_clauses_are_known() {
        for name in ["id", "title", "title_html", "doc_number", "clauses", "html", "lead", "notice"]
        {
            assert!(names().contains(name), "{name} in {:?}", names());
        }
    }
}
