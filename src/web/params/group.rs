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
    /// In which order results stand.
    Sort,
    /// Beside what they stand.
    Grouping,
    /// Which page.
    Paging,
    /// In which shape programs get each result.
    Shape,
    /// In which form programs get the whole answer.
    Answer,
}

impl Group {
    /// Every group: what a search takes.
    pub(in crate::web) const ALL: &[Self] = &[
        Self::Text,
        Self::Scope,
        Self::Narrowing,
        Self::Counting,
        Self::Sort,
        Self::Grouping,
        Self::Paging,
        Self::Reading,
        Self::Shape,
        Self::Answer,
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
            Self::Sort => vec!["sort"],
            Self::Grouping => vec!["group"],
            Self::Paging => vec!["page", "per_page"],
            Self::Shape => vec!["highlight", "fields"],
            Self::Answer => vec!["explain", "format", "cursor"],
        }
    }

    /// Tells whether a parameter is for programs alone.
    pub(super) fn is_for_programs(name: &str) -> bool {
        Self::names_of(&[Self::Shape, Self::Answer]).contains(&name)
    }

    /// Returns the names of the parameters of several groups.
    pub(in crate::web) fn names_of(groups: &[Self]) -> Vec<&'static str> {
        groups.iter().flat_map(|group| group.names()).collect()
    }
}
