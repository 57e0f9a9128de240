//! Options of a site that is served, by what they are about; each becomes options of `web`.

pub(super) mod limits;
pub(super) mod log;
pub(super) mod network;
pub(super) mod quantity;
pub(super) mod upkeep;
pub(super) mod writing;
