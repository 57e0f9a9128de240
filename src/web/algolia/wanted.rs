//! Which attributes of hits are wanted.

use std::collections::BTreeSet;

/// Which attributes are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All but these.
    AllBut(BTreeSet<String>),
    /// These.
    These(BTreeSet<String>),
}

impl Wanted {
    /// Every attribute.
    pub(super) fn all() -> Self {
        Self::AllBut(BTreeSet::new())
    }

    /// No attribute.
    pub(super) fn none() -> Self {
        Self::These(BTreeSet::new())
    }

    /// Reads a list: names, with how much of each or without, `*` for all, a dash before what is
    /// left out.
    pub(super) fn of(list: &[String]) -> Self {
        let name = |item: &str| item.split([':', '.']).next().unwrap_or_default().trim().to_owned();
        let (left_out, named): (Vec<&str>, Vec<&str>) =
            list.iter().map(String::as_str).partition(|item| item.starts_with('-'));
        if named.iter().any(|item| name(item) == "*") {
            return Self::AllBut(left_out.into_iter().map(|item| name(&item[1..])).collect());
        }
        Self::These(named.into_iter().map(name).collect())
    }

    /// Tells whether an attribute is wanted.
    pub(super) fn holds(&self, attribute: &str) -> bool {
        match self {
            Self::AllBut(names) => !names.contains(attribute),
            Self::These(names) => names.contains(attribute),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn lists_say_what_is_wanted() {
        for (list, held, not_held) in [
            (&["*"] as &[&str], "title text", ""),
            (&["*", "-text"], "title", "text"),
            (&["title", "text:20"], "title text", "kind"),
            (&["clauses.text"], "clauses", "text"),
            (&[], "", "title"),
        ] {
            let list: Vec<String> = list.iter().map(|item| (*item).to_owned()).collect();
            let wanted = Wanted::of(&list);
            assert!(held.split_whitespace().all(|name| wanted.holds(name)), "{list:?}");
            assert!(!not_held.split_whitespace().any(|name| wanted.holds(name)), "{list:?}");
        }
        assert!(Wanted::all().holds("title") && !Wanted::none().holds("title"));
    }
}
