//! The attributes by which pages count and narrow, and how their values are written.

use crate::notice::region::RegionCode;
use crate::query::facet::{FacetField, NOT_STATED};
use crate::query::request::Filters;
use crate::search::places::Places;
use crate::search::response::FacetEntry;

/// What parts the names of a place: the mark that widgets for levels expect.
pub(super) const WITHIN: &str = " > ";

/// How many levels of places there are: 省, 市, 县, 乡.
const LEVELS: usize = 4;

/// The names of the levels of places, as widgets for levels take them.
const LEVEL_NAMES: [&str; LEVELS] = ["region.lvl0", "region.lvl1", "region.lvl2", "region.lvl3"];

/// Date of a notice in seconds, by which is compared.
pub(super) const DATE: &str = "date_timestamp";

/// Deadline of a task in seconds, by which is compared.
pub(super) const DEADLINE: &str = "deadline_timestamp";

/// What counts or narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    /// A dimension.
    Field(FacetField),
    /// Places of one level, the provinces 0.
    RegionLevel(usize),
    /// The date of a notice.
    Date,
    /// The deadline of a task.
    Deadline,
}

impl Attribute {
    /// Reads a name.
    ///
    /// # Errors
    ///
    /// There is no such attribute; those that there are are listed.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        if let Ok(field) = name.parse() {
            return Ok(Self::Field(field));
        }
        if let Some(level) = LEVEL_NAMES.iter().position(|level| *level == name) {
            return Ok(Self::RegionLevel(level));
        }
        match name {
            DATE => Ok(Self::Date),
            DEADLINE => Ok(Self::Deadline),
            _ => {
                let known: Vec<&str> = Self::names_counted();
                Err(format!(
                    "`{name}` is no attribute; there are {}, {DATE}, {DEADLINE}",
                    known.join(", ")
                ))
            }
        }
    }

    /// Returns the names of the attributes that are counted.
    pub(super) fn names_counted() -> Vec<&'static str> {
        FacetField::ALL.map(FacetField::name).into_iter().chain(LEVEL_NAMES).collect()
    }

    /// Returns its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Field(field) => field.name(),
            Self::RegionLevel(level) => LEVEL_NAMES[level],
            Self::Date => DATE,
            Self::Deadline => DEADLINE,
        }
    }

    /// Returns the dimension that counts it; none is counted by seconds.
    pub(super) fn field(self) -> Option<FacetField> {
        match self {
            Self::Field(field) => Some(field),
            Self::RegionLevel(_) => Some(FacetField::Region),
            Self::Date | Self::Deadline => None,
        }
    }

    /// Returns the values of a dimension with their counts, the most frequent first.
    pub(super) fn values(self, entries: &[FacetEntry], places: &Places) -> Vec<(String, u64)> {
        let mut counted = Vec::new();
        flatten(entries, &mut counted);
        let mut values: Vec<(String, u64)> = counted
            .into_iter()
            .filter(|entry| entry.count > 0)
            .filter_map(|entry| Some((self.shown(entry, places)?, entry.count)))
            .collect();
        values.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        values
    }

    /// Writes a value as readers see it; none where it is of another level.
    fn shown(self, entry: &FacetEntry, places: &Places) -> Option<String> {
        let field = self.field()?;
        let is_number = matches!(field, FacetField::Year | FacetField::DeadlineMonth);
        match (field, entry.value.parse::<RegionCode>()) {
            (FacetField::Region, Ok(code)) => {
                let names = places.names(code);
                let is_wanted = match self {
                    Self::RegionLevel(level) => names.len() == level + 1,
                    _ => true,
                };
                is_wanted.then(|| names.join(WITHIN))
            }
            (FacetField::Region, Err(_)) if matches!(self, Self::RegionLevel(1..)) => None,
            _ if is_number && entry.value != NOT_STATED => Some(entry.value.clone()),
            _ => Some(entry.label.clone()),
        }
    }
}

/// Adds a value of a dimension, as readers see it, to filters.
///
/// # Errors
///
/// What values it takes.
pub(super) fn add(
    filters: &mut Filters,
    field: FacetField,
    value: &str,
    places: &Places,
) -> Result<(), String> {
    if field != FacetField::Region {
        return filters.add(field, value);
    }
    let names: Vec<&str> = value.split('>').map(str::trim).collect();
    match places.code(&names) {
        Some(code) => filters.add(field, &code.to_string()),
        None => filters.add(field, value).map_err(|_| {
            format!("`{value}` is no place; expected names from the province down such as 岚川省{WITHIN}清泽市")
        }),
    }
}

fn flatten<'a>(entries: &'a [FacetEntry], into: &mut Vec<&'a FacetEntry>) {
    for entry in entries {
        into.push(entry);
        flatten(&entry.children, into);
    }
}
