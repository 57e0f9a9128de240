//! Operations that find and show notices and clauses.

use serde_json::json;

use crate::notice::Notice;
use crate::web::api::citations::{self, Citations};
use crate::web::api::export;
use crate::web::api::notice::{self, ClauseBody};
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::parameter::{Parameter, one_of};
use crate::web::api::search::{self, Counts, SearchAnswer};
use crate::web::api::suggest::{self, BrowserSuggestions, Suggestions};
use crate::web::params::export::{ExportForm, OF_EXPORT};
use crate::web::params::extract::OF_COUNTS;
use crate::web::params::group::Group;
use crate::web::params::suggest::{MOST_SUGGESTIONS, SuggestParams};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/search", search::search)
            .named(Tag::Search, "search", "Finds notices, clauses or tasks.")
            .details(
                "Every count is exact. Expired and repealed notices are left out unless `validity` \
                 names them; `hidden` says how many. `understood` lists what was read out of the \
                 words, each with the parameters that undo it. Nothing found is an answer, too.",
            )
            .takes(Group::ALL)
            .answers::<SearchAnswer>()
            .answers_in(&["application/jsonl", "text/csv", "application/atom+xml"])
            .fails(410)
            .example("/api/v1/search?q=政务公开&scope=clauses&region=990100&facets=year,department:5"),
        Operation::post("/api/v1/search", search::of_body)
            .named(Tag::Search, "search_by_body", "Finds the same for parameters in a body.")
            .details("For queries that are too long for an address; names and values are the same.")
            .body_of(Group::ALL, r#"{"q": "政务公开", "scope": "clauses", "year": [2023, 2024]}"#)
            .answers::<SearchAnswer>()
            .answers_in(&["application/jsonl", "text/csv", "application/atom+xml"])
            .fails(410),
        Operation::get("/api/v1/facets", search::facets)
            .named(Tag::Search, "facets", "Counts without results.")
            .details("Every dimension where `facets` names none.")
            .takes(OF_COUNTS)
            .answers::<Counts>()
            .example("/api/v1/facets?q=检索&facets=region:20,year"),
        Operation::get("/api/v1/export", export::export)
            .named(Tag::Search, "export", "Returns all results of a search in one stream.")
            .details(
                "A result a line, or a sheet; `X-Total-Count` says how many. All are of one \
                 publication, whatever is published while they are read. Where the program cannot go \
                 on the connection breaks off: what ends well is whole.",
            )
            .takes(OF_EXPORT)
            .with([Parameter::new(
                "format",
                "Form of the answer.",
                one_of(ExportForm::NAMES),
            )])
            .answers_in(&["application/jsonl", "text/csv"])
            .example("/api/v1/export?q=政务公开&scope=clauses&region=990100&fields=id,html"),
        Operation::get("/api/v1/suggest", suggest::suggest)
            .named(Tag::Search, "suggest", "Completes what is typed: words, pinyin or initials.")
            .with(suggested())
            .answers::<Suggestions>()
            .example("/api/v1/suggest?q=zhengwu&limit=5"),
        Operation::get("/api/v1/suggestions", suggest::for_browsers)
            .named(Tag::Search, "browser_suggestions", "Completes in the form that browsers take.")
            .details("OpenSearch extension for suggestions: words, completions, what they are, addresses.")
            .with(suggested())
            .answers_as::<BrowserSuggestions>("application/x-suggestions+json")
            .example("/api/v1/suggestions?q=政务"),
        Operation::get("/api/v1/notices/{id}", notice::notice)
            .named(Tag::Notices, "notice", "Returns a notice whole: elements, outline, clauses, tasks.")
            .answers::<Notice>()
            .example("/api/v1/notices/zhengwugongkai~qingze-2024"),
        Operation::get("/api/v1/clauses/{id}", notice::clause)
            .named(Tag::Notices, "clause", "Returns a clause with its tasks and its notice.")
            .answers::<ClauseBody>()
            .example("/api/v1/clauses/zhengwugongkai~qingze-2024:87858506"),
        Operation::get("/api/v1/citations", citations::citations)
            .named(Tag::Notices, "citations", "Says how notices and clauses are cited.")
            .details("As official documents do, and after GB/T 7714—2015.")
            .with([Parameter::new(
                "id",
                "Keys of notices, or of clauses (`notice:clause`).",
                json!({
                    "type": "array", "items": { "type": "string" },
                    "minItems": 1, "maxItems": citations::MOST,
                }),
            )])
            .requires("id")
            .fails(404)
            .answers::<Citations>()
            .example("/api/v1/citations?id=zhengwugongkai~qingze-2024:87858506&id=zhengwugongkai~qingze-2024"),
    ]
}

fn suggested() -> [Parameter; 2] {
    let usual = SuggestParams::USUAL;
    [
        Parameter::new("q", "What was typed so far.", json!({ "type": "string" })),
        Parameter::new(
            "limit",
            "The most suggestions.",
            json!({ "type": "integer", "minimum": 1, "maximum": MOST_SUGGESTIONS, "default": usual }),
        ),
    ]
}
