//! One query as it is asked: a search, and in which shape its answer is wanted.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::query::facet::FacetField;
use crate::query::request::{FacetRequest, Filters, Page, SearchRequest};
use crate::query::understand::UnderstoodKind;
use crate::search::places::Places;
use crate::web::algolia::attribute::Attribute;
use crate::web::algolia::condition::Condition;
use crate::web::algolia::expression;
use crate::web::algolia::given::{Given, wrong};
use crate::web::algolia::index::Index;
use crate::web::algolia::narrowing::narrow;
use crate::web::algolia::tags::Tags;
use crate::web::algolia::wanted::Wanted;
use crate::web::error::{AppError, ParamError};

/// Hits on a page where no number is given, as Algolia has it.
const USUAL_HITS: usize = 20;

/// Values of an attribute where no number is given, as Algolia has it.
const USUAL_VALUES: usize = 100;

/// Values that are found inside an attribute where no number is given, and the most, as Algolia has
/// it.
const USUAL_FOUND: usize = 10;
const MOST_FOUND: usize = 100;

/// One query.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The name of the index.
    pub(super) index: String,
    /// What is searched.
    pub(super) request: SearchRequest,
    /// What is counted.
    pub(super) facets: Vec<Attribute>,
    /// The most values of each.
    pub(super) most_values: usize,
    /// What is looked for inside the values of an attribute, in small letters; everything where it
    /// is empty. A search for hits has no use for it, nor for the most, and refuses wrong ones, too.
    pub(super) looked_for: String,
    pub(super) most_found: usize,
    pub(super) tags: Tags,
    pub(super) retrieved: Wanted,
    pub(super) highlighted: Wanted,
    pub(super) snippets: Wanted,
    pub(super) given: Given,
}

impl Asked {
    /// Reads the parameters of a query to an index.
    ///
    /// # Errors
    ///
    /// There is no such index, or a parameter cannot be used.
    pub(super) fn read(
        index: &str,
        parameters: Map<String, Value>,
        places: &Places,
    ) -> Result<Self, AppError> {
        let Index { scope, sort } = Index::named(index)?;
        let given = Given::read(parameters)?;
        let read = || -> Result<Self, ParamError> {
            let facets = facets(&given)?;
            let most_values = most(&given, "maxValuesPerFacet", USUAL_VALUES, FacetRequest::MOST)?;
            given.one("facetName")?;
            let request = SearchRequest {
                text: text(&given)?,
                scope,
                sort,
                filters: filters(&given, places)?,
                page: page(&given)?,
                facets: counted(&facets, most_values),
                without: BTreeSet::from([UnderstoodKind::Answer]),
                ..SearchRequest::default()
            };
            let wanted = |name| Ok(given.several(name)?.map(|list| Wanted::of(&list)));
            Ok(Self {
                index: index.to_owned(),
                request,
                facets,
                most_values,
                looked_for: given.one("facetQuery")?.unwrap_or_default().trim().to_lowercase(),
                most_found: most(&given, "maxFacetHits", USUAL_FOUND, MOST_FOUND)?,
                tags: Tags::of(&given)?,
                retrieved: wanted("attributesToRetrieve")?.unwrap_or_else(Wanted::all),
                highlighted: wanted("attributesToHighlight")?.unwrap_or_else(Wanted::all),
                snippets: wanted("attributesToSnippet")?.unwrap_or_else(Wanted::none),
                given: given.clone(),
            })
        };
        read().map_err(|error| AppError::Params(vec![error]))
    }
}

fn text(given: &Given) -> Result<String, ParamError> {
    let text = given.one("query")?.unwrap_or_default().trim();
    let most = SearchRequest::LONGEST_TEXT;
    match text.chars().count() {
        length if length > most => {
            Err(wrong("query", format!("has {length} characters; the limit is {most}")))
        }
        _ => Ok(text.to_owned()),
    }
}

fn page(given: &Given) -> Result<Page, ParamError> {
    let number = given.whole("page")?.unwrap_or(0).saturating_add(1);
    let size = given.whole("hitsPerPage")?.unwrap_or(USUAL_HITS);
    Page::new(number, size).map_err(|(name, reason)| {
        wrong(if name == "per_page" { "hitsPerPage" } else { "page" }, reason)
    })
}

/// Reads a number that may not be greater than another one.
fn most(given: &Given, name: &str, usual: usize, greatest: usize) -> Result<usize, ParamError> {
    let number = given.whole(name)?.unwrap_or(usual);
    let is_usable = (1..=greatest).contains(&number);
    is_usable.then_some(number).ok_or_else(|| wrong(name, format!("expected 1 to {greatest}")))
}

fn facets(given: &Given) -> Result<Vec<Attribute>, ParamError> {
    let names = given.several("facets")?.unwrap_or_default();
    if names.iter().any(|name| name == "*") {
        return Ok(FacetField::ALL.map(Attribute::Field).to_vec());
    }
    let read = |name: &String| counted_attribute("facets", name);
    let mut facets: Vec<Attribute> = names.iter().map(read).collect::<Result<_, _>>()?;
    facets.sort_by_key(|attribute| attribute.name());
    facets.dedup();
    Ok(facets)
}

/// Reads the name of an attribute whose values are counted.
pub(super) fn counted_attribute(parameter: &str, name: &str) -> Result<Attribute, ParamError> {
    let attribute = Attribute::named(name).map_err(|reason| wrong(parameter, reason))?;
    if attribute.field().is_none() {
        let known = Attribute::names_counted().join(", ");
        return Err(wrong(parameter, format!("{name} is not counted; counted are {known}")));
    }
    Ok(attribute)
}

/// Returns the dimensions that count attributes: all values of those of which some are picked, or
/// of which more is said than their counts.
fn counted(facets: &[Attribute], most: usize) -> Vec<FacetRequest> {
    let fields: BTreeSet<FacetField> = facets.iter().filter_map(|facet| facet.field()).collect();
    let size = |field| match field {
        FacetField::Region | FacetField::Year => FacetRequest::MOST,
        _ => most,
    };
    fields.into_iter().map(|field| FacetRequest { field, size: size(field) }).collect()
}

fn filters(given: &Given, places: &Places) -> Result<Filters, ParamError> {
    if given.several("tagFilters")?.is_some_and(|tags| !tags.is_empty()) {
        return Err(wrong("tagFilters", "there are no tags here"));
    }
    let in_filters = |reason| wrong("filters", reason);
    let expression = given.one("filters")?.unwrap_or_default();
    let mut groups = Vec::new();
    for (name, texts) in [
        ("filters", expression::read(expression).map_err(in_filters)?),
        ("facetFilters", given.groups("facetFilters")?),
        ("numericFilters", given.groups("numericFilters")?),
    ] {
        for group in texts {
            let read = |text: &String| Condition::read(text).map_err(|reason| wrong(name, reason));
            groups.push(group.iter().map(read).collect::<Result<Vec<Condition>, ParamError>>()?);
        }
    }
    narrow(&groups, places).map_err(|reason| wrong("filters", reason))
}
