//! What every peer is asked and what it reports, whichever engine it is and in whichever program.
//!
//! A peer is started twice: to index what lies in a folder, and to search it. Each time it leaves a
//! report beside its index.

pub mod clock;
pub mod cut;
pub mod report;
pub mod task;
