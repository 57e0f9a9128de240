//! Closes the objects that a description names, so that a field which is not described is a fault.

use serde_json::Value;

/// What puts a schema together of others that speak of the same value.
const PUTS_TOGETHER: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Closes objects as a whole: one that is put together of others may have the fields of those that
/// fit. `tests/schemathesis/closed.py` does the same for made requests.
pub(crate) struct Closing {
    schemas: Value,
}

impl Closing {
    /// Closes by the shapes that a document names.
    pub(crate) fn of(document: &Value) -> Self {
        Self { schemas: document["components"]["schemas"].clone() }
    }

    /// Closes what describes whole values, and the values inside them.
    pub(crate) fn close(&self, schema: &mut Value) {
        if self.names_fields(schema, &mut Vec::new()) {
            schema["unevaluatedProperties"] = false.into();
        }
        self.close_inside(schema);
    }

    /// Closes the values inside those that a schema describes.
    pub(crate) fn close_inside(&self, schema: &mut Value) {
        let Some(words) = schema.as_object_mut() else { return };
        for (word, within) in words {
            match (word.as_str(), within) {
                ("properties", Value::Object(fields)) => {
                    for field in fields.values_mut() {
                        self.close(field);
                    }
                }
                ("prefixItems", Value::Array(items)) => {
                    for item in items {
                        self.close(item);
                    }
                }
                ("items" | "additionalProperties", inner) => self.close(inner),
                (word, Value::Array(parts)) if PUTS_TOGETHER.contains(&word) => {
                    for part in parts {
                        self.close_inside(part);
                    }
                }
                _ => {}
            }
        }
    }

    /// Tells whether a schema or one that it is put together of names fields of an object.
    fn names_fields(&self, schema: &Value, above: &mut Vec<String>) -> bool {
        let name = schema.get("$ref").and_then(Value::as_str);
        let name = name.and_then(|name| name.rsplit('/').next()).unwrap_or_default();
        if !name.is_empty() && !above.iter().any(|known| known == name) {
            above.push(name.to_owned());
            if self.names_fields(&self.schemas[name], above) {
                return true;
            }
        }
        let parts = PUTS_TOGETHER.iter().filter_map(|word| schema.get(*word)?.as_array());
        schema.get("properties").is_some()
            || parts.flatten().any(|part| self.names_fields(part, above))
    }
}
