//! Operations that find and show notices and clauses.

use serde_json::json;

use crate::notice::Notice;
use crate::web::api::notice::{self, ClauseBody};
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::parameter::Parameter;
use crate::web::api::search::{self, Counts, SearchAnswer};
use crate::web::api::suggest::{self, BrowserSuggestions, Suggestions};
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
