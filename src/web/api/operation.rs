//! One operation of the API: where it is, who answers, and what a client is told of it.

use std::collections::BTreeSet;

use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter, on};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::web::api::parameter::Parameter;
use crate::web::params::group::Group;
use crate::web::state::AppState;

/// Makes the schema of a type, or a reference to it.
pub(in crate::web) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// The media type of bodies that are one value.
const JSON: &[&str] = &["application/json"];

/// The method of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::web) enum Verb {
    Get,
    Post,
    Put,
    Delete,
}

impl Verb {
    /// Returns the name in a description of the API.
    pub(in crate::web) fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Delete => "delete",
        }
    }

    fn filter(self) -> MethodFilter {
        match self {
            Self::Get => MethodFilter::GET,
            Self::Post => MethodFilter::POST,
            Self::Put => MethodFilter::PUT,
            Self::Delete => MethodFilter::DELETE,
        }
    }
}

/// What an operation is about: the parts of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::web) enum Tag {
    Search,
    Notices,
    Precedents,
    Library,
    Writing,
    Algolia,
}

impl Tag {
    /// Every part, in order.
    pub(in crate::web) const ALL: [Self; 6] = [
        Self::Search,
        Self::Notices,
        Self::Precedents,
        Self::Library,
        Self::Writing,
        Self::Algolia,
    ];

    /// Returns the name of the part.
    pub(in crate::web) fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Notices => "notices",
            Self::Precedents => "precedents",
            Self::Library => "library",
            Self::Writing => "writing",
            Self::Algolia => "algolia",
        }
    }

    /// Says what is in the part.
    pub(in crate::web) fn says(self) -> &'static str {
        match self {
            Self::Search => "Find notices, clauses and tasks; suggest while typing.",
            Self::Notices => "One notice or one clause, whole, and what it rests on.",
            Self::Precedents => "How other places worded a requirement, since when, who leads.",
            Self::Library => "What the library holds and how complete it is.",
            Self::Writing => "Put notices into the library and take them back, with a key.",
            Self::Algolia => {
                "The same searches in the shape of Algolia's API, for pages made of InstantSearch. \
                 Problems have its shape, too."
            }
        }
    }
}

/// What a body says.
#[derive(Clone, Debug)]
pub(in crate::web) enum BodyShape {
    /// JSON of a type.
    Type(SchemaOf),
    /// An object whose fields are parameters.
    Parameters(Vec<Parameter>),
}

/// What a request carries in its body.
#[derive(Clone, Debug)]
pub(in crate::web) struct Body {
    /// Its media types, the usual first; the shape is that of each.
    pub(in crate::web) media: &'static [&'static str],
    pub(in crate::web) shape: BodyShape,
    pub(in crate::web) example: &'static str,
    /// Media types of files that are taken in its place.
    pub(in crate::web) files: &'static [&'static str],
}

/// A form in which an operation answers.
#[derive(Clone, Copy, Debug)]
pub(in crate::web) struct Answer {
    /// Its media type.
    pub(in crate::web) media: &'static str,
    /// Its shape; `None` where it is no JSON.
    pub(in crate::web) schema: Option<SchemaOf>,
}

/// One operation of the API.
#[derive(Debug)]
pub(in crate::web) struct Operation {
    pub(in crate::web) verb: Verb,
    /// Its path, parts that vary in braces.
    pub(in crate::web) path: &'static str,
    /// Stable name, by which generated clients call it.
    pub(in crate::web) name: &'static str,
    pub(in crate::web) tag: Tag,
    /// What it does, in one line.
    pub(in crate::web) summary: &'static str,
    /// What a client should know beside that.
    pub(in crate::web) details: &'static str,
    pub(in crate::web) parameters: Vec<Parameter>,
    pub(in crate::web) body: Option<Body>,
    pub(in crate::web) answers: Vec<Answer>,
    /// Whether it may answer that something was made (201).
    pub(in crate::web) creates: bool,
    /// Whether a key is needed.
    pub(in crate::web) guarded: bool,
    /// Statuses of the problems that it answers with.
    pub(in crate::web) problems: BTreeSet<u16>,
    /// An address that is answered over the sample library.
    pub(in crate::web) example: &'static str,
    /// The shape of its problems, where they are not those of this API.
    pub(in crate::web) problem: Option<SchemaOf>,
    /// Who answers.
    pub(in crate::web) handler: MethodRouter<AppState>,
}

impl Operation {
    /// Makes an operation that reads.
    pub(super) fn get<H: Handler<T, AppState>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new(Verb::Get, path, handler)
    }

    /// Makes an operation whose question stands in the body.
    pub(super) fn post<H: Handler<T, AppState>, T: 'static>(
        path: &'static str,
        handler: H,
    ) -> Self {
        Self::new(Verb::Post, path, handler)
    }

    /// Makes an operation that puts something under a key.
    pub(super) fn put<H: Handler<T, AppState>, T: 'static>(path: &'static str, handler: H) -> Self {
        Self::new(Verb::Put, path, handler)
    }

    /// Makes an operation that takes something back.
    pub(super) fn delete<H: Handler<T, AppState>, T: 'static>(
        path: &'static str,
        handler: H,
    ) -> Self {
        Self::new(Verb::Delete, path, handler)
    }

    fn new<H: Handler<T, AppState>, T: 'static>(
        verb: Verb,
        path: &'static str,
        handler: H,
    ) -> Self {
        let parameters: Vec<Parameter> = Parameter::of_path(path);
        let mut problems = BTreeSet::from([414, 422, 429, 431, 500, 503]);
        if !parameters.is_empty() {
            problems.insert(404);
        }
        Self {
            verb,
            path,
            name: "",
            tag: Tag::Search,
            summary: "",
            details: "",
            parameters,
            body: None,
            answers: Vec::new(),
            creates: false,
            guarded: false,
            problems,
            example: path,
            problem: None,
            handler: on(verb.filter(), handler),
        }
    }

    /// Names it, and says in one line what it does.
    pub(super) fn named(mut self, tag: Tag, name: &'static str, summary: &'static str) -> Self {
        (self.tag, self.name, self.summary) = (tag, name, summary);
        self
    }

    /// Says more.
    pub(super) fn details(mut self, details: &'static str) -> Self {
        self.details = details;
        self
    }

    /// Takes groups of the parameters of a search.
    pub(super) fn takes(mut self, groups: &[Group]) -> Self {
        self.parameters.extend(Group::names_of(groups).into_iter().map(Parameter::of_search));
        self
    }

    /// Takes parameters of its own.
    pub(super) fn with(mut self, own: impl IntoIterator<Item = Parameter>) -> Self {
        self.parameters.extend(own);
        self
    }

    /// Cannot do without a parameter.
    pub(super) fn requires(mut self, name: &str) -> Self {
        let made = |parameter: Parameter| {
            if parameter.name == name { parameter.required() } else { parameter }
        };
        self.parameters = self.parameters.into_iter().map(made).collect();
        self
    }

    /// Takes a body of JSON.
    pub(super) fn body<T: JsonSchema>(self, example: &'static str) -> Self {
        self.with_body(JSON, BodyShape::Type(SchemaGenerator::subschema_for::<T>), example)
    }

    /// Takes a body of lines of JSON under any of some media types.
    pub(super) fn lines<T: JsonSchema>(
        self,
        media: &'static [&'static str],
        example: &'static str,
    ) -> Self {
        self.with_body(media, BodyShape::Type(SchemaGenerator::subschema_for::<T>), example)
    }

    /// Takes files of some media types in place of the body that was told before.
    pub(super) fn or_files(mut self, media: &'static [&'static str]) -> Self {
        self.body = self.body.map(|body| Body { files: media, ..body });
        self
    }

    /// Takes groups of the parameters of a search in a body of JSON.
    pub(super) fn body_of(self, groups: &[Group], example: &'static str) -> Self {
        let parameters = Group::names_of(groups).into_iter().map(Parameter::of_search).collect();
        self.with_body(JSON, BodyShape::Parameters(parameters), example)
    }

    fn with_body(
        mut self,
        media: &'static [&'static str],
        shape: BodyShape,
        example: &'static str,
    ) -> Self {
        self.body = Some(Body { media, shape, example, files: &[] });
        self.problems.extend([400, 413, 415]);
        self
    }

    /// Answers with JSON of a shape.
    pub(super) fn answers<T: JsonSchema>(self) -> Self {
        self.answers_as::<T>("application/json")
    }

    /// Answers with JSON of a shape under a media type of its own.
    pub(super) fn answers_as<T: JsonSchema>(mut self, media: &'static str) -> Self {
        self.answers.push(Answer { media, schema: Some(SchemaGenerator::subschema_for::<T>) });
        self
    }

    /// Answers in other forms, too.
    pub(super) fn answers_in(mut self, media: &[&'static str]) -> Self {
        self.answers.extend(media.iter().map(|media| Answer { media, schema: None }));
        self
    }

    /// May answer with a problem of a status.
    pub(super) fn fails(mut self, status: u16) -> Self {
        self.problems.insert(status);
        self
    }

    /// May answer with problems of several statuses.
    pub(super) fn fails_with(mut self, statuses: &[u16]) -> Self {
        self.problems.extend(statuses);
        self
    }

    /// Answers problems in a shape of its own; what cannot be used is a 400 there, and the type of
    /// a body is not looked at.
    pub(super) fn problems_as<T: JsonSchema>(mut self) -> Self {
        self.problem = Some(SchemaGenerator::subschema_for::<T>);
        self.problems.retain(|status| ![415, 422].contains(status));
        self
    }

    /// May answer that something was made.
    pub(super) fn creates(self) -> Self {
        Self { creates: true, ..self }
    }

    /// Needs a key.
    pub(super) fn guarded(self) -> Self {
        Self { guarded: true, ..self }
    }

    /// Is shown by an address that the sample library answers.
    pub(super) fn example(mut self, address: &'static str) -> Self {
        self.example = address;
        self
    }
}
