//! Help with drafting after a notice (起草参考): for each of its clauses the nearest ones elsewhere,
//! the newest first, and the topics that others of its kind have and it lacks.

mod kind;
pub mod nearest;
mod phrases;
mod topic;
pub mod topics;
