//! What clients are told of parameters: what each means, and which values it takes.

use serde_json::{Value, json};

use crate::notice::kind::Kind;
use crate::notice::region::Level;
use crate::notice::status::{Openness, Validity};
use crate::query::facet::FacetField;
use crate::query::request::{FacetRequest, Page, Scope, SearchRequest, Sort};
use crate::query::understand::UnderstoodKind;
use crate::web::api::fields;
use crate::web::params::shape::{Form, Marks};

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Place {
    Path,
    Query,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::web) struct Parameter {
    pub(in crate::web) name: &'static str,
    pub(in crate::web) place: Place,
    pub(in crate::web) description: String,
    /// JSON Schema of its value; an array where it may be given several times.
    pub(in crate::web) schema: Value,
    pub(in crate::web) required: bool,
}

impl Parameter {
    /// Makes a parameter of the query.
    pub(super) fn new(name: &'static str, description: impl Into<String>, schema: Value) -> Self {
        let description = description.into();
        Self { name, place: Place::Query, description, schema, required: false }
    }

    /// Makes the same parameter, without which, or with nothing in it, there is no answer.
    pub(super) fn required(mut self) -> Self {
        self.required = true;
        self.schema["pattern"] = "\\S".into();
        self
    }

    /// Describes the parts of a path that vary.
    pub(super) fn of_path(path: &'static str) -> Vec<Self> {
        let names = path.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        let parameter = |name| Self {
            place: Place::Path,
            required: true,
            ..Self::new(name, key(path), json!({ "type": "string", "minLength": 1 }))
        };
        names.map(parameter).collect()
    }

    /// Describes a parameter that searches take.
    pub(super) fn of_search(name: &'static str) -> Self {
        match FacetField::ALL.into_iter().find(|field| field.name() == name) {
            Some(field) => Self::of_filter(field),
            None => Self::beside_filters(name),
        }
    }

    /// Describes a filter: values of one are alternatives, different ones narrow each other.
    fn of_filter(field: FacetField) -> Self {
        let (says, values) = match field {
            FacetField::Region => (
                "行政区划: code (GB/T 2260) of a place, which stands for all places in it",
                json!({ "type": "string", "pattern": "^([1-9][0-9]{5}|[1-9][0-9]{8}|none)$" }),
            ),
            FacetField::Level => ("层级", one_of(Level::ALL.map(Level::name))),
            FacetField::Issuer => ("发文机关, as signed", name()),
            FacetField::Department => {
                ("职能部门: function across places, such as 发展改革", name())
            }
            FacetField::Unit => ("牵头、责任或配合单位, as a clause writes it", name()),
            FacetField::Section => ("Top heading without its label", name()),
            FacetField::Openness => ("公开属性", one_of(Openness::ALL.map(Openness::name))),
            FacetField::Year => (
                "Year that the notice is about",
                json!({ "anyOf": [
                    { "type": "integer", "minimum": 1900, "maximum": 2199 },
                    { "type": "string", "const": "none" },
                ] }),
            ),
            FacetField::Kind => ("文种", one_of(Kind::all().map(Kind::name))),
            FacetField::Topic => ("主题分类", name()),
            FacetField::Validity => (
                "有效性; without it expired and repealed notices are hidden and counted, `any` shows all",
                one_of(Validity::ALL.map(Validity::name).into_iter().chain(["any"])),
            ),
            FacetField::DeadlineMonth => (
                "Month of a task's deadline",
                json!({ "type": "string", "pattern": "^(19[0-9]{2}|2[01][0-9]{2})-(0[1-9]|1[0-2])$|^none$" }),
            ),
        };
        let description = format!("{says}. Several are alternatives.");
        Self::new(field.name(), description, many(&values))
    }

    fn beside_filters(name: &'static str) -> Self {
        let date = || json!({ "type": "string", "format": "date" });
        let (says, schema) = match name {
            "q" => (
                "What is searched, in plain words. Signs: \"…\" a phrase, -word left out, \
                 `field:value` a filter.",
                json!({ "type": "string", "maxLength": SearchRequest::LONGEST_TEXT }),
            ),
            "scope" => ("What is searched: notices, their clauses, or clauses with tasks.", {
                one_of(Scope::ALL.map(Scope::name))
            }),
            "date_from" => ("Earliest date of the notice, inclusive.", date()),
            "date_to" => ("Latest date of the notice, inclusive.", date()),
            "deadline_before" => ("Latest deadline of a task, inclusive.", date()),
            "cites" => (
                "Number of a document that must be cited, such as 国办发〔2017〕47号.",
                json!({ "type": "string", "examples": ["国办发〔2017〕47号"] }),
            ),
            "facets" => (
                "Dimensions to count, each with how many values: `region:20`.",
                many(&json!({ "type": "string", "pattern": facet_pattern() })),
            ),
            "sort" => ("Order of the results.", one_of(Sort::ALL.map(Sort::name))),
            "group" => (
                "Dimension whose values' best results stand side by side.",
                one_of(SearchRequest::GROUPS.map(FacetField::name)),
            ),
            "page" => ("Number of the page. Results beyond 10,000 are reached by `cursor`.", {
                json!({ "type": "integer", "minimum": 1, "maximum": Page::DEEPEST, "default": 1 })
            }),
            "per_page" => (
                "Results on a page; 0 asks for counts alone.",
                json!({ "type": "integer", "minimum": 0, "maximum": Page::LARGEST, "default": 10 }),
            ),
            "expand" => {
                ("Whether plain language is searched by official terms, too.", switch(true))
            }
            "answers" => ("Whether questions are answered.", switch(true)),
            "without" => (
                "Kinds of understanding that are not wanted.",
                many(&one_of(UnderstoodKind::OPTIONAL.map(UnderstoodKind::name))),
            ),
            "explain" => ("Whether each result says why it is there.", switch(false)),
            "highlight" => (
                "How matches are marked: in HTML, by places in plain text (`text`, `marks`), not at all.",
                one_of(Marks::NAMES),
            ),
            "fields" => (
                "Fields of results that are wanted; all without it.",
                many(&json!({ "type": "string", "enum": fields::names() })),
            ),
            "format" => (
                "Form of the answer; `jsonl` and `csv` have a result a line, `atom` the newest first.",
                one_of(Form::NAMES),
            ),
            "cursor" => (
                "The `next_cursor` of an earlier answer to the same search: goes on behind it, as far \
                 as there are results. Status 410 when something was published since.",
                json!({ "type": "string", "pattern": "^[0-9]+-[0-9]+-[0-9-]+\\.[0-9a-f]{16}\\.[0-9]+$" }),
            ),
            other => unreachable!("`{other}` is not described"),
        };
        Self::new(name, says, schema)
    }
}

/// Says what the key in a path is.
fn key(path: &str) -> &'static str {
    match path {
        path if path.contains("/indexes/") => "Name of an index, or of an attribute in it.",
        path if path.contains("/clauses/{id}") => "Key of a clause: `notice:clause`.",
        _ => "Key of a notice.",
    }
}

fn name() -> Value {
    json!({ "type": "string" })
}

pub(super) fn one_of(values: impl IntoIterator<Item = &'static str>) -> Value {
    json!({ "type": "string", "enum": values.into_iter().collect::<Vec<_>>() })
}

fn many(values: &Value) -> Value {
    json!({ "type": "array", "items": values })
}

pub(super) fn switch(usual: bool) -> Value {
    json!({ "type": "boolean", "default": usual })
}

fn facet_pattern() -> String {
    let names = FacetField::ALL.map(FacetField::name).join("|");
    format!("^({names})(:([1-9][0-9]{{0,2}}|{}))?$", FacetRequest::MOST)
}

#[cfg(test)]
mod tests {
    use super::Parameter;
    use crate::web::params::group::Group;

    #[test]
    fn every_parameter_of_a_search_is_described() {
        for name in Group::names_of(Group::ALL) {
            let parameter = Parameter::of_search(name);
            assert!(!parameter.description.is_empty(), "{name}");
        }
    }

    #[test]
    fn the_parts_of_a_path_are_found() {
        let parameters = Parameter::of_path("/api/v1/clauses/{id}/similar");
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        assert_eq!(names, ["id"]);
        assert!(parameters[0].description.contains("clause"));
    }
}
