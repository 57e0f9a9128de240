//! Shapes of values that JSON writes as text, for schemas: dates, moments and written forms.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Describes a type whose JSON is a text of some form: its name, and the rest of its schema.
macro_rules! written {
    ($type:ty, $name:literal, $($schema:tt)+) => {
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", $($schema)+ })
            }
        }
    };
}

pub(crate) use written;

/// A day as JSON writes it: `2024-05-08`.
#[derive(Clone, Copy, Debug)]
pub enum DateSchema {}

impl JsonSchema for DateSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// A moment as JSON writes it (RFC 3339): `2024-05-08T01:30:00Z`.
#[derive(Clone, Copy, Debug)]
pub enum MomentSchema {}

impl JsonSchema for MomentSchema {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}
