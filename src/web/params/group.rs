//! Which parameters there are, in groups: a path takes some of the groups and refuses the others.

use crate::query::facet::FacetField;

/// Parameters that narrow by one of their values, with the dimension.
pub(super) const FILTERS: [FacetField; 12] = [
    FacetField::Region,
    FacetField::Level,
    FacetField::Issuer,
    FacetField::Department,
    FacetField::Unit,
    FacetField::Section,
    FacetField::Openness,
    FacetField::Year,
    FacetField::Kind,
    FacetField::Topic,
    FacetField::Validity,
    FacetField::DeadlineMonth,
];

/// Parameters that a path takes together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Group {
    /// What is asked.
    Text,
    /// What is read out of the text.
    Reading,
    /// What is searched.
    Scope,
    /// What narrows the results.
    Narrowing,
    /// Which dimensions are counted.
    Counting,
    /// In which order results stand, and beside what.
    Order,
    /// Which page.
    Paging,
    /// In which shape programs get results.
    Shape,
}

impl Group {
    /// Every group: what a search takes.
    pub(in crate::web) const ALL: &[Self] = &[
        Self::Text,
        Self::Scope,
        Self::Narrowing,
        Self::Counting,
        Self::Order,
        Self::Paging,
        Self::Reading,
        Self::Shape,
    ];

    /// Returns the names of its parameters.
    pub(in crate::web) fn names(self) -> Vec<&'static str> {
        let filters = || FILTERS.iter().map(|field| field.name());
        match self {
            Self::Text => vec!["q"],
            Self::Reading => vec!["expand", "answers", "without"],
            Self::Scope => vec!["scope"],
            Self::Narrowing => {
                filters().chain(["date_from", "date_to", "deadline_before", "cites"]).collect()
            }
            Self::Counting => vec!["facets"],
            Self::Order => vec!["sort", "group"],
            Self::Paging => vec!["page", "per_page"],
            Self::Shape => vec!["explain", "highlight", "fields", "format", "cursor"],
        }
    }

    /// Returns the names of the parameters of several groups.
    pub(in crate::web) fn names_of(groups: &[Self]) -> Vec<&'static str> {
        groups.iter().flat_map(|group| group.names()).collect()
    }
}
