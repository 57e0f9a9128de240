//! Which scope and order an index of Algolia's stands for.

use crate::query::request::{Scope, Sort};
use crate::web::error::AppError;

/// An index by its name: a scope, and for its replicas an order.
///
/// Example: `clauses`, `notices_newest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Index {
    pub(super) scope: Scope,
    pub(super) sort: Sort,
}

impl Index {
    /// Returns the index of a name.
    ///
    /// # Errors
    ///
    /// There is none of this name; those that there are are listed.
    pub(super) fn named(name: &str) -> Result<Self, AppError> {
        Self::all().into_iter().find(|index| index.name() == name).ok_or_else(|| {
            let known = Self::names().join(", ");
            AppError::NotFound(format!("index {name} does not exist; there are {known}"))
        })
    }

    /// Returns the names of all.
    pub(super) fn names() -> Vec<String> {
        Self::all().into_iter().map(Self::name).collect()
    }

    fn all() -> Vec<Self> {
        let of = |scope| Sort::ALL.map(|sort| Self { scope, sort });
        Scope::ALL.into_iter().flat_map(of).collect()
    }

    fn name(self) -> String {
        match self.sort {
            Sort::Relevance => self.scope.name().to_owned(),
            sort => format!("{}_{sort}", self.scope),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Index;
    use crate::query::request::{Scope, Sort};

    #[test]
    fn names_say_scope_and_order() {
        for (name, scope, sort) in [
            ("notices", Scope::Notices, Sort::Relevance),
            ("notices_newest", Scope::Notices, Sort::Newest),
            ("assignments_deadline", Scope::Assignments, Sort::Deadline),
        ] {
            assert_eq!(Index::named(name).ok(), Some(Index { scope, sort }), "{name}");
        }
        for name in ["", "notice", "notices_", "notices_relevance", "notices_best"] {
            assert!(Index::named(name).is_err(), "{name}");
        }
        assert_eq!(Index::names().len(), 12);
    }
}
