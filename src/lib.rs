//! 政搜: full-text search over Chinese policy notices (政策公文).
//!
//! The rooms, from the ground up; imports point down, and `tests/it/architecture.rs` holds it:
//!
//! - [`notice`]: what a policy notice is. [`analysis`]: how Chinese text becomes terms.
//! - [`durable`]: files that are whole after a crash. [`access`]: who may do what.
//! - [`lexicon`]: places, departments and words.
//! - [`corpus`]: from files to notices. [`query`]: from what was asked to a plan.
//! - [`engine`]: where notices are kept and plans are answered.
//! - [`steward`]: how complete a library is. [`ingest`]: files into an engine. [`search`]: a request answered whole.
//! - [`received`]: notices that came over HTTP. [`upkeep`]: takes them in, publishes what changed.
//! - [`precedent`]: how other places worded a requirement.
//! - [`usage`]: what readers ask, without who. [`backup`]: what cannot be made again, in one file.
//! - [`eval`]: judged queries. [`web`]: pages and API. [`cli`]: commands.

pub mod access;
pub mod analysis;
pub mod backup;
pub mod cli;
pub mod corpus;
pub mod durable;
pub mod engine;
pub mod eval;
pub mod ingest;
pub mod lexicon;
pub mod notice;
pub mod precedent;
pub mod query;
pub mod received;
pub mod search;
pub mod steward;
pub mod upkeep;
pub mod usage;
pub mod web;
