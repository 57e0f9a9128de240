//! The engines that are measured in this program.

pub(crate) mod bare;
pub(crate) mod ours;
pub(crate) mod sqlite;
