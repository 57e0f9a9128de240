//! What can be asked of the desk.

use crate::query::request::{Filters, Page};

/// Which precedents are wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrecedentRequest {
    /// What narrows the clauses, as in every search.
    pub filters: Filters,
    /// Which page.
    pub page: Page,
    /// Whether copies of a notice stand beside each other instead of behind one of them.
    pub shows_copies: bool,
}
