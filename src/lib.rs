//! 政搜: full-text search over Chinese policy notices (政策公文).

pub mod analysis;
pub mod corpus;
pub mod engine;
pub mod eval;
pub mod ingest;
pub mod lexicon;
pub mod notice;
pub mod query;
pub mod search;
pub mod web;
