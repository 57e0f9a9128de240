//! Every test that needs more than one room, in one binary, so that the engine is linked once.

#![expect(clippy::unwrap_used, reason = "clippy's allowance for tests does not reach helpers")]
#![expect(clippy::print_stdout, reason = "figures for whoever runs tests with --nocapture")]

mod algolia;
mod answers;
mod api;
mod architecture;
mod authority;
mod backup;
mod bulk;
mod checks;
mod cli;
mod cluster_client;
mod cluster_faults;
mod config;
mod corrections;
mod crowded;
mod description;
mod discovery;
mod disks;
mod drafting;
mod engine_conformance;
mod engines_alike;
mod explanations;
mod export;
mod fact_tables;
mod formats;
mod fuzz_seeds;
#[expect(unreachable_pub, reason = "another package uses them, too")]
#[path = "../../fuzz/src/lib.rs"]
mod fuzzed;
mod ingest;
mod interruption;
mod jobs;
mod keys;
mod lexicon_reload;
mod library_watched;
mod limits;
mod no_room;
mod offers;
mod operation;
mod pages;
mod partly;
mod plain_words;
mod precedents;
mod quirks;
mod quoting;
mod reading;
mod reading_page;
mod real_jobs;
mod real_notices;
mod shapes;
mod support;
mod turning;
mod upkeep;
mod uploads;
mod usage;
mod verifying;
mod watching;
mod whole_notices;
mod wording_groups;
mod writing;
mod writing_guide;
