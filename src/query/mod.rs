//! From what was asked to a plan: parse, understand, plan.
//!
//! This room knows what people type and what a notice search can do. It knows no engine's words,
//! no file and no HTTP.

pub mod boost;
pub mod facet;
pub mod plan;
pub mod request;
pub mod spelling;
pub mod syntax;
pub mod understand;
