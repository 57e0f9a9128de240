//! Operations that tell what the library holds.

use serde_json::json;

use crate::precedent::check::draft::LONGEST_DRAFT;
use crate::usage::{RETENTION_DAYS, WINDOW_DAYS};
use crate::web::api::doc_numbers::{self, DocNumbers};
use crate::web::api::lexicon::{self, LexiconPage};
use crate::web::api::library::{self, LibraryAnswer};
use crate::web::api::operation::{Operation, Tag};
use crate::web::api::parameter::Parameter;
use crate::web::api::popular::{self, Popular};
use crate::web::api::stats::{self, Stats};
use crate::web::api::status::{self, StatusBody};
use crate::web::desk::text::TextParams;
use crate::web::params::lexicon::OF_LEXICON;
use crate::web::params::stats::{MOST_TEXTS, StatsParams};

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("/api/v1/status", status::status)
            .named(Tag::Library, "status", "Tells what is searched now.")
            .details("And how publishing stands: what waits, and what stands in the way.")
            .answers::<StatusBody>(),
        Operation::get("/api/v1/doc-numbers", doc_numbers::of_text)
            .named(Tag::Library, "doc_numbers", "Reads the document numbers (发文字号) of a text.")
            .details(
                "Each with the notice of the library that has it, and what ends the document, as \
                 far as the library knows.",
            )
            .with([Parameter::new(
                "text",
                "A number, or a text with some.",
                json!({ "type": "string", "maxLength": LONGEST_DRAFT }),
            )])
            .requires("text")
            .answers::<DocNumbers>()
            .example("/api/v1/doc-numbers?text=按照泽政办函[2024]27号和岚政办函〔2024〕23号执行"),
        Operation::post("/api/v1/doc-numbers", doc_numbers::of_body)
            .named(Tag::Library, "doc_numbers_by_body", "Reads the same out of a text in a body.")
            .body::<TextParams>(r#"{"text": "按照泽政办函〔2024〕27号执行"}"#)
            .answers::<DocNumbers>(),
        Operation::get("/api/v1/library", library::library)
            .named(Tag::Library, "library", "Tells how complete the library is.")
            .details("With the list behind every count.")
            .answers::<LibraryAnswer>(),
        Operation::get("/api/v1/lexicon", lexicon::lexicon)
            .named(Tag::Library, "lexicon", "Looks up what citizens say for what notices write.")
            .details("Every concept where `q` is empty; those of the operator among them.")
            .takes(OF_LEXICON)
            .answers::<LexiconPage>()
            .example("/api/v1/lexicon?q=退休金"),
        Operation::get("/api/v1/stats", stats::stats)
            .named(
                Tag::Library,
                "stats",
                "Tells the operator what readers ask, and what finds nothing.",
            )
            .details("Needs a key of the scope `operate`. Nothing in it tells who asked.")
            .with([
                Parameter::new(
                    "days",
                    "How many days are looked at, today among them.",
                    json!({
                        "type": "integer", "minimum": 1, "maximum": RETENTION_DAYS,
                        "default": WINDOW_DAYS,
                    }),
                ),
                Parameter::new(
                    "limit",
                    "The most texts of each list.",
                    json!({
                        "type": "integer", "minimum": 1, "maximum": MOST_TEXTS,
                        "default": StatsParams::USUAL,
                    }),
                ),
            ])
            .answers::<Stats>()
            .guarded()
            .fails_with(&[401, 403]),
        Operation::get("/api/v1/popular", popular::popular)
            .named(Tag::Library, "popular", "Lists what many readers ask.")
            .answers::<Popular>(),
    ]
}
